import Foundation
import TestSupport
import Testing

/// A short morning on three platforms with a dozen kills; `talkbell-kill` does whole days and a
/// thousand.
@Suite(.serialized, .timeLimit(.minutes(5))) struct KillTests {
  @Test func `a dozen kills at random points lose nothing, and double no more than was under way`()
    async throws
  {
    let output = try TemporaryFolder.make().appending(path: "output.txt")
    let program = RunningBot.executable.deletingLastPathComponent().appending(path: "talkbell-kill")
    let run = try ChildProcess(
      program.path, ["--smoke"],
      environment: ProcessInfo.processInfo.environment.merging([
        "TALKBELL_EXECUTABLE": RunningBot.executable.path
      ]) { $1 }, output: output, errors: output)
    let status = await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: run.wait()) }
    }
    let text = try String(contentsOf: output, encoding: .utf8)
    #expect(status == 0, "\(text)")
    #expect(text.contains("12 kills, lost 0"), "\(text)")
  }
}
