/// What `talkbell doctor` learns from a platform, without sending anything to a chat.
package struct ChannelExamination: Hashable, Sendable {
  /// One check.
  package struct Finding: Hashable, Sendable {
    /// What was looked at: `token`, `scopes`, `webhook`, `rate limit`, `encrypted rooms`.
    package var name: String
    /// Whether it is as it should be.
    package var isGood: Bool
    /// What was found and, when it is bad, what to do; one line without a secret.
    package var text: String

    /// One check.
    package init(name: String, isGood: Bool, text: String) {
      self.name = name
      self.isGood = isGood
      self.text = text
    }
  }

  /// In the order they were made; never empty for a platform that can be asked.
  package var findings: [Finding]
  /// The `Date` header of an answer as it came, which the machine's clock is held against; nil when
  /// no server answered.
  package var serverDate: String?

  /// What was learnt.
  package init(findings: [Finding] = [], serverDate: String? = nil) {
    self.findings = findings
    self.serverDate = serverDate
  }
}
