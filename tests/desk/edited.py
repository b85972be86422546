"""Words that are edited in these tests, and what their writer is told."""

from bot.desk.places import Direct
from tests.desk.fakes import MemoryStore
from tests.desk.people import ANNA, IN_CHANNEL

COOKIE, COOKIE_EN, DPO, THANKS = "Vad är en cookie?", "What is a cookie?", "Vem är ert ombud?", "Tack!"
ERASE, ERASE_ALL, SHOW = "Radera mina uppgifter", "Radera allt nu!", "Visa vad ni har"
EVA = "Eva Ek vill bli raderad"
SHOW_AND_ERASE, PERHAPS = "Visa allt och radera det", "Ni sparar för mycket"
BREACH = "Kundlistan gick till fel kund"


def told(store: MemoryStore) -> list[str]:
    """What Anna was told so far: kinds of letters, and over which letter each was written."""
    letters = [queued for queued in store.queue if queued.to in (Direct(ANNA), Direct(ANNA, "100.1"), IN_CHANNEL)]
    names = [(getattr(queued.letter, "about", "") or queued.letter.kind, queued.replaces) for queued in letters]
    return [f"{name} over {over}" if over else name for name, over in names]
