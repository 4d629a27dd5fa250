import ConferenceModel
import Foundation
import Planning
import TestSupport
import Testing

/// What real conferences changed, from one stored version of their programme to the next.
///
/// The expectations were written by reading the two files, and each is the whole list: a line too
/// many is a message that should not have been sent.
@Suite(.enabled(if: Corpus.isAvailable, "the corpus is not here"))
struct TransitionTests {
  static let all =
    KubeConTransitions.all + FosdemTransitions.all + ChaosTransitions.all + PenguiconTransitions.all
    + SmallerTransitions.all + CongressTransitions.all

  @Test(arguments: all)
  func `what should be said is said, and nothing else`(transition: Transition) throws {
    let (old, new) = try transition.versions()
    let difference = ScheduleDifference(from: old, to: new)
    let said = difference.changes.map(\.line).sorted()
    let expected = transition.expected
    #expect(Set(said).subtracting(expected).sorted() == [], "said, and should not be")
    #expect(Set(expected).subtracting(said).sorted() == [], "should be said, and is not")
    #expect(said.count == expected.count)
    #expect(difference.renamedRooms == transition.renamedRooms)
  }

  @Test(arguments: all)
  func `the list is in the order of the programme`(transition: Transition) throws {
    let (old, new) = try transition.versions()
    let starts = ScheduleDifference(from: old, to: new).changes
      .map { $0.session.facts.start ?? .distantFuture }
    #expect(starts == starts.sorted())
  }

  @Test(arguments: all)
  func `a version and itself differ in nothing`(transition: Transition) throws {
    let (_, new) = try transition.versions()
    let difference = ScheduleDifference(from: new, to: new.reversed())
    #expect(difference.changes == [])
    #expect(difference.renamedRooms == [:])
  }
}
