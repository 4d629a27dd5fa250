/// The 36th Chaos Communication Congress and the Camp 2019: merged feeds of many houses.
enum ChaosTransitions {
  static let all = [
    eveOfTheCongress, lastNight, firstMorning, newIDs, newIDsAgain, firstNight,
  ]

  /// What a day before the start brings: two titles, one room, four new sessions.
  private static let eveOfTheCongress = Transition(
    testDescription: "36C3, 26 December",
    old: "36c3/20191226T045024.5aa9a5f.everything.schedule.json.gz",
    new: "36c3/20191226T115029.e08647e.everything.schedule.json.gz",
    told: """
      added 12f80390 57822e80 89cb9f79 9d4cd80c
      relocated e4fcda8b: Assembly:C-base / CCC-B / xHain > C-base
      retitled 729d330b: Python Programming for Absolute Beginners
      retitled 8fb9096f: $ecurity can't be bought
      speakersChanged 36a2fc57: +Zitro
      described 1b09ad86 3ccb3f64 af4be2ef bc4f7e6d c2131dc2
      """)

  /// The last night before the start. Two of the sessions that vanish stand under new ids
  /// elsewhere. "greenerWP" shares no word with its new title, so it counts as another talk.
  private static let lastNight = Transition(
    testDescription: "36C3, 26 to 27 December",
    old: "36c3/20191226T115029.e08647e.everything.schedule.json.gz",
    new: "36c3/20191227T075024.c9c9159.everything.schedule.json.gz",
    renamedRooms: ["Studio Datscha": "Studio Datsche"],
    told: """
      cancelled 0eea7848 24c6b9ca 48801aee 5f61260e 828e37b3 87ded5aa fbefd4a9
      added 00ffaf88 0294c254 029cca81 03891a83 065d8c48 0a007e39 0b227018 0dcfb808 0deec7dd
      added 0e3f72c6 0fc0938d 10322946 11c68405 11caf02b 130a2509 1342b1f2 13c4acb7 18aa84e6
      added 1a0a63ef 1a7874af 1c332a7f 1d4f158a 1db63fa5 1e2f0a1b 1f4701fd 205dfbf2 20b6ed58
      added 225fc316 233928f9 2479cb2b 24cde94d 25c7acdb 25ea7cc6 25f93b53 2a259855 2d0c3a1a
      added 2d538099 2eed16b6 309f5a09 37de2e6d 3842146f 3a2594b8 3bf319a1 3c56e9b7 3d1529e0
      added 40325549 40e2d6ec 42121f2b 43e69308 45031df5 45a47495 462901df 467c80a8 474721f3
      added 475835c4 48076089 4881d40f 491258cd 491a16ab 4975b859 49d22f04 4aef496c 4f6263d4
      added 4f942379 4fc77d14 5330ec23 53431b64 54aaa838 54ace740 56ebb3b3 576cece6 58532b02
      added 5f2b8719 5f8005a6 63dd321e 640b1920 643f7f8e 64c4ca69 66119a8a 667a977b 67ade420
      added 6a13aed7 70b67b7d 71480a63 727e2449 7443f848 776ad6d2 78361a3a 7928f3a1 7a11057e
      added 7e89cf5e 7f04d101 82f64fda 84ea0aa7 86992656 8708798c 87d4163a 883d24a2 883dcb71
      added 89fd6560 8aef09de 8baf3621 8c62a567 8dc16928 8dfafd9f 90575da3 9476ee20 95d88bbc
      added 98f7b63b 9a7df7a7 9b7e8164 9d29ae04 9d2a99c4 9d82d204 9e1fe58c 9e4674be 9e4f45aa
      added 9fbcc0be a10b52bd a1239394 a1b79b4d a462b5c2 a534f61a a613b3ce a77ad085 a7f528e5
      added a8fd2c86 aad01d49 acc21a3f ad490e42 ae791d36 aedcd9ca b0023571 b0d8f5d8 b198ae81
      added b231c6ce b25d617d b3125b62 b36af57c b7d3c6e2 ba2297c5 bb62877f bbff1fd5 beb3c4ee
      added bf683026 bf8c4f62 c01cafa7 c25a7326 c2aa1a7a c3ceaa97 c4f244bb c7a48892 c8b423f5
      added ca96f525 caf49059 cb6c6733 d13561ff d1b340c9 d2a0ae34 d4817b2b d54e7d6f d5a43bd2
      added d6728ed3 d85aee77 dbbd262a dc1e455b dcb44bd8 df1c942c df20222c e176be19 e33ea9c5
      added e3a566f5 e5fdf8d5 e6dddd44 e97b74d7 eaffcddf ebcd2fe3 ebf95e91 ecfd7dc7 ed1c2e9f
      added eeac71ca ef9a7f93 f0ed92a3 f0fcdc94 f48ec0e8 f4faef07 f67c0e03 fb390aeb fbb5635a
      added fde6b315 fe6e34b3
      relocated 099b9161: Seminar room 14-15 > WikiPaka WG: Esszimmer
      relocated 4233d8c9 baa89cb3: soupworx > dezentrale*
      relocated 4c7c2b8e: headnut > soupworx
      relocated 78f69eda: soupworx > nokingdome
      relocated 182f1ebe: Lecture room M1 > CDC - Stage
      relocated 8cc468cc b33e6c43: nokingdome > headnut
      relocated e59e2c7c: Lecture room M2 > Lecture room 11
      rescheduled 1a6bff4c: 12-27T11:45-12:30 > 12-27T11:45-12:15
      rescheduled 35f647fc: 12-29T20:30-20:55 > 12-29T12:50-13:35
      rescheduled 099b9161: 12-29T14:00-15:00 > 12-29T11:45-12:45
      rescheduled 4233d8c9: 12-28T15:15-16:45 > 12-29T19:00-20:30
      rescheduled 4c7c2b8e: 12-27T09:55-10:55 > 12-27T18:00-19:00
      rescheduled 6275814e: 12-27T12:00-13:30 > 12-27T11:00-12:30
      rescheduled 67cb6b14: 12-28T17:10-18:50 > 12-28T17:10-19:30
      rescheduled 78f69eda: 12-27T17:30-19:30 > 12-27T13:00-15:00
      rescheduled 8207d911: 12-27T13:00-13:42 > 12-27T18:00-18:42
      rescheduled 8557f87b: 12-29T16:00-18:00 > 12-29T16:30-18:30
      rescheduled 8cc468cc: 12-27T17:00-18:00 > 12-27T18:30-19:30
      rescheduled af4be2ef: 12-27T16:00-17:00 > 12-28T19:00-20:00
      rescheduled b33e6c43: 12-27T20:30-21:30 > 12-28T20:00-21:00
      rescheduled baa89cb3: 12-28T18:30-20:00 > 12-29T20:35-22:05
      rescheduled e59e2c7c: 12-28T17:00-18:00 > 12-28T14:00-15:00
      rescheduled e9d7f062: 12-27T09:00-09:30 > 12-27T12:30-13:00
      rescheduled eaef5961: 12-27T12:00-13:00 > 12-27T13:00-14:00
      rescheduled ec7f954e: 12-29T12:00-12:30 > 12-29T16:00-16:30
      replaced d30a38e6: Helping WordPress users build climate-friendly websites
      retitled 6a32cb72: Opening Ceremony
      retitled 7d6c1abe: Menschen Beurteilen Werte Zeichen (aus dem Englischen Humans
      retitled b43cb1c3: Hacking the Media: Geflüchtete schmuggeln, Nazis torten, Päs
      retitled c41673f7: From growing Mushrooms to a open Microbiology Laboratory
      retitled d8f55bbc: Fahrräder zeichnen und analysieren
      speakersChanged 1dc2e3b8: -Hellmut von Koerber +Maya Minder
      speakersChanged 099b9161: -Purine.bitter +purine:bitter (silent)
      speakersChanged 438cc24b: -yann@NextGenQ.com +Yann ALLAIN
      speakersChanged 182f1ebe: -Dreirik +Sofía Celi
      speakersChanged b43cb1c3: -Jean Peters +Conny Runner
      speakersChanged c6a9ec39 fed8f61d: +IChr
      described 017b6087 0552fbfc 05930be8 067b3fc1 0b463b92 0f96e65a 10157073 119745c4 1d78e5c5
      described 218a0da9 21cf0df3 2882718e 299489a2 2a16cc59 2c870588 3116cdf0 3c4bcf82 3cc14411
      described 3e0a51f5 3ed5569d 45fe476b 4b67d2ca 4f3f031f 591e97eb 5fd02550 67cb8a49 68e97e7b
      described 6c5d9e12 70afc1ae 77483904 790d44c3 803f32b8 86986e4c 887f74a9 8d9aa129 90aff042
      described 9156e966 96d4ddfd 9c11d5dd 9ffb64b6 a13e233f a544d2ae ac085440 adfdd5d7 b08a2e8a
      described b3521656 bc4f7e6d c140ffe9 d01d65f8 d069f5c4 d3c6b3a2 dc3df44a dc5ceba4 e145c89f
      described e16f568c e4579f02 ee8463d4 f369950c
      """)

