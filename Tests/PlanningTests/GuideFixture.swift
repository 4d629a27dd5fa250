import ConferenceModel
import Foundation

/// A session of the main programme with an address.
func session(
  _ id: String, _ facts: SessionFacts, source: String = "main", kind: SessionKind = .talk,
  url: String? = nil
) -> Session {
  Session(key: SessionKey(source: source, id: id), facts: facts, kind: kind, url: url)
}

/// A pick of a guide at line 3.
func pick(
  _ title: String, _ speakers: [String] = [], from start: String? = nil, to end: String? = nil,
  room: String? = nil, url: String? = nil
) -> GuidePick {
  GuidePick(
    line: 3, title: title, speakers: facts("", speakers).speakers, slot: slot(start, end),
    room: room, url: url, reason: "")
}

/// A guide of picks and remarks.
func guide(_ picks: [GuidePick] = [], remarks: [GuideRemark] = []) -> Guide {
  Guide(id: "g", language: .english, title: "G", picks: picks, remarks: remarks)
}
