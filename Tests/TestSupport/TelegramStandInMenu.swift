import Synchronization

/// The menu of commands.
extension TelegramStandIn {
  /// A command the bot has registered.
  package struct Command: Hashable, Sendable {
    /// Without a slash.
    package var name: String
    /// What it does.
    package var description: String

    /// A command.
    package init(name: String, description: String) {
      self.name = name
      self.description = description
    }
  }

  /// The menu of a language of two letters; nil for everybody whose language has none.
  package func commands(language: String? = nil) -> [Command] {
    state.withLock { $0.commands[language ?? ""] ?? [] }
  }

  func setMyCommands(_ parameters: [String: StandInJSON]) -> LoopbackServer.Reply {
    let language = parameters["language_code"]?.string ?? ""
    guard language.isEmpty || language.wholeMatch(of: /[a-z]{2}/) != nil else {
      return refuse("LANG_CODE_INVALID")
    }
    let commands = (parameters["commands"]?.array ?? []).map {
      Command(
        name: $0["command"]?.string ?? "", description: $0["description"]?.string ?? "")
    }
    guard commands.count <= 100 else { return refuse("BOT_COMMANDS_TOO_MUCH") }
    for command in commands {
      guard command.name.wholeMatch(of: /[a-z0-9_]{1,32}/) != nil else {
        return refuse("BOT_COMMAND_INVALID")
      }
      guard (1...256).contains(command.description.count) else {
        return refuse("BOT_COMMAND_DESCRIPTION_INVALID")
      }
    }
    state.withLock { $0.commands[language] = commands }
    return success(true)
  }

  func getMyCommands(_ parameters: [String: StandInJSON]) -> LoopbackServer.Reply {
    let commands = commands(language: parameters["language_code"]?.string)
    return success(
      .array(
        commands.map {
          ["command": .string($0.name), "description": .string($0.description)]
        }))
  }
}
