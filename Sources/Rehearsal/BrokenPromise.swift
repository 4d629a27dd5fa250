package import ConferenceModel
package import Foundation

/// One place where a run broke the promise.
package struct BrokenPromise: Hashable, Sendable, CustomStringConvertible {
  /// The four ways to break it; the raw values stand in reports.
  package enum Way: String, Hashable, Sendable, CaseIterable {
    /// A message said what no version in force said when it was sent.
    case untrue
    /// Something that matters was told to nobody who should hear it.
    case missing
    /// The same was told twice.
    case doubled
    /// It came after the time at which it should have been there.
    case late
  }

  /// How.
  package var way: Way
  /// When it was noticed: the message's arrival, or the time at which one should have been there.
  package var at: Date
  /// Whose.
  package var address: ConversationAddress
  /// About which session; nil when it is about none.
  package var session: SessionKey?
  /// One clause in plain words.
  package var reason: String

  /// A broken promise.
  package init(
    way: Way, at: Date, address: ConversationAddress, session: SessionKey?, reason: String
  ) {
    self.way = way
    self.at = at
    self.address = address
    self.session = session
    self.reason = reason
  }

  /// `late, telegram:4711, main/abc: …`
  package var description: String {
    "\(way.rawValue), \(address)\(session.map { ", \($0)" } ?? ""): \(reason)"
  }
}
