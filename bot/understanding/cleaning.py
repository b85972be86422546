"""Text as people type and paste it, made fit to be read: odd signs made harmless, blanks made one."""

import re
import unicodedata

LONGEST = 12_000
"""Characters that are read of one message; a mail of a thousand words is about 7,000."""

_EMOJI_NAME = re.compile(r"(?<!\w):[a-z0-9_+-]{2,40}:(?!\w)")
"""``:wave:``, as chats write an emoji: no word of a question."""
_BLANKS = re.compile(r"[^\S\n]+")


def clean(text: str) -> str:
    """The text without emoji names and control signs, its letters in one form, and no longer than LONGEST.

    Markup is taken for words: whoever hands text over has undone the markup of the place it came from.
    """
    text = _EMOJI_NAME.sub(" ", text[:LONGEST])
    text = unicodedata.normalize("NFKC", text.encode("utf-8", "replace").decode("utf-8"))
    text = "".join(sign if sign in "\n\t" or unicodedata.category(sign)[0] != "C" else _kept(sign) for sign in text)
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in text.splitlines()).strip()


def _kept(sign: str) -> str:
    # A zero-width joiner or a soft hyphen stands inside a word; any other control sign stands between two.
    return "" if unicodedata.category(sign) == "Cf" else " "
