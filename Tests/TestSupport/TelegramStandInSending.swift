import Foundation
import Synchronization

/// Sending and editing.
extension TelegramStandIn {
  /// Longest text after its tags and entities are read, in UTF-16 units.
  private static var textLimit: Int { 4096 }

  func sendMessage(_ parameters: [String: StandInJSON]) -> LoopbackServer.Reply {
    let chat: Int64
    let content: Content
    do throws(Refusal) {
      chat = try open(parameters)
      content = try self.content(parameters)
      try admit(chat)
    } catch {
      return error.reply
    }
    let topic = parameters["message_thread_id"]?.integer
    var message = message(in: chat, topic: topic)
    let sent = SentMessage(
      chat: chat, topic: topic, messageID: message["message_id"]?.integer ?? 0,
      text: content.text, html: content.html, buttons: content.buttons,
      isSilent: parameters["disable_notification"]?.bool ?? false)
    state.withLock { $0.shown[sent.messageID] = sent }
    self.sent.append(sent)
    message["text"] = .string(content.text)
    message["from"] = bot
    return success(.object(message))
  }

  func editMessageText(_ parameters: [String: StandInJSON]) -> LoopbackServer.Reply {
    do throws(Refusal) {
      let chat = try open(parameters)
      let content = try self.content(parameters)
      guard let id = parameters["message_id"]?.integer else {
        throw Refusal(refuse("message identifier is not specified"))
      }
      let (known, isSomebodys) = state.withLock {
        ($0.shown[id], $0.messagesOfPeople.contains(id))
      }
      guard var message = known, message.chat == chat else {
        throw Refusal(
          failure(
            400,
            isSomebodys
              ? "Bad Request: message can't be edited" : "Bad Request: message to edit not found"))
      }
      guard message.html != content.html || message.buttons != content.buttons else {
        throw Refusal(
          failure(
            400,
            "Bad Request: message is not modified: specified new message content and reply markup "
              + "are exactly the same as a current content and reply markup of the message"))
      }
      try admit(chat)
      (message.text, message.html, message.buttons) = (content.text, content.html, content.buttons)
      let changed = message
      state.withLock { $0.shown[id] = changed }
      edited.append(changed)
      var json = self.json(of: changed)
      json["edit_date"] = .integer(Self.date + 1)
      return success(.object(json))
    } catch {
      return error.reply
    }
  }

  /// An answer that ends a call.
  private struct Refusal: Error {
    var reply: LoopbackServer.Reply
    init(_ reply: LoopbackServer.Reply) { self.reply = reply }
  }

  private struct Content {
    var text: String
    var html: String
    var buttons: [[SentMessage.Button]]
  }

  /// The chat of a call, in which the bot may write.
  private func open(_ parameters: [String: StandInJSON]) throws(Refusal) -> Int64 {
    guard let id = parameters["chat_id"]?.integer, let chat = state.withLock({ $0.chats[id] })
    else { throw Refusal(failure(400, "Bad Request: chat not found")) }
    if let target = chat.migratedTo {
      throw Refusal(
        failure(
          400, "Bad Request: group chat was upgraded to a supergroup chat",
          parameters: ["migrate_to_chat_id": .integer(target)]))
    }
    if chat.isBlocked {
      throw Refusal(
        failure(
          403,
          chat.type == "private"
            ? "Forbidden: bot was blocked by the user"
            : "Forbidden: bot was kicked from the \(chat.type) chat"))
    }
    if let topic = parameters["message_thread_id"]?.integer {
      switch chat.topics?[topic] {
      case .open: break
      case .closed: throw Refusal(failure(400, "Bad Request: TOPIC_CLOSED"))
      case nil: throw Refusal(failure(400, "Bad Request: message thread not found"))
      }
    }
    return id
  }

  private func content(_ parameters: [String: StandInJSON]) throws(Refusal) -> Content {
    guard let html = parameters["text"]?.string else {
      throw Refusal(refuse("message text is empty"))
    }
    let text: String
    do throws(TelegramStandInHTML.Problem) {
      let isHTML = parameters["parse_mode"]?.string == "HTML"
      text = isHTML ? try TelegramStandInHTML.text(of: html) : html
    } catch {
      throw Refusal(refuse(error.description))
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw Refusal(refuse("message text is empty"))
    }
    guard text.utf16.count <= Self.textLimit else {
      throw Refusal(refuse("message is too long"))
    }
    do throws(TelegramStandInKeyboard.Problem) {
      return Content(
        text: text, html: html,
        buttons: try TelegramStandInKeyboard.buttons(parameters["reply_markup"]))
    } catch {
      throw Refusal(refuse(error.description))
    }
  }

  private func admit(_ chat: Int64) throws(Refusal) {
    guard let wait = state.withLock({ $0.limits?.admit(chat: chat) }) else { return }
    state.withLock { $0.refusedByLimit += 1 }
    throw Refusal(
      failure(
        429, "Too Many Requests: retry after \(wait)",
        parameters: ["retry_after": .integer(wait)]))
  }
}

/// Inline keyboards as Telegram takes them.
enum TelegramStandInKeyboard {
  /// Why a keyboard was refused, in the server's words.
  struct Problem: Error {
    var description: String
  }

  /// Each button with a label and either 1–64 bytes or a page with a public host; at most 8 in a
  /// row and 100 in all.
  static func buttons(
    _ markup: StandInJSON?
  ) throws(Problem) -> [[TelegramStandIn.SentMessage.Button]] {
    guard let rows = markup?["inline_keyboard"]?.array else { return [] }
    var result: [[TelegramStandIn.SentMessage.Button]] = []
    for row in rows {
      var buttons: [TelegramStandIn.SentMessage.Button] = []
      for json in row.array ?? [] { buttons.append(try button(json)) }
      guard !buttons.isEmpty, buttons.count <= 8 else {
        throw Problem(description: "BUTTON_DATA_INVALID")
      }
      result.append(buttons)
    }
    guard result.joined().count <= 100 else {
      throw Problem(description: "reply markup is too long")
    }
    return result
  }

  private static func button(
    _ json: StandInJSON
  ) throws(Problem) -> TelegramStandIn.SentMessage.Button {
    guard let label = json["text"]?.string, label.contains(where: { !$0.isWhitespace }) else {
      throw Problem(description: "BUTTON_DATA_INVALID")
    }
    switch (json["callback_data"]?.string, json["url"]?.string) {
    case (let data?, nil):
      guard (1...64).contains(data.utf8.count) else {
        throw Problem(description: "BUTTON_DATA_INVALID")
      }
      return TelegramStandIn.SentMessage.Button(label: label, data: data)
    case (nil, let url?):
      guard hasPublicHost(url) else {
        throw Problem(
          description: "inline keyboard button URL '\(url)' is invalid: Wrong HTTP URL")
      }
      return TelegramStandIn.SentMessage.Button(label: label, data: "", url: url)
    case (nil, nil):
      throw Problem(description: "Text buttons are unallowed in the inline keyboard")
    default: throw Problem(description: "BUTTON_TYPE_INVALID")
    }
  }

  /// `http://localhost` is none.
  private static func hasPublicHost(_ url: String) -> Bool {
    guard let components = URLComponents(string: url), let host = components.host,
      ["http", "https"].contains(components.scheme?.lowercased())
    else { return false }
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    return labels.count > 1 && !labels.contains("")
  }
}
