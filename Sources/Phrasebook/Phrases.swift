package import ConferenceModel
package import Messaging

/// What TalkBell says, in one language.
///
/// Every method is pure: the same content gives the same document. Strings that come from a feed
/// or a person stand alone in inlines and are never joined with markup.
package protocol Phrases: Sendable {
  /// The language of all the documents.
  var language: Language { get }
  /// A reminder: minutes left, time and room first, then title and speakers.
  func reminder(_ content: ReminderContent) -> MessageDocument
  /// An alert: the kind of change first; time and room always, old → new where they changed.
  func alert(_ content: AlertContent) -> MessageDocument
  /// A digest: all changes, at most `DigestContent.namedSessions` sessions, the rest counted.
  func digest(_ content: DigestContent) -> MessageDocument
  /// New words for a message that is in the chat: the facts as they are, old → new where they
  /// changed, no minutes left, and when it was updated.
  func correction(_ content: CorrectionContent) -> MessageDocument
  /// The answer to a command.
  func answer(_ answer: Answer) -> MessageDocument
  /// A message to the operator about the bot itself.
  func operation(_ content: OperationContent) -> MessageDocument
  /// The commands for a platform's menu, under their English names; the most useful one first.
  func menu() -> [BotProfile.MenuCommand]
}

/// Finds the words of a language.
package enum Phrasebook {
  /// The conformer of a language.
  package static func phrases(for language: Language) -> any Phrases {
    switch language {
    case .english: EnglishPhrases()
    case .chinese: ChinesePhrases()
    }
  }
}

/// What TalkBell says in English.
package struct EnglishPhrases: Phrases {
  private let layout = Layout(words: EnglishWords())

  /// The English phrases.
  package init() {}

  /// English.
  package var language: Language { .english }
  /// A reminder in English.
  package func reminder(_ content: ReminderContent) -> MessageDocument { layout.reminder(content) }
  /// An alert in English.
  package func alert(_ content: AlertContent) -> MessageDocument { layout.alert(content) }
  /// A digest in English.
  package func digest(_ content: DigestContent) -> MessageDocument { layout.digest(content) }
  /// A correction in English.
  package func correction(_ content: CorrectionContent) -> MessageDocument {
    layout.correction(content)
  }
  /// An answer in English.
  package func answer(_ answer: Answer) -> MessageDocument { layout.answer(answer) }
  /// A message to the operator in English.
  package func operation(_ content: OperationContent) -> MessageDocument {
    layout.operation(content)
  }
  /// The menu in English.
  package func menu() -> [BotProfile.MenuCommand] { layout.menu() }
}

/// What TalkBell says in Chinese (zh-Hans).
package struct ChinesePhrases: Phrases {
  private let layout = Layout(words: ChineseWords())

  /// The Chinese phrases.
  package init() {}

  /// Chinese.
  package var language: Language { .chinese }
  /// A reminder in Chinese.
  package func reminder(_ content: ReminderContent) -> MessageDocument { layout.reminder(content) }
  /// An alert in Chinese.
  package func alert(_ content: AlertContent) -> MessageDocument { layout.alert(content) }
  /// A digest in Chinese.
  package func digest(_ content: DigestContent) -> MessageDocument { layout.digest(content) }
  /// A correction in Chinese.
  package func correction(_ content: CorrectionContent) -> MessageDocument {
    layout.correction(content)
  }
  /// An answer in Chinese.
  package func answer(_ answer: Answer) -> MessageDocument { layout.answer(answer) }
  /// A message to the operator in Chinese.
  package func operation(_ content: OperationContent) -> MessageDocument {
    layout.operation(content)
  }
  /// The menu in Chinese.
  package func menu() -> [BotProfile.MenuCommand] { layout.menu() }
}
