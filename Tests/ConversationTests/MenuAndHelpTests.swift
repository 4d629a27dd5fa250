import ConferenceModel
import Conversation
import Messaging
import Phrasebook
import Testing

/// What menus and help offer is understood when it is said.
@Suite struct MenuAndHelpTests {
  @Test(arguments: Language.allCases)
  func `every name of a menu is the command it stands for`(language: Language) throws {
    for command in Phrasebook.phrases(for: language).menu() {
      let name = try #require(CommandName(rawValue: command.name))
      for text in [command.name, "/\(command.name)", "/\(command.name)@TalkBellBot"] {
        do throws(Problem) {
          #expect(try CommandParser.parse(text).name == name)
        } catch {
          // Alone it asks what for.
          #expect(error == .missingArgument(name))
        }
      }
    }
  }

  @Test(arguments: Language.allCases)
  func `every example of a menu is understood`(language: Language) throws {
    var count = 0
    for command in Phrasebook.phrases(for: language).menu() {
      let parts = command.summary.split { ":：".contains($0) }
      guard command.summary.firstIndex(where: { ":：".contains($0) }) != nil, parts.count > 1
      else { continue }
      let example = parts.dropFirst().joined(separator: ":")
      #expect(try CommandParser.parse(example).name.rawValue == command.name)
      count += 1
    }
    #expect(count == 7)
  }

  @Test(arguments: Language.allCases, [Audience.person, .channel])
  func `every command that help names is understood`(
    language: Language, audience: Audience
  ) throws {
    let help = Phrasebook.phrases(for: language).answer(.help(audience))
    let examples = help.blocks.flatMap { block -> [String] in
      guard case .bulleted(let items) = block else { return [] }
      return items.flatMap { inlines -> [String] in
        guard case .code(let text)? = inlines.first else { return [] }
        return text.replacing(", ", with: "、").split(separator: "、").map(String.init)
      }
    }
    #expect(examples.count > 15)
    for example in examples {
      #expect(throws: Never.self) { try CommandParser.parse(example) }
    }
  }
}
