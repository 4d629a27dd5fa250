import ConferenceModel
import Foundation

/// What differs between two versions of a session, told apart only as far as it is beyond doubt.
struct FactsDifference {
  /// Nobody could call it no news.
  var isNews = false
  /// Within the hour it has to be told at once.
  var isUrgent = false
  /// It may be gathered longer: only the title or the speakers differ.
  var isMild = true
  /// Nothing at all differs that a message could show.
  let isNothing: Bool

  /// - parameter renamed: rooms that may only have got another name, old and new in one string.
  init(from old: SessionFacts, to new: SessionFacts, renamed: Set<RoomPair>) {
    isNothing = old == new
    if old.status != new.status {
      isNews = true
      isMild = false
      isUrgent = new.status == .cancelled
      return
    }
    if new.status == .cancelled { return }
    if let before = old.start, let after = new.start, before != after {
      isNews = true
      isMild = false
      isUrgent = after < before
    } else if let before = old.end, let after = new.end, old.start == new.start, before != after {
      isNews = true
      isMild = false
    }
    if let before = old.room, let after = new.room, TitleWords(before) != TitleWords(after),
      Self.isOtherRoom(before, after), !renamed.contains(RoomPair(old: before, new: after))
    {
      isNews = true
      isMild = false
      isUrgent = true
    }
    if TitleWords(old.title) != TitleWords(new.title),
      TitleWords(old.title).shared(with: TitleWords(new.title)) < 0.5
    {
      isNews = true
    }
    if Self.isAnybodyNew(in: new.speakers, since: old.speakers) { isNews = true }
  }

  /// Two rooms, where one name does not merely say the other one at greater length.
  private static func isOtherRoom(_ one: String, _ other: String) -> Bool {
    let (first, second) = (TitleWords(one).all, TitleWords(other).all)
    return !first.isSubset(of: second) && !second.isSubset(of: first)
  }

  private static func isAnybodyNew(in new: [Speaker], since old: [Speaker]) -> Bool {
    let known = Set(old.flatMap { TitleWords($0.name).all })
    return new.contains { TitleWords($0.name).all.isDisjoint(with: known) }
  }
}

/// The name of a room before and after.
struct RoomPair: Hashable {
  var old: String
  var new: String
}
