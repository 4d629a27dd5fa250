import FoundationEssentials

/// Writes reasons for the ledger and the log: one clause, no secret, whatever a server answered.
struct ReasonClause: Sendable, CustomStringConvertible, CustomReflectable {
  /// Tokens and secret addresses that must never be written.
  var secrets: [String]

  /// Nothing of what it knows.
  var description: String { "reasons without \(secrets.count) secrets" }
  /// No parts, so that `dump` shows no secret.
  var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }

  /// Longer words of a server are cut; characters.
  private static let lengthLimit = 200

  /// `subject: detail`, on one line and short.
  func callAsFunction(_ subject: String, _ detail: String? = nil) -> String {
    guard let detail, !detail.isEmpty else { return clean(subject) }
    return clean("\(subject): \(detail)")
  }

  private func clean(_ text: String) -> String {
    var text = UntrustedText.cleaned(text)
    for secret in secrets where !secret.isEmpty {
      text = text.replacing(secret, with: "…")
    }
    guard text.count > Self.lengthLimit else { return text }
    return text.prefix(Self.lengthLimit - 1) + "…"
  }
}
