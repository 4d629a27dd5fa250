import ConferenceModel

/// All titles of a file with what they say of their speakers.
struct CreditedTitles {
  private let titles: [Bytes]
  private let evidence: CreditEvidence

  /// Learns from all titles.
  init(_ titles: [Bytes]) {
    self.titles = titles
    var evidence = CreditEvidence()
    for title in titles {
      if let credits = Credits.find(in: title, evidence: nil) { evidence.learn(credits) }
    }
    self.evidence = evidence
  }

  /// The title proper and the speakers behind it.
  func parts(of index: Int, _ reading: inout EventReading) -> (title: Bytes, [Speaker]) {
    let (title, people) = parts(of: index)
    let speakers = people.compactMap { person in
      reading.pooled(person.name).map {
        Speaker(name: $0, affiliation: person.affiliation.flatMap { reading.pooled($0) })
      }
    }
    return (title, speakers)
  }

  /// The title proper and the people behind it, as pieces of the title.
  func parts(of index: Int) -> (title: Bytes, people: [(name: Bytes, affiliation: Bytes?)]) {
    let title = titles[index]
    guard let credits = Credits.find(in: title, evidence: evidence) else { return (title, []) }
    let people = SpeakerParser.credits(of: credits, evidence: evidence).map {
      (name: title.slice($0.name), affiliation: $0.affiliation.map { title.slice($0) })
    }
    return (title.slice(0..<credits.titleEnd), people)
  }
}
