/// The 36th Chaos Communication Congress, from the draft of its meetings to the whole programme.
enum CongressTransitions {
  static let all = [twelveDays]

  /// Twelve days: 652 sessions come, and most meetings start an hour later, but not all, so it is
  /// no shift of everything. The "Workshop" gets its full name, and one workshop a new id.
  private static let twelveDays = Transition(
    testDescription: "36C3, 14 to 26 December",
    old: "36c3/20191214T021022.b21b906.everything.schedule.json.gz",
    new: "36c3/20191226T035047.9bcd7ad.everything.schedule.json.gz",
    renamedRooms: ["Workshop": "OIO Workshop Dome"],
    told: """
      cancelled 0de73d96 15864380 6e3896e7 702627f8 70d8e449 92b1552f b43660b5 e2e396e8
      added 005da89f 017b6087 02020d3d 026448ea 02b4a4d4 032d1724 03797269 045ed2e9 0478d650
      added 049a34da 0552fbfc 05930be8 05b80d17 067b3fc1 06911640 06928e7a 06a9bcc8 070c97b2
      added 087da055 0886b5ea 08997d73 08ba63d1 094f54b4 0a13ed97 0b463b92 0bc48e34 0bc48f52
      added 0ca86585 0d40455d 0e34a987 0eea7848 0f6e44bb 0f96e65a 10157073 10f3b750 110bffee
      added 119745c4 1227e67b 126170ae 12aa9113 12e74e24 12f679e6 14299031 14ac7bb1 1582b215
      added 15b950d6 16fa19a5 170c8a30 17270e1f 176b7daf 1773b17c 1959840c 1994b28a 19e3abdd
      added 1a2e4cb9 1a4fdd61 1a6bff4c 1b09ad86 1b9a0283 1ba815ed 1befc1a5 1bf01a7d 1c6b3e1c
      added 1c7eab0e 1d78e5c5 1dc2e3b8 1e4e364a 1f7b5a71 1f817e1c 1fa314fd 1ff7b258 204fddd6
      added 20993c60 20d7e865 218a0da9 21bfbba9 21cf0df3 2226ac66 223072ad 22cc3c48 22f132e1
      added 241763f2 242e79b4 24c6b9ca 252da3e6 26251c91 26550232 26ca0bd0 272dedf6 27300e0d
      added 27405d5b 2882718e 28b766d1 292ad8c5 299489a2 29c02d5a 2a16cc59 2c2cab5c 2c6537c9
      added 2c870588 2cd3f470 2e010d12 2fb147d5 2ffd5755 3029ab5c 30bf682c 3116cdf0 31bcdf9b
      added 325622ae 32991e00 32d5cfbb 330c672b 333a8580 338f0d2e 33fe8591 340a8cac 354e7355
      added 35629834 357b3e88 360997de 3615eddc 3617ab07 36ae9d08 37638658 37bd8f10 38196648
      added 386968c0 3869cd6a 386e040f 3871608e 387fc710 38d088f0 39b6444e 3a728f85 3aae5c0a
      added 3bb36130 3be4da1b 3c4bcf82 3c63ab47 3cbb9a0d 3cc14411 3d0170ed 3d0efe4f 3dd2dd55
      added 3e0a51f5 3e19fc1b 3ed5569d 3f7abf8b 40bef8ef 415adc17 419a3eb4 41a0d3af 41e07783
      added 41e88ad7 422a606e 4233d8c9 434c1e08 434e8b74 4385a0b5 438cc24b 43a6348b 43ecd44e
      added 4425afd1 44352d40 4468e228 45434716 45e43062 45fe476b 46c24f81 46cd4aae 47606612
      added 477ab2d2 4799e975 479cc703 47f6e51b 483df369 4881c926 4896b783 4936d1ae 49e084b6
      added 4a37668d 4a4bb36e 4aa7b5a5 4b1df5b6 4b67d2ca 4c1b84bd 4c1d5810 4c7c2b8e 4cdbb51b
      added 4d3166b6 4e14dacd 4f065cd2 4f3f031f 4f5c1cc5 4f5c1cc5 4fa78609 501dc0d8 50655a17
      added 524cdf92 52577c13 5258ed32 52b63ac2 53f01da7 54b8608f 55a3a94e 55b0c8e8 563b6459
      added 56e58bc1 56e66c52 570a14ce 576f75a7 577050b4 582952fe 584c5682 591e97eb 5a4d6500
      added 5a85dbd8 5b1bc8ca 5d4714ef 5e519c4e 5ecb5c1f 5ef93193 5f331961 5f38b716 5f84f176
      added 5fa63167 5fad2cd6 5fd02550 60787fbf 60936beb 60a9ac58 60e58731 622f1d31 6275814e
      added 6285f85d 658728fa 66bbe840 66ef4872 6730abcf 67cb6b14 67cb8a49 685c4e66 68e97e7b
      added 691ce532 6924a8ba 69e4a045 6a32cb72 6a4a1d40 6a6fef77 6a8a2bfc 6b351b8a 6bacef9b
      added 6bb6632b 6bdddf66 6be562ab 6bfcef39 6c5d9e12 6cc4edbc 6ce16f97 6d8bfcf4 6dfe86dc
      added 6e3a5180 6e93e844 6f42e4f2 6f45a5e7 6f4af050 70afc1ae 70b6ca48 71dc4a0a 7215a7f1
      added 725733e7 7365f835 74a87210 75423a6d 75865532 7590b13e 76456644 7668e889 77078359
      added 775735a3 778a691f 7793d88f 785cbf4d 78b3c768 78c236cc 78f23d24 78f69eda 790d44c3
      added 791fd76f 79de911a 7b5b0248 7bd3a3d1 7bdf7688 7c4d240d 7c7be3c1 7d03fd50 7d650f95
      added 7d6c1abe 7d85c7cf 7d99009b 7dccf3f3 7e748a07 7eb05109 7efbe48e 7f0e8a2e 7f29cf66
      added 7f33c3e5 7f3817cf 7f73bcec 7f7de0de 7fb8ba70 7fffe6fb 8022ffa1 8063162a 8115abea
      added 812ece46 8157d5e6 816f77ca 81908e34 81b7ea88 81de51fe 81f50e64 8207d911 82103b22
      added 82ef18a4 82f2a7b7 8373a1a1 83842806 84186fc0 842d97a6 84407a88 849beefc 84ed569f
      added 85314c6e 854de65f 8557f87b 85f48c82 86986e4c 8733f2c5 8776a2b5 879d8fb2 87ded5aa
      added 884ab016 8864b899 887f74a9 88a7a303 88d03c0f 88e18a5f 88fb30e0 890b2813 8ad18f3f
      added 8adb2800 8c7badce 8c85f0c4 8c9ec0e8 8cc468cc 8cd18c98 8d9aa129 8db548a2 8e812ba7
      added 8ec1a778 8ec4a011 8ee17c4a 8ffb50b3 90347ebe 90450af8 90aff042 90f17f11 9156e966
      added 925d596d 948d94d8 949200f1 95c2bf57 95d34463 95eba607 96c6b847 96d4ddfd 97f475af
      added 99737b00 99d51923 9af057bd 9b07804f 9bda0f73 9bf60888 9c11d5dd 9c139fdf 9c287c6a
      added 9caf142e 9cb66dbb 9cbacaba 9cf095f6 9d1e4d14 9e042d3f 9e71d30b 9ead05d0 9ef2a13a
      added 9ef3a224 9f41c673 9f9efb4b 9ffb64b6 a0578173 a0d52b3f a0e6927b a10fe7a1 a1ad3239
      added a1fd7f85 a2677c28 a31e3473 a39acbf9 a3b07fa5 a544d2ae a5a2ed60 a5d6dd63 a66747f4
      added a6911eea a75a18f3 a7700e84 a78ecd62 a832bef1 a86ef320 a8867501 a9cf70ca a9d2d464
      added aa7c8be9 ab54e029 abef1108 ac085440 ad5f1f72 ad672dac ad8ee869 adfdd5d7 af2bed17
      added af7b586c af7bc6b8 afd7efb3 b06f2734 b08a2e8a b0fdc339 b10c47dd b1ea5cb7 b3280604
      added b33e6c43 b3521656 b3798958 b3f969ea b405b856 b43cb1c3 b44be07c b454a974 b4e13072
      added b4f3d763 b5dece8f b600081b b61433fb b62182af b6339a61 b7fa2545 b839a52e b854982f
      added b87c698c b8903724 b8cba61c b8d5ce42 b92412f9 b931d00c b9e15f66 ba5874d0 baa89cb3
      added bac2dbc2 bb3e2bc3 bba15072 bbb85436 bbef5ff3 bc077e28 bd0a9be9 bd88934b be43ab4c
      added bebb56ed bfd7bf40 bfe5b7b4 bff0e477 c033c102 c034d8a0 c0a8c771 c140ffe9 c2131dc2
      added c25397e4 c2619236 c283ebd3 c3028f4c c3be66bf c3c59f26 c3d799ba c3faf993 c41673f7
      added c4b8c3d3 c593a4e7 c5e0ea5b c6250135 c6410063 c644a511 c73debf0 c76e9072 c7af7833
      added c7cef3ac c877cb31 c8a7c2e7 c8b27e16 c905bda5 c934b660 c942936c c94a9818 c94b2649
      added c959c52f c95ae46b c997a62c ca958208 cb6cfce4 cbaeb1aa cbc76701 cc3e9b8a cc4304ad
      added ccdab6ab cd883979 cdb743e5 cdd3d689 ce04ba7e ce9f0e1e cecbd67c cf682838 cfcdac00
      added d01d65f8 d035f03e d069f5c4 d08d8968 d0cb4478 d0cd1403 d16de585 d197126f d1a0c28f
      added d1b8ed3f d1d0c29a d274ccf9 d2e0871c d30a38e6 d33201a3 d3547f5d d3b23c86 d3bf066e
      added d3c6b3a2 d3f4b1b6 d4558899 d543050e d5efc5a0 d630961b d72582bb d793cc66 d8b2af5e
      added d8f55bbc d9efd4c6 da0df64b da4cf268 da8f10ec db08e716 db4e540c db8daeb8 dbd73362
      added dc142f44 dc3df44a dc53d304 dc5ceba4 dd6a2fc4 ddb4fbb6 ddd22bf0 de010e94 de2e1302
      added de592fba de5bbe0f decdeb96 defe2738 df5973ed df866355 df93bf36 dfb111c3 e0d50857
      added e145c89f e16f568c e26fdad4 e274df90 e3281142 e4579f02 e4fcda8b e59e2c7c e5c58221
      added e5e9028d e5f611ab e60c710a e6dc4b0d e6fb2d22 e7577e21 e82ff951 e87a7b37 e8ecd877
      added e9bb838f e9d7f062 eaeae62b eaef5961 eaf59e9c ebf7d9c9 ec7f954e ed56fe5c ed5b00c6
      added ed5e5f01 ed99a7b8 ee8463d4 ef442ca4 ef7a3150 efc7d11d efd241bf f01cfe55 f055d2f8
      added f08d3915 f0c4f740 f160d7c6 f1c9fa52 f3131c0f f3741a0c f3f5d155 f4c71fc1 f4f066e2
      added f524582d f56f634b f5910185 f5da4ae5 f614c0b7 f69665f6 f6e5da98 f7380699 f79d565b
      added f858e69c f8937e87 f906f1b5 fa63f66c fa998bfb fb1dfcaa fbfe920f fc3d22b8 fd735224
      added fd76380b fe333059 fecad3ac ff1e410b ffe32913
      relocated 48801aee: Lecture room M2 > Lecture room M1
      relocated 624b40c6: Seminar room 14-15 > Lecture room M1
      relocated 803f32b8: Assembly:ChaosZone > Assembly:Hardware Hacking Area
      relocated eb7cab5a: Seminar room 14-15 > Lecture room M2
      rescheduled 0257ce0d: 12-27T18:00-20:30 > 12-27T19:00-21:30
      rescheduled 03d2f5b2: 12-28T12:30-13:00 > 12-28T13:30-14:00
      rescheduled 04353a77: 12-28T12:00-13:30 > 12-28T13:00-14:30
      rescheduled 05a64b74: 12-27T18:00-20:00 > 12-27T19:00-21:00
      rescheduled 1429fea1: 12-29T16:00-18:00 > 12-29T17:00-18:00
      rescheduled 1b8b07bc: 12-29T18:00-20:30 > 12-29T19:00-21:30
      rescheduled 219d8a4f 219d8a4f: 12-27T13:00-14:15 > 12-27T14:00-15:15
      rescheduled 219d8a4f 219d8a4f: 12-27T17:40-19:00 > 12-27T18:40-20:00
      rescheduled 219d8a4f 219d8a4f: 12-28T13:00-14:15 > 12-28T14:00-15:15
      rescheduled 219d8a4f 219d8a4f: 12-28T17:40-19:00 > 12-28T18:40-20:00
      rescheduled 219d8a4f 219d8a4f: 12-29T13:00-14:15 > 12-29T14:00-15:15
      rescheduled 219d8a4f 219d8a4f: 12-29T17:40-19:00 > 12-29T18:40-20:00
      rescheduled 219d8a4f: 12-30T13:00-14:00 > 12-30T14:00-15:00
      rescheduled 28c2d3de: 12-27T12:00-13:00 > 12-27T13:00-14:00
      rescheduled 36a2fc57 73b43a41 803f32b8: 12-28T09:00-12:00 > 12-28T10:00-13:00
      rescheduled 395b7022: 12-28T11:00-13:00 > 12-28T12:00-14:00
      rescheduled 39dc7a54: 12-29T13:00-14:00 > 12-29T14:00-15:00
      rescheduled 3c48d37f: 12-27T16:00-17:00 > 12-27T17:00-18:00
      rescheduled 3ccb3f64: 12-27T14:30-16:00 > 12-27T15:30-17:00
      rescheduled 3daf76a7 81e1c0f9: 12-29T16:00-18:00 > 12-29T17:00-19:00
      rescheduled 40223e47: 12-29T16:00-17:00 > 12-29T17:00-18:00
      rescheduled 48801aee: 12-29T18:30-19:00 > 12-29T20:00-20:30
      rescheduled 4abeba44: 12-29T18:00-19:00 > 12-29T19:00-20:00
      rescheduled 4fcc3853: 12-27T12:00-14:30 > 12-27T13:00-15:30
      rescheduled 5401dff1: 12-29T18:00-19:20 > 12-29T19:00-20:00
      rescheduled 565bb40a fbefd4a9: 12-28T15:00-16:00 > 12-28T16:00-17:00
      rescheduled 5bae76cb: 12-27T12:00-14:00 > 12-27T13:00-15:00
      rescheduled edb78696: 12-29T10:00-13:00 > 12-29T11:00-14:00
      rescheduled 5d7b0d0e: 12-28T09:00-13:00 > 12-28T10:00-14:00
      rescheduled 5d91410d: 12-27T15:00-16:30 > 12-27T16:00-17:30
      rescheduled 5eed96a6: 12-30T12:50-13:45 > 12-30T13:15-14:10
      rescheduled 5f61260e: 12-29T16:30-17:10 > 12-29T17:30-18:20
      rescheduled 61043bae fed8f61d: 12-28T11:00-12:30 > 12-28T12:00-13:30
      rescheduled 624b40c6: 12-27T15:00-16:00 > 12-27T12:00-13:00
      rescheduled 694a07e1: 12-27T17:30-20:30 > 12-27T18:30-21:30
      rescheduled 707f849b: 12-29T11:30-12:30 > 12-29T12:30-13:30
      rescheduled 729d330b: 12-28T09:00-10:30 > 12-28T10:00-11:30
      rescheduled 77483904: 12-28T12:00-14:00 > 12-28T13:00-15:00
      rescheduled 797c2897: 12-30T13:50-14:15 > 12-30T12:45-13:10
      rescheduled 818315e1: 12-30T12:00-14:00 > 12-30T13:00-15:00
      rescheduled 828e37b3: 12-29T12:30-13:00 > 12-29T13:30-14:00
      rescheduled 84be99ea: 12-29T19:00-19:30 > 12-28T19:30-20:00
      rescheduled 85fe9ff2: 12-28T16:30-17:30 > 12-28T17:30-18:30
      rescheduled 901b927b: 12-29T12:00-13:00 > 12-29T13:00-14:00
      rescheduled 90cac72d: 12-28T14:00-16:00 > 12-28T15:00-17:00
      rescheduled 90f01e54: 12-28T13:30-15:00 > 12-28T14:30-16:00
      rescheduled 9421c49b: 12-28T11:00-12:00 > 12-28T12:00-13:00
      rescheduled 975dcd25: 12-28T18:00-19:30 > 12-28T19:00-20:30
      rescheduled 983e175e: 12-29T14:00-15:30 > 12-29T15:00-16:30
      rescheduled 9974ba2c: 12-28T19:30-20:00 > 12-28T20:30-21:00
      rescheduled 9c72bc36: 12-28T12:00-13:00 > 12-28T13:00-14:00
      rescheduled a13e233f: 12-27T17:00-18:00 > 12-27T18:00-19:00
      rescheduled a1541175: 12-28T16:00-17:00 > 12-28T17:00-18:00
      rescheduled a31a0334: 12-27T12:00-13:30 > 12-27T13:00-14:30
      rescheduled a4c2c83c: 12-28T09:00-11:00 > 12-28T10:00-12:00
      rescheduled a9513da7: 12-28T15:00-16:30 > 12-28T16:00-17:30
      rescheduled a9513da7: 12-29T15:00-16:30 > 12-29T16:00-17:30
      rescheduled a9513da7: 12-30T13:00-14:30 > 12-30T14:00-15:30
      rescheduled a972292a: 12-27T14:00-15:30 > 12-27T15:00-16:30
      rescheduled a9fb68c0: 12-28T20:00-21:59 > 12-28T21:00-22:59
      rescheduled ad14689b: 12-28T14:00-16:00 > 12-28T15:00-16:00
      rescheduled ad94eb41: 12-27T18:00-19:30 > 12-27T19:00-20:30
      rescheduled af4be2ef: 12-27T15:00-16:00 > 12-27T16:00-17:00
      rescheduled b0641b7f: 12-29T10:00-11:30 > 12-29T11:00-12:30
      rescheduled b4615df7: 12-28T19:00-21:00 > 12-28T20:00-22:00
      rescheduled b637b910: 12-28T17:00-18:00 > 12-28T18:00-19:00
      rescheduled baffacba: 12-27T14:00-15:00 > 12-27T15:00-16:00
      rescheduled bc31497b: 12-29T18:00-00:00 > 12-29T20:00-02:00
      rescheduled bc4f7e6d: 12-28T16:00-17:30 > 12-28T17:00-18:30
      rescheduled beea77e4: 12-28T13:00-15:00 > 12-28T14:00-16:00
      rescheduled c6a9ec39: 12-27T16:00-17:30 > 12-27T17:00-18:30
      rescheduled cec89a33: 12-29T14:15-15:45 > 12-29T15:15-16:45
      rescheduled cf0f33c6: 12-29T14:00-16:00 > 12-29T15:00-17:00
      rescheduled d257071f: 12-29T17:00-18:00 > 12-29T18:00-19:00
      rescheduled d8d6aa0c: 12-28T18:30-19:00 > 12-28T19:00-19:30
      rescheduled dd0016f1: 12-28T13:00-16:00 > 12-28T14:00-17:00
      rescheduled e0c8e36c: 12-27T16:00-18:00 > 12-27T17:00-19:00
      rescheduled ea6e37db: 12-27T14:00-16:00 > 12-27T15:00-16:00
      rescheduled eb7cab5a: 12-28T16:00-17:00 > 12-28T19:00-20:00
      rescheduled edac6192: 12-29T12:00-14:00 > 12-29T13:00-15:00
      rescheduled ef30e718: 12-29T09:00-11:00 > 12-29T10:00-12:00
      rescheduled f369950c: 12-27T11:00-14:00 > 12-27T12:00-15:00
      rescheduled f729430f: 12-27T19:00-20:30 > 12-27T20:00-21:30
      rescheduled f8a7bdb6: 12-27T15:30-17:30 > 12-27T16:30-18:30
      retitled 1429fea1: C3auti
      retitled 5401dff1: Community Accountability
      retitled 5b826432: The technical is political – Tech, Society & Resistance
      retitled 63410ac1: Broken Beyond Repair - No Patch for Verfassungsschutz: Kriti
      retitled ad14689b: C3auti
      retitled e0c8e36c: C3auti
      retitled ea6e37db: C3auti
      retitled f729430f: Tor relay operator meetup
      speakersChanged 1429fea1 ad14689b e0c8e36c ea6e37db: +Lasse
      speakersChanged 39dc7a54: +Purine.bitter
      speakersChanged 3c48d37f: +Rafiot
      speakersChanged 5d7b0d0e 90cac72d: +Bengoshi
      speakersChanged 5f61260e 84be99ea 9974ba2c fbefd4a9: +Dreirik
      speakersChanged 63410ac1: -Andreas +Andreas Krämer (silent)
      speakersChanged 6f9aaed7: -w4sserfall +Thomas Knebl
      speakersChanged 707f849b: +Fraxinas
      speakersChanged 77483904: +Erdbeerblau +Vishnee +Hirnsalat
      speakersChanged a31a0334: +Waldwesen
      speakersChanged beea77e4: +Nachdemsturm
      speakersChanged cf0f33c6: +Janepie
      speakersChanged eb7cab5a: +Domenukk
      speakersChanged f369950c: +Chiliz
      described 8fb9096f 9da34e1b b546675d
      """)
}
