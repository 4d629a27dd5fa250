import Foundation

/// A city that conferences take place in, as guides name it.
struct ConferenceCity: Hashable {
  /// In English.
  let name: String
  /// Other English and the Chinese names.
  let otherNames: [String]
  /// The IANA name of its zone.
  let zone: String

  private init(_ name: String, _ otherNames: [String], _ zone: String) {
    (self.name, self.otherNames, self.zone) = (name, otherNames, zone)
  }

  /// Whether a text names it: in Latin letters as whole words, in Han characters anywhere.
  func isNamed(in text: String) -> Bool { place(in: text) != nil }

  /// Where a text names it first.
  func place(in text: String) -> Range<String.Index>? {
    for name in [name] + otherNames {
      var rest = text[...]
      while let found = rest.firstRange(of: name) {
        let before =
          found.lowerBound > text.startIndex
          ? text[text.index(before: found.lowerBound)] : " "
        let after = found.upperBound < text.endIndex ? text[found.upperBound] : " "
        let isWord = !(Self.isLatin(before) || Self.isLatin(after))
        if isWord || name.unicodeScalars.first?.isASCII == false { return found }
        rest = rest[found.upperBound...]
      }
    }
    return nil
  }

  /// The cities that a text names, in the order of the table.
  static func named(in text: String) -> [ConferenceCity] { all.filter { $0.isNamed(in: text) } }

  private static func isLatin(_ sign: Character) -> Bool {
    sign.isNumber
      || sign.unicodeScalars.allSatisfy { $0.value < 0x250 && $0.properties.isAlphabetic }
  }

  /// Cities whose English name is an ordinary word (Nice, Split, Bath, Reading) are left out.
  static let all: [ConferenceCity] = europe + asia + americas + elsewhere

  private static let europe = [
    ConferenceCity("Amsterdam", ["阿姆斯特丹"], "Europe/Amsterdam"),
    ConferenceCity("Antwerp", ["安特卫普"], "Europe/Brussels"),
    ConferenceCity("Athens", ["雅典"], "Europe/Athens"),
    ConferenceCity("Barcelona", ["巴塞罗那"], "Europe/Madrid"),
    ConferenceCity("Belgrade", ["贝尔格莱德"], "Europe/Belgrade"),
    ConferenceCity("Berlin", ["柏林"], "Europe/Berlin"),
    ConferenceCity("Brussels", ["布鲁塞尔"], "Europe/Brussels"),
    ConferenceCity("Bucharest", ["布加勒斯特"], "Europe/Bucharest"),
    ConferenceCity("Budapest", ["布达佩斯"], "Europe/Budapest"),
    ConferenceCity("Copenhagen", ["哥本哈根"], "Europe/Copenhagen"),
    ConferenceCity("Dublin", ["都柏林"], "Europe/Dublin"),
    ConferenceCity("Edinburgh", ["爱丁堡"], "Europe/London"),
    ConferenceCity("Frankfurt", ["法兰克福"], "Europe/Berlin"),
    ConferenceCity("Geneva", ["日内瓦"], "Europe/Zurich"),
    ConferenceCity("Hamburg", ["汉堡"], "Europe/Berlin"),
    ConferenceCity("Helsinki", ["赫尔辛基"], "Europe/Helsinki"),
    ConferenceCity("Istanbul", ["伊斯坦布尔"], "Europe/Istanbul"),
    ConferenceCity("Krakow", ["Kraków", "克拉科夫"], "Europe/Warsaw"),
    ConferenceCity("Leipzig", ["莱比锡"], "Europe/Berlin"),
    ConferenceCity("Lisbon", ["里斯本"], "Europe/Lisbon"),
    ConferenceCity("London", ["伦敦"], "Europe/London"),
    ConferenceCity("Lyon", ["里昂"], "Europe/Paris"),
    ConferenceCity("Madrid", ["马德里"], "Europe/Madrid"),
    ConferenceCity("Manchester", ["曼彻斯特"], "Europe/London"),
    ConferenceCity("Milan", ["米兰"], "Europe/Rome"),
    ConferenceCity("Moscow", ["莫斯科"], "Europe/Moscow"),
    ConferenceCity("Munich", ["慕尼黑"], "Europe/Berlin"),
    ConferenceCity("Oslo", ["奥斯陆"], "Europe/Oslo"),
    ConferenceCity("Paris", ["巴黎"], "Europe/Paris"),
    ConferenceCity("Porto", ["波尔图"], "Europe/Lisbon"),
    ConferenceCity("Prague", ["布拉格"], "Europe/Prague"),
    ConferenceCity("Riga", ["里加"], "Europe/Riga"),
    ConferenceCity("Rome", ["罗马"], "Europe/Rome"),
    ConferenceCity("Rotterdam", ["鹿特丹"], "Europe/Amsterdam"),
    ConferenceCity("Sofia", ["索非亚"], "Europe/Sofia"),
    ConferenceCity("Stockholm", ["斯德哥尔摩"], "Europe/Stockholm"),
    ConferenceCity("Tallinn", ["塔林"], "Europe/Tallinn"),
    ConferenceCity("Valencia", ["瓦伦西亚", "巴伦西亚"], "Europe/Madrid"),
    ConferenceCity("Vienna", ["维也纳"], "Europe/Vienna"),
    ConferenceCity("Vilnius", ["维尔纽斯"], "Europe/Vilnius"),
    ConferenceCity("Warsaw", ["华沙"], "Europe/Warsaw"),
    ConferenceCity("Zurich", ["Zürich", "苏黎世"], "Europe/Zurich"),
  ]

