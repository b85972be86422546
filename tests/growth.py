"""How the time of a function grows with its input, in a measure that a busy machine does not move."""

import time
from collections.abc import Callable

LENGTH, PART = 10_000, 625
"""Signs of a long text, and of a short one whose time says what the long one may take. No longer: a fault should be told soon."""
LIMIT = 4.0
"""Times as long as its parts would take: about 1 where time grows with the length, 16 where it grows with its square."""
ROUNDS = 3
"""A scrap must be over the limit each time: a machine that is busy is so now and then, a quadratic pattern always."""

HOSTILE = [
    *"<&>\n:@-.,;\"'“/_#A9aå\u0301\x00\ufdfa",
    *("<!", "<!--", "<![CDATA[", "</", "<a ", '<a b="', "<b>", "<div>", "</p>", "<style>", "<title>", "<script>", "<option>"),
    *("<@U", "<#C", "<!a^", "<a:", "<http|", "&#1", "&a", "&lt;", "<td>x<tr>", "<table>"),
    *("A-", "Aa ", "Aa'", "x@", "x@y.", ".\"'", ". > ", "> ", "/a ", "-- ", "__", "ps ", "re: ", "a, ", "a and "),
    *("From:", "From: a\n", "Subject: re: ", "on wrote ", "on wrote: ", "Hej ", "mvh ", "mvh,\n", "Skickat från min "),
    *(":a", "a ", "a\n", "? ", "\r", "\t \n", "\u2028", "radera mina uppgifter ", "radera. "),
]
"""Scraps that are repeated to the length wanted: whatever opens something, and whatever looks like the start of a pattern."""


def quadratic(function: Callable[[str], object]) -> list[str]:
    """The scraps with which a long text takes far longer than its parts would, each time that it is tried."""
    return [scrap for scrap in HOSTILE if all(_pace(function, scrap) > LIMIT for _ in range(ROUNDS))]


def _pace(function: Callable[[str], object], scrap: str) -> float:
    short, long = ((scrap * length)[:length] for length in (PART, LENGTH))
    function(short)  # so that what is only done once counts for neither
    return _seconds(function, long) * PART / (_seconds(function, short) * LENGTH)


def _seconds(function: Callable[[str], object], text: str) -> float:
    start = time.thread_time()
    function(text)
    return time.thread_time() - start or 1e-9
