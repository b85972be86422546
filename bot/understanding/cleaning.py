"""Raw text as Slack or a mail program gives it, made into the words that a person sees."""

import html
import re
import unicodedata

LONGEST = 12_000
"""Characters that are read of one message; a mail of a thousand words is about 7,000."""

_MENTION = re.compile(r"<[@!][^<>\s]*>")
_LABELLED = re.compile(r"<(?:#|https?://|mailto:|tel:)[^<>|]*\|([^<>]*)>")
_ADDRESS = re.compile(r"<(?:mailto:|tel:)?([^<>\s|]+[@:/][^<>\s|]*)>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_EMOJI_NAME = re.compile(r"(?<!\w):[a-z0-9_+-]{2,40}:(?!\w)")
_BLANKS = re.compile(r"[^\S\n]+")


def clean(text: str) -> str:
    """The text with Slack's and HTML's markup undone, odd characters made harmless, and no longer than LONGEST."""
    text = text[:LONGEST]
    text = _MENTION.sub(" ", text)
    text = _LABELLED.sub(r"\1", text)
    text = _ADDRESS.sub(r"\1", text)
    text = html.unescape(_TAG.sub(" ", text))
    text = _EMOJI_NAME.sub(" ", text)
    text = unicodedata.normalize("NFKC", text.encode("utf-8", "replace").decode("utf-8"))
    text = "".join(sign if sign in "\n\t" or unicodedata.category(sign)[0] != "C" else _kept(sign) for sign in text)
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in text.splitlines()).strip()


def _kept(sign: str) -> str:
    # A zero-width joiner or a soft hyphen stands inside a word; any other control sign stands between two.
    return "" if unicodedata.category(sign) == "Cf" else " "
