/// Penguicon 2019, three weeks before the start: 26 downloads of one feed, most of them equal.
enum PenguiconTransitions {
  static let all = [firstRevision, readings] + small

  /// Eight panels are withdrawn and 14 added. "Food Room[317]" and "Food (317)" are "Food [317]"
  /// now, and the brackets of the computer lab change: no moves. That "EMC 1" is "EMC I" only a
  /// person can tell.
  private static let firstRevision = Transition(
    testDescription: "Penguicon, 04-12 to 04-13",
    old: "penguicon-2019/20190412T084450.e7b762b2.sched.csv",
    new: "penguicon-2019/20190413T105339.6572ea08.sched.csv",
    zone: "America/Detroit",
    told: """
      cancelled 2134fe3b 4143d0ad 61fcb3be 750cc5d9 b941143e e4060f03 ed5fa2e5 f3cb07c0
      added 11e0dc88 2e2251f7 39c80669 47108edc 5da0862b 67047e7b 78187586 84a9d914 851f52bc
      added bd6a0047 ccd4d238 d454eab8 ddaa9b0a e3f9c717
      relocated 05d1d7ab 1ae04211 1d841647: EMC 1 > EMC I
      relocated 09860b5a be0a2293: Montcalm > Charlevoix A
      relocated 13b87392: Charlevoix A > Computer Lab [Charlevoix C]
      relocated 1c706f50: Algonquin B > Charlevoix C
      relocated 335abb1b 57aa0f64 6370c167 7901c7df: Hamlin > Baldwin
      relocated 3655c0f0 3b4f0ac8 3c632374 974bf3e0: EMC I > EMC II
      relocated 5fdc5b10: Montcalm > Charlevoix B
      relocated 65db62fb: EMC 11 > EMC II
      relocated 68a5f962: EMC II > EMC III
      relocated 6ed0d807: Montcalm > EMC III
      relocated 7f29129e: Algonquin C/D > Algonquin B
      relocated 8263d8e5: Baldwin > Charlevoix A
      relocated 8e4657c4: Algonquin A > Gaming (TC's Room)
      relocated 97706786: EMC 111 > EMC III
      relocated 9da1947d dd3e5ddd: EMC IV > Portage Auditorium
      relocated 9e0720f8 e5ce1101: EMC III > EMC II
      relocated b80c7937: Computer Lab [Charlevoix C] > EMC I
      relocated d9f67ace: EMC II > Montcalm
      relocated e4bc489a: Algonquin A > Algonquin B
      relocated e7745ffd: EMC V > Algonquin B
      rescheduled 0e79d305: 05-04T17:00-18:00 > 05-04T18:00-19:00
      rescheduled 111a2fd8: 05-03T20:00-21:00 > 05-03T21:00-22:00
      rescheduled 15e41c00: 05-05T16:00-17:00 > 05-05T16:00-18:00
      rescheduled 1c706f50: 05-04T20:00-21:00 > 05-04T21:00-22:00
      rescheduled 28dc16e8: 05-04T15:00-16:00 > 05-04T17:00-18:00
      rescheduled 2d8105a5: 05-04T23:00-01:00 > 05-03T23:30-01:00
      rescheduled 3b4f0ac8: 05-05T00:00-01:00 > 05-04T14:00-15:00
      rescheduled 49489e53: 05-05T12:00-13:00 > 05-05T13:00-14:00
      rescheduled 4e30eeb7: 05-04T19:00-21:00 > 05-04T19:00-20:00
      rescheduled 523897f7: 05-05T15:00-16:00 > 05-05T16:00-17:00
      rescheduled 59ed4f04: 05-03T20:00-21:00 > 05-03T22:00-23:00
      rescheduled 5fdc5b10: 05-04T02:00-04:00 > 05-04T03:00-05:00
      rescheduled 66454fe3: 05-03T21:00-22:00 > 05-05T00:00-01:00
      rescheduled 68a5f962: 05-04T22:00-23:00 > 05-04T23:00-00:00
      rescheduled 6d289a71: 05-03T22:00-23:00 > 05-04T00:00-02:00
      rescheduled 6e4dff92: 05-05T13:00-14:00 > 05-04T12:00-13:00
      rescheduled 6ed0d807: 05-04T21:00-22:00 > 05-05T14:00-15:00
      rescheduled 7001b2d1: 05-05T01:00-03:00 > 05-05T01:00-02:00
      rescheduled 7f29129e: 05-05T16:00-17:00 > 05-04T20:00-21:00
      rescheduled 8263d8e5: 05-05T13:00-14:00 > 05-05T14:00-15:00
      rescheduled 83e15b2d: 05-03T22:00-23:00 > 05-04T00:00-01:00
      rescheduled 9da1947d: 05-04T13:00-14:00 > 05-04T16:00-17:00
      rescheduled acbdb3cb: 05-04T15:00-15:00 > 05-04T15:00-16:00
      rescheduled b7ac78e2: 05-04T00:00-01:00 > 05-03T22:00-23:00
      rescheduled b80c7937: 05-04T17:00-19:00 > 05-04T22:00-00:00
      rescheduled cf0769a3: 05-03T20:00-21:00 > 05-05T00:00-01:00
      rescheduled d9f67ace: 05-04T23:00-00:00 > 05-04T17:00-18:00
      rescheduled dd3e5ddd: 05-03T21:00-22:00 > 05-05T15:00-16:00
      rescheduled f0bf00a8: 05-03T22:00-23:00 > 05-03T20:00-21:00
      rescheduled bcd7172e: 05-03T23:00-00:00 > 05-03T23:00-00:00
      replaced f05c43d0: Winds of Turmoil
      retitled 286aaa9a: Rope Safety and Sadism
      retitled 57340db1: BoF:Star Trek: Disco
      speakersChanged 09044f7b 40364d8a 5064b171 b60034bb: -Charles +Charles Severance (silent)
      speakersChanged 0a721476: -Beth Bondono +Conor Esselink +Elizabeth Bondono
      speakersChanged 0f719603 65c30545: -Vik K. Walker +Vik Walker (silent)
      speakersChanged 17157fb2: +Nuri Gocay
      speakersChanged 1f2ab892 39187955 fb3e1efc: -girlinthechair aka Alex +Alexandra
      speakersChanged 204ceb76: -Deborah +Deborah O'Connell (silent)
      speakersChanged 268753fd e1fff9ae: +Mary Lynne Gibbs
      speakersChanged 335abb1b 83838f06 d3a6416c: +Josie Kusner
      speakersChanged 33f7d41a: +Alex Drummer
      speakersChanged 422c0aeb: -BluRaven C. Houvener +Fred Paffhausen +BluRaven Houvener
      speakersChanged 47c8af8b: -dotwmv +Andrew Scala
      speakersChanged 4f973d2e 5c2a69d6 9149e92f e4bc489a: +Jessica Roland
      speakersChanged 50c9d0d4: -Liz 'Smoothie' DeBruyn +Elizabeth England-DeBruyn
      speakersChanged 533d2e42: +Dawn Marino +Kelly Vanderwell
      speakersChanged 544387ee: -James Gamble +James Gable
      speakersChanged 59ed4f04 e407fe52: +Darryn Storm
      speakersChanged 6796508c cf2f0670: -Nemo Rathwald +Matthew Arnold
      speakersChanged 6b16cece: -Kelly V +Kelly Vanderwell
      speakersChanged 6dd9414b: -BluRaven C. Houvener +BluRaven +Jessica Roland
      speakersChanged 77de3f66: +Phil Nocerini
      speakersChanged 8512550b 85c09590 c18a97ca dbce150d: +Cassandra Morgan
      speakersChanged 853dbca0: +Clif Flynt
      speakersChanged 87f23b7e 8d241ac6: -A. Carina Spears +Angela C. Spears (silent)
      speakersChanged 92a2afa8 bfb8bfd5: -Meredith +Meredith Carson (silent)
      speakersChanged 93a26a42 af540c15: +G.S. Scott
      speakersChanged 9aecf300: +Charlotte Wolf
      speakersChanged a0f9e658 f2627b77: -Wayne Pederson +Wayne Pedersen
      speakersChanged a1e0d042 cbcfe775: +Nicole e. Castle
      speakersChanged c0cc0d61: +Katie Buffone
      speakersChanged c381c690: +David R. Phillips
      speakersChanged c50d6ebe: +Edward L. Platt
      speakersChanged d98cfaf6: +Brigham Vaughn +Hank Edwards
      speakersChanged e2bca104: -Vik K. Walker +Fred Paffhausen +Vik Walker
      speakersChanged e3491f42: +Sarah Elkins
      speakersChanged eaa1e9d7: -Jessica Humiston-Aman +Jessica Hummiston
      described 14cbadd8 182cea21 416fd641 5d8e8ac0 70e26ef0 de81c561
      """)

