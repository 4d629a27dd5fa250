// Foundation, not FoundationEssentials: only it has the canonical composition.
import Foundation

/// NFC, for the few texts that are not obviously in it already.
enum CanonicalComposition {
  /// The text in Unicode's canonical composition.
  static func compose(_ text: String) -> String { text.precomposedStringWithCanonicalMapping }
}
