import ConferenceModel
import Foundation
import Persistence
import Phrasebook
import Planning

/// Rows that are events with talks of their own.
extension Exchange {
  /// How to see an event's talks; nil when the entry is a talk.
  func wholeEvent(_ entry: ProgrammeEntry) throws -> WholeEvent? {
    let view = queries.view
    guard view.isWholeEvent(entry.id) else { return nil }
    guard let talk = view.talks(of: entry.id).first, let track = talk.session.track,
      let start = talk.session.facts.start
    else {
      return WholeEvent(day: zone.day(of: now), filter: SessionFilter(), talkCount: 0)
    }
    let day = zone.day(of: start)
    let filter = SessionFilter(track: track.lowercased())
    // As many as the command will list, whatever belongs to the event.
    return WholeEvent(day: day, filter: filter, talkCount: try entries(of: day, filter).count)
  }
}
