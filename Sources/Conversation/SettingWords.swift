import ConferenceModel
import Foundation
import Phrasebook

/// Reads what follows the commands that set something.
enum SettingWords {
  /// The most lead times a person may have.
  private static let leadTimesMaximum = 2

  private static let on: Set<String> = ["on", "yes", "开", "开启", "打开", "开啟"]
  private static let off: Set<String> = ["off", "no", "none", "关", "关闭", "关掉", "無", "无"]

  static func leadTimes(_ rest: String) throws(Problem) -> [LeadTime]? {
    let words = rest.lowercased().split { " ,、和".contains($0) }.map(String.init)
    guard !words.isEmpty else { return nil }
    if words.count == 1, off.contains(words[0]) { return [] }
    var leads: Set<LeadTime> = []
    for word in words {
      if leadWords.contains(word) { continue }
      guard let minutes = minutes(word), (0...1440).contains(minutes) else {
        throw .badArgument(.lead(word))
      }
      leads.insert(LeadTime(minutes: minutes))
    }
    guard leads.count <= leadTimesMaximum else {
      throw .badArgument(.tooManyLeads(maximum: leadTimesMaximum))
    }
    return leads.sorted()
  }

  /// What stands beside the minutes and says nothing.
  private static let leadWords: Set<String> = [
    "min", "mins", "minute", "minutes", "m", "before", "early", "earlier", "and", "分钟", "分",
    "前", "提前",
  ]

  /// `10`, `10m`, `10min`, `10分钟`, `十分钟`, `2h`.
  private static func minutes(_ word: String) -> Int? {
    let digits = word.prefix { $0.isASCIIDigit || Numerals.chinese(String($0)) != nil || $0 == "十" }
    guard let number = Int(digits) ?? Numerals.chinese(digits), number <= 100_000 else {
      return nil
    }
    switch word.dropFirst(digits.count) {
    case "", "m", "min", "mins", "minutes", "分", "分钟": return number
    case "h", "小时": return number * 60
    default: return nil
    }
  }

  static func language(_ rest: String) throws(Problem) -> Language? {
    switch rest.lowercased() {
    case "": return nil
    case "en", "english", "英文", "英语": return .english
    case "zh", "zh-hans", "zh-cn", "cn", "chinese", "中文", "汉语", "简体", "简体中文":
      return .chinese
    default: throw .badArgument(.language(rest))
    }
  }

  static func digest(_ rest: String) throws(Problem) -> DigestRequest {
    let words = ClockWords.joiningHalves(CommandText(rest).words)
    guard let first = words.first else { return .show }
    let lowered = first.lowercased()
    let terms = Array(words.dropFirst())
    if off.contains(lowered) { return .off }
    if ["preview", "预览"].contains(lowered) {
      return .preview(terms.isEmpty ? nil : try filter(terms))
    }
    if on.contains(lowered) {
      return .on(DigestPreference(minuteOfDay: 8 * 60, filter: try filter(terms)))
    }
    if isFilterTerm(first) {
      return .on(DigestPreference(minuteOfDay: 8 * 60, filter: try filter(words)))
    }
    guard let minute = ClockWords.minuteOfDay(lowered) else { throw .badArgument(.time(first)) }
    return .on(DigestPreference(minuteOfDay: minute, filter: try filter(terms)))
  }

  static func alerts(_ rest: String) throws(Problem) -> AlertsRequest {
    let words = CommandText(rest).words
    guard let first = words.first else { return .show }
    if off.contains(first.lowercased()) { return .off }
    if on.contains(first.lowercased()) { return .on(try filter(Array(words.dropFirst()))) }
    if isFilterTerm(first) { return .on(try filter(words)) }
    throw .badArgument(.onOff(first))
  }
}

/// What belongs to one person, or to a room's channel.
extension SettingWords {
  /// Whole minutes from 1 to 120, five without a number; then the sessions of a button.
  static func snooze(_ rest: String) throws(Problem) -> Command {
    let words = CommandText(rest).words
    guard let word = words.first else { return .snooze(5) }
    guard let minutes = minutes(word.lowercased()), (1...120).contains(minutes) else {
      throw .badArgument(.snooze(rest))
    }
    var sessions: [SessionID] = []
    for word in words.dropFirst() {
      if case .id(let session)? = SessionReference(token: word) { sessions.append(session) }
    }
    return .snooze(minutes, of: sessions)
  }

  /// What stands between two times, or before them, and says nothing.
  private static let spanWords: Set<String> = ["to", "until", "till", "from", "and", "between"]

  /// `22:00-07:00`, `22-7`, `22:00 to 07:00`, `从22点到7点`; `on` is from 22:00 to 07:00.
  static func quiet(_ rest: String) throws(Problem) -> QuietRequest {
    let lowered = rest.lowercased()
    if lowered.isEmpty { return .show }
    if off.contains(lowered) { return .off }
    if on.contains(lowered) { return .on(QuietHours(from: 22 * 60, until: 7 * 60)) }
    let words = lowered.split { " -–—~〜从從到至".contains($0) }.map(String.init)
    let times = ClockWords.joiningHalves(words).filter { !spanWords.contains($0) }
    // Midnight is the end of a day as often as its beginning.
    let minutes = times.compactMap {
      ["24", "24:00", "24点", "midnight"].contains($0) ? 0 : ClockWords.minuteOfDay($0)
    }
    guard times.count == 2, minutes.count == 2, minutes[0] != minutes[1] else {
      throw .badArgument(.quiet(rest))
    }
    return .on(QuietHours(from: minutes[0], until: minutes[1]))
  }

