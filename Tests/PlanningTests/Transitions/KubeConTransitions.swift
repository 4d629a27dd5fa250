/// KubeCon + CloudNativeCon Europe 2026, three weeks before the start until its first evening.
enum KubeConTransitions {
  private static let folder = "kubecon-eu-2026"
  private static let zone = "Europe/Amsterdam"

  static let all = [
    thirdToSeventeenth, seventeenthToTwentySecond, onlyDownloadedAgain, eveningBefore, firstDay,
    twentySecondToTwentyThird,
  ]

  private static func transition(
    _ name: String, _ old: String, _ new: String, renamedRooms: [String: String] = [:],
    told: String = ""
  ) -> Transition {
    Transition(
      testDescription: "KubeCon, \(name)", old: "\(folder)/\(old).all.ics",
      new: "\(folder)/\(new).all.ics", zone: zone, renamedRooms: renamedRooms, told: told)
  }

  private static let onlyDownloadedAgain = transition(
    "only DTSTAMP differs", "20260322T125917Z", "20260322T151644Z")

  private static let eveningLines = """
    cancelled a4840aeb
    rescheduled afb76f92: 03-23T15:55-16:00 > 03-23T15:48-15:53
    speakersChanged 08659729: -Tamao Nakahara +Matheus Pimenta
    """

  private static let firstDayLines = """
    relocated 223f5a95: G104 - 105 | Community Hub > C203
    replaced 9de183c9: Keynote: Making Kubernetes for AI Optimized and Reproducible
    announced 51e9b724: Project Demo: Urunc: Fine-Grained Sandboxing for AI Agents
    announced 161ed777: Project Demo: Shipwright ❤️ Tekton - Build Containers in Tekt
    announced c56fb6e3: Project Demo: Cartography: Inventorying AI Agents in the Clo
    announced a873d460: Project Demo: Kyverno: New Policy Types Demo and Deep Dive
    announced 8345a228: Project Demo: ASK Kubernetes Maintainers
    rescheduled 8345a228: 03-24T15:25-15:40 > 03-24T15:15-15:40
    speakersChanged 12467c3e: -Marko Mudrinić
    described 4d42f538
    """

  /// A lightning talk makes room for a pause.
  private static let eveningBefore = transition(
    "22 March, 15:16 to 19:13", "20260322T151644Z", "20260322T191353Z", told: eveningLines)

  private static let firstDay = transition(
    "22 to 23 March", "20260322T191353Z", "20260323T183344Z", told: firstDayLines)

  /// One room, two talks earlier, one cancelled, one keynote replaced, two changes of speakers,
  /// five demos announced, one description.
  private static let twentySecondToTwentyThird = transition(
    "22 March, 15:16, to 23 March", "20260322T151644Z", "20260323T183344Z",
    told: eveningLines + "\n" + firstDayLines)

