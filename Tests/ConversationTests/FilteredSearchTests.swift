import ConferenceModel
import Foundation
import Testing

/// `search` among the sessions of a filter.
struct FilteredSearchTests {
  /// The titles of an answer's list.
  private func titles(_ answer: String?) -> [String] {
    let lines = (answer ?? "").split(separator: "\n").map(String.init)
    return zip(lines, lines.dropFirst()).filter { $0.0.firstMatch(of: #/^\d+\. /#) != nil }
      .map { $0.1.components(separatedBy: " — ")[0] }
  }

  @Test func `a filter narrows what the words find`() throws {
    let chat = try Chat()
    let all = titles(try chat.say("search kubernetes"))
    #expect(all.contains("Stages of Kubernetes"))
    let narrowed = titles(try chat.say("search kubernetes track:tutorials"))
    #expect(narrowed == ["Stages of Kubernetes"])
    #expect(try chat.say("search gpu track:tutorials")?.hasPrefix("Nothing found") == true)
  }

  @Test func `a filter alone lists all that passes it`() throws {
    let chat = try Chat()
    #expect(titles(try chat.say("search room:auditorium")).contains("Stages of Kubernetes"))
    let answer = try chat.say("搜索 会议室:auditorium")
    #expect(titles(answer).contains("Stages of Kubernetes"))
  }

  @Test func `a filter that nothing passes says what does`() throws {
    let chat = try Chat()
    #expect(try chat.say("search gpu theme:food")?.contains("is no theme") == true)
    #expect(try chat.say("search gpu guide:ai")?.contains("no guides") == true)
  }
}