  static func follow(_ rest: String) throws(Problem) -> SessionFilter? {
    let words = CommandText(rest).words
    guard let first = words.first else { throw .missingArgument(.follow) }
    if off.contains(first.lowercased()) { return nil }
    return try filter(words)
  }

  static func link(_ rest: String) -> Command {
    let word = rest.lowercased()
    if off.contains(word) { return .unlink }
    if ["here", "这里", "这儿", "此处", "到这里", "這裡", "這裏"].contains(word) { return .linkHere }
    return .link(word.isEmpty ? nil : word)
  }
}

/// Filters.
extension SettingWords {
  private enum Part: Hashable { case track, room, source, theme, guide }

  private static let keys: [String: Part] = [
    "track": .track, "分类": .track, "专题": .track, "theme": .theme, "主题": .theme,
    "guide": .guide, "指南": .guide,
    "room": .room, "会议室": .room, "房间": .room, "地点": .room,
    "source": .source, "来源": .source,
  ]

  static func isFilterTerm(_ word: String) -> Bool { key(of: word) != nil || isMine(word) }

  /// `gpu theme:security room:hall 7`: what to look for, and among which sessions. A bare `mine` is
  /// a word like any other until a filter has begun.
  static func search(_ text: String) throws(Problem) -> (text: String, filter: SessionFilter?) {
    let words = CommandText(text).words
    guard let first = words.firstIndex(where: { key(of: $0) != nil }) else { return (text, nil) }
    return (words[..<first].joined(separator: " "), try filter(Array(words[first...])))
  }

  /// `track:platform engineering mine`: words without a key go on with the value before.
  static func filter(_ words: [String]) throws(Problem) -> SessionFilter {
    var isMineOnly = false
    var values: [Part: [String]] = [:]
    var open: Part?
    for word in words {
      if isMine(word) {
        isMineOnly = true
        open = nil
      } else if let key = key(of: word), let part = keys[key], values[part] == nil {
        values[part] = [String(word.dropFirst(key.count + 1))]
        open = part
      } else if let part = open, key(of: word) == nil, !word.dropLast().contains(":") {
        // A colon at the end is part of a name: `track:agentics day: mcp + agents`.
        values[part, default: []].append(word)
      } else {
        throw .badArgument(.filter(word))
      }
    }
    let bare = values.mapValues(withoutQuotes)
    guard bare.values.allSatisfy({ !$0.isEmpty }) else {
      throw .badArgument(.filter(words.joined(separator: " ")))
    }
    return SessionFilter(
      source: bare[.source], track: bare[.track], room: bare[.room],
      theme: try bare[.theme].map(theme), guide: bare[.guide], mine: isMineOnly)
  }

  private static func theme(_ word: String) throws(Problem) -> Theme {
    guard let theme = Theme(word: word) else { throw .badArgument(.theme(word)) }
    return theme
  }

  private static func withoutQuotes(_ words: [String]) -> String {
    let quotes = "\"“”'‘’ "
    var rest = Substring(words.joined(separator: " "))
    while let first = rest.first, quotes.contains(first) { rest = rest.dropFirst() }
    while let last = rest.last, quotes.contains(last) { rest = rest.dropLast() }
    return String(rest)
  }

  private static func key(of word: String) -> String? {
    guard let colon = word.firstIndex(of: ":") else { return nil }
    let key = word[..<colon].lowercased()
    return keys[key] == nil ? nil : key
  }

  private static func isMine(_ word: String) -> Bool {
    ["mine", "我的", "我的收藏"].contains(word.lowercased())
  }
}

/// Time zones.
extension SettingWords {
  private static let cities = [
    "beijing": "Asia/Shanghai", "北京": "Asia/Shanghai", "上海": "Asia/Shanghai",
    "中国": "Asia/Shanghai", "香港": "Asia/Hong_Kong", "台北": "Asia/Taipei",
    "东京": "Asia/Tokyo", "新加坡": "Asia/Singapore", "伦敦": "Europe/London",
    "阿姆斯特丹": "Europe/Amsterdam", "巴黎": "Europe/Paris", "柏林": "Europe/Berlin",
    "纽约": "America/New_York", "utc": "UTC", "gmt": "UTC",
  ]

  /// An IANA name, whatever its case, or a city's.
  static func timeZone(_ rest: String) throws(Problem) -> String? {
    guard !rest.isEmpty else { return nil }
    let wanted = rest.lowercased().replacing(" ", with: "_")
    if let identifier = cities[rest.lowercased()] { return identifier }
    let known = TimeZone.knownTimeZoneIdentifiers
    if let exact = known.first(where: { $0.lowercased() == wanted }) { return exact }
    let byCity = known.filter { city($0) == wanted }
    if byCity.count == 1 { return byCity[0] }
    // Of a short name two other letters are another name.
    let errors = wanted.count < 6 ? 1 : 2
    let near = known.filter { identifier in
      EditDistance.between(city(identifier), wanted) <= errors
        || EditDistance.between(identifier.lowercased(), wanted) <= errors
    }
    throw .badArgument(
      .timeZone(rest, suggestions: Array((byCity + near).uniqued().sorted().prefix(3))))
  }

  private static func city(_ identifier: String) -> String {
    (identifier.split(separator: "/").last.map(String.init) ?? identifier).lowercased()
  }
}

extension Array where Element: Hashable {
  /// Without repetitions, in order.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