  /// Two lightning talks go, so 20 others start seven minutes earlier. The exhibition hall, its
  /// pavilion and the Community Hub get new names; what stood in "Halls 1-5" and is in a named
  /// corner of it now is told where, and so is every talk that changed halls. The closing has its
  /// speaker behind a dash without a blank, which makes him a part of the title for two weeks.
  private static let thirdToSeventeenth = transition(
    "3 to 17 March", "20260303T114022Z", "20260317T131510Z",
    renamedRooms: [
      "Halls 1-5": "Hall 1-5 | Solutions Showcase",
      "Solutions Showcase | Hall 5 | Gouda Zone | Project Pavilion":
        "Hall 1-5 | Gouda Zone | Project Pavilion",
      "Auditorium Center | Room G104 - 105 | Community Hub": "G104 - 105 | Community Hub",
    ],
    told: """
      cancelled 2b08bef6 1263ba81 4a105efd f5dabd74
      added 0c2c3729 e08f4562 9de183c9 55bd2342 fd10d8cf 356ebea9 5c956135 788faa2c 7a4356a5
      added eb4b7408 a566a9a4 217f0d79 edd8a6d6 aa11d065 553a3680 17bbb796 014f6418 df0535e0
      added 23691154 1a3bca10 86de398e 7a8f89b1 90dcdf9c 0e6014ba 16856ab0 f0df479e 9f7cbf77
      added 97993e6d 3ec2a2e6 44366844 363620fe a8cef9d8 567b6435 3217f102 255e24fc d4b01322
      added 4fc0e72a 89a874c6 2f9840d2
      relocated 24e5c769 6e3fce1d 627978a6: Halls 1-5 > Hall 1-5 | Tram Zone | Network Nook
      relocated 647a1539 78f58b29 ef8c3ea4 2e1d816c ee4e30ce f8ce32bc 5a8ad0f8 ac1fa88a deb7b387 \
      5b910947: Halls 1-5 > Hall 1-5 | Gouda Zone | Poster Pavilion
      relocated a207a665: Hall 1-5 | Bridge Zone | Learning Lounge > \
      Hall 1-5 | Tram Zone | Cloud Native Theater
      relocated 6d8ef9e8: Amtrium 1+2 > Elicium 2
      relocated 03a54846: E103-105 > G102-103
      relocated cbfca97e: G102-103 > E103-105
      relocated f5b2ab58: Hall 12 > Hall 7 | Room A
      relocated a82d7245: Hall 12 > Auditorium
      relocated de5648d4: Hall 12 > Hall 8 | Room F
      rescheduled 8aa5ad03: 03-23T09:20-09:25 > 03-23T09:13-09:18
      rescheduled 0ae77610: 03-23T09:27-09:32 > 03-23T09:20-09:25
      rescheduled 8e56eda1: 03-23T09:34-09:39 > 03-23T09:27-09:32
      rescheduled cb995a3d: 03-23T09:41-09:46 > 03-23T09:34-09:39
      rescheduled 9cea68f1: 03-23T09:48-09:53 > 03-23T09:41-09:46
      rescheduled 92aacbb7: 03-23T09:55-10:10 > 03-23T09:46-10:03
      rescheduled 9411d93d: 03-23T10:10-10:15 > 03-23T10:03-10:08
      rescheduled 4bdee333: 03-23T10:17-10:22 > 03-23T10:10-10:15
      rescheduled 482f5a7b: 03-23T10:24-10:29 > 03-23T10:17-10:22
      rescheduled 84c24569: 03-23T10:31-10:36 > 03-23T10:24-10:29
      rescheduled ae14be65: 03-23T10:38-10:43 > 03-23T10:31-10:36
      rescheduled 183520a9: 03-23T10:45-10:50 > 03-23T10:38-10:43
      rescheduled a4840aeb: 03-23T10:52-10:57 > 03-23T10:45-10:50
      rescheduled 76ff808e: 03-23T10:59-11:04 > 03-23T10:52-10:57
      rescheduled 1fb56639: 03-23T11:06-11:11 > 03-23T10:59-11:04
      rescheduled e77f12b4: 03-23T11:13-11:18 > 03-23T11:06-11:11
      rescheduled 840ef33d: 03-23T11:20-11:25 > 03-23T11:13-11:18
      rescheduled b6d0d17d: 03-23T11:27-11:32 > 03-23T11:20-11:25
      rescheduled dc18ff85: 03-23T11:34-11:39 > 03-23T11:27-11:32
      rescheduled 3cc9c8d5: 03-23T11:41-11:46 > 03-23T11:34-11:39
      rescheduled 99c46f38: 03-23T11:46-12:16 > 03-23T11:39-12:16
      rescheduled 779f63b3: 03-24T09:01-09:16 > 03-24T09:03-09:18
      rescheduled 1ff722e8: 03-24T09:18-09:23 > 03-24T09:25-09:30
      rescheduled 24d5aad3: 03-24T09:25-09:35 > 03-24T09:32-09:42
      rescheduled 78a76e0f: 03-24T09:37-09:45 > 03-24T09:44-09:45
      rescheduled e7e2be76: 03-24T15:15-15:45 > 03-24T16:00-16:30
      rescheduled ec4232b2: 03-24T16:00-16:30 > 03-24T15:15-15:45
      rescheduled 056728e5: 03-25T08:00-08:05 > 03-25T08:00-08:03
      rescheduled 6b8ebb07: 03-25T08:05-08:17 > 03-25T08:12-08:17
      rescheduled 3434c8f0: 03-25T08:36-08:51 > 03-25T08:36-08:39
      rescheduled 8a870483: 03-25T08:51-08:56 > 03-25T08:41-08:46
      rescheduled ab7678dd: 03-25T08:58-09:13 > 03-25T08:48-09:03
      rescheduled 532a9062: 03-25T09:14-09:29 > 03-25T09:05-09:20
      rescheduled d75d576e: 03-25T09:29-09:30 > 03-25T09:22-09:30
      rescheduled e9f8b8d3: 03-25T14:00-14:30 > 03-25T15:00-15:30
      rescheduled 174864f3: 03-25T15:00-15:30 > 03-25T14:00-14:30
      rescheduled 6d8ef9e8: 03-25T16:30-17:00 > 03-25T15:45-16:15
      rescheduled b8de6a5c: 03-25T16:48-16:53 > 03-25T16:41-16:46
      rescheduled 74dbddb7: 03-26T08:00-08:15 > 03-26T08:05-08:20
      rescheduled 49219e62: 03-26T08:00-08:05 > 03-26T08:00-08:03
      rescheduled 4ccb792a: 03-26T08:17-08:22 > 03-26T08:22-08:27
      rescheduled 59dd67d5: 03-26T08:24-08:34 > 03-26T08:34-08:44
      rescheduled af85c33e: 03-26T08:36-08:41 > 03-26T08:46-08:51
      rescheduled 761fa27a: 03-26T08:43-08:46 > 03-26T08:29-08:32
      rescheduled ee1e417e: 03-26T08:48-08:51 > 03-26T08:53-08:56
      rescheduled 2024e89a: 03-26T08:53-08:56 > 03-26T08:58-09:01
      rescheduled c909561c: 03-26T09:01-09:16 > 03-26T09:03-09:18
      rescheduled 2c7188d5: 03-26T09:18-09:30 > 03-26T09:20-09:30
      rescheduled d5935430: 03-26T09:45-10:20 > 03-26T09:45-10:10
      rescheduled 03a54846: 03-26T10:00-10:30 > 03-26T12:45-13:15
      rescheduled cbfca97e: 03-26T10:45-11:15 > 03-26T10:00-10:30
      rescheduled 4e24f0b4: 03-26T12:45-13:15 > 03-26T10:45-11:15
      rescheduled f5b2ab58: 03-26T12:45-13:15 > 03-26T14:15-14:45
      rescheduled a82d7245: 03-26T13:30-14:00 > 03-26T14:15-14:45
      announced badc2f50 e73adfea: Project Lightning Talk: A Curator’s Guide to the CNCF Landsc
      announced 6b8ebb07: Keynote: Digital Sovereignty by Design: Turning Developer In
      announced 3434c8f0: Keynote: Powering the European Space Agency’s Space Missions
      announced 2024e89a: Keynote: Building Autonomous Networks for the AI Era
      replaced 056728e5: Keynote: Cloud Native in Europe: Regulation, Sovereignty, an
      retitled 03372697: Project Lightning Talk: Opening/Intro
      retitled 56061ce6: Project Pavilion Tour wtih Atulpriya Sharma, CNCF Ambassador
      retitled a79a9665: Project Pavilion Tour with Joseph Sandoval, CNCF Ambassador
      retitled 2788e436: Project Pavilion Tour with Marino Wijay, CNCF Ambassador
      retitled 06828758: Project Pavilion Tour with Daniel Drack, CNCF Ambassador
      retitled acf43dd0: [SOLD OUT] Red Hat OpenShift Commons Gathering | SEPARATE RE
      retitled 798409b5: [SOLD OUT] SUSE Rancher Day Hosted by SUSE | SEPARATE REGIST
      retitled f7502623: [SOLD OUT] Stop the AGI Apocalypse: A Kubernetes CTF Hosted
      retitled ec4232b2: OpenTelemetry Project Update and 'Ask the Experts'
      retitled 372ab7dc: Cloud Native Theater | EnvoyCon: The Future of AI Traffic: W
      retitled 33d6d5ac: Rabobank’s Path to Secure, Fast Kubernetes Delivery
      retitled 4d59f77c: Right-sized Access Control & Pull with Proof
      speakersChanged 03372697: +Robert Sirchia
      retitled afb76f92: Project Lightning Talk: Closing -Robert Sirchia
      speakersChanged 9cea68f1: -Flavio Castelli +Alessio Greggi
      speakersChanged 7893d59b: -Benjamin Wang +Arka Saha
      speakersChanged e97ba766: -Yuval Kohavi +David Jumani
      speakersChanged 12b31a47: -Maniel Buil +Manuel Buil (silent)
      speakersChanged cc315f63: -Siddhant Khare +Andres Aguiar
      speakersChanged 714fd19d: -Warwich Peatey +Rajith Attapattu
      speakersChanged 696cb01e: ~Niklas Frick (silent)
      speakersChanged 1b6c898a: -Aryan Parashar +Steven Thwaites
      speakersChanged 6314fed7: ~Amy Chen (silent)
      speakersChanged 3d5b3346: -Nont Thanonchai W +Josh Berkus
      speakersChanged ecbf2879: -Rita Zhang +Josephine Pfeiffer
      speakersChanged 0fc5702b: -Shane Utt +Bowei Du
      speakersChanged b5acab59: -Brandt Keller +Eddie Knight
      speakersChanged f79a1767: -Mark Rossetti +Claudiu Belu
      speakersChanged ee34942e: +Danielle Cook
      speakersChanged 57938cf7: -Ina Stoyanova
      speakersChanged 87e401ff: ~Jakub Scholz (silent)
      speakersChanged 7e2bf317: -Yechezkel Rabinovich +Shahar Azulay
      speakersChanged d3cdddc4: -Nikhil Ladha -Subham Rai -Malay Kumar Parida +Niels de Vos
      speakersChanged 9d948066: -Erick Bourgeois
      speakersChanged 3e8c0798: +Verena Traub
      speakersChanged 4d59f77c: -Rita Zhang -Anish Ramasekar -Mo Khan +Lucas Käldström
      speakersChanged 4a7b8f0f: -Danny Harnik +Vita Bortnikov
      speakersChanged 0ab7ac76: -Camila Loiola
      speakersChanged 7db62f6e: +Huan Wei +Yin Ding
      described fcd326e6 ee2858af ff69618a eeaae122 ef15aad1
      """)

