import ChatChannels
import ConferenceModel
import Foundation
import Messaging
import Rehearsal
import Synchronization

/// What the chats received, to be read.
enum RehearsalTranscript {
  /// Every message with its time and place above it, as a terminal would show it.
  static func text(_ receipts: [RunRecord.Receipt], timeZone: TimeZone) async -> String {
    let written = Mutex("")
    let console = ConsoleChannel(
      lines: AsyncStream { $0.finish() }, isStyled: false,
      write: { text in written.withLock { $0 += text + "\n\n" } })
    for receipt in receipts {
      let time = ReportedTime.text(of: receipt.arrivedAt, in: timeZone)
      let mark = receipt.isEdit ? " (in the place of \(receipt.id))" : ""
      written.withLock { $0 += "[\(time)] \(receipt.address)\(mark)\n" }
      _ = await console.send(
        OutgoingMessage(
          address: ConsoleChannel.address, document: receipt.document,
          attention: receipt.attention, transactionID: receipt.id))
    }
    return written.withLock { $0 }
  }
}
