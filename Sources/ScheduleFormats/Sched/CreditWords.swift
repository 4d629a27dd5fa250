/// The words by which names, affiliations and ends of titles are told apart.
///
/// They are the common words of programmes, not of one conference: what people are (`engineer`),
/// what organisations are called (`foundation`), and what titles end with (`deep dive`).
enum CreditWords {
  /// Whether no person's name holds the word, by its hash.
  static func isForeignToNames(_ hash: UInt64) -> Bool { foreign.contains(hash) }

  /// Whether the word says what somebody is or does.
  static func isRole(_ hash: UInt64) -> Bool { roles.contains(hash) }

  /// Whether it may stand between capitalised words of a name.
  static func isParticle(_ hash: UInt64) -> Bool { particles.contains(hash) }

  /// Organisations of the shape of a person's name, by the hash of the whole name.
  static let organisations = hashes(
    separatedBy: ",",
    "Red Hat,New Relic,Novo Nordisk,Delivery Hero,Capital One,Octopus Deploy,Palo Alto,"
      + "Morgan Stanley,Goldman Sachs,Jane Street,Tom Tom,Air France,Air France KLM,Eli Lilly,"
      + "Hugging Face,Stack Overflow,Just Eat,Wells Fargo,Charles Schwab,Mercado Libre,"
      + "Boehringer Ingelheim,Deutsche Bahn,Walt Disney,Hewlett Packard,Ernst Young,Two Sigma,"
      + "Booz Allen,Booz Allen Hamilton,Rolls Royce,Trend Micro,Check Point,Juniper,Mercedes Benz,"
      + "Standard Chartered,Lloyds Banking,Home Depot,General Motors,General Electric,"
      + "Western Union,Marsh McLennan,Saint Gobain,Banco Santander,Itaú Unibanco,"
      + "Crédit Agricole,Société Générale"
  )

  private static let particles = hashes(
    separatedBy: " ",
    "da de van der von bin ibn del la le di dos du el al ter ten den vom zu zur y e af av i")

  private static let roles = hashes(
    separatedBy: " ",
    "engineer engineers engineering director manager architect officer founder co-founder "
      + "ceo cto cio ciso coo cpo vp president lead leader leads head chair chairs co-chair "
      + "co-chairs chairperson maintainer maintainers contributor contributors reviewer "
      + "approver owner ambassador ambassadors specialist advocate evangelist developer "
      + "scientist researcher professor consultant strategist technologist fellow student "
      + "analyst sre devrel principal senior sr junior staff chief vice executive program "
      + "technical committee administrator operator designer writer editor host moderator "
      + "organizer organiser panelist panellist intern partner member members team expert "
      + "experts coach trainer instructor practitioner author dmts")

  private static let organisationWords = hashes(
    separatedBy: " ",
    "inc llc ltd gmbh ag sa se corp corporation co company bv b.v plc lp labs lab group "
      + "bank university universität universidad institute foundation technologies technology "
      + "systems software solutions services security networks network cloud ai data research "
      + "games media consulting international global hospital school college academy center "
      + "centre association government energy insurance retail federal ministry department "
      + "agency studio studios industries holdings ventures partners independent tech digital "
      + "health interactive entertainment telecom telekom mobile online airlines logistics "
      + "museum innovation platform platforms hub analytics financial express computing native "
      + "limited private space")

  private static let titleWords = hashes(
    separatedBy: " ",
    "the a an and or of to in on for with from by at as is are be how why what when where "
      + "who your our my we you it its this that intro introduction deep dive dives update "
      + "updates overview part one two three session sessions event events full-day half-day "
      + "workshop workshops talk talks keynote panel demo demos tutorial day days am pm hosted "
      + "welcome opening closing remarks break lunch roadmap future lessons learned beyond "
      + "building scaling kubernetes cloud-native open source project projects management "
      + "resource cost edge science meetup bof hands-on live learning paths practice practices "
      + "guide journey story stories tba tbd tbc announced speaker speakers edition virtual "
      + "registration required summit conference best case study production getting started "
      + "cancelled canceled ceremony general product community operations relations quickstart "
      + "basics advanced beginners edition next")

  private static let foreign = roles.union(organisationWords).union(titleWords)

  private static func hashes(separatedBy separator: Character, _ list: String) -> Set<UInt64> {
    Set(list.split(separator: separator).map { StableHash.of($0) })
  }
}

extension CreditWords {
  /// Whether one of the words of a text says what somebody is or does.
  static func namesRole(_ text: Bytes) -> Bool {
    var hash = StableHash()
    for index in 0...text.count {
      let byte = index < text.count ? text[index].lowercased : 0x20
      if byte == 0x20 {
        if isRole(hash.value) { return true }
        hash = StableHash()
      } else {
        hash.add(byte)
      }
    }
    return false
  }
}
