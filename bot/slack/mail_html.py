"""Extracts the text of an HTML mail as its reader sees it."""

import re
from collections.abc import Iterator

from turbohtml import Element, Node, Text, parse

_HIDDEN = frozenset({"head", "iframe", "noembed", "noframes", "script", "style", "template", "title"})
_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol option p pre section summary table tbody tfoot thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
"""Elements that start and end on a line of their own."""
_CELLS = frozenset({"td", "th"})

_EDGE = "\f"
"""Marks the start or end of a block element. Any number of them in a row make one line break."""
_SPACE = re.compile(r"[ \t\n\r\f]+")
"""White space that HTML collapses into one space; no-break spaces are kept."""


def words_of(markup: str) -> str:
    """Return the visible text of any markup: a line for each block and table row, a tab between cells."""
    parts = "".join(_texts(parse(markup))).split(_EDGE)
    return "\n".join(_trimmed(part) for part in parts if part.strip(" \t")).strip()


def _texts(document: Node) -> Iterator[str]:
    """Yield texts and breaks in order, with a stack of its own: mails may be nested deeper than Python's recursion limit."""
    waiting: list[tuple[Node | str, bool]] = [(document, False)]
    while waiting:
        node, preformatted = waiting.pop()
        match node:
            case str(mark):
                yield mark
            case Text(data=text):
                yield text.replace(_EDGE, " ") if preformatted else _SPACE.sub(" ", text)
            case Element() if _is_hidden(node):
                continue
            case _:
                before, after, kept = _marks(node)
                yield before
                waiting.append((after, False))
                waiting += [(child, preformatted or kept) for child in reversed(node.children)]


def _marks(node: Node) -> tuple[str, str, bool]:
    """Return what to put before and after an element's text, and whether line breaks in its text are kept."""
    match node:
        case Element(tag="br"):
            return "\n", "", False
        case Element(tag=tag) if tag in _CELLS:
            return "", "\t", False
        case Element(tag=tag) if tag in _BLOCKS:
            return _EDGE, _EDGE, tag == "pre"
    return "", "", False


def _is_hidden(element: Element) -> bool:
    if element.tag in _HIDDEN or element.attr("hidden") is not None:
        return True
    declared = (line.partition(":") for line in (element.attr("style") or "").lower().split(";"))
    shown = [value.strip() for name, _, value in declared if name.strip() == "display"]
    return bool(shown) and shown[-1].startswith("none")


def _trimmed(part: str) -> str:
    return "\n".join(line.strip(" \t\r") for line in part.split("\n")).strip("\n")
