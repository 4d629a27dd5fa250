import ConferenceModel
import CurlBaseline
import Delivery
import Foundation
import HTTPTransport
import Messaging
import Persistence
import Timekeeping

/// What a number of messages cost in one way of sending them.
struct DeliveryRun {
  var messages: Int
  /// From the first to the last, the last commit included, in seconds.
  var seconds: Double
  /// Of this process, in seconds.
  var processor: Double
  /// Of nginx, in seconds.
  var server: Double

  /// Messages a second.
  var rate: Double { Double(messages) / seconds }
  /// Microseconds of this process's processor time a message.
  var microseconds: Double { processor / Double(messages) * 1e6 }
  /// The same of nginx.
  var serverMicroseconds: Double { server / Double(messages) * 1e6 }

  /// Measures `work`.
  init(messages: Int, server: NginxServer, _ work: () async throws -> Void) async rethrows {
    let (processor, serverTime) = (ProcessorTime.used(), server.processorTime())
    let start = ContinuousClock.now
    try await work()
    seconds = (ContinuousClock.now - start).seconds
    self.processor = ProcessorTime.used() - processor
    self.server = server.processorTime() - serverTime
    self.messages = messages
  }
}

/// The request that everything sends: the same address, header lines and body.
struct BenchmarkRequest {
  var url: String
  var body: [UInt8]
  var userAgent = CurlTransport.Configuration().userAgent
  var header = HTTPHeader("Content-Type", "application/json")

  /// Sends it so often with nothing but libcurl.
  ///
  /// - returns: how many were answered.
  func sendPlainly(times: Int, connections: Int) -> Int {
    url.withCString { url in
      userAgent.withCString { userAgent in
        "\(header.name): \(header.value)".withCString { header in
          body.withUnsafeBytes { body in
            var request = talkbell_baseline_request(
              url: url, user_agent: userAgent, header: header, body: body.baseAddress,
              body_bytes: body.count)
            return talkbell_baseline_run(&request, connections, times)
          }
        }
      }
    }
  }

  /// Sends it so often through our transport, as many at a time as there are connections.
  ///
  /// - returns: how many were answered.
  func send(through transport: CurlTransport, times: Int, connections: Int) async -> Int {
    let request = HTTPRequest(method: "POST", url: url, headers: [header], body: body)
    return await Self.sideBySide(times: times, width: connections) { _ in
      (try? await transport.send(request))?.status == 200
    }
  }

  /// Does `work` so often, `width` at a time; how often it was true.
  static func sideBySide(
    times: Int, width: Int, _ work: @escaping @Sendable (Int) async -> Bool
  ) async -> Int {
    await withTaskGroup(of: Int.self) { group in
      for lane in 0..<width {
        group.addTask {
          var good = 0
          for number in stride(from: lane, to: times, by: width) where await work(number) {
            good += 1
          }
          return good
        }
      }
      return await group.reduce(0, +)
    }
  }
}
