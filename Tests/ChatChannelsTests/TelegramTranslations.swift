import ConferenceModel
import Messaging
import Testing

private func address(_ chat: Int64, topic: Int64? = nil) -> ConversationAddress {
  ConversationAddress(
    platform: .telegram, conversation: topic.map { "\(chat)/\($0)" } ?? "\(chat)")
}

/// An update as Telegram's JSON, and what the bot makes of it.
struct TranslationCase: Sendable, CustomTestStringConvertible {
  var name: String
  var update: String
  var events: [IncomingEvent]

  init(_ name: String, _ update: String, _ events: [IncomingEvent]) {
    self.name = name
    self.update = update
    self.events = events
  }

  var testDescription: String { name }
}

private let ada = #""from":{"id":42,"is_bot":false,"first_name":"Ada","language_code":"zh-hans"}"#
private let direct = #""chat":{"id":42,"type":"private"}"#
private let group = #""chat":{"id":-100,"type":"supergroup","title":"Hall"}"#

private let topic = #""message_thread_id":17,"is_topic_message":true"#

private func typed(_ text: String, in chat: String, _ more: String = ada) -> String {
  #""message":{"message_id":1,"date":1,\#(chat),\#(more),"text":"\#(text)"}"#
}

/// What is heard when a person types in Telegram.
func said(
  _ text: String, in chat: Int64 = 42, topic: Int64? = nil, isAdministrator: Bool = true,
  callbackID: String? = nil, languageHint: String? = "zh-hans", by speaker: Int64? = nil
) -> [IncomingEvent] {
  [
    .message(
      IncomingMessage(
        address: address(chat, topic: topic), audience: chat > 0 ? .person : .channel, text: text,
        isAdministrator: isAdministrator, callbackID: callbackID, languageHint: languageHint,
        speaker: speaker.map { address($0) }))
  ]
}

