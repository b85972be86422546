"""The words of an HTML mail are those that its reader sees, in lines as they see them."""

import pytest

from bot.slack.mail_html import words_of

DEEP = 40_000


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("Hej", "Hej"),
        ("<p>Hej<p>du", "Hej\ndu"),
        ("<div><div>Hej</div></div><div>du</div>", "Hej\ndu"),
        ("Hej<br>du<br/>där", "Hej\ndu\ndär"),
        ("Hej<br><br>du", "Hej\n\ndu"),
        ("<div>Hej<br></div><div><br></div><div>du</div>", "Hej\n\ndu"),
        ("<p>Hej\n   du</p>\n\n\n<p> där </p>", "Hej du\ndär"),
        ("<b>Rad</b>era <i>allt</i>", "Radera allt"),
        ("<h1>Hej</h1>du<hr>där", "Hej\ndu\ndär"),
        ("<ul><li>ett<li>två</ul><ol><li>tre</ol>", "ett\ntvå\ntre"),
        ("<table><tr><td>Namn<td>Eva<tr><td>Ort<td>Oslo</table>", "Namn\tEva\nOrt\tOslo"),
        ("<table><tr><th>Namn</th><td><p>Eva</p><p>Ek</p></td></tr></table>", "Namn\nEva\nEk"),
        ("<blockquote>Förr<br>då</blockquote>nu", "Förr\ndå\nnu"),
        ('Se <a href="https://a.example">vår sida</a>.', "Se vår sida."),
        ('<img src="x" alt="logo">Hej', "Hej"),
        ("<pre>Hej\n  <b>du\ndär</b>\n</pre>då\nnu", "Hej\ndu\ndär\ndå nu"),
        ("<textarea>Hej</textarea> <noscript>du</noscript>", "Hej du"),
        ("<p>&nbsp;</p>Hej&nbsp;du", "Hej\xa0du"),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_blocks_rows_and_breaks_are_lines(markup: str, words: str) -> None:
    assert words_of(markup) == words


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<html><head><title>x</title><style>p{}</style></head><body>Hej", "Hej"),
        ("<style>p{}</style>Hej<script>evil()</script>", "Hej"),
        ("<SCRIPT>evil()</SCRIPT >Hej", "Hej"),
        ("Hej<style>p{}", "Hej"),
        ("Hej<script>evil()", "Hej"),
        ("<title>x", ""),
        ("<template>x</template><iframe>x</iframe><noembed>x</noembed><noframes>x</noframes>Hej", "Hej"),
        ('<div style="display:none">Läs mer</div>Hej', "Hej"),
        ('<div style="color:red; DISPLAY : none !important">Läs <b>mer</b></div>Hej', "Hej"),
        ('<p style="display:none">Läs mer<p>Hej', "Hej"),
        ('<div style="display:none;display:block">Hej</div>', "Hej"),
        ('<div style="display:block">Hej</div>', "Hej"),
        ('<div style="x-display:none">Hej</div>', "Hej"),
        ("<div hidden>Läs mer</div>Hej", "Hej"),
        ("<!-- x -->Hej<!-- y", "Hej"),
        ("<!--[if mso]><p>Outlook</p><![endif]-->Hej", "Hej"),
        ("<![if !mso]>Hej<![endif]>", "Hej"),
        ("<![CDATA[x]]>Hej", "Hej"),
        ('<?xml version="1.0"?><!DOCTYPE html>Hej', "Hej"),
        ("<o:p></o:p>Hej", "Hej"),
        ('Hej<a href="https://a.exa', "Hej"),
    ],
)
def test_what_a_mail_program_hides_is_no_word(markup: str, words: str) -> None:
    assert words_of(markup) == words


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("h&aring; &#229; &#xE5; &amp;aring;", "hå å å &aring;"),
        ("h&aring p&aring mer&copyright", "hå på mer©right"),
        ("&bogus; & &&", "&bogus; & &&"),
        ("&#" + "1" * 5000 + ";Hej", "\ufffdHej"),
        ("He\x00j", "Hej"),
        ("1 < 2 <3 <", "1 < 2 <3 <"),
        ("a <b", "a"),
        ("\ud800Hej", "\ud800Hej"),
    ],
)
def test_signs_are_read_as_a_mail_program_reads_them(markup: str, words: str) -> None:
    assert words_of(markup) == words


@pytest.mark.parametrize("tag", ["div", "b", "table", "blockquote", "ul><li", "a", "svg", "font size=1"])
def test_however_deep_they_stand_words_are_found(tag: str) -> None:
    assert words_of(f"<{tag}>" * DEEP + "Hej") == "Hej"