  /// Four sessions move, four are new.
  private static let firstMorning = Transition(
    testDescription: "36C3, 27 December",
    old: "36c3/20191227T075024.c9c9159.everything.schedule.json.gz",
    new: "36c3/20191227T115048.64305fd.everything.schedule.json.gz",
    told: """
      added 1c136a3a 335f2235 491ad4d6 ddb24dd6
      relocated e59e2c7c: Lecture room 11 > C-base
      rescheduled 6275814e: 12-27T11:00-12:30 > 12-27T11:30-13:00
      rescheduled 883dcb71: 12-28T23:00-01:00 > 12-29T15:00-17:00
      rescheduled e59e2c7c: 12-28T14:00-15:00 > 12-29T17:00-18:00
      rescheduled ebf95e91: 12-28T23:00-05:00 > 12-29T11:00-17:00
      speakersChanged 13c4acb7 43e69308 9d2a99c4 ebf95e91: -Aram +Cisz +Ben
      speakersChanged d5a43bd2: +Dionysis Zindros
      described 26ca0bd0 4aef496c 70b6ca48 78f69eda 7e89cf5e 8dc16928 bd0a9be9
      """)

  /// 79 sessions get new ids, and nothing else: nobody hears anything.
  private static let newIDs = Transition(
    testDescription: "Camp 2019, 18 August",
    old: "camp2019/20190818T134004.8b1cc54.everything.schedule.json.gz",
    new: "camp2019/20190818T163005.a386a0b.everything.schedule.json.gz")