  /// 25 sponsored demos learn which corner of the hall is theirs; breaks and booths stay under
  /// the hall's name, so that is no new name of the hall.
  private static let seventeenthToTwentySecond = transition(
    "17 to 22 March", "20260317T131510Z", "20260322T125917Z",
    told: """
      cancelled 2e22c03c dc438fba 2a5bfba3 15d18612
      added d9e82353
      relocated 70326af9 5c7f86bb 21f82e6e 4ef78ddc 9cf6bb03 ecf2f1c5 a5b3d077 b8a9d970 7e1a2c33 \
      2da8863b c48b3f7b ee1eaf6e 7a8f89b1 e29cba28 b9194cec 284e83d3 773113db 8fe48d0f 96d15fc8 \
      d156ff62 1e815e60 0414d150 c14a5ec4 b93bba57 3217f102: \
      Hall 1-5 | Solutions Showcase > Hall 1-5 | Tram Zone | Demo Theater
      relocated 1e73d892: F002-005 > Amtrium 1+2
      relocated b797a8e0: Amtrium 1+2 > F002-005
      relocated 311ed775: Hall 8 | Room G > Hall 8 | Room D
      relocated fec46aa6: Hall 8 | Room D > Hall 8 | Room G
      relocated 66a8a386: Hall 7 | Room A > Hall 8 | Room G
      relocated fb0ed098: Hall 8 | Room G > Hall 7 | Room A
      rescheduled 92b54656: 03-23T08:45-08:50 > 03-23T11:41-11:46
      rescheduled 99c46f38: 03-23T11:39-12:16 > 03-23T11:46-12:16
      rescheduled a100f382 f0cc491a: 03-24T10:15-10:45 > 03-24T11:00-11:30
      rescheduled b797a8e0: 03-24T11:00-11:30 > 03-24T10:15-10:45
      announced 9de183c9: Keynote: The Future of AI is Community-Driven and OPEN
      replaced 6054ae29: Cloud Native Theater | Cloud Native University: AI + Kuberne
      replaced 35c9e77a: Open Source After Hours: Demos and Dragons
      retitled 3217f102: Sponsored Demo: DriftlessAF: The Reconciliation Pattern That
      retitled acf43dd0: Red Hat OpenShift Commons Gathering | SEPARATE REGISTRATION
      retitled b71b3c79: [SOLD OUT] Microsoft Azure Day with Kubernetes | SEPARATE RE
      retitled 866983e9: VM on Kubernetes Day: Bridging the gap between VMs and Conta
      retitled 108233dc: [SOLD OUT] Hands-On Cloud Native Security Workshop Hosted by
      speakersChanged 03372697: ~Robert Sirchia (silent)
      speakersChanged afb76f92: +Robert Sirchia
      retitled afb76f92: Project Lightning Talk: Closing
      speakersChanged 76264fc7: -Naoki Oguchi +Takao Indoh
      speakersChanged b63d6b44: +John Kjell ~Fabian Kammel
      speakersChanged eafdcf2a: -Amine Hilaly +Elias Tarn
      speakersChanged 0fc5702b: -Etai Lev Ran +Kellen Swain
      speakersChanged 6b8ebb07: -Jinhong Brejnholt +Oskar Kristiansen
      speakersChanged 12e2789a: -Cara Delia +Karena Angell
      speakersChanged 526ba0f6 1cb70370: ~Joaquim Rocha (silent)
      speakersChanged 90e5436f: +Fabian Kammel +John Kjell
      speakersChanged bbc6b5c2: -Rafael Brito +Alolita Sharma
      speakersChanged 3e37a366: -Vara Bonthu
      speakersChanged 71f1ffdf: -Walter Fender +Bowei Du
      speakersChanged 94d07e6b: -Joshua Bezaleel Abednego +Daniel Oh
      speakersChanged 7e2bf317: ~Victoriya Kalmanovich (silent)
      speakersChanged 3b8a6e81: -Benjamin Elder +Antonio Ojea
      speakersChanged 5ff4ff19: -Rotem Refael -Gal Gibli +Matthias Bertschy
      speakersChanged ded837fa: -Fabrizio Ferri-Benedetti +Tiffany Hrabusa
      speakersChanged 49219e62: +Jorge Castro
      speakersChanged 30462f97: -Amine Hilaly +Adam Crowder
      speakersChanged 5eb42ffa: -Neil Smith +Ashley Cui
      speakersChanged 4a7b8f0f: -Michal Malka +Nili Guy
      speakersChanged 03a54846: -Yuan Tang -Dan Sun +Filippe Spolti +JooHoo Lee
      speakersChanged 6fa5b7db: -Itamar Holder +Luboslav Pivarc
      described edd8a6d6 aa1770fb 553a3680 2024e89a
      """)
}
