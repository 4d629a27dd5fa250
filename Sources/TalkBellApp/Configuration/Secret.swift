/// A token or a webhook's address: usable, but in no log, error or dump.
package struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  private let text: String

  /// Hides a text.
  package init(_ text: String) { self.text = text }

  /// The text itself, for the request that needs it and for nothing else.
  package func reveal() -> String { text }

  /// Three dots, whatever the length.
  package var description: String { "•••" }
  /// Three dots, so that `String(reflecting:)` tells no more.
  package var debugDescription: String { description }
  /// Without children, so that `dump` and a mirror of an enclosing value tell no more.
  package var customMirror: Mirror { Mirror(self, children: []) }
}
