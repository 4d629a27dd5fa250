import ConferenceModel

/// What the organisers of KubeCon Europe 2026 really changed, as facts.
enum KubeConChanges {
  private static let keynote = "Keynote: The Future of AI is Community-Driven and OPEN"
  private static let closing = "Project Lightning Talk: Closing"
  private static let multitenancy =
    "When Multitenancy Goes Wrong: A Deep Dive Into Kcp’s First CVE"
  private static let slim =
    "Project Lightning Talk: Slimming Containers Using Podman And Containerd With Slimtoolkit"
  private static let pavilion = "Hall 1-5 | Gouda Zone | Project Pavilion"
  private static let mentoring = "Peer Group Mentoring"

  /// 22 to 23 March, while the conference ran.
  private static let duringTheConference: [ScheduleComparisonTests.Row] = [
    .init(
      "a4840aeb: a lightning talk becomes a mini break",
      facts(slim, ["Kyle Quest, Maintainer"], room: "Elicium 2", from: "23T10:45", to: "23T10:50"),
      facts("Mini Break", room: "Elicium 2", from: "23T10:45", to: "23T10:50"), kind: .break,
      [.cancelled]),
    .init(
      "a4840aeb, taken for a talk by the reader",
      facts(slim, ["Kyle Quest, Maintainer"], from: "23T10:45", to: "23T10:50"),
      facts("Mini Break", from: "23T10:45", to: "23T10:50"), [.cancelled]),
    .init(
      "9de183c9: another keynote",
      facts(
        keynote, ["Erin A. Boyd, Senior Director, NVIDIA"], from: "24T08:49", to: "24T08:54"),
      facts(
        "Keynote: Making Kubernetes for AI Optimized and Reproducible",
        [
          "Nathan Taber, Director of Product, NVIDIA",
          "Mark Chmarny, Sr. Principal Engineer, NVIDIA",
        ], from: "24T08:49", to: "24T08:54"), kind: .keynote,
      [.replaced(from: keynote, to: "Keynote: Making Kubernetes for AI Optimized and Reproducible")]
    ),
    .init(
      "223f5a95: another room",
      facts(mentoring, room: "G104 - 105 | Community Hub", from: "23T13:30", to: "23T14:45"),
      facts(mentoring, room: "C203", from: "23T13:30", to: "23T14:45"), kind: .meeting,
      [.relocated(from: "G104 - 105 | Community Hub", to: "C203")]),
    .init(
      "8345a228: a demo has a title and starts earlier",
      facts("Project Demo", room: pavilion, from: "24T15:25", to: "24T15:40"),
      facts(
        "Project Demo: ASK Kubernetes Maintainers", room: pavilion, from: "24T15:15",
        to: "24T15:40"),
      [
        .announced(from: "Project Demo", to: "Project Demo: ASK Kubernetes Maintainers"),
        .rescheduled(from: slot("24T15:25", "24T15:40"), to: slot("24T15:15", "24T15:40")),
      ]),
    .init(
      "161ed777: a demo has a title with a dash",
      facts("Project Demo", room: pavilion),
      facts(
        "Project Demo: Shipwright ❤️ Tekton - Build Containers in Tekton Pipelines",
        room: pavilion),
      [
        .announced(
          from: "Project Demo",
          to: "Project Demo: Shipwright ❤️ Tekton - Build Containers in Tekton Pipelines")
      ]),
    .init(
      "afb76f92: the closing is seven minutes earlier",
      facts(closing, ["Robert Sirchia, Helm"], from: "23T15:55", to: "23T16:00"),
      facts(closing, ["Robert Sirchia, Helm"], from: "23T15:48", to: "23T15:53"),
      [.rescheduled(from: slot("23T15:55", "23T16:00"), to: slot("23T15:48", "23T15:53"))]),
    .init(
      "12467c3e: one of two speakers",
      facts(multitenancy, ["Marko Mudrinić, Kubermatic", "Marvin Beckers, ClickHouse"]),
      facts(multitenancy, ["Marvin Beckers, ClickHouse"]),
      [
        .speakersChanged(
          from: [
            Speaker(name: "Marko Mudrinić", affiliation: "Kubermatic"),
            Speaker(name: "Marvin Beckers", affiliation: "ClickHouse"),
          ],
          to: [Speaker(name: "Marvin Beckers", affiliation: "ClickHouse")])
      ]),
  ]

