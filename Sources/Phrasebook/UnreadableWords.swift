/// What is said once where messages are encrypted from end to end.
extension EnglishWords {
  func unreadable(hasOffer: Bool) -> [Sentence] {
    [
      "This room is encrypted, so I can't read what you write here.",
      hasOffer
        ? "I have opened a room for us without encryption: accept my invitation and write there."
        : "Invite me to a room without encryption, or write to me directly: I'll then open one.",
    ]
  }
}

extension ChineseWords {
  func unreadable(hasOffer: Bool) -> [Sentence] {
    [
      "这个房间是加密的，我读不到你在这里写的内容。",
      hasOffer ? "我为我们开了一个不加密的房间：请接受邀请，在那里给我写。" : "请邀请我进入不加密的房间，或直接私聊我，我会另开一个。",
    ]
  }
}
