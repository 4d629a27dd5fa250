/// Conferences of one to six days: pretalx, Sessionize and OPass.
enum SmallerTransitions {
  static let all = [
    fifteenWithdrawn, oneReturns, scottishSwap, scottishSponsors, quarterHour, sitconTimetable,
    sitconForum, sitconArchive,
  ]

  /// Release 1.37: 15 talks are withdrawn, 22 start at other times, and 16 change rooms.
  private static let fifteenWithdrawn = Transition(
    testDescription: "FOSS4G, 14 November",
    old: "foss4g-2025/20251114T005750Z.schedule.json.gz",
    new: "foss4g-2025/20251114T010537Z.schedule.json.gz",
    told: """
      cancelled 070d72c4 143c1549 192ae3cb 232045cb 293e6f59 32fa251a 728bb16f 73659461 7394cde6
      cancelled 95127188 9b2a922b c87bc6cf e0e39a0c e2b9b5c5 ecf38e9a
      relocated 1329ddf0 522a45a3 53f67149 c09354dd fb23c596: WG201 Exhibition and Catering > WF \
      Levels 5,6,7 Catering
      relocated 160da88d: WG607 > WA220
      relocated 17c74544: WG308 TE IRINGA > WG403
      relocated 25b00378: WG308 TE IRINGA > WG126
      relocated 427e7858: WA220 > WG607
      relocated 9ae5e700 da159c85: WG126 > WG404
      relocated 9d3a14dd b6a9de44: WG404 > WG607
      relocated a47f377a: WG404 > WG126
      relocated be51b2a1: WG128 Catering > WF Levels 5,6,7 Catering
      relocated f056aa99: WG126 > WA220
      rescheduled 018c501b: 11-21T04:00-04:30 > 11-21T03:00-03:30
      rescheduled 105b327a: 11-20T03:25-03:30 > 11-20T03:20-03:25
      rescheduled 160da88d: 11-20T22:30-22:55 > 11-20T22:00-22:25
      rescheduled 17c74544: 11-19T03:30-03:55 > 11-21T01:30-01:55
      rescheduled 1dc26105: 11-21T05:30-06:15 > 11-21T04:30-05:15
      rescheduled 25b00378: 11-21T02:30-02:55 > 11-20T21:00-21:25
      rescheduled 2d9f6650: 11-19T03:30-03:55 > 11-19T00:30-00:55
      rescheduled 427e7858: 11-20T22:00-22:25 > 11-20T22:30-22:55
      rescheduled 5471b3a2: 11-20T21:00-21:25 > 11-20T20:30-20:55
      rescheduled 5dad59a6: 11-19T20:15-20:20 > 11-20T20:45-20:50
      rescheduled 914b7096: 11-21T04:30-05:30 > 11-21T03:30-04:30
      rescheduled 9ae5e700: 11-21T02:30-02:55 > 11-19T01:30-01:55
      rescheduled 9d3a14dd: 11-19T03:30-03:55 > 11-19T20:30-20:55
      rescheduled a16d28f3: 11-21T03:00-03:25 > 11-19T01:30-01:55
      rescheduled a47f377a: 11-21T03:00-03:25 > 11-18T22:00-22:25
      rescheduled b4068ee5: 11-21T01:00-01:25 > 11-21T00:30-00:55
      rescheduled b677771d: 11-21T03:30-04:00 > 11-21T02:30-03:00
      rescheduled b6a9de44: 11-21T02:30-02:55 > 11-21T01:00-01:25
      rescheduled b72cf5d0: 11-20T20:45-20:50 > 11-19T20:15-20:20
      rescheduled da159c85: 11-21T03:00-03:25 > 11-20T23:00-23:25
      rescheduled e892e63b: 11-21T00:30-00:55 > 11-20T03:30-03:55
      rescheduled f056aa99: 11-19T03:30-03:55 > 11-19T21:00-21:25
      announced 18eecb40: We don't build tech, but we build communities.
      announced b677771d: The Space Between: Where Open Data Matures Into Infrastructu
      replaced a8e0e5fd: I Love a Sunburnt Country: Address Data Standardisation and
      retitled 86d9ea3b: Workflow Automation with QGIS: Case Studies and Tips
      retitled 8a892df0: Embracing Cloud-Native Geospatial
      retitled ad87cefb: A5: Rethinking Spatial Indexing
      retitled ba20d703: QField participatory mapping integration into Digital Earth
      retitled c3959973: Navara map engine: Photorealistic Rendering & Lightning-Fast
      speakersChanged 0f00951b: +Daniel ODonohue
      speakersChanged 1c7dddbb: -Blayne Chard
      speakersChanged 1f710c7d: +Leen
      speakersChanged 2c2c175b: -Marco Bernasocchi
      speakersChanged 4b136b7e 866afbcb: -Paul van Genuchten -Angelos Tzotsos -Just van den \
      Broecke -Antonio Cerciello +krishna lodha +Jorge S. Mendes de Jesus
      speakersChanged 7c300bce: +Michael Holmes
      speakersChanged a47f377a: +Mitchell Pincham
      speakersChanged c123b95f: +Michael Holmes +Zoran Kokeza
      speakersChanged ca75e0ea f056aa99: -Bailey Hanson
      described 0dd29f51 28fed200 2e73e567 50b32423 8b4706d7 b03ffe17 b9e689a1 d36eb5e0
      """)

