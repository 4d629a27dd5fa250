package import ConferenceModel
import Foundation
package import Messaging

/// TalkBell in a terminal: one person at the address `console:me`.
///
/// What goes to other conversations is shown under their name, so that a channel can be tried out.
package final class ConsoleChannel: ReceivingChannel {
  /// The person at the keyboard.
  package static let address = ConversationAddress(platform: .console, conversation: "me")

  private let lines: AsyncStream<String>
  private let isStyled: Bool
  private let write: @Sendable (String) -> Void
  private let onEnd: @Sendable () -> Void

  /// A console that reads commands from `lines` and writes each message through `write`.
  ///
  /// - parameters:
  ///   - lines: what is typed, a command each; one reader only.
  ///   - isStyled: bold, faint and struck out by terminal sequences; false writes plain text.
  ///   - write: gets each rendered message once, without a newline at its end; from any task.
  ///   - onEnd: called when `lines` has ended; nothing is heard from then on.
  package init(
    lines: AsyncStream<String>, isStyled: Bool = false,
    write: @escaping @Sendable (String) -> Void, onEnd: @escaping @Sendable () -> Void = {}
  ) {
    self.lines = lines
    self.isStyled = isStyled
    self.write = write
    self.onEnd = onEnd
  }

  /// Lines of the standard input as they are typed; ends with the input.
  ///
  /// The thread that reads them can't be stopped while it waits for a line, which does no harm
  /// when the process ends. Call it once.
  package static func standardInputLines() -> AsyncStream<String> {
    let (stream, continuation) = AsyncStream<String>.makeStream()
    Thread.detachNewThread {
      while let line = readLine() { continuation.yield(line) }
      continuation.finish()
    }
    return stream
  }

  /// `.console`.
  package var platform: ChatPlatform { .console }
  /// False: what is written twice is read twice.
  package var isIdempotent: Bool { false }
  /// None.
  package func rateRules(for address: ConversationAddress) -> [RateRule] { [] }

  /// Writes the message; always delivered.
  package func send(_ message: OutgoingMessage) async -> DeliveryOutcome {
    let text = ConsoleRendering.text(message.document, isStyled: isStyled)
    let conversation = UntrustedText.cleaned(message.address.conversation)
    write(message.address == Self.address ? text : "#\(conversation)\n\(text)")
    return .delivered(receipt: nil)
  }

  /// The next line typed; the cursor counts lines. Empty lines are passed over.
  ///
  /// After the end of the input it waits until it is cancelled, as nobody will say more.
  package func receive(after cursor: String?) async throws -> IncomingBatch {
    let count = cursor.flatMap(Int.init) ?? 0
    for await line in lines {
      guard let text = Self.command(line) else { continue }
      let message = IncomingMessage(address: Self.address, audience: .person, text: text)
      return IncomingBatch(events: [.message(message)], cursor: String(count + 1))
    }
    try Task.checkCancellation()
    onEnd()
    let (endless, continuation) = AsyncStream<Never>.makeStream()
    for await _ in endless {}
    withExtendedLifetime(continuation) {}
    throw CancellationError()
  }

  /// Nothing to do: a console has no buttons.
  package func acknowledge(callbackID: String) async {}

  private static func command(_ line: String) -> String? {
    var text = UntrustedText.cleaned(line).trimmingCharacters(in: .whitespaces)
    // Habits of other chats.
    if let first = text.first, "/!".contains(first) { text.removeFirst() }
    return text.isEmpty ? nil : text
  }
}