  /// 3 to 22 March, while the programme was finished.
  private static let before: [ScheduleComparisonTests.Row] = [
    .init(
      "35c9e77a: a game gives way to an evening",
      facts("CLBO: ClashLoopBackOff"), facts("Open Source After Hours: Demos and Dragons"),
      [
        .replaced(
          from: "CLBO: ClashLoopBackOff", to: "Open Source After Hours: Demos and Dragons")
      ]),
    .init(
      "9de183c9: a keynote is announced",
      facts("Keynote: To be Announced"), facts(keynote, ["Erin A. Boyd, NVIDIA"]),
      [.announced(from: "Keynote: To be Announced", to: keynote)]),
    .init(
      "6b8ebb07: the plural, without a colon",
      facts("Keynotes To Be Announced"),
      facts("Keynote: Digital Sovereignty by Design", ["Jinhong Brejnholt, Saxo Bank"]),
      [
        .announced(
          from: "Keynotes To Be Announced", to: "Keynote: Digital Sovereignty by Design")
      ]),
    .init(
      "8aa5ad03: only letter case",
      facts("Project Lightning Talk: How To Add A New Language Feature To Opa"),
      facts("Project Lightning Talk: How To Add A New Language Feature To OPA"), []),
    .init(
      "33d6d5ac: a new title of the same speakers",
      facts("How We Offer Kubernetes at Rabobank", ["Beatrice Forslund", "Koshin Verberne"]),
      facts(
        "Rabobank’s Path to Secure, Fast Kubernetes Delivery",
        ["Beatrice Forslund", "Koshin Verberne"]),
      [
        .retitled(
          from: "How We Offer Kubernetes at Rabobank",
          to: "Rabobank’s Path to Secure, Fast Kubernetes Delivery")
      ]),
    .init(
      "4d59f77c: half of the title, one of the speakers",
      facts("Pretend with Permission & Pull with Proof", ["Rita Zhang", "Stanislav Láznička"]),
      facts(
        "Right-sized Access Control & Pull with Proof", ["Stanislav Láznička", "Lucas Käldström"]),
      [
        .retitled(
          from: "Pretend with Permission & Pull with Proof",
          to: "Right-sized Access Control & Pull with Proof"),
        .speakersChanged(
          from: [Speaker(name: "Rita Zhang"), Speaker(name: "Stanislav Láznička")],
          to: [Speaker(name: "Stanislav Láznička"), Speaker(name: "Lucas Käldström")]),
      ]),
    .init(
      "6054ae29: another talk under the same labels",
      facts(
        "Cloud Native Theater | Cloud Native University: From Control to Cognitive Planes",
        ["Eddie Wassef"]),
      facts(
        "Cloud Native Theater | Cloud Native University: AI + Kubernetes: What Beginners Need",
        ["Michael Forrester"]),
      [
        .replaced(
          from:
            "Cloud Native Theater | Cloud Native University: From Control to Cognitive Planes",
          to: "Cloud Native Theater | Cloud Native University: AI + Kubernetes: What Beginners Need"
        )
      ]),
    .init(
      "ec4232b2: the end of the title",
      facts("OpenTelemetry Project Update and AMA", ["Pablo Baeyens"]),
      facts("OpenTelemetry Project Update and 'Ask the Experts'", ["Pablo Baeyens"]),
      [
        .retitled(
          from: "OpenTelemetry Project Update and AMA",
          to: "OpenTelemetry Project Update and 'Ask the Experts'")
      ]),
    .init(
      "a79a9665: a guide is named in the title",
      facts("Project Pavilion Tour"),
      facts("Project Pavilion Tour with Joseph Sandoval, CNCF Ambassador"),
      [
        .retitled(
          from: "Project Pavilion Tour",
          to: "Project Pavilion Tour with Joseph Sandoval, CNCF Ambassador")
      ]),
    .init(
      "866983e9: no longer sold out",
      facts("[SOLD OUT] VM on Kubernetes Day: Bridging the gap between VMs and Containers"),
      facts("VM on Kubernetes Day: Bridging the gap between VMs and Containers"),
      [
        .retitled(
          from: "[SOLD OUT] VM on Kubernetes Day: Bridging the gap between VMs and Containers",
          to: "VM on Kubernetes Day: Bridging the gap between VMs and Containers")
      ]),
    .init(
      "hall rename", facts("Demo Hour", room: "Halls 1-5"),
      facts("Demo Hour", room: "Hall 1-5 | Solutions Showcase"),
      aliases: ["Halls 1-5": "Hall 1-5 | Solutions Showcase"],
      [.renamedRoom(from: "Halls 1-5", to: "Hall 1-5 | Solutions Showcase")]),
  ]

  static let rows = duringTheConference + before
}
