package import ConferenceModel
package import Foundation
import GRDB

extension WriteTransaction {
  /// How many old ones are forgotten with each new one.
  private static let forgottenAtOnce = 20

  /// Remembers what a platform delivered on its own.
  ///
  /// - parameter id: the platform's, the same when it delivers again.
  /// - returns: false when it is known already, so that nothing is to be done.
  package func rememberDelivery(
    _ id: String, on platform: ChatPlatform, now: Date
  ) throws -> Bool {
    try forgetDeliveries(atMost: Self.forgottenAtOnce, now: now)
    try execute(
      "INSERT OR IGNORE INTO delivery (platform, id, receivedAt) VALUES (?, ?, ?)",
      [platform.rawValue, id, now.milliseconds])
    return database.changesCount > 0
  }
}
