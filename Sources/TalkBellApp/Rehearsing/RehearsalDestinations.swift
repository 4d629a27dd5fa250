import ConferenceModel
import Foundation

/// Which messages of a rehearsal are really sent: those to servers on this machine.
///
/// A rehearsal has made-up people and the operator's real channels, so that nothing of it may reach
/// a server elsewhere, whatever the configuration says.
struct RehearsalDestinations: Sendable {
  /// The servers on this machine by platform.
  let addresses: [ChatPlatform: String]
  /// The webhooks whose addresses are on this machine.
  private let webhooks: Set<ConversationAddress>

  /// Where a configuration leads.
  init(_ platforms: TalkBellConfiguration.Platforms) {
    var addresses: [ChatPlatform: String] = [:]
    var webhooks: Set<ConversationAddress> = []
    func add(_ platform: ChatPlatform, _ address: String?) {
      if let address, Self.isHere(address) { addresses[platform] = address }
    }
    func add(_ platform: ChatPlatform, _ named: [String: Secret]) {
      for (name, address) in named where Self.isHere(address.reveal()) {
        webhooks.insert(
          ConversationAddress(platform: platform, conversation: "webhook/\(name)"))
      }
    }
    add(.telegram, platforms.telegram?.apiBase)
    add(.slack, platforms.slack.flatMap { $0.botToken == nil ? nil : $0.apiBase })
    add(.slack, platforms.slack?.webhooks ?? [:])
    add(.matrix, platforms.matrix?.homeserver)
    add(.matrix, platforms.matrix?.webhooks ?? [:])
    self.addresses = addresses
    self.webhooks = webhooks
  }

  /// Whether messages to an address leave the process.
  @Sendable func isForwarded(_ address: ConversationAddress) -> Bool {
    address.conversation.hasPrefix("webhook/")
      ? webhooks.contains(address) : addresses[address.platform] != nil
  }

  /// A server on this machine gets real requests, so it needs real tokens.
  ///
  /// - throws: `ConfigurationErrors` with the secrets that are not there.
  func checkSecrets(
    of configuration: TalkBellConfiguration, file: String
  ) throws(ConfigurationErrors) {
    let problems = configuration.madeUpSecrets.filter { problem in
      addresses.keys.contains { platform in
        let key = problem.key ?? ""
        return key.hasPrefix("platforms.\(platform.rawValue).") && !key.contains(".webhooks.")
      }
    }
    guard problems.isEmpty else { throw ConfigurationErrors(file: file, problems: problems) }
  }

  /// Whether an address is of this machine: `localhost` and the loopback networks.
  static func isHere(_ address: String) -> Bool {
    guard let host = URL(string: address)?.host()?.lowercased() else { return false }
    let name =
      host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    if name == "localhost" || name == "::1" { return true }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127"
      && parts.allSatisfy { UInt8($0) != nil }
  }
}