  private static let asia = [
    ConferenceCity("Bangalore", ["Bengaluru", "班加罗尔"], "Asia/Kolkata"),
    ConferenceCity("Bangkok", ["曼谷"], "Asia/Bangkok"),
    ConferenceCity("Beijing", ["北京"], "Asia/Shanghai"),
    ConferenceCity("Chengdu", ["成都"], "Asia/Shanghai"),
    ConferenceCity("Delhi", ["德里"], "Asia/Kolkata"),
    ConferenceCity("Dubai", ["迪拜"], "Asia/Dubai"),
    ConferenceCity("Guangzhou", ["广州"], "Asia/Shanghai"),
    ConferenceCity("Hangzhou", ["杭州"], "Asia/Shanghai"),
    ConferenceCity("Hong Kong", ["香港"], "Asia/Hong_Kong"),
    ConferenceCity("Hyderabad", ["海得拉巴"], "Asia/Kolkata"),
    ConferenceCity("Jakarta", ["雅加达"], "Asia/Jakarta"),
    ConferenceCity("Kuala Lumpur", ["吉隆坡"], "Asia/Kuala_Lumpur"),
    ConferenceCity("Kyoto", ["京都"], "Asia/Tokyo"),
    ConferenceCity("Mumbai", ["孟买"], "Asia/Kolkata"),
    ConferenceCity("Osaka", ["大阪"], "Asia/Tokyo"),
    ConferenceCity("Seoul", ["首尔"], "Asia/Seoul"),
    ConferenceCity("Shanghai", ["上海"], "Asia/Shanghai"),
    ConferenceCity("Shenzhen", ["深圳"], "Asia/Shanghai"),
    ConferenceCity("Singapore", ["新加坡"], "Asia/Singapore"),
    ConferenceCity("Taipei", ["台北"], "Asia/Taipei"),
    ConferenceCity("Tel Aviv", ["特拉维夫"], "Asia/Jerusalem"),
    ConferenceCity("Tokyo", ["东京"], "Asia/Tokyo"),
    ConferenceCity("Yokohama", ["横滨"], "Asia/Tokyo"),
  ]

  private static let americas = [
    ConferenceCity("Atlanta", ["亚特兰大"], "America/New_York"),
    ConferenceCity("Austin", ["奥斯汀"], "America/Chicago"),
    ConferenceCity("Boston", ["波士顿"], "America/New_York"),
    ConferenceCity("Buenos Aires", ["布宜诺斯艾利斯"], "America/Argentina/Buenos_Aires"),
    ConferenceCity("Chicago", ["芝加哥"], "America/Chicago"),
    ConferenceCity("Denver", ["丹佛"], "America/Denver"),
    ConferenceCity("Detroit", ["底特律"], "America/Detroit"),
    ConferenceCity("Las Vegas", ["拉斯维加斯"], "America/Los_Angeles"),
    ConferenceCity("Los Angeles", ["洛杉矶"], "America/Los_Angeles"),
    ConferenceCity("Mexico City", ["墨西哥城"], "America/Mexico_City"),
    ConferenceCity("Montreal", ["Montréal", "蒙特利尔"], "America/Toronto"),
    ConferenceCity("New Orleans", ["新奥尔良"], "America/Chicago"),
    ConferenceCity("New York", ["纽约"], "America/New_York"),
    ConferenceCity("Salt Lake City", ["盐湖城"], "America/Denver"),
    ConferenceCity("San Diego", ["圣迭戈", "圣地亚哥"], "America/Los_Angeles"),
    ConferenceCity("San Francisco", ["旧金山"], "America/Los_Angeles"),
    ConferenceCity("Seattle", ["西雅图"], "America/Los_Angeles"),
    ConferenceCity("São Paulo", ["Sao Paulo", "圣保罗"], "America/Sao_Paulo"),
    ConferenceCity("Toronto", ["多伦多"], "America/Toronto"),
    ConferenceCity("Vancouver", ["温哥华"], "America/Vancouver"),
  ]

  private static let elsewhere = [
    ConferenceCity("Auckland", ["奥克兰"], "Pacific/Auckland"),
    ConferenceCity("Cairo", ["开罗"], "Africa/Cairo"),
    ConferenceCity("Cape Town", ["开普敦"], "Africa/Johannesburg"),
    ConferenceCity("Johannesburg", ["约翰内斯堡"], "Africa/Johannesburg"),
    ConferenceCity("Melbourne", ["墨尔本"], "Australia/Melbourne"),
    ConferenceCity("Nairobi", ["内罗毕"], "Africa/Nairobi"),
    ConferenceCity("Sydney", ["悉尼"], "Australia/Sydney"),
  ]
}

/// Where a conference is, as far as its name and its zone tell.
struct ConferencePlace {
  private let named: [ConferenceCity]
  private let timeZone: TimeZone

  init(conferenceName: String, timeZone: TimeZone) {
    named = ConferenceCity.named(in: conferenceName)
    self.timeZone = timeZone
  }

  /// The city's name; where neither name nor zone tell it, the zone's.
  var name: String {
    if let city = named.first { return city.name }
    let last = timeZone.identifier.split(separator: "/").last.map(String.init)?
      .replacing("_", with: " ")
    return ConferenceCity.all.first { $0.name == last }?.name ?? timeZone.identifier
  }

  /// Whether the conference is certainly not in a city.
  ///
  /// Where its name has no city, every city of its zone may be the one.
  func contradicts(_ city: ConferenceCity) -> Bool {
    if !named.isEmpty { return !named.contains(city) }
    // `UTC` and `GMT` say nothing of a place.
    guard timeZone.identifier.contains("/"), !timeZone.identifier.hasPrefix("Etc/") else {
      return false
    }
    return city.zone != timeZone.identifier && !isSameCity(city)
  }

  private func isSameCity(_ city: ConferenceCity) -> Bool {
    timeZone.identifier.hasSuffix("/" + city.name.replacing(" ", with: "_"))
  }
}
