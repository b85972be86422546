"""People's words as they see them, without the marks in which Slack passes them on."""

import pytest

from bot.slack.markup import plain


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Vad är en cookie?", "Vad är en cookie?"),
        ("<@U0INSYN> Vad är en cookie?", "Vad är en cookie?"),
        ("<@U0INSYN|insyn>: Vad?", "Vad?"),
        ("Hej <@U0INSYN>, vad?", "Hej  vad?"),
        ("Fråga <@U0BO|bo> eller <@U0EVA>", "Fråga @bo eller @U0EVA"),
        ("i <#C0GENERAL|general> och <#C0X>", "i #general och #C0X"),
        ("<!channel> och <!here|here>", "@channel och here"),
        ("<!subteam^S1|@support>", "@support"),
        ("<!date^1392734382^{date}|18 februari>", "18 februari"),
        ("se <https://a.example/?a=1&amp;b=2|sidan>", "se sidan"),
        ("se <https://a.example/?a=1&amp;b=2>", "se https://a.example/?a=1&b=2"),
        ("<mailto:eva@kund.example|eva@kund.example>", "eva@kund.example"),
        ("<tel:+4670>", "+4670"),
        ("<ftp://a.example/b|filen> och <slack://open>", "filen och slack://open"),
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
        ("&amp;lt;", "&lt;"),
        ("&amp;nbsp; &amp;#229;", "&nbsp; &#229;"),
        ("&nbsp; &aring; &#229;", "&nbsp; &aring; &#229;"),
        ("&lt;b&gt;fet&lt;/b&gt;", "<b>fet</b>"),
        ("&#" + "1" * 5000 + ";", "&#" + "1" * 5000 + ";"),
        ("&lt;@U0INSYN&gt; med fingrarna", "<@U0INSYN> med fingrarna"),
        ("< inte ett märke >", "< inte ett märke >"),
        ("", ""),
    ],
)
def test_marks_are_undone_once(text: str, seen: str) -> None:
    assert plain(text, "U0INSYN") == seen


def test_without_knowing_itself_the_desk_leaves_its_name_where_it_is() -> None:
    assert plain("<@U0INSYN> Vad?") == "@U0INSYN Vad?"
