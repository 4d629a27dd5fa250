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
    let title = titles[index]
    guard let credits = Credits.find(in: title, evidence: evidence) else { return (title, []) }
    let speakers = SpeakerParser.credits(of: credits, evidence: evidence).compactMap { credit in
      reading.pooled(title.slice(credit.name)).map { name in
        Speaker(
          name: name,
          affiliation: credit.affiliation.flatMap { reading.pooled(title.slice($0)) })
      }
    }
    return (title.slice(0..<credits.titleEnd), speakers)
  }
}
