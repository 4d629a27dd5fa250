import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// Posts updates to a webhook on this machine.
enum TelegramStandInPost {
  /// What the bot answered.
  struct Answer: Sendable {
    var status: Int
    var body: [UInt8]
  }

  private typealias Exchange = NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>

  /// One request on a connection of its own; nil when there is no whole answer.
  static func post(_ body: String, to webhook: TelegramStandIn.Webhook) async -> Answer? {
    guard let url = URLComponents(string: webhook.url), let host = url.host else { return nil }
    var headers = HTTPHeaders([
      ("Host", host), ("Content-Type", "application/json"),
      ("Content-Length", "\(body.utf8.count)"), ("Connection", "close"),
    ])
    if let secret = webhook.secret {
      headers.add(name: "X-Telegram-Bot-Api-Secret-Token", value: secret)
    }
    let path = url.percentEncodedPath.isEmpty ? "/" : url.percentEncodedPath
    let head = HTTPRequestHead(version: .http1_1, method: .POST, uri: path, headers: headers)
    do {
      let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connect(host: host, port: url.port ?? 80) { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHTTPClientHandlers()
            return try Exchange(wrappingChannelSynchronously: channel)
          }
        }
      return try await channel.executeThenClose { inbound, outbound in
        try await outbound.write(.head(head))
        try await outbound.write(.body(.byteBuffer(ByteBuffer(string: body))))
        try await outbound.write(.end(nil))
        return try await answer(from: inbound)
      }
    } catch {
      return nil
    }
  }

  private static func answer(
    from inbound: NIOAsyncChannelInboundStream<HTTPClientResponsePart>
  ) async throws -> Answer? {
    var answer: Answer?
    for try await part in inbound {
      switch part {
      case .head(let head): answer = Answer(status: Int(head.status.code), body: [])
      case .body(let bytes): answer?.body.append(contentsOf: bytes.readableBytesView)
      case .end: return answer
      }
    }
    return nil
  }
}
