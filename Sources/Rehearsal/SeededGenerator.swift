/// Chance that is the same on every run of a seed and on every machine: SplitMix64
/// (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014).
package struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Chance of a seed.
  package init(seed: UInt64) { state = seed }

  /// Chance of a seed for one purpose, so that what is drawn for one does not shift another.
  package init(seed: UInt64, purpose: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let first = generator.next()
    generator = SeededGenerator(seed: first ^ (purpose &* 0x9E37_79B9_7F4A_7C15))
    self.init(seed: generator.next())
  }

  /// The next 64 bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// From 0 to below 1.
  package mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// True in this share of the cases.
  package mutating func happens(_ share: Double) -> Bool { fraction() < share }

  /// From 0 to below `count`, which is at least 1.
  package mutating func index(below count: Int) -> Int {
    min(Int(fraction() * Double(count)), max(0, count - 1))
  }
}
