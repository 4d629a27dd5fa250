import ConferenceModel
import Foundation
import Messaging
import Phrasebook
import Testing

@Suite struct MenuTests {
  /// What Telegram takes: https://core.telegram.org/bots/api#botcommand
  @Test(arguments: Language.allCases)
  func `a menu is as Telegram takes it`(language: Language) {
    let menu = Phrasebook.phrases(for: language).menu()
    #expect((1...100).contains(menu.count))
    #expect(Set(menu.map(\.name)).count == menu.count)
    for command in menu {
      #expect((1...32).contains(command.name.count))
      #expect(
        command.name.utf8.allSatisfy {
          (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "_")
        })
      #expect((1...100).contains(command.summary.count))
      #expect(!command.summary.contains { $0.isNewline })
    }
  }

  @Test func `all languages offer the same, the most useful first`() {
    let menus = Language.allCases.map { Phrasebook.phrases(for: $0).menu().map(\.name) }
    #expect(Set(menus).count == 1)
    #expect(menus.first?.first == "now")
    #expect(menus.first?.last == "help")
  }

  @Test func `a summary is in the language of its reader`() {
    func isChinese(_ text: String) -> Bool {
      text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    }
    #expect(chinese.menu().allSatisfy { isChinese($0.summary) })
    // Only the way to the other language is in it.
    #expect(english.menu().filter { isChinese($0.summary) }.map(\.name) == ["language"])
  }
}
