import Foundation

/// `talkbell-kill [--kills N] [--seed N] [--synapse N] [--smoke] [--verbose]`: replays a day of
/// KubeCon with the built program, kills it so many times at random points, and compares what the
/// chats received with what they receive on an undisturbed day.
///
/// Exit code 1 when a message was lost, when one came twice on Matrix, or when more came twice
/// elsewhere than were under way at the kills. `--synapse N`: at least so many of the kills are
/// with the real homeserver in the stand-in's place. `--smoke`: a dozen kills in a short morning.
/// `--verbose`: all messages of the undisturbed day, and what is read in them.
@main struct Kills {
  static func main() async {
    do {
      let options = try Options(CommandLine.arguments.dropFirst())
      exit(try await Campaign(options).run() ? 0 : 1)
    } catch {
      FileHandle.standardError.write(Data("talkbell-kill: \(error)\n".utf8))
      exit(2)
    }
  }
}

/// Why a run cannot begin or go on.
struct Failure: Error, CustomStringConvertible {
  let description: String
}

/// What the command line says.
struct Options {
  var kills = 1000
  var seed: UInt64 = 1
  var synapse = 20
  var isSmoke = false
  var isVerbose = false

  init(_ arguments: some Sequence<String>) throws {
    var iterator = arguments.makeIterator()
    while let argument = iterator.next() {
      switch argument {
      case "--kills": kills = try Self.number(iterator.next(), of: argument)
      case "--seed": seed = UInt64(try Self.number(iterator.next(), of: argument))
      case "--synapse": synapse = try Self.number(iterator.next(), of: argument)
      case "--verbose": isVerbose = true
      case "--smoke": (isSmoke, kills, synapse) = (true, 12, 0)
      default:
        throw Failure(
          description: "\(argument): unknown; --kills N --seed N --synapse N --smoke --verbose")
      }
    }
  }

  private static func number(_ text: String?, of option: String) throws -> Int {
    guard let number = text.flatMap({ Int($0) }), number >= 0 else {
      throw Failure(description: "\(option): a number expected")
    }
    return number
  }
}

/// Chance that is the same for the same seed (SplitMix64, prng.di.unimi.it/splitmix64.c).
struct Chance: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
