"""Normalises text as people type and paste it: control characters, letters and white space."""

import re
import unicodedata

LONGEST = 100_000
"""Characters of a message that are read, the rest is ignored; the longest message in Slack has 40,000."""

_EMOJI_NAME = re.compile(r"(?<!\w):[a-z0-9_+-]{2,40}:(?!\w)")
"""``:wave:``, as chats write an emoji."""
_CALL = re.compile(r"(?<!\w)@(?:channel|here|everyone)(?!\w)")
"""Calls everybody in a chat, and says nothing about channels."""
_BLANKS = re.compile(r"[^\S\n]+")


def clean(text: str) -> str:
    """The first LONGEST characters of a text in Unicode's form NFKC, without emoji names, calls and control characters.

    Markup is not removed: the caller must have done so.
    """
    text = _CALL.sub(" ", _EMOJI_NAME.sub(" ", text[:LONGEST]))
    text = unicodedata.normalize("NFKC", text.encode("utf-8", "replace").decode("utf-8"))
    text = "".join(sign if sign in "\n\t" or unicodedata.category(sign)[0] != "C" else _kept(sign) for sign in text)
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in text.splitlines()).strip()


def _kept(sign: str) -> str:
    # A format character such as a soft hyphen is inside a word; any other control character separates words.
    return "" if unicodedata.category(sign) == "Cf" else " "