  /// 33 sessions change their ids once more while 13 are withdrawn. The stages correct their zone,
  /// so they start two hours earlier than the feed said, and the workshop gets its full name.
  private static let newIDsAgain = Transition(
    testDescription: "Camp 2019, 18 to 21 August",
    old: "camp2019/20190818T163005.a386a0b.everything.schedule.json.gz",
    new: "camp2019/20190821T143008.64ffc2a.everything.schedule.json.gz",
    renamedRooms: ["Workshop": "THM Workshop"],
    told: """
      cancelled 0d49e9ac 12f000bb 27b70bc4 3df9cd1a 49498e74 58d3f54b 71d26132 995cc019 b4cc194f
      cancelled ca75968c d018a177 eb23d0dc fef1667a
      added 010a82f9 01a0c21a 01d7adc9 0363f99a 06a0451f 07c2e0d3 0912c0ba 0d8f7404 10bdc438
      added 128cdfde 1595bd1c 15d059be 15e721f6 16bfa5df 16bfa5df 16bfa5df 17c39a2b 1953ae86
      added 1a818cc0 1c1d5ada 1dcab320 1e5e1add 21eeb908 258be989 2675b56d 2719e8e2 2a4d05da
      added 30f46d4a 34ee2023 34ee2023 34ee2023 38f8c609 397b4da9 3b211140 3f939ac5 468d9123
      added 46fd0666 4a5e8ab5 4b199723 4b6b6432 4b982349 4bd515dd 4dcce96a 500f0955 50cea405
      added 517cae14 523600c8 528874f1 54e38754 5546d570 56061ef2 56989b98 58341c87 592e8c5b
      added 5994d79f 59e9db97 5b8af331 5c4cc23f 5da09557 5da6ca53 61307345 614078e0 61ded819
      added 6a26fb4e 6c9f102a 6dc5eae9 6f88fe30 70d9eabd 728c0b55 73a0d138 74d83a58 7642b89a
      added 76a758fd 771c1caa 79e5bbac 7af77b50 7b8838c4 7cd9bc5f 7db3ec84 7f6c411b 83932d28
      added 83d1d937 85f449be 87577e9f 8cde404d 8e743367 8fc910cd 909c6ac5 916c4092 91c0c40c
      added 94ab0eb5 94f96bd3 96c09f00 96fd48ac 979a6e80 98f74b6e 9c204188 9ca3a383 9cc4dfa8
      added 9f9bb0a0 9ff4afa9 a04a2a51 a0eaf4f8 a17a2adb a2c1d0dc a3594b9a a4924a82 ac78f32a
      added ada3bff5 ae547302 b0681b6b b2a39864 b2a39864 b2a39864 b2f0e1a6 b5dd48f1 b85045f4
      added bafa593b bb6567c9 bbd152a9 be027390 be4922ec c2405dc2 c71c920f c71c920f c94ee149
      added ca49d09c cb1e3dc7 cbd7ad63 cc994b81 d178f21d d380e4bc d40a738b d6b8d105 d8db148c
      added dff8659b e04abc78 e4fe9aff e76e6cf6 e7955607 e94eb4bb e954fe1b ed165662 ed456981
      added ed8d4c06 ee27082b f38ff36c f40b1ff2 f40b1ff2 f40b1ff2 f4fa97e9 f5d19855 f75b8893
      added fc8fb444 fdafb943 fe4e5200 ffa61ddc
      relocated dd6684d6: Village:Belgian Embassy > Village:HardwareHackingArea
      relocated f28bdd0a: - > Village:Metalab Dome
      relocated f3ab2794: - > Goldberg (Workshop 2)
      rescheduled 0be7b345: 08-24T11:00-12:00 > 08-24T09:00-10:00
      rescheduled 0c7c6703: 08-23T01:00-03:00 > 08-22T23:00-01:00
      rescheduled 0d5c9c41: 08-21T15:15-17:15 > 08-21T13:15-15:15
      rescheduled 0ef9486d: 08-22T15:00-16:00 > 08-22T13:00-14:00
      rescheduled f9cc11df: 08-22T13:00-19:00 > 08-22T14:00-16:00
      rescheduled 2e215ec0: 08-24T18:30-20:30 > 08-24T16:30-18:30
      rescheduled 30f4400a: 08-22T18:30-20:30 > 08-22T16:30-18:30
      rescheduled 361c6e0f: 08-23T18:30-19:30 > 08-23T16:30-17:30
      rescheduled 3690343b: 08-22T15:15-17:15 > 08-22T13:15-15:15
      rescheduled 493770fd: 08-23T17:00-17:30 > 08-23T15:00-15:30
      rescheduled 4b53e5aa: 08-25T16:30-17:30 > 08-25T14:30-15:30
      rescheduled 4ea406aa: 08-23T15:00-16:00 > 08-22T14:15-15:15
      rescheduled 4f94b6e0: 08-23T16:15-16:45 > 08-23T14:15-14:45
      rescheduled 54aa059d: 08-24T16:15-17:15 > 08-24T14:15-15:15
      rescheduled 6d16f60d: 08-21T20:00-21:00 > 08-21T18:00-19:00
      rescheduled 6d833231: 08-23T23:00-00:00 > 08-23T21:00-22:00
      rescheduled 730b9a78: 08-23T15:30-17:30 > 08-24T13:15-15:15
      rescheduled 74735d77: 08-23T12:00-12:55 > 08-22T12:30-13:25
      rescheduled 74ebea5d: 08-21T16:15-17:15 > 08-21T13:00-14:00
      rescheduled 8437e8a0: 08-23T18:45-20:45 > 08-23T13:15-15:15
      rescheduled 85928ccf: 08-22T23:00-01:00 > 08-22T21:00-23:00
      rescheduled 85ae064f: 08-24T23:00-01:00 > 08-24T21:00-23:00
      rescheduled 879d54a4: 08-23T19:45-20:45 > 08-23T17:45-18:45
      rescheduled 8b56bef8: 08-22T00:30-02:30 > 08-21T22:30-00:30
      rescheduled 8c42e64a: 08-23T21:30-22:30 > 08-23T19:30-20:30
      rescheduled 8fffd29a: 08-21T14:30-15:00 > 08-21T13:30-14:00
      rescheduled 93312758: 08-24T15:00-16:00 > 08-24T13:00-14:00
      rescheduled 9cf58a9c: 08-24T02:00-04:00 > 08-24T00:00-02:00
      rescheduled b4902bdb: 08-21T19:15-19:45 > 08-21T17:15-17:45
      rescheduled bffe36f4: 08-22T02:30-04:30 > 08-22T00:30-02:30
      rescheduled c1dbaff1: 08-21T22:30-00:30 > 08-21T20:30-22:30
      rescheduled c26d6ec7: 08-22T18:15-19:15 > 08-22T16:15-17:15
      rescheduled c59b2363: 08-24T00:00-02:00 > 08-23T22:00-00:00
      rescheduled ca81a392: 08-22T19:30-20:00 > 08-22T17:30-18:00
      rescheduled cf5d0389: 08-25T15:00-15:30 > 08-25T13:00-13:30
      rescheduled d1d313f5: 08-21T18:30-19:00 > 08-21T16:30-17:00
      rescheduled da999f3a: 08-22T21:30-22:30 > 08-22T19:30-20:30
      rescheduled e960e678: 08-23T03:00-05:00 > 08-23T01:00-03:00
      rescheduled e9cc930e: 08-25T05:00-07:00 > 08-25T03:00-05:00
      rescheduled ea450a4c: 08-22T04:30-06:30 > 08-22T02:30-04:30
      rescheduled ecc2fea1: 08-21T15:00-16:00 > 08-21T14:15-15:15
      rescheduled eda75c8d: 08-21T21:15-21:45 > 08-21T19:10-19:40
      rescheduled f6b73c1d: 08-21T14:00-15:00 > 08-21T12:00-13:00
      rescheduled f6b73c1d: 08-22T14:00-15:00 > 08-22T12:00-13:00
      rescheduled f6b73c1d: 08-23T14:00-15:00 > 08-23T12:00-13:00
      rescheduled f6b73c1d: 08-24T14:00-15:00 > 08-24T12:00-13:00
      retitled 0be7b345: Re-boot yourself!
      retitled 4ea406aa: Dissecting the AMD Platform Security Processor
      speakersChanged 74ebea5d: -Nicolas +Anja
      speakersChanged 7735bc78: -Gnunicorn +Rainer
      speakersChanged 823efec2: -floX +florian
      speakersChanged f3ab2794: +Sistason +Theresa
      described 083d8e09 16adbe9f 25ea0487 272b0087 2f9e5999 33972c84 39fd64d9 4259313b 43d790cb
      described 48f5971c 52fca402 55e871c2 65a27edd 6f171447 95c46d31 ab31a912 d1816030 d227bcc8
      described d6de80f2 d9d1bb33 ff0380fa
      """)

