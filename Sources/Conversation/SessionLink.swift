import ConferenceModel
import FoundationEssentials

/// Finds the session a pasted link points to.
///
/// Sched's feeds link to `/event/<32 hex>`, its pages to `/event/2CVxw/<slug>`, whose short id no
/// feed has; but the slug is made of the title.
struct SessionLink {
  private let host: String
  private let path: [String]

  init(_ link: String) {
    var rest = Substring(link)
    for scheme in ["https://", "http://"] where rest.lowercased().hasPrefix(scheme) {
      rest = rest.dropFirst(scheme.count)
    }
    rest = rest.prefix { $0 != "?" && $0 != "#" }
    let parts = rest.split(separator: "/").map(String.init)
    host = parts.first?.lowercased() ?? ""
    path = Array(parts.dropFirst())
  }

  /// nil when the programme has no such session, or two that fit alike.
  func find(in programme: Programme) -> ProgrammeEntry? {
    byID(in: programme) ?? byAddress(in: programme) ?? bySlug(in: programme)
  }

  private func byID(in programme: Programme) -> ProgrammeEntry? {
    let ids = Set(path.map { $0.lowercased() })
    let entries = programme.entries.filter { ids.contains($0.session.key.id.lowercased()) }
    // The same id in two sources: the link's host decides.
    return entries.count > 1 ? entries.first(where: isOnHost) : entries.first
  }

  private func byAddress(in programme: Programme) -> ProgrammeEntry? {
    guard !path.isEmpty else { return nil }
    let entries = programme.entries.filter { entry in
      guard let url = entry.session.url else { return false }
      let own = SessionLink(url)
      return own.host == host && !own.path.isEmpty && path.starts(with: own.path)
    }
    return entries.count == 1 ? entries.first : nil
  }

  private func bySlug(in programme: Programme) -> ProgrammeEntry? {
    guard let slug = path.last.map(Self.slug), slug.count >= 10 else { return nil }
    let onHost = programme.entries.filter(isOnHost)
    let candidates = (onHost.isEmpty ? programme.entries : onHost).compactMap {
      entry -> (entry: ProgrammeEntry, length: Int)? in
      let title = Self.slug(entry.session.facts.title)
      return title.count >= 10 && slug.contains(title) ? (entry, title.count) : nil
    }
    guard let longest = candidates.map(\.length).max() else { return nil }
    let best = candidates.filter { $0.length == longest }.map(\.entry)
    if best.count == 1 { return best.first }
    // The slug goes on with the speakers.
    let named = best.filter { entry in
      entry.session.facts.speakers.contains { slug.contains(Self.slug($0.name)) }
    }
    return named.count == 1 ? named.first : nil
  }

  private func isOnHost(_ entry: ProgrammeEntry) -> Bool {
    entry.session.url.map { SessionLink($0).host == host } ?? false
  }

  /// `AI & You: 5 Tips` is `ai-you-5-tips`.
  private static func slug(_ text: String) -> String {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "-")
  }
}
