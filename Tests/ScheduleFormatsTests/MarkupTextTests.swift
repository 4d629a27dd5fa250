import ConferenceModel
import ScheduleFormats
import Testing

/// Abstracts in HTML and Markdown, as a `schedule.xml` has them.
@Suite struct MarkupTextTests {
  private func abstract(_ html: String) throws -> String? {
    try FrabXML.session(FrabXML.event("<abstract><![CDATA[\(html)]]></abstract>")).0?.abstract
  }

  @Test(arguments: [
    ("<p>One\ntwo</p>\n<p>Three</p>", "One two\n\nThree"),
    ("\n<p>One</p>\n \n\nTwo", "One\n\nTwo"),
    ("<ul>\n<li>One</li>\n<li>Two</li>\n</ul>\nEnd", "- One\n\n- Two\n\nEnd"),
    ("<p>One<br>two<br/>three</p>", "One\ntwo\nthree"),
    ("<p>See <a href=\"https://x/?a>b\" title='q'>the <em>page</em></a>.</p>", "See the page."),
    ("<p>a &lt;b&gt; c &amp;amp; &#8211; d&nbsp;e</p>", "a <b> c &amp; – d e"),
    ("<h2>Title</h2>Text<hr>End", "Title\n\nText\n\nEnd"),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\n\nc"),
    ("<p>x</p><pre>a\n  b</pre>", "x\n\na\nb"), ("<P CLASS=x>One</P>", "One"),
    ("a<script>alert('<p>')</script>b<style>p{}</style>c", "abc"), ("a<!-- <p> -->b", "ab"),
  ])
  func `HTML becomes paragraphs of plain text`(html: String, text: String) throws {
    #expect(try abstract(html) == text)
  }

  @Test(arguments: [
    ("std::vector<int> and a < b > c", "std::vector<int> and a < b > c"),
    ("I <3 it, mail <me@example.org>", "I <3 it, mail <me@example.org>"),
    ("one<br>\ntwo\n\nthree", "one\ntwo\n\nthree"), ("one\ntwo", "one\ntwo"),
    ("<prose>", "<prose>"), ("an end <p", "an end <p"), ("a <b", "a <b"),
    ("</", "</"), ("<", "<"), ("a <!-- b", "a"), ("<script>a", "a"),
    ("<a href=\"x>y", "y"),
  ])
  func `what is no tag stays, and breaks of plain text too`(written: String, text: String) throws {
    #expect(try abstract(written) == text)
  }

  @Test(arguments: ["<p", "<a \"", "<!--", "<script>", "<p>", "&lt;", "<li", "</script", "<br/>\n"])
  func `a long text of one piece takes no long time`(piece: String) throws {
    _ = try abstract("x" + String(repeating: piece, count: 200_000) + "y")
  }
}