  /// The workshop of eleven sessions has a new name; one concert is gone, three start earlier.
  private static let firstNight = Transition(
    testDescription: "Camp 2019, 21 to 22 August",
    old: "camp2019/20190821T143008.64ffc2a.everything.schedule.json.gz",
    new: "camp2019/20190822T004007.62f0704.everything.schedule.json.gz",
    renamedRooms: ["THM Workshop": "Fireplace (Workshop)"],
    told: """
      cancelled c1dbaff1
      added 00beec1c 04bea69e 0c0709ed 15ad1046 21457a04 25a15dc4 31a91893 32227f86 3baf0897
      added 3d92fce3 3e47244d 49498e74 4b72c9b7 4e3dbbb5 520aa887 52d92652 543676ca 59eba6c8
      added 6423c206 66935ea8 69625296 6bcb76d0 6c478d36 6da859fb 71e9ffcb 76a31e93 78c86d7d
      added 79f2d637 7d1f4481 7e5a29e3 7fa2f608 878b10d1 8e26af52 8ee75b4c 8f1f9a69 901b3777
      added 926e7afc 9508b1c9 9555ad1c 9e097e30 a7184fea a8332fb3 aa7efb86 b0e60a06 b4e3314b
      added b5d29270 b7ec7f60 be38c619 c0c61577 c89e556c c9785fdb ca75968c cb80ca4e cf044024
      added d03d319c d1188c39 d1f774f9 d301002a d8fc3e31 d9699a25 def30019 e869af6c eb23d0dc
      added ee1a2594 f1a9efce f2c6d956 f43ae881 f4b1cb32 f81b0dc4 f81dd10a f86ec299 faddd26a
      added ff23ea91
      relocated 8563f582: Johnson (Workshop 1) > Goldberg (Workshop 2)
      relocated afa80109 de5f9fba: Village:NixOS > Johnson (Workshop 1)
      relocated d178f21d: Curie > Meitner
      rescheduled 8563f582: 08-22T18:00-20:00 > 08-22T19:00-21:00
      rescheduled 8b56bef8: 08-21T22:30-00:30 > 08-21T20:00-22:00
      rescheduled acc3dd01: 08-22T16:00-16:30 > 08-22T16:00-16:45
      rescheduled bffe36f4: 08-22T00:30-02:30 > 08-21T22:00-00:00
      rescheduled d178f21d: 08-21T12:00-12:45 > 08-22T09:00-09:45
      rescheduled ea450a4c: 08-22T02:30-04:30 > 08-22T00:00-02:00
      rescheduled ed8d4c06: 08-23T09:30-11:30 > 08-23T12:00-14:00
      retitled acc3dd01: Robotron - a tech opera
      speakersChanged 2cc92940: +Benks
      speakersChanged 3b211140: +Mario Behling
      speakersChanged 4b982349: +Gtklocker +Dionyziz
      speakersChanged a4e27089: +RND
      described 21eeb908 468d9123 9f9bb0a0 9ff4afa9 a4924a82 f38ff36c
      """)
}