let translations: [TranslationCase] = [
  TranslationCase("plain text to the bot", typed("search gpu", in: direct), said("search gpu")),
  TranslationCase("a slash command", typed("/star 3", in: direct), said("star 3")),
  TranslationCase(
    "a deep link", typed("/start s_812", in: direct), said("start s_812")),
  TranslationCase(
    "a command with the bot's name", typed("/now@talkbelltestbot", in: direct), said("now")),
  TranslationCase("a slash alone", typed("/", in: direct), []),
  TranslationCase(
    "control characters", typed(#"star\n3\u202e"#, in: direct), said("star 3")),
  TranslationCase(
    "a command in a group", typed("/now", in: group),
    said("now", in: -100, isAdministrator: false, by: 42)),
  TranslationCase(
    "a command for another bot in a group", typed("/now@OtherBot", in: group), []),
  TranslationCase("talk among people", typed("lunch?", in: group), []),
  TranslationCase(
    "a mention in a group", typed("@TalkBellTestBot search  gpu", in: group),
    said("search gpu", in: -100, isAdministrator: false, by: 42)),
  TranslationCase("a mention alone", typed("@TalkBellTestBot", in: group), []),
  TranslationCase(
    "a setting by a member", typed("/digest 08:00", in: group),
    said("digest 08:00", in: -100, isAdministrator: false, by: 42)),
  TranslationCase(
    "a setting by an administrator",
    typed("/digest 08:00", in: group, #""from":{"id":7,"is_bot":false,"first_name":"Bo"}"#),
    said("digest 08:00", in: -100, languageHint: nil, by: 7)),
  TranslationCase(
    "an anonymous administrator",
    typed(
      "/alerts on", in: group,
      #""from":{"id":1087968824,"is_bot":true,"first_name":"Group"},"#
        + #""sender_chat":{"id":-100,"type":"supergroup"}"#),
    said("alerts on", in: -100, languageHint: nil)),
  TranslationCase(
    "another bot", typed("/now", in: group, #""from":{"id":9,"is_bot":true,"first_name":"B"}"#), []
  ),
  TranslationCase(
    "a channel's post",
    #""channel_post":{"message_id":1,"date":1,"chat":{"id":-200,"type":"channel"},"#
      + #""text":"/alerts on"}"#,
    said("alerts on", in: -200, languageHint: nil)),
  TranslationCase(
    "a command in a topic", typed("/now", in: group, "\(ada),\(topic)"),
    said("now", in: -100, topic: 17, isAdministrator: false, by: 42)),
  TranslationCase(
    "a reply outside of topics, which has a thread too",
    typed("/now", in: group, #"\#(ada),"message_thread_id":17"#),
    said("now", in: -100, isAdministrator: false, by: 42)),
  TranslationCase(
    "a topic of a private chat", typed("/now", in: direct, "\(ada),\(topic)"), said("now")),
  TranslationCase(
    "a setting by an administrator in a topic",
    typed(
      "/alerts on", in: group, #""from":{"id":7,"is_bot":false,"first_name":"Bo"},\#(topic)"#),
    said("alerts on", in: -100, topic: 17, languageHint: nil, by: 7)),
  TranslationCase(
    "an anonymous administrator in a topic",
    typed(
      "/alerts on", in: group,
      #""from":{"id":1087968824,"is_bot":true,"first_name":"Group"},"#
        + #""sender_chat":{"id":-100,"type":"supergroup"},\#(topic)"#),
    said("alerts on", in: -100, topic: 17, languageHint: nil)),
  TranslationCase(
    "a post of the linked channel, which is nobody's",
    typed(
      "/now", in: group,
      #""from":{"id":777000,"is_bot":false,"first_name":"Telegram"},"#
        + #""sender_chat":{"id":-300,"type":"channel"},"is_automatic_forward":true"#),
    said("now", in: -100, isAdministrator: false, languageHint: nil)),
  TranslationCase(
    "a button in a topic",
    #""callback_query":{"id":"55",\#(ada),"chat_instance":"1","#
      + #""message":{"message_id":3,"date":1,\#(group),\#(topic)},"data":"now"}"#,
    said("now", in: -100, topic: 17, isAdministrator: false, callbackID: "55", by: 42)),
  TranslationCase(
    "a deep link into a group", typed("/start@TalkBellTestBot s_812", in: group),
    said("start s_812", in: -100, isAdministrator: false, by: 42)),
  TranslationCase(
    "an edit", #""edited_message":{"message_id":1,"date":1,\#(direct),\#(ada),"text":"/now"}"#, []),
  TranslationCase(
    "a photo", #""message":{"message_id":1,"date":1,\#(direct),\#(ada),"photo":[]}"#, []),
  TranslationCase(
    "a button",
    #""callback_query":{"id":"55",\#(ada),"chat_instance":"1","#
      + #""message":{"message_id":3,"date":0,\#(direct)},"data":"star #812"}"#,
    said("star #812", callbackID: "55")),
  TranslationCase(
    "a button of an inline message",
    #""callback_query":{"id":"55",\#(ada),"chat_instance":"1","data":"star #812"}"#, []),
  TranslationCase(
    "a button below a channel's post, which is answered to who pressed it",
    #""callback_query":{"id":"55",\#(ada),"chat_instance":"1","#
      + #""message":{"message_id":3,"date":1,"chat":{"id":-200,"type":"channel"}},"#
      + #""data":"wed page:5"}"#,
    said("wed page:5", callbackID: "55")),
  TranslationCase(
    "blocked",
    #""my_chat_member":{\#(direct),\#(ada),"date":1,"new_chat_member":{"status":"kicked"}}"#,
    [.blocked(address(42))]),
  TranslationCase(
    "taken back",
    #""my_chat_member":{\#(direct),\#(ada),"date":1,"new_chat_member":{"status":"member"}}"#,
    [.unblocked(address(42))]),
  TranslationCase(
    "thrown out of a group",
    #""my_chat_member":{\#(group),\#(ada),"date":1,"#
      + #""new_chat_member":{"status":"restricted","is_member":false}}"#,
    [.blocked(address(-100))]),
  TranslationCase(
    "added to a group",
    #""my_chat_member":{\#(group),\#(ada),"date":1,"old_chat_member":{"status":"left"},"#
      + #""new_chat_member":{"status":"member"}}"#,
    [.unblocked(address(-100))]),
  TranslationCase(
    "made an administrator",
    #""my_chat_member":{\#(group),\#(ada),"date":1,"old_chat_member":{"status":"member"},"#
      + #""new_chat_member":{"status":"administrator"}}"#,
    [.unblocked(address(-100))]),
  TranslationCase(
    "silenced in a group",
    #""my_chat_member":{\#(group),\#(ada),"date":1,"#
      + #""new_chat_member":{"status":"restricted","is_member":true,"can_send_messages":false}}"#,
    [.blocked(address(-100))]),
  TranslationCase(
    "restricted, but not in writing",
    #""my_chat_member":{\#(group),\#(ada),"date":1,"#
      + #""new_chat_member":{"status":"restricted","is_member":true,"can_send_messages":true}}"#,
    [.unblocked(address(-100))]),
  TranslationCase(
    "the group becomes a supergroup",
    #""message":{"message_id":1,"date":1,\#(group),"migrate_to_chat_id":-100987}"#,
    [.migrated(from: address(-100), to: address(-100987))]),
  TranslationCase("an update of another shape", #""message":{"text":17}"#, []),
  TranslationCase("an update of a new kind", #""telepathy":{"thought":"now"}"#, []),
]
