import ConferenceModel
import Foundation
import ScheduleFormats
import Testing

/// Abstracts in HTML and Markdown, by way of the formats that have them.
@Suite struct PlainTextTests {
  /// What frab's reader (Markdown with HTML) makes of an abstract.
  private func markdown(_ text: String) throws -> String? {
    let quoted = try String(decoding: JSONEncoder().encode(text), as: UTF8.self)
    let body = FrabJSONTests.text([#"{"guid":"1","title":"T","abstract":\#(quoted)}"#])
    return try Calendar.read(body).sessions.first?.abstract
  }

  /// What Sched's reader (HTML) makes of one.
  private func html(_ text: String) throws -> String? {
    let quoted = try String(decoding: JSONEncoder().encode(text), as: UTF8.self)
    return try Calendar.read(
      SchedJSONTests.text([SchedJSONTests.session(#""description":\#(quoted)"#)])
    ).sessions.first?.abstract
  }

  /// What frab's other reader (Markdown with HTML) makes of one.
  private func xml(_ text: String) throws -> String? {
    try FrabXML.session(FrabXML.event("<abstract><![CDATA[\(text)]]></abstract>")).0?.abstract
  }

  private static let inAll =
    [
      ("<p>One\ntwo</p>\n<p>Three</p>", "One two\n\nThree"),
      ("\n<p>One</p>\n \n\nTwo", "One\n\nTwo"),
      ("<ul>\n<li>One</li>\n<li>Two</li>\n</ul>\nEnd", "- One\n- Two\n\nEnd"),
      ("<p>One<br>two<br/>three</p>", "One\ntwo\nthree"),
      (
        "<p>See <a href=\"https://x/?a>b\" title='q'>the <em>page</em></a>.</p>",
        "See the page (https://x/?a>b)."
      ),
      ("<p>a &lt;b&gt; c &amp;amp; &#8211; d&nbsp;e</p>", "a <b> c &amp; – d e"),
      ("<h2>Title</h2>Text<hr>End", "Title\n\nText\n\nEnd"),
      ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\n\nc"),
      ("<p>x</p><pre>a\n  b</pre>", "x\n\na\nb"), ("<P CLASS=x>One</P>", "One"),
      ("a<script>alert('<p>')</script>b<style>p{}</style>c", "abc"), ("a<!-- <p> -->b", "ab"),
      ("std::vector<int> and a < b > c", "std::vector<int> and a < b > c"),
      ("I <3 it, mail <me@example.org>", "I <3 it, mail <me@example.org>"),
      ("one<br>\ntwo\n\nthree", "one\ntwo\n\nthree"), ("one\ntwo", "one\ntwo"),
      ("one<br>\r\ntwo", "one\ntwo"), ("<prose>", "<prose>"), ("an end <p", "an end <p"),
      ("a <b", "a <b"), ("<", "<"), ("<script>a", "a"), ("<a href=\"x>y", "y"),
      ("Nothing to do.", "Nothing to do."),
      ("<p>One.</p>\n<p>Two.</p>", "One.\n\nTwo."),
      ("One.<br>Two.<br/>Three.<BR />", "One.\nTwo.\nThree."),
      ("<ul><li>One</li><li>Two</li></ul>", "- One\n- Two"),
      ("<b>Bold</b>, <em>not</em> <span class=\"x\">plain</span>", "Bold, not plain"),
      ("<a href=\"https://example.org/x\">here</a>.", "here (https://example.org/x)."),
      ("<a href='https://example.org'>https://example.org</a>", "https://example.org"),
      ("<a href=\"/local\">here</a> <a>there</a>", "here there"),
      ("a<!-- hidden <b> -->b", "ab"), ("a<!-- open", "a<!-- open"),
      ("a<script>x < y</script>b<style>p{}</style>c", "abc"),
      ("vector<int> x; a < b && c > d", "vector<int> x; a < b && c > d"),
      ("<p", "<p"), ("a <", "a <"), ("<p <b>x</b>", "<p x"), ("</", "</"),
      ("&lt;b&gt; is a tag &amp; so on", "<b> is a tag & so on"),
      ("<p>&nbsp;</p>", nil), ("", nil),
      ("One\r\n\r\n\r\nTwo", "One\n\nTwo"),
    ] as [(String, String?)]

  @Test(arguments: inAll)
  func `tags go and paragraphs stay`(text: String, plain: String?) throws {
    #expect(try html(text) == plain)
    #expect(try markdown(text) == plain)
    #expect(try xml(text) == plain)
  }

  @Test(arguments: [
    ("## Heading\n\nText", "Heading\n\nText"), ("#hashtag and C# ", "#hashtag and C#"),
    ("a **bold** word", "a bold word"), ("2 ** 3", "2 ** 3"), ("**open\n\n**", "**open\n\n**"),
    ("[here](https://example.org/a_b)!", "here (https://example.org/a_b)!"),
    ("[**here**](https://example.org)", "here (https://example.org)"),
    ("[here](/local)", "here"), ("[1] and (2)", "[1] and (2)"), ("[a](", "[a]("),
    ("![A picture](https://example.org/x.png)", "A picture"), ("Hello!", "Hello!"),
    ("[t](https://example.org \"Title\")", "t (https://example.org)"),
    ("<https://example.org>", "https://example.org"), (#"1\. C\*\*"#, "1. C**"),
    ("* one\n* two", "* one\n* two"),
  ])
  func `marks of Markdown go`(text: String, plain: String) throws {
    #expect(try markdown(text) == plain)
  }

  @Test func `HTML has no Markdown in it`() throws {
    #expect(
      try html("a **b** [c](https://example.org) \\*") == "a **b** [c](https://example.org) \\*")
  }

  @Test(
    arguments: [
      "<", "<!--", "<p", "<a href=\"", "[", "[a](", "**", "\\", "#", "<script>", "![", "&",
      "<a \"", "<p>", "<li", "</script", "<br/>\n", "<a '\"",
    ])
  func `a mark repeated a hundred thousand times is read in no time`(mark: String) throws {
    let text = String(repeating: mark, count: 100_000)
    // Nothing but marks of bold says nothing.
    #expect((try markdown(text) ?? "").utf8.count <= text.utf8.count)
  }
}
