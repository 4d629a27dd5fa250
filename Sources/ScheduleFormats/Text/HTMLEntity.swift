/// A character written as HTML writes it, `&amp;` or `&#8217;`.
struct HTMLEntity {
  let scalar: Unicode.Scalar
  /// Bytes of the source, ampersand and semicolon included.
  let length: Int

  /// Longer is no entity but an ampersand in a text.
  private static let lengthMax = 12

  /// Reads an entity at the start of a text; nil when there is none.
  ///
  /// - parameter isEscaped: the semicolon may be escaped, as iCalendar wants it: `&nbsp\;`.
  static func read(_ text: Bytes, isEscaped: Bool) -> HTMLEntity? {
    var end = 1
    while end < text.count, end < lengthMax,
      text[end].isASCIILetter || text[end].isDigit || text[end] == UInt8(ascii: "#")
    {
      end += 1
    }
    var next = end
    if isEscaped, next < text.count, text[next] == UInt8(ascii: "\\") { next += 1 }
    guard end > 2, next < text.count, text[next] == UInt8(ascii: ";") else { return nil }
    let name = text.slice(1..<end)
    guard let scalar = numeric(name) ?? named[name.stableHash] else { return nil }
    return HTMLEntity(scalar: scalar, length: next + 1)
  }

  private static func numeric(_ name: Bytes) -> Unicode.Scalar? {
    guard name.count > 1, name[0] == UInt8(ascii: "#") else { return nil }
    let isHexadecimal = name[1].lowercased == UInt8(ascii: "x")
    let digits = name.dropFirst(isHexadecimal ? 2 : 1).string
    guard let value = UInt32(digits, radix: isHexadecimal ? 16 : 10), value > 0 else { return nil }
    return Unicode.Scalar(value)
  }

  /// Those that editors of programmes produce, by the hash of the name.
  private static let named: [UInt64: Unicode.Scalar] = {
    let names: [(String, Unicode.Scalar)] = [
      ("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'"), ("nbsp", "\u{A0}"),
      ("ndash", "–"), ("mdash", "—"), ("lsquo", "‘"), ("rsquo", "’"), ("sbquo", "‚"),
      ("ldquo", "“"), ("rdquo", "”"), ("bdquo", "„"), ("laquo", "«"), ("raquo", "»"),
      ("hellip", "…"), ("bull", "•"), ("middot", "·"), ("trade", "™"), ("copy", "©"),
      ("reg", "®"), ("deg", "°"), ("times", "×"), ("euro", "€"), ("pound", "£"), ("rarr", "→"),
      ("larr", "←"), ("zwj", "\u{200D}"), ("zwnj", "\u{200C}"), ("shy", "\u{AD}"),
      ("ensp", "\u{2002}"), ("emsp", "\u{2003}"), ("thinsp", "\u{2009}"), ("szlig", "ß"),
      ("auml", "ä"), ("ouml", "ö"), ("uuml", "ü"), ("Auml", "Ä"), ("Ouml", "Ö"), ("Uuml", "Ü"),
      ("eacute", "é"), ("egrave", "è"), ("ecirc", "ê"), ("euml", "ë"), ("Eacute", "É"),
      ("aacute", "á"), ("agrave", "à"), ("acirc", "â"), ("atilde", "ã"), ("aring", "å"),
      ("iacute", "í"), ("icirc", "î"), ("iuml", "ï"), ("oacute", "ó"), ("ocirc", "ô"),
      ("otilde", "õ"), ("oslash", "ø"), ("uacute", "ú"), ("ugrave", "ù"), ("ucirc", "û"),
      ("ccedil", "ç"), ("ntilde", "ñ"), ("aelig", "æ"), ("yacute", "ý"), ("Oslash", "Ø"),
      ("Aring", "Å"), ("Ccedil", "Ç"),
    ]
    return Dictionary(
      names.map { (StableHash.of($0.0), $0.1) }, uniquingKeysWith: { first, _ in first })
  }()
}
