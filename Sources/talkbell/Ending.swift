import ArgumentParser
import Foundation
import TalkBellApp

/// Runs a subcommand; an error becomes its line on stderr and the exit code.
/// A configuration with several mistakes has a line for each.
///
/// The argument parser would write "Error:" before it and, for some types, a dump of the value.
func endingInOneLine(_ work: () async throws -> Void) async throws {
  do {
    try await work()
  } catch let code as ExitCode {
    throw code
  } catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    throw ExitCode((error as? TalkBellError)?.exitCode ?? 1)
  }
}
