/// FOSDEM 2026, two weeks before the start until its eve.
enum FosdemTransitions {
  private static let folder = "fosdem-2026"

  static let all = [onlyMarkup, roomsForMeetings, lastWeek]

  private static func transition(
    _ name: String, _ old: String, _ new: String, told: String = ""
  ) -> Transition {
    Transition(
      testDescription: "FOSDEM, \(name)", old: "\(folder)/\(old).schedule.xml.gz",
      new: "\(folder)/\(new).schedule.xml.gz", zone: "Europe/Brussels", told: told)
  }

  /// One abstract gets its paragraphs and list marked up, which no reader sees.
  private static let onlyMarkup = transition(
    "17 to 24 January", "20260117T193553.f825ba8", "20260124T183019.f7b6e6b")

  /// The rooms for meetings and lightning talks are filled. One devroom shortens its talks, so 14
  /// of them start earlier, and three people only write their names otherwise.
  private static let roomsForMeetings = transition(
    "24 to 25 January", "20260124T183019.f7b6e6b", "20260125T130933.9a94a3a",
    told: """
      cancelled 0cee6080 298ed87f
      added 76fe0fcb c64a1480 3b93ab9b 00c9a403 a80c0bc0 ddb33161 4614914a cc50c02b bb331d03
      added c5029b6b 2e028302 74d642d5 f7e90655 b195fc13 5d3c5973 5db36387 3b03e040 3ce10c20
      added f70274d0 e38babbf 94e57af4 c32e19af cc5f01e5 1305816e 345717fa 12193213 d75192c1
      added 4165c005 e6fddbb9 9a3dbf5a e0fa942a 91e3f6d7 583663f3 08456f7f fb495bed 57eb456b
      added 3f4442e0 736d0e59 13969fc3 70ba490c 6872674e bcafd83b 12526b9f d1d8c737 7c8d8fed
      added dbad92ed 3440d167 c8959019 4756e2bd 649e4e60 e3ecb6e7 9cf1c3ce 4fcac8de 4f5c9d31
      added 8dce8d98 acc7312a 9649c655 abdbc775 cdf3c13e e2a74063 e5eeb2ff 0726f45e a4936c1e
      added 23207fc7 704aa4af 9e66646b
      rescheduled d65192a5: 01-31T14:10-14:40 > 01-31T14:45-15:15
      rescheduled c6878ac0: 01-31T14:45-15:15 > 01-31T14:10-14:40
      rescheduled 5ba6a6a2: 02-01T10:10-10:20 > 02-01T10:05-10:15
      rescheduled 92954faa: 02-01T13:00-13:30 > 02-01T12:55-13:30
      rescheduled ccf8aecf: 02-01T13:35-14:20 > 02-01T13:30-14:20
      rescheduled c1059f82: 02-01T12:20-12:50 > 02-01T12:55-13:25
      rescheduled f7ab1822: 02-01T13:00-13:30 > 02-01T14:55-15:25
      rescheduled b01b9759: 02-01T13:40-14:10 > 02-01T13:35-14:05
      rescheduled ca6b2c3c: 02-01T14:20-14:50 > 02-01T15:30-16:00
      rescheduled 83aeb600: 02-01T15:00-15:30 > 02-01T12:15-12:45
      rescheduled 1723d9bc: 02-01T15:40-16:10 > 02-01T14:15-14:45
      rescheduled fe698d76: 02-01T08:30-09:00 > 02-01T14:00-14:30
      rescheduled 6834e20b: 02-01T14:00-14:30 > 02-01T08:30-09:00
      rescheduled 3f7b73e1: 02-01T09:05-09:30 > 02-01T09:05-09:25
      rescheduled ce62d3e6: 02-01T09:35-10:00 > 02-01T09:30-09:50
      rescheduled dda2bbbe: 02-01T10:05-10:30 > 02-01T09:55-10:20
      rescheduled aeeef698: 02-01T10:35-11:00 > 02-01T10:25-10:45
      rescheduled 21e36889: 02-01T11:05-11:30 > 02-01T10:50-11:10
      rescheduled ef0bffdb: 02-01T11:35-12:00 > 02-01T11:15-11:35
      rescheduled 6aedce90: 02-01T12:05-12:30 > 02-01T11:40-12:05
      rescheduled 48d0342c: 02-01T12:35-13:00 > 02-01T12:10-12:35
      rescheduled 3b531fb8: 02-01T13:05-13:30 > 02-01T12:40-13:05
      rescheduled 71533c7b: 02-01T13:35-14:00 > 02-01T13:10-13:35
      rescheduled 6964fe98: 02-01T14:05-14:30 > 02-01T13:40-14:00
      rescheduled 8b279904: 02-01T14:35-15:00 > 02-01T14:05-14:30
      rescheduled 4be0b3c2: 02-01T15:05-15:30 > 02-01T14:35-15:00
      rescheduled e3227692: 02-01T15:35-16:00 > 02-01T15:05-15:30
      rescheduled 7ad9cc3f: 02-01T16:05-16:30 > 02-01T15:35-16:00
      rescheduled ebc5d295: 02-01T15:05-15:35 > 02-01T15:05-15:30
      rescheduled 6912aef9: 02-01T15:35-16:00 > 02-01T15:30-15:55
      retitled 4e58fb34: Europe’s New Mobility Architecture: MMTIS, NAPCORE, TSI Tele
      retitled 00133708: Creating an Open Source Global Solar Forecast and Dashboard
      retitled e6f45879: The story of the Vizio lawsuit - a historic case for user ri
      retitled 2a5c9598: Willow - Protocols for an uncertain future
      retitled 41958704: How to Reliably Measure Software Performance
      retitled 701e89f4: Testing ESPHome in the real world
      retitled 1b4e31c2: Panel: Public Procurement for Digital Sovereignty
      retitled ccf8aecf: CRA overview for everyone, including projects and smaller or
      retitled 6912aef9: Multi-relay chat messaging & cryptographic identities with D
      speakersChanged 019fea07: -Ray +Ramon (Ray) Santamaria (silent)
      speakersChanged 78b1f506: +Sebastian Hagens
      speakersChanged 4e58fb34: +Yann Seimandi
      speakersChanged cf9c523c: -Clear Byte +Glenn Eriksson
      speakersChanged 4375e766: +Thomas Muntaner
      speakersChanged 00fdb9ee: -vishnee +Victoria Neumann [vishnee] (silent)
      speakersChanged 00133708: -Peter Dudfield +Alex Udaltsova
      speakersChanged 5f805a9a: +Júlia Marsal
      speakersChanged da2b050e: +Yuyuan Yuan
      speakersChanged f710e0be: +Gosia Zagajewska
      speakersChanged 5e2798c0: +Michelle Barker +Eric Jensen
      speakersChanged 93e40742: +Giordano Ricci
      speakersChanged 1d9bab2e: -KevinDP +Kevin De Porre
      speakersChanged 2a5c9598: -Sam Gwilym +Sammy Gwilym (silent)
      speakersChanged a06aaa0e: +Larry Kilroy
      speakersChanged f74864b5: +Kenton McHenry +Jong Lee
      speakersChanged 154b4628: +Thierry Carrez +Vittorio Bertola
      speakersChanged 1b4e31c2: +Maurice Hendriks +André Rebentisch +Rasmus Frey +Julian \
      Schauder +Emma Ghariani
      speakersChanged 77040cf6: -Hannah Aubry
      speakersChanged 0d0bcbfb: +Felix Reda +Elina Eickstädt +khaleesi
      speakersChanged eb0461c3: +Marcel Kolaja +Ella Jakubowska
      speakersChanged 92954faa: -claire@mozillafoundation.org +Claire Pershan
      described e066e18b af605ad9 f1fc7722 852533ff 8ca8139d 8d2bf1a5 a3f72911 f25b1572 aaff1b85
      described fb6c6c33 03387ced 8f6c3791 20a45232 7efb2bd8 89b791c3 83d1f80f
      described 43617507 1ca457d2 e842fd4f 6f128c85 d0dd7205
      """)

