import ConferenceModel
import Conversation
import Foundation
import ScheduleFormats
import TestSupport
import Testing

/// COSCUP 2024, whose feed gives titles in Chinese and English.
@Suite(.enabled(if: Corpus.isAvailable, "the corpus is not here"))
struct BilingualProgrammeTests {
  private static let english = "Insights from SCaLE and Beyond"
  private static let chinese = "SCaLE：打開北美開源世界的大門"

  /// 3 August 2024, ten to ten in Taipei; the talk starts at ten.
  private static let now = Date(timeIntervalSince1970: 1_722_649_800)

  private func chat() throws -> Chat {
    let taipei = try #require(TimeZone(identifier: "Asia/Taipei"))
    let schedule = try ScheduleReader.read(
      try Corpus.data("coscup/coscup2024.20240928T124153Z.b728aad.session.json"), format: nil,
      options: ReadingOptions(source: "main", timeZone: taipei))
    return try Chat(schedule.sessions)
  }

  @Test(arguments: [
    ("search insights scale beyond", "搜索 打開北美開源世界"), ("next", "接下来"),
    ("talk insights from scale and beyond", "详情 SCaLE：打開北美開源世界的大門"),
    ("star insights from scale and beyond", "收藏 SCaLE：打開北美開源世界的大門"),
    ("goto insights from scale and beyond", "首选 SCaLE：打開北美開源世界的大門"),
  ])
  func `each reader sees the title in their language`(
    inEnglish: String, inChinese: String
  ) throws {
    let chat = try chat()
    for (language, command, seen, unseen) in [
      ("en", inEnglish, Self.english, Self.chinese), ("zh", inChinese, Self.chinese, Self.english),
    ] {
      _ = try chat.say("language \(language)", at: Self.now)
      var answer = try #require(try chat.say(command, at: Self.now))
      // Many talks start at ten; the one in question may be on the next page.
      if !answer.contains(seen) { answer += try #require(try chat.say("more", at: Self.now)) }
      #expect(answer.contains(seen))
      #expect(!answer.contains(unseen))
    }
  }

  @Test func `words of either language find a talk, whatever the reader's`() throws {
    let chat = try chat()
    for words in ["打開北美開源世界", "insights scale beyond"] {
      let answer = try #require(try chat.say("search \(words)", at: Self.now))
      #expect(answer.contains(Self.english))
    }
  }
}