  /// A talk withdrawn before takes the place of another one.
  private static let oneReturns = Transition(
    testDescription: "FOSS4G, 14 to 15 November",
    old: "foss4g-2025/20251114T010537Z.schedule.json.gz",
    new: "foss4g-2025/20251115T192558Z.schedule.json.gz",
    told: """
      cancelled 201501da a8a0e9c7
      added 728bb16f
      retitled 6293f23f: Digital Earth Pacific - Enabling Earth Intelligence to Achie
      retitled c123b95f: Create and Customise Your Own 3D Web Maps with TerriaJS Work
      speakersChanged 45e66642: +Kazuma Tsuchiya
      described d4d8d933
      """)

  /// Three short talks change places.
  private static let scottishSwap = Transition(
    testDescription: "Scottish Summit, 29 July to 4 August",
    old: "scottishsummit-2026/20260729T163155Z.a199e16.all.json",
    new: "scottishsummit-2026/20260804T151149Z.13ea8e3.all.json",
    zone: "Europe/London",
    told: """
      added 1302541
      speakersChanged 1180217: ~Craig White (silent)
      relocated 1209086: Presidents Suite 1 (150) > Cap & Thistle (100)
      relocated 1173456: Cap & Thistle (100) > Presidents Suite 1 (150)
      rescheduled 1253880: 10-03T08:00-09:00 > 10-03T08:00-08:10
      rescheduled 1209086: 10-03T12:05-12:25 > 10-03T12:35-12:55
      rescheduled 1173456: 10-03T12:35-12:55 > 10-03T15:00-15:45
      rescheduled 1173856: 10-03T15:00-15:45 > 10-03T12:05-12:25
      """)

  /// Two sponsored sessions are added.
  private static let scottishSponsors = Transition(
    testDescription: "Scottish Summit, 4 August",
    old: "scottishsummit-2026/20260804T151149Z.13ea8e3.all.json",
    new: "scottishsummit-2026/20260804T161520Z.0e43ce3.all.json",
    zone: "Europe/London",
    told: """
      added 1301878 1272136
      relocated 1176525: Centenary Club (100) > Presidents Suite 2 (150)
      """)

  /// The afternoon starts a quarter of an hour earlier, because lunch is shorter.
  private static let quarterHour = Transition(
    testDescription: "DevNexus, 28 March",
    old: "devnexus/20230328T011627Z.9041a867.gridsmart.json",
    new: "devnexus/20230328T014316Z.b3b06562.gridsmart.json",
    zone: "America/New_York",
    told: """
      rescheduled 402728 386492 408153 409898 408351 405918 386951 405551 403409 400159 405169 \
      396329: 04-06T19:00-20:00 > 04-06T18:45-19:45
      rescheduled 403413 392307 392054 397644 404191 402390 386523 389808 388048 404818 407468 \
      405414: 04-06T20:00-21:00 > 04-06T19:45-20:45
      rescheduled c82158bc: 04-06T21:00-21:30 > 04-06T20:45-21:15
      rescheduled 93b239b5: 04-06T16:30-17:30 > 04-06T16:30-17:15
      rescheduled 9bf5073b: 04-06T18:30-19:00 > 04-06T18:30-18:50
      """)

