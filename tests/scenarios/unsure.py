"""Texts that the desk is unsure about, found when the tests run, since they change with the knowledge."""

from collections.abc import Callable, Sequence
from functools import cache

from bot.understanding import Reading, Verdict
from tests.shipped import reader

_MAYBE_A_REQUEST = (
    "Kan man få sina uppgifter raderade?",
    "Kan ni radera mina uppgifter?",
    "Skulle ni kunna ta bort mina uppgifter?",
    "Raderar ni mina uppgifter om jag ber om det?",
    "mina uppgifter, radering",
    "radering av mina uppgifter?",
    "Kan ni ta bort mig?",
    "Går det att radera mina uppgifter?",
    "Kan jag få mina uppgifter borttagna?",
    "Hur får jag mina uppgifter raderade?",
    "Jag undrar om ni kan ta bort mig",
    "Kan ni visa mig vilka uppgifter ni har om mig?",
    "Kan ni sluta skicka reklam till mig?",
    "mina uppgifter är fel",
    "Jag funderar på att begära ut mina uppgifter",
)
_SEVERAL_THINGS = (
    "cookie and data",
    "personal data storage",
    "delete cookies or data",
    "consent cookies",
    "cookies?",
    "storage",
    "data",
    "delete",
    "my rights, consent and cookies",
    "third parties",
    "how does this work with consent and data",
    "marketing cookies",
    "consent",
)


@cache
def doubtful() -> str:
    """Swedish words that may exercise a right or only ask about it."""
    return _first(_MAYBE_A_REQUEST, lambda reading: reading.maybe_request)


@cache
def ambiguous() -> str:
    """English words that may mean one of several questions."""
    return _first(_SEVERAL_THINGS, lambda reading: reading.verdict is Verdict.CHOICES and reading.language == "en")


def _first(candidates: Sequence[str], fits: Callable[[Reading], bool]) -> str:
    found = next((words for words in candidates if fits(reader().read(words, locale="sv-SE"))), None)
    assert found, "the desk is sure of all of these; put words here of which it is not"
    return found
