import Synchronization

/// What tasks of a test leave behind for it to look at.
final class Recorder<Value: Sendable>: Sendable {
  private let storage = Mutex<[Value]>([])

  /// Everything so far, in the order it came.
  var values: [Value] { storage.withLock { $0 } }

  /// Adds one.
  func append(_ value: Value) { storage.withLock { $0.append(value) } }
}