  /// Readings and office hours are added.
  private static let readings = Transition(
    testDescription: "Penguicon, 04-14 to 04-15",
    old: "penguicon-2019/20190414T131643.5c3ce8e9.sched.csv",
    new: "penguicon-2019/20190415T233100.7f1ddea0.sched.csv",
    zone: "America/Detroit",
    told: """
      added 141694f7 37c16e11 4c4b7b42 4ea154f4 5af78f79 60bd3c64 64b640df 7d9797e3 80cfa496
      added 85ab58e9 8f57a55f 931e6e20 a126c510 a48f448d b5567518 bfd5d0bf ca32264a d0bea0a1
      added d1e9e797 dbc5390b dd2d4f4d e380449b ed5fa2e5 f10805b8 f72c68a8 f7fd32e8
      relocated 8e4657c4: Gaming (TC's Room) > Algonquin A
      relocated eb8a8a15: Charlevoix A > Nicolet
      rescheduled 128a6d6b: 05-05T02:00-03:00 > 05-05T01:00-02:00
      rescheduled 13b87392: 05-04T21:00-22:00 > 05-05T17:00-18:00
      rescheduled 3d9223fc: 05-05T14:00-15:00 > 05-05T15:00-16:00
      rescheduled 57abcbc1: 05-05T15:00-17:00 > 05-05T15:00-16:00
      rescheduled 58e74c03: 05-04T22:00-23:00 > 05-05T01:00-01:00
      rescheduled 7001b2d1: 05-05T01:00-02:00 > 05-05T02:00-04:00
      rescheduled e3491f42: 05-04T01:00-02:00 > 05-03T20:00-21:00
      speakersChanged 50c9d0d4: -Liz 'Smoothie' DeBruyn +Elizabeth England-DeBruyn
      speakersChanged 533d2e42 6b16cece: -Kelly V +Kelly Vanderwell
      speakersChanged 544387ee: -James Gamble +James Gable
      speakersChanged 6796508c cf2f0670: -Matt Arnold +Matthew Arnold (silent)
      speakersChanged 6ed0d807: -Michael W. Lucas +Michael Lucas (silent)
      speakersChanged 87f23b7e 8d241ac6: -Angela C. Spears +A. Carina Spears (silent)
      speakersChanged 9fd2144b: -Natasha Kidwell +A. Carina Spears
      speakersChanged a5ec8ec2: +A. Carina Spears +Natasha Kidwell
      speakersChanged bb76233d: -Arts & Scraps Team +Jordan Ross
      speakersChanged e4bc489a: +Cylithria Dubois
      described 3a5f2160 71a9a98e 78119a53 b7ac78e2 f2e3c3b4
      """)

