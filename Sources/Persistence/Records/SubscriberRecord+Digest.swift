package import ConferenceModel
package import Foundation
import GRDB

extension ReadTransaction {
  /// When a subscriber's next digest is due; nil without one. May lie in the past until it is sent.
  package func nextDigest(of subscriber: SubscriberID) throws -> Date? {
    try Int64.fetchOne(
      database, sql: "SELECT nextDigestAt FROM subscriber WHERE id = ?", arguments: [subscriber]
    ).map(Date.init(milliseconds:))
  }
}
