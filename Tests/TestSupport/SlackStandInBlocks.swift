/// Slack's rules for texts and blocks (docs.slack.dev/reference/block-kit), as strict as they are
/// written: lengths in UTF-16 units, of two published limits the smaller.
enum SlackStandInBlocks {
  /// In Slack's word, with what is wrong for the reader of a failed test.
  struct Refusal: Error {
    var word: String
    var detail: String = ""
  }

  /// What a person sees and can press.
  struct Content {
    var sections: [String] = []
    var buttons: [[SlackStandIn.Button]] = []
  }

  private struct Seen {
    var ids: Set<String> = []
    var length = 0
  }

  /// The content of blocks.
  ///
  /// - parameter limit: 50 in a message, 100 in a view.
  static func content(
    of blocks: [StandInJSON], limit: Int = 50
  ) throws(Refusal) -> Content {
    guard blocks.count <= limit else { throw bad("\(blocks.count) blocks") }
    var content = Content()
    var seen = Seen()
    for block in blocks {
      switch block["type"]?.string {
      case "section": content.sections.append(try section(block, &seen))
      case "actions": content.buttons.append(try actions(block, &seen))
      default: throw bad("the type of a block")
      }
    }
    guard seen.length <= 13_200 else {
      throw Refusal(word: "msg_blocks_too_long", detail: "\(seen.length) characters")
    }
    return content
  }

  /// Angle brackets may only hold web links, and ampersands only begin Slack's three entities:
  /// all else, `<!channel>` above all, is something that should have been escaped.
  static func checkMarkup(_ text: String) throws(Refusal) {
    let links = text.replacing(/<https?:\/\/[^<>|\s]+(?:\|[^<>|]+)?>/, with: "")
    guard !links.contains("<"), !links.contains(">") else {
      throw Refusal(word: "unescaped < or >")
    }
    let entities = text.replacing(/&(?:amp|lt|gt);/, with: "")
    guard !entities.contains("&") else { throw Refusal(word: "unescaped &") }
    let words = links.replacing(/https?:\/\/\S+/, with: "")
    guard !words.contains(/@(?:here|channel|everyone)\b/) else {
      throw Refusal(word: "mention of a whole channel")
    }
  }

  private static func bad(_ detail: String) -> Refusal {
    Refusal(word: "invalid_blocks", detail: detail)
  }

  private static func members(
    _ value: StandInJSON, _ needed: Set<String>, _ possible: Set<String> = [], _ name: String
  ) throws(Refusal) {
    let keys = Set((value.object ?? [:]).keys)
    guard needed.isSubset(of: keys), keys.isSubset(of: needed.union(possible)) else {
      throw bad("\(name) has \(keys.sorted())")
    }
  }

  private static func section(
    _ block: StandInJSON, _ seen: inout Seen
  ) throws(Refusal) -> String {
    try members(block, ["type", "text"], ["block_id"], "a section")
    try unique(block["block_id"], "block_id", &seen)
    guard block["text"]?["type"] == "mrkdwn", let text = block["text"]?["text"]?.string,
      (1...3000).contains(text.utf16.count)
    else { throw bad("the text of a section") }
    try checkMarkup(text)
    seen.length += text.utf16.count
    return text
  }

  private static func actions(
    _ block: StandInJSON, _ seen: inout Seen
  ) throws(Refusal) -> [SlackStandIn.Button] {
    try members(block, ["type", "elements"], ["block_id"], "actions")
    try unique(block["block_id"], "block_id", &seen)
    guard let elements = block["elements"]?.array, (1...25).contains(elements.count) else {
      throw bad("the number of elements")
    }
    var buttons: [SlackStandIn.Button] = []
    for element in elements {
      try unique(element["action_id"], "action_id", &seen)
      switch element["type"]?.string {
      case "button": buttons.append(try button(element, &seen))
      case "static_select": buttons += try menu(element, &seen)
      default: throw bad("the type of an element")
      }
    }
    return buttons
  }

  private static func unique(
    _ id: StandInJSON?, _ name: String, _ seen: inout Seen
  ) throws(Refusal) {
    guard let id else { return }
    guard let text = id.string, (1...255).contains(text.utf16.count) else { throw bad(name) }
    guard seen.ids.insert("\(name) \(text)").inserted else { throw bad("\(name) \(text) twice") }
  }

  private static func plainText(
    _ value: StandInJSON?, limit: Int, _ name: String, _ seen: inout Seen
  ) throws(Refusal) -> String {
    guard let value else { throw bad("no \(name)") }
    try members(value, ["type", "text"], ["emoji"], name)
    guard value["type"] == "plain_text", let text = value["text"]?.string,
      (1...limit).contains(text.utf16.count), text.contains(where: { !$0.isWhitespace })
    else { throw bad(name) }
    seen.length += text.utf16.count
    return text
  }

  private static func button(
    _ element: StandInJSON, _ seen: inout Seen
  ) throws(Refusal) -> SlackStandIn.Button {
    try members(element, ["type", "text"], ["action_id", "value", "url", "style"], "a button")
    let label = try plainText(element["text"], limit: 75, "the text of a button", &seen)
    if let url = element["url"] {
      guard let address = url.string, address.utf16.count <= 3000,
        address.wholeMatch(of: /https?:\/\/[^\s<>]+/) != nil
      else { throw bad("the url of a button") }
      return SlackStandIn.Button(label: label, command: "", url: address)
    }
    guard let value = element["value"]?.string, (1...2000).contains(value.utf16.count) else {
      throw bad("the value of a button")
    }
    return SlackStandIn.Button(label: label, command: value)
  }

  private static func menu(
    _ element: StandInJSON, _ seen: inout Seen
  ) throws(Refusal) -> [SlackStandIn.Button] {
    try members(element, ["type", "options"], ["action_id", "placeholder"], "a menu")
    if let placeholder = element["placeholder"] {
      _ = try plainText(placeholder, limit: 150, "a placeholder", &seen)
    }
    guard let options = element["options"]?.array, (1...100).contains(options.count) else {
      throw bad("the number of options")
    }
    var buttons: [SlackStandIn.Button] = []
    for option in options {
      try members(option, ["text", "value"], [], "an option")
      let label = try plainText(option["text"], limit: 75, "the text of an option", &seen)
      guard let value = option["value"]?.string, (1...75).contains(value.utf16.count) else {
        throw bad("the value of an option")
      }
      buttons.append(SlackStandIn.Button(label: label, command: value, isOption: true))
    }
    return buttons
  }
}
