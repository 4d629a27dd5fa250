/// Words in a title or a category that say what sort of session it is.
struct Signs {
  /// What a word is a sign of.
  struct Sign: OptionSet {
    let rawValue: UInt16
    static let pause = Sign(rawValue: 1)
    static let registration = Sign(rawValue: 2)
    static let keynote = Sign(rawValue: 4)
    static let lightning = Sign(rawValue: 8)
    static let tutorial = Sign(rawValue: 16)
    static let poster = Sign(rawValue: 32)
    static let meeting = Sign(rawValue: 64)
    static let social = Sign(rawValue: 128)
    static let exhibition = Sign(rawValue: 256)
    static let container = Sign(rawValue: 512)
    /// A word that may stand beside `pause` in the name of a break and says nothing itself.
    static let pauseCompanion = Sign(rawValue: 1024)
    /// A meeting also where somebody is named: `BoF | …`.
    static let forum = Sign(rawValue: 2048)
    /// A show of a product, in a label.
    static let demo = Sign(rawValue: 4096)
  }

  private var found: Sign = []
  private(set) var wordCount = 0
  private var isOnlyPause = true

  /// Of no words.
  init() {}

  /// Reads the words of a text: runs of letters, digits, hyphens and plus signs.
  init(_ text: Bytes) {
    var hash = StableHash()
    var length = 0
    for index in 0...text.count {
      let byte = index < text.count ? text.base[index].lowercased : 0x20
      if byte.isASCIILetter || byte.isDigit || byte == UInt8(ascii: "-") {
        hash.add(byte)
        length += 1
      } else if length > 0 {
        take(hash.value)
        (hash, length) = (StableHash(), 0)
      }
    }
  }

  private mutating func take(_ word: UInt64) {
    wordCount += 1
    guard let sign = Self.words[word] else {
      isOnlyPause = false
      return
    }
    if sign.isDisjoint(with: [.pause, .pauseCompanion]) { isOnlyPause = false }
    found.formUnion(sign)
  }

  func contains(_ sign: Sign) -> Bool { found.contains(sign) }

  /// Whether the words name a break and nothing else; only asked of `.pause`.
  func isOnly(_ sign: Sign) -> Bool { isOnlyPause && found.contains(sign) }

  /// The signs of both.
  func union(_ other: Signs) -> Signs {
    var both = self
    both.found.formUnion(other.found)
    return both
  }

  private static let words: [UInt64: Sign] = {
    let lists: [(Sign, String)] = [
      (
        .pause,
        "break breaks lunch breakfast dinner coffee tea pause recess mittagspause kaffeepause"
      ),
      (
        .pauseCompanion,
        "mini short long morning afternoon midday evening on own catered networking and the a "
          + "buffet boxed served provided by your"
      ),
      (
        .registration,
        "registration registrations check-in checkin badge pick-up cloakroom"
      ),
      (.keynote, "keynote keynotes plenary"),
      (.lightning, "lightning"),
      (.tutorial, "tutorial tutorials workshop workshops contribfest"),
      (.poster, "poster posters"),
      (
        .meeting,
        "meeting meetings gathering mentoring town hall experts hours working meetup"
      ),
      (
        .social,
        "experiences social party reception celebration crawl kubecrawl premiere awards "
          + "ceremony tour greet fun drinks festival laughter happy cocktail kickoff karaoke"
      ),
      (
        .exhibition,
        "showcase exhibition exhibits expo booth in-booth kiosk kiosks"
      ),
      (.container, "co-located colocated"),
      (.forum, "bof bofs"),
      (.demo, "demo demos"),
    ]
    var words: [UInt64: Sign] = [:]
    for (sign, list) in lists {
      for word in list.split(separator: " ") {
        words[StableHash.of(word), default: []].insert(sign)
      }
    }
    return words
  }()
}