  /// A draft without times becomes a timetable; blanks between scripts are no news.
  private static let sitconTimetable = Transition(
    testDescription: "SITCON, April to August",
    old: "sitcon-2021/sitcon2021.20210412T102741Z.a9c0e42.session.json",
    new: "sitcon-2021/sitcon2021.20210811T085201Z.cee783a.session.json",
    told: """
      added 1c04d9ca ff1e4881 80982bfb a0248f13 20605b7c c35cb544 1c9e74cd d55e20a3 2830b47b
      added 9f1fe543 2bb8f60f 288533d0 2c2be0a9 eac703ba f938ee30 e074a1ef 73a03275 d86f681d
      added c8ab342b 91abaf11 56347c8f 4e63cca2 162cb4eb 8f6ab40d 792bd9ff 8b3b6265 8d13754c
      added fdc54cf9 acb5c470 b0964b9c 6fa0871a c1d96496
      relocated 2b210726 1c5afaa0 6755ff0a 99414a8b 524c427c 2e986430 6a9d3c3f 7a88857e \
      7284b133: - > R1
      relocated 1f9447f8 88db054c bb826e6d 3b4ad32d 37910c2b f9d32ce5 3fe74d93 5860c3e8 \
      65cb324d: - > R2
      relocated 32b8d488 550f8187 2b3a9f09 80e71005 97b49c22: - > R0
      relocated 4d380a6d b683e362 c7ccd2d1 2aa9d7c1: - > R3
      rescheduled 1b1c1a6e: 03-10T00:30-01:00 > 05-29T00:30-01:00
      rescheduled 8786e677: 03-10T01:00-01:10 > 05-29T01:00-01:10
      rescheduled 2b210726 bb826e6d: ?-? > 05-29T07:10-07:20
      rescheduled 1c5afaa0 1f9447f8: ?-? > 05-29T06:40-06:50
      rescheduled 88db054c 6755ff0a: ?-? > 05-29T06:55-07:05
      rescheduled 32b8d488 3b4ad32d 4d380a6d 99414a8b: ?-? > 05-29T04:30-04:50
      rescheduled 550f8187 b683e362 524c427c 37910c2b: ?-? > 05-29T08:00-08:20
      rescheduled 2b3a9f09 6a9d3c3f f9d32ce5 2aa9d7c1: ?-? > 05-29T08:25-09:05
      rescheduled 2e986430 5860c3e8: ?-? > 05-29T05:00-05:40
      rescheduled 80e71005: ?-? > 05-29T06:40-07:20
      rescheduled 3fe74d93 7284b133: ?-? > 05-29T05:50-06:30
      rescheduled 97b49c22 7a88857e 65cb324d c7ccd2d1: ?-? > 05-29T03:05-03:45
      retitled 99414a8b: Online Judge 開發甘苦談
      retitled 80e71005: NLP 陪聊 AI 培育法
      retitled f9d32ce5: Web Security 領航之路
      retitled 65cb324d: 縱剖執行檔結構 Towards an Anatomy of Executables
      speakersChanged 1c5afaa0: -方毅恆/vn7 +方毅恆 (silent)
      speakersChanged 3b4ad32d: -羅國平/Misawai +羅國平 / Misawai (silent)
      speakersChanged b683e362: -蕭亦程/Yi-Cheng +蕭亦程 / Yi-Cheng (silent)
      speakersChanged 524c427c: -劉軒佑 (Racterub) +劉軒佑（Racterub） (silent)
      speakersChanged 37910c2b: -吳聖翊/320Jackson +吳聖翊 / 320Jackson (silent)
      speakersChanged 7a88857e: -林宇翔/LYS +林宇翔 / LYS (silent)
      speakersChanged 2aa9d7c1: -黃予璿/Solomon +黃予璿 / Solomon (silent)
      """)

  /// The forum has its title.
  private static let sitconForum = Transition(
    testDescription: "SITCON, 15 to 19 August",
    old: "sitcon-2021/sitcon2021.20210815T110259Z.10a0a53.session.json",
    new: "sitcon-2021/sitcon2021.20210819T122128Z.ac20bae.session.json",
    told: """
      announced a0248f13: 同學你這樣學寫程式？現今教育體系下的程式學習
      """)

  /// Afterwards: sponsored slots have got their titles, two were left empty.
  private static let sitconArchive = Transition(
    testDescription: "SITCON, 2021 to 2022",
    old: "sitcon-2021/sitcon2021.20210819T122128Z.ac20bae.session.json",
    new: "sitcon-2021/sitcon2021.20220630T183928Z.49db8bb.session.json",
    told: """
      cancelled f938ee30 e074a1ef
      announced 288533d0: 寫程式還要學怎麼部署（心累肝也累）！？ AWS AppRunner 幫你解決這一切
      announced eac703ba: 開源軟體創作貢獻者：參與國際開源社群經驗分享
      retitled a0248f13: 論壇 - 同學你這樣學寫程式？現今教育體系下的程式學習
      retitled 9f1fe543: Lightning Talk 閃電秀
      speakersChanged a0248f13: +主持人 - Yang Aria
      described 80982bfb 20605b7c 7284b133 c35cb544 1c9e74cd d55e20a3 2830b47b
      """)
}
