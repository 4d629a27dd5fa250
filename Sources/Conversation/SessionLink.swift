import ConferenceModel
import Foundation

/// Finds the session a pasted link points to.
///
/// Sched's feeds link to `/event/<32 hex>`, its pages to `/event/2CVxw/<slug>`, whose short id no
/// feed has; but the slug is made of title and speakers. pretalx's pages end in the talk's code,
/// FOSDEM's in a slug that the feed has too.
struct SessionLink {
  /// What a link may mean.
  struct Finding {
    /// Those that fit best, in programme order; empty when none does.
    var entries: [ProgrammeEntry]
    /// One that fits for sure; otherwise it is better to ask.
    var isSure: Bool
  }

  private let host: String
  private let path: [String]

  init(_ link: String) {
    var rest = Substring(link)
    for scheme in ["https://", "http://"] where rest.lowercased().hasPrefix(scheme) {
      rest = rest.dropFirst(scheme.count)
    }
    rest = rest.prefix { $0 != "?" && $0 != "#" }
    let parts = rest.split(separator: "/").map { String($0).removingPercentEncoding ?? String($0) }
    let name = parts.first?.lowercased() ?? ""
    host = name.hasPrefix("www.") ? String(name.dropFirst(4)) : name
    path = Array(parts.dropFirst())
  }

  /// True for Sched's shortened addresses (`sched.co/2DZSI`): no feed has the short id, so only
  /// the address it leads to can be looked up.
  var isShortened: Bool { host == "sched.co" && path.count == 1 }

  /// What the path says in words, to say back what was looked for.
  var words: String {
    let slug = path.last { Self.letters($0).count >= Self.lettersMinimum } ?? path.last ?? host
    return slug.split { $0 == "-" || $0 == "_" }.joined(separator: " ")
  }

  /// The sessions that the link may mean.
  func find(in programme: Programme) -> Finding {
    for search in [byID, byAddress, bySlug] {
      let found = search(programme)
      if !found.isEmpty { return Finding(entries: found, isSure: found.count == 1) }
    }
    return Finding(entries: byLikeness(in: programme), isSure: false)
  }

  private func byID(in programme: Programme) -> [ProgrammeEntry] {
    let parts = Set(path.map { Self.withoutExtension($0).lowercased() })
    let entries = programme.entries.filter { entry in
      let id = entry.session.key.id.lowercased()
      // A talk given several times has its code with the number of the slot behind it.
      return parts.contains(id)
        || id.split(separator: "#").first.map { parts.contains(String($0)) } ?? false
    }
    // The same id in two sources: the link's host decides.
    let onHost = entries.filter(isOnHost)
    return onHost.isEmpty ? entries : onHost
  }

  private func byAddress(in programme: Programme) -> [ProgrammeEntry] {
    guard !path.isEmpty else { return [] }
    let wanted = path.map(Self.withoutExtension)
    return programme.entries.filter { entry in
      guard let url = entry.session.url else { return false }
      let own = SessionLink(url)
      return own.host == host && !own.path.isEmpty
        && wanted.starts(with: own.path.map(Self.withoutExtension))
    }
  }

  /// By the longest title that the slug holds; of equal ones, by the speakers behind it.
  private func bySlug(in programme: Programme) -> [ProgrammeEntry] {
    guard let slug = path.last.map(Self.letters), slug.count >= Self.lettersMinimum else {
      return []
    }
    let candidates = here(programme).compactMap { entry -> (entry: ProgrammeEntry, length: Int)? in
      let title = Self.letters(entry.session.facts.title)
      guard title.count >= Self.lettersMinimum, slug.contains(title) || title.contains(slug) else {
        return nil
      }
      return (entry, min(title.count, slug.count))
    }
    let longest = candidates.map(\.length).max() ?? 0
    let best = candidates.filter { $0.length == longest }.map(\.entry)
    let named = best.filter { entry in
      let speakers = entry.session.facts.speakers
      return !speakers.isEmpty && speakers.allSatisfy { slug.contains(Self.letters($0.name)) }
    }
    return named.isEmpty ? best : named
  }

  /// The title may have changed since the link was made: up to five that share most of its words.
  private func byLikeness(in programme: Programme) -> [ProgrammeEntry] {
    guard let slug = path.last, Self.letters(slug).count >= Self.lettersMinimum else { return [] }
    let wanted = Self.contentWords(slug)
    guard wanted.count >= 3 else { return [] }
    let scored = here(programme).map { entry -> (entry: ProgrammeEntry, score: Double) in
      let facts = entry.session.facts
      let own = Self.contentWords(
        ([facts.title] + facts.speakers.map(\.name)).joined(separator: " "))
      return (entry, Double(wanted.intersection(own).count) / Double(max(wanted.count, 1)))
    }.filter { $0.score >= 0.5 }
    let best = scored.sorted { $0.score > $1.score }.prefix(5).map(\.entry.id)
    return programme.entries.filter { best.contains($0.id) }
  }

  /// The sessions of the link's site; all when its host is none of the programme's.
  private func here(_ programme: Programme) -> [ProgrammeEntry] {
    let onHost = programme.entries.filter(isOnHost)
    return onHost.isEmpty ? programme.entries : onHost
  }

  private func isOnHost(_ entry: ProgrammeEntry) -> Bool {
    entry.session.url.map { SessionLink($0).host == host } ?? false
  }

  /// Fewer say nothing: `talk`, `ai`.
  private static let lettersMinimum = 8

  /// `It's 1.34+: Brétéché` is `its134breteche`: sites differ in what they put between words.
  private static func letters(_ text: String) -> String {
    String(
      text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil).lowercased()
        .filter { $0.isLetter || $0.isNumber })
  }

  private static func contentWords(_ text: String) -> Set<String> {
    let folded = text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
    return Set(
      folded.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        .filter { $0.count > 2 })
  }

  private static func withoutExtension(_ part: String) -> String {
    for ending in [".html", ".htm", ".php"] where part.lowercased().hasSuffix(ending) {
      return String(part.dropLast(ending.count))
    }
    return part
  }
}
