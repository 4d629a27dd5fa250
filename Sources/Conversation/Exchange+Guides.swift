import ConferenceModel
import Foundation
import Persistence
import Phrasebook

/// Guides, and what only the operator asks.
extension Exchange {
  func guide(_ name: String?, page: Int) throws -> Reply {
    let versions = guideVersions
    guard !versions.isEmpty else { throw Problem.noGuides }
    guard let name else {
      if versions.count == 1 { return try show(versions[0], page: page) }
      return Reply(
        answer: .guides(try versions.map { try summary($0, count: picks(of: $0).count) }))
    }
    return try show(try guide(named: name), page: page)
  }

  /// The sessions that a guide recommends, in its order, each once.
  func recommended(by name: String) throws -> [ProgrammeEntry] {
    let guide = try guide(named: name)
    let entries = try picks(of: guide).map(\.entry)
    guard !entries.isEmpty else { throw Problem.emptyGuide(guide.id) }
    return entries
  }

  /// The id of a guide as it is, for a filter that names it in other case or by its title.
  func guideID(_ name: String) throws -> String { try guide(named: name).id }

  private func show(_ guide: Guide, page: Int) throws -> Reply {
    try requireProgramme()
    let picks = try picks(of: guide)
    guard !picks.isEmpty else { throw Problem.emptyGuide(guide.id) }
    let found = Set(picks.map(\.position))
    let missing = guide.picks.indices.filter { !found.contains($0) }.map { guide.picks[$0].title }
    let reasons = Dictionary(
      picks.map { ($0.entry.id, guide.picks[$0.position].reason) },
      uniquingKeysWith: { first, _ in first })
    return try list(
      picks.map(\.entry), .guide(summary(guide, count: picks.count), missing: missing),
      grouping: .none, reasons: reasons, page: page
    ) { .guide(guide.id, page: $0) }
  }

  private func summary(_ guide: Guide, count: Int) -> GuideSummary {
    GuideSummary(id: guide.id, title: guide.title, count: count)
  }

  /// The picks that mean a session, each session once, in the order of the guide.
  private func picks(of guide: Guide) throws -> [(position: Int, entry: ProgrammeEntry)] {
    let sessions = try transaction.guidePicks(of: guide.id, in: guide.language)
    var seen: Set<SessionID> = []
    return guide.picks.indices.compactMap { position in
      guard let session = sessions[position], let entry = programme[session],
        seen.insert(session).inserted
      else { return nil }
      return (position, entry)
    }
  }

  /// Each guide once, in the subscriber's language where it is written in it.
  private var guideVersions: [Guide] {
    var versions: [Guide] = []
    for guide in configuration.guides {
      guard let index = versions.firstIndex(where: { $0.id == guide.id }) else {
        versions.append(guide)
        continue
      }
      if guide.language == subscriber.preferences.language { versions[index] = guide }
    }
    return versions
  }

  /// By its id; by a part of it or of a title when only one fits.
  private func guide(named name: String) throws(Problem) -> Guide {
    let versions = guideVersions
    guard !versions.isEmpty else { throw .noGuides }
    let wanted = name.lowercased()
    if let exact = versions.first(where: { $0.id.lowercased() == wanted }) { return exact }
    let ids = Set(
      configuration.guides.filter {
        $0.id.lowercased().contains(wanted)
          || $0.title.lowercased().replacing(" ", with: "-").contains(wanted)
      }.map(\.id))
    let fitting = versions.filter { ids.contains($0.id) }
    guard fitting.count == 1, let guide = fitting.first else {
      throw .noSuchGuide(name, guides: versions.map(\.id))
    }
    return guide
  }

  /// Accepts what is held of a source; for everybody but the operator the word means nothing.
  func accept(_ source: String?) throws -> Reply {
    guard configuration.operators.contains(subscriber.address) else {
      throw Problem.unknownCommand(CommandName.accept.rawValue, nearest: nil)
    }
    let held = try transaction.heldFeeds().filter(\.isAcceptable).map(\.source)
    // Only one can be meant.
    let source = source ?? (held.count == 1 ? held[0] : nil)
    guard let source, try transaction.acceptHeldFeed(source: source) else {
      return Reply(answer: .operation(.nothingHeld(source: source ?? "–", held: held)))
    }
    return Reply(answer: .operation(.accepted(source: source)))
  }
}