  /// The other steps: organisers write names one way and then the other.
  private static let small: [Transition] = [
    step(
      "20190411T232804.ac2e4d53", "20190412T042152.da1d9b44"),
    step(
      "20190412T042152.da1d9b44", "20190412T084450.e7b762b2"),
    step(
      "20190413T105339.6572ea08", "20190413T111530.9b447f70"),
    step(
      "20190413T111530.9b447f70", "20190413T112852.60306776",
      """
      speakersChanged 50c9d0d4: -Elizabeth England-DeBruyn +Liz 'Smoothie' DeBruyn
      """),
    step(
      "20190413T112852.60306776", "20190413T134510.17569ba1",
      """
      speakersChanged 533d2e42 6b16cece: -Kelly Vanderwell +Kelly V
      speakersChanged 6796508c cf2f0670: -Matthew Arnold +Matt Arnold (silent)
      speakersChanged 6ed0d807: -Michael Lucas +Michael W. Lucas (silent)
      """),
    step(
      "20190413T134510.17569ba1", "20190414T015803.637bb0c8",
      """
      speakersChanged 544387ee: -James Gable +James Gamble
      """),
    step(
      "20190414T015803.637bb0c8", "20190414T024953.3d0d662d"),
    step(
      "20190414T024953.3d0d662d", "20190414T110745.dfc6ba31"),
    step(
      "20190414T110745.dfc6ba31", "20190414T131643.5c3ce8e9"),
    step(
      "20190415T233100.7f1ddea0", "20190415T234906.82d787b1",
      """
      speakersChanged 1f2ab892 39187955 fb3e1efc: -Alexandra +Girlinthechair aka Alex
      speakersChanged 6796508c cf2f0670: -Matthew Arnold +Matt Arnold (silent)
      speakersChanged 6dd9414b: -BluRaven +BluRaven C. Houvener (silent)
      """),
    step(
      "20190415T234906.82d787b1", "20190416T001211.65cbc08a",
      """
      speakersChanged 17157fb2 3c632374 77de3f66: -Ian Sterrett +Ianformed
      """),
    step(
      "20190416T001211.65cbc08a", "20190416T004023.67fe7a67",
      """
      speakersChanged 0a721476: -Elizabeth Bondono +Beth Bondono
      speakersChanged 50c9d0d4: -Elizabeth England-DeBruyn +Liz 'Smoothie' DeBruyn
      speakersChanged 544387ee: -James Gable +James Gamble
      speakersChanged 5af78f79: -Nicole E. Caslte +Nicole E. Castle
      speakersChanged 6370c167: -Meredith +Meredith Carson (silent)
      speakersChanged 8ab8d29f 9489316b: -Bethany Byrnes +Bethany Bymes
      speakersChanged e4bc489a: -Cylithria Dubois +Lithie Dubois
      """),
    step(
      "20190416T004023.67fe7a67", "20190416T085916.8fbc7e97",
      """
      speakersChanged 0f719603 4ea154f4 65c30545 e2bca104 f7fd32e8: -Vik Walker +Vik K. Walker \
      (silent)
      speakersChanged 1c5f63af: -Norman Witte III +Norman Witte (silent)
      speakersChanged 3f5e8244 c498e84d: -Jeannette Quirk +Jeanette Quirk (silent)
      speakersChanged 422c0aeb: -BluRaven Houvener +BluRaven C. Houvener (silent)
      speakersChanged 4f973d2e: -Norman Witte III -Jessica Roland +Norman Witte +Jessica Ann \
      Roland (silent)
      speakersChanged 533d2e42 6b16cece ed5fa2e5: -Kelly Vanderwell +Kelly V
      speakersChanged 5c2a69d6 6dd9414b 9149e92f e4bc489a: -Jessica Roland +Jessica Ann Roland \
      (silent)
      speakersChanged 6ed0d807: -Michael Lucas +Michael W. Lucas (silent)
      speakersChanged a0f9e658 f2627b77: -Wayne Pedersen +Wayne Pederson
      speakersChanged a3daf7ce d4cb1ad3 eb57caef: -Erika Kahler +Ericka Kahler (silent)
      speakersChanged b5567518: -Norm Witte +Norman Witte (silent)
      speakersChanged c9e32515: -Hokyo Joshua Routhier MA LLPC +Hokyo Yoi Inu
      speakersChanged eaa1e9d7: -Jessica Hummiston +Jessica Humiston-Aman
      speakersChanged ff7ce83a: -Ed Platt +Edward L. Platt (silent)
      """),
    step(
      "20190416T085916.8fbc7e97", "20190416T200021.db6bb4fd",
      """
      speakersChanged 6796508c cf2f0670: -Matt Arnold +Nemo Rathwald
      """),
    step(
      "20190416T200021.db6bb4fd", "20190417T005151.d8c15f05",
      """
      speakersChanged 8263d8e5 8611ea6b c381c690 fa759f5b: -David R. Phillips +Dave Phillips \
      (silent)
      """),
    step(
      "20190417T005151.d8c15f05", "20190417T140911.6826430e"),
    step(
      "20190417T140911.6826430e", "20190417T184245.55c14315"),
    step(
      "20190417T184245.55c14315", "20190417T223925.e146d35a"),
    step(
      "20190417T223925.e146d35a", "20190417T224424.8d7de3ce"),
    step(
      "20190417T224424.8d7de3ce", "20190417T230036.3bf3c424"),
    step(
      "20190417T230036.3bf3c424", "20190418T010639.2deb643e"),
    step(
      "20190418T010639.2deb643e", "20190418T091815.7a69e051"),
    step(
      "20190418T091815.7a69e051", "20190418T162440.96815cae",
      """
      added 3d58e7d8
      """),
  ]

  private static func step(_ old: String, _ new: String, _ told: String = "") -> Transition {
    Transition(
      testDescription: "Penguicon, \(old.prefix(13))",
      old: "penguicon-2019/\(old).sched.csv", new: "penguicon-2019/\(new).sched.csv",
      zone: "America/Detroit", told: told)
  }
}