  /// Seven talks are withdrawn, two meetings move, and the talks of one devroom end five minutes
  /// earlier. "Main Track" is "Main Track (K-building)" now, which is nobody's news.
  private static let lastWeek = transition(
    "25 to 30 January", "20260125T130933.9a94a3a", "20260130T203143.fe765b9",
    told: """
      cancelled 7fc1d911 e6d8d4e2 cb71f60d ef3f0fa7 8e5c7687 02bebc8a 0443c527
      added 7cbff5fc cbd74f83 8acfc343 a90b0d3e ad3557cc 3a250a4f dd13aa0c cb377614 a33ea983
      added 01c71f8c f1b9ba04 e7dea5fa 7b6fe010 f5fc91ce 3df399d4 55fad36d e30edb0a 6e2c7d6c
      added 48540602 e61a47e6 841a1b8c 09965a59 87061175 0403cd6c 39ddeaa7 8ee278cd 229fca74
      added c145cd09 ae44523d 9e403c20 4fdfabbd 5662252f bc872754 687dbbd3
      relocated bb331d03: H.3242 > K.4.401
      relocated b195fc13: H.3244 > UA4.228
      rescheduled b6540e9a: 01-31T14:00-14:05 > 01-31T13:30-13:35
      rescheduled 4e58fb34: 01-31T14:05-14:25 > 01-31T14:00-14:25
      rescheduled 9b41fcf8: 01-31T14:50-15:10 > 01-31T14:50-15:15
      rescheduled 4ceb7a80: 01-31T17:15-17:35 > 01-31T17:15-17:40
      rescheduled cf9c523c: 01-31T17:35-17:55 > 01-31T13:35-14:00
      rescheduled c54864b6: 01-31T17:55-18:00 > 01-31T17:40-18:00
      rescheduled 881c913a: 01-31T17:10-17:30 > 01-31T16:30-16:50
      rescheduled 99eede56: 01-31T17:30-17:50 > 01-31T17:10-17:40
      rescheduled a512935a: 01-31T09:30-10:00 > 01-31T09:45-10:15
      rescheduled de1761af: 01-31T17:45-18:00 > 01-31T10:15-10:30
      rescheduled bb331d03: 01-31T12:00-12:55 > 01-31T15:00-15:55
      rescheduled 235b8575: 02-01T08:05-08:35 > 02-01T08:05-08:30
      rescheduled fc2e267e: 02-01T08:35-09:05 > 02-01T08:35-09:00
      rescheduled 0fcd9642: 02-01T09:05-09:35 > 02-01T09:05-09:30
      rescheduled 087bf59f: 02-01T09:35-10:05 > 02-01T09:35-10:00
      rescheduled e161ad06: 02-01T10:05-10:35 > 02-01T10:05-10:30
      rescheduled b9d84c79: 02-01T10:35-11:05 > 02-01T10:35-11:00
      rescheduled 53fc1e69: 02-01T11:05-11:35 > 02-01T11:05-11:30
      rescheduled 7efb2bd8: 02-01T11:35-12:05 > 02-01T11:35-12:00
      rescheduled 1a3cb7cb: 02-01T12:05-12:35 > 02-01T12:05-12:30
      rescheduled aa6e5148: 02-01T12:35-13:00 > 02-01T12:35-12:55
      rescheduled b018cd63: 02-01T13:00-13:30 > 02-01T13:00-13:25
      rescheduled e9a2cd5d: 02-01T13:30-14:00 > 02-01T13:30-13:55
      rescheduled fed252e1: 02-01T14:00-14:30 > 02-01T14:00-14:25
      rescheduled cb8ce6c1: 02-01T14:30-15:00 > 02-01T14:30-14:55
      rescheduled 88c9e45c: 02-01T15:00-15:30 > 02-01T15:00-15:25
      rescheduled 148f5039: 02-01T15:30-16:00 > 02-01T15:30-15:55
      rescheduled c8959019 9cf1c3ce 704aa4af: 02-01T09:00-10:00 > 02-01T09:00-09:55
      rescheduled 4fcac8de: 02-01T10:00-11:00 > 02-01T10:00-10:55
      rescheduled acc7312a: 02-01T13:00-14:00 > 02-01T13:00-13:55
      rescheduled 5994ebbb: 02-01T15:45-16:05 > 02-01T15:45-16:00
      rescheduled 2a63afa2: 02-01T08:00-08:20 > 02-01T08:00-08:25
      rescheduled ed95d6f5: 02-01T08:20-08:40 > 02-01T08:25-08:50
      rescheduled 59b7951e: 02-01T08:40-09:00 > 02-01T08:50-09:15
      rescheduled a808aa9a: 02-01T09:00-09:30 > 02-01T09:15-09:45
      rescheduled 8c8442d0: 02-01T09:30-10:00 > 02-01T09:45-10:15
      rescheduled 18f5af59: 02-01T10:00-10:30 > 02-01T10:15-10:45
      rescheduled 104a6358: 02-01T10:30-11:00 > 02-01T10:45-11:15
      rescheduled 5e502400: 02-01T11:00-11:30 > 02-01T11:15-11:45
      retitled 015617c5: Innovations with YAML/CABAC in H.264/AVC software decoding
      retitled f577c220: Hotpatching ClickHouse in production with XRay
      retitled ad67b4ec: Towards unified full-stack performance analysis and automate
      retitled b072d44b: Trusted by design: set up your research software for communi
      retitled a816e51b: MatrixRTC x Godot - A Battle Royale
      retitled 6fb2a434: The UI Layer of Security: What could go wrong?
      speakersChanged d86c45bf: +Tali
      speakersChanged 8f9d02af: +Andrew Creskey
      speakersChanged b46778d1: +Yuning Liang
      speakersChanged cc50c02b: +Pranshu Khanna +Patrick Brosset +Tina Chenska +Kadir Topal
      speakersChanged 6521d2e2: +Michele Agostinelli
      speakersChanged 00fdb9ee: -Peter Mechels +Peter Mechels [zzepposs] (silent)
      speakersChanged 3b03e040: +Ignacy Kuchciński
      speakersChanged 4c854508: +Yousef El-Dardiry
      speakersChanged ba0e4f0a: +Erik
      speakersChanged 4419a179: +Jean Alinei
      speakersChanged fc970968 5dc90599: -Xavier +Xavier Lambein (silent)
      speakersChanged 5f805a9a: -Agustin Alba Chicar
      speakersChanged afcddc41: +Tom Ebergen
      speakersChanged e38babbf: -NASS Frédéric +Frédéric Nass (silent)
      speakersChanged ef8bb69b: +Tommaso Bernabo'
      speakersChanged a7b99ac0: -Kevin Pouget +Jose Castillo Lema
      speakersChanged 9bbf00d7: +Anastasia Mallikopoulou
      speakersChanged 16221b21: +Gábor Szárnyas
      speakersChanged ff7045d7: +Ariel Kaiser +Daniel D. Beck
      speakersChanged d99038b3: +Lucia Lanfri +Laure POURCIN
      speakersChanged 93e40742: -Anselm Eickhoff
      speakersChanged da5b5698 440ee570: -Andreas Dzialocha / adz +Andreas Dzialocha (silent)
      speakersChanged d75192c1: -rjmurg +Ruán Murgatroyd
      speakersChanged 7c8d8fed: -Laurents +Laurent Savaete
      speakersChanged 4fcac8de: +Klasse & Methode
      speakersChanged 49c2ac9a: -Soulaine +Soulaine Theocharides (silent)
      speakersChanged 6f3c063f: +Benjamin Ooghe-Tabanou +Guillaume Plique
      speakersChanged a816e51b: +Robin Townsend
      speakersChanged 77040cf6: +Felix Hlatky
      speakersChanged eb0461c3: +Anja Wyrobek
      speakersChanged e5eeb2ff: -Bertille Mazari +Sylvain Le Bon
      speakersChanged 6912aef9: +holger krekel
      speakersChanged f2139df2: +Pauline Maas
      speakersChanged 1e0e1a11: -Amin +Amin Rouan Serik (silent)
      described 40fffda1 76d85806 5a5874b9 639cd693 7d749665 c85b2a61 851b8871 2e028302
      described 581c8399 f15cb53f a3f72911 b552f055 281ecfe9 f8b115ff a235b602 7e7d0327
      described e3728b20 21d066cd 860704ff b3750730 a9353020 c060d378 a4bc4551 03387ced 023cb8af
      described b3cd0bc6 c7c80228 022b549f a03b2d91 db7d2c1f d784428a 48fddc82 66e0ab6d fb5b6c53
      described 46037685 13969fc3 12526b9f 8661ac9e fe698d76 17b36449 984b5263 0c458135 b6c8b71d
      described 758da575 4b1509da f53e3694 eaf0a5cf d0dd7205 1ca0b8b8
      """)
}
