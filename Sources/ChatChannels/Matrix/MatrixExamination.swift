import HTTPTransport
package import Messaging

/// Checks before and while the bot runs.
extension MatrixChannel {
  /// The most rooms looked into, and the most named.
  private static let roomLimit = 200
  private static let nameLimit = 5

  private struct Identity: Decodable {
    var user: String
    var device: String?
    enum CodingKeys: String, CodingKey {
      case user = "user_id"
      case device = "device_id"
    }
  }

  private struct Rooms: Decodable {
    var rooms: [String]
    enum CodingKeys: String, CodingKey { case rooms = "joined_rooms" }
  }

  private struct Name: Decodable { var name: String }

  private struct Override: Decodable {
    var perSecond: Int?
    enum CodingKeys: String, CodingKey { case perSecond = "messages_per_second" }
  }

  /// Whether the homeserver knows the token; nil when it does. For a check before the bot starts.
  package func verify() async -> ReceiveError? {
    do {
      _ = try await client.result("GET", ["account", "whoami"], returning: Identity.self)
      return nil
    } catch let error as ReceiveError {
      return error
    } catch {
      return .temporary(reason: "the check of the homeserver was stopped", retryAfter: nil)
    }
  }

  /// Makes sure that the token works. Name and picture are the operator's own affair.
  package func introduce(_ profile: BotProfile) async throws(ReceiveError) {
    do {
      _ = try await account()
    } catch let error as ReceiveError {
      throw error
    } catch {
      throw .temporary(reason: "the start at the homeserver was stopped", retryAfter: nil)
    }
  }

  /// The token, the rooms that can't be read, and the limit of messages as far as it shows.
  package func examine() async -> ChannelExamination {
    var examination = ChannelExamination()
    do {
      let answer = try await client.ask("GET", ["account", "whoami"])
      examination.serverDate = answer.date
      guard let identity = answer.decoded(Identity.self) else {
        throw MatrixOutcome.receive(answer, reason: client.reason)
      }
      let device = identity.device.map { ", device \($0)" } ?? ", without a device"
      examination.findings.append(
        .init(
          name: "token", isGood: true,
          text: client.reason("the token works for \(identity.user)\(device)")))
      examination.findings.append(try await encryptedRooms())
      examination.findings.append(try await rateLimit(of: identity.user))
    } catch let error as ReceiveError {
      let name = examination.findings.isEmpty ? "token" : "rooms"
      examination.findings.append(.init(name: name, isGood: false, text: error.description))
    } catch {
      examination.findings.append(
        .init(name: "token", isGood: false, text: "the check of the homeserver was stopped"))
    }
    return examination
  }

  /// Encryption can't be taken out of a room again, so such rooms are named and no fault.
  private func encryptedRooms() async throws -> ChannelExamination.Finding {
    let rooms = try await client.result("GET", ["joined_rooms"], returning: Rooms.self).rooms
    var encrypted: [String] = []
    for room in rooms.prefix(Self.roomLimit) where try await isEncrypted(room) {
      encrypted.append(room)
    }
    let count = encrypted.count
    var text = "in \(rooms.count) \(rooms.count == 1 ? "room" : "rooms"), of which "
    text += count == 0 ? "none is" : count == 1 ? "1 is" : "\(count) are"
    text += " encrypted"
    if !encrypted.isEmpty {
      var names: [String] = []
      for room in encrypted.prefix(Self.nameLimit) {
        let name = try await client.resultIfAny(
          "GET", ["rooms", room, "state", "m.room.name"], returning: Name.self)?.name
        names.append(name.map { "\($0.prefix(40)) (\(room))" } ?? room)
      }
      text += "; what is said to TalkBell there can't be read: "
      text += names.joined(separator: ", ") + (encrypted.count > names.count ? ", …" : "")
    }
    return .init(name: "encrypted rooms", isGood: true, text: UntrustedText.cleaned(text))
  }

  /// Only an administrator of Synapse sees what applies to us ("Override ratelimiting for users" in
  /// element-hq.github.io/synapse/latest/admin_api/user_admin_api.html).
  private func rateLimit(of user: String) async throws -> ChannelExamination.Finding {
    let name = "rate limit"
    let remedy =
      "an administrator lifts it with POST /_synapse/admin/v1/users/\(user)/override_ratelimit "
      + #"{"messages_per_second":0,"burst_count":0}"#
    let answer: MatrixAnswer
    do throws(HTTPTransportError) {
      answer = try await client.callSynapse(["users", user, "override_ratelimit"])
    } catch {
      throw TransportOutcome.receive(
        of: error, service: "the homeserver", reason: client.reason)
        ?? CancellationError() as any Error
    }
    switch answer.decoded(Override.self) {
    case let limit? where limit.perSecond == 0:
      return .init(name: name, isGood: true, text: "none for \(user)")
    case let limit?:
      guard let count = limit.perSecond else {
        return .init(
          name: name, isGood: false,
          text: "the homeserver's own for everybody, by default 0.2 messages a second: \(remedy)")
      }
      return .init(name: name, isGood: true, text: "\(count) messages a second for \(user)")
    case nil where answer.status == 403:
      return .init(
        name: name, isGood: true,
        text: "can't be seen with this account; Synapse's default is 0.2 messages a second after "
          + "10 at once, too few for many people: \(remedy)")
    case nil:
      return .init(
        name: name, isGood: true, text: "can't be seen here; it is learned from the answers")
    }
  }
}
