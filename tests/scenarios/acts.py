"""Acts of officers on the cards in their channel."""

from collections.abc import Mapping

from bot.workspace import SubmitResult, View
from tests.scenarios.office import Office
from tests.scenarios.shown import buttons, number

Filled = Mapping[str, str | list[str] | None]


def press(office: Office, user: str, act: str, ticket: int = 1) -> None:
    """Choose an act on the card as it stands now: its button, or else the line of its menu."""
    card = next(card for card in office.cards() if number(card) == ticket)
    if f"ticket_{act}" in buttons(card):
        assert office.press(user, card, f"ticket_{act}")
    else:
        assert office.press(user, card, "ticket_menu", f"{act} {ticket}")


def do(office: Office, user: str, act: str, ticket: int = 1, **filled: str | list[str] | None) -> SubmitResult | None:
    """Choose an act, fill in its form where it has one, and let it take effect."""
    press(office, user, act, ticket)
    sent = None
    if filled:
        office.open_view(user)
        sent = office.slack.submit(user, filled)
    office.at_rest()
    return sent


def open_form(office: Office, user: str, act: str, ticket: int = 1) -> View:
    """Open the form of an act, and return it."""
    press(office, user, act, ticket)
    return office.open_view(user)


def fill(office: Office, user: str, filled: Filled) -> SubmitResult:
    """Fill in the form that somebody has open, and send it."""
    sent = office.slack.submit(user, filled)
    office.at_rest()
    return sent


def checklist(view: View) -> dict[str, list[str]]:
    """Return values that tick every box of a form."""
    boxes = [block for block in view.blocks if str(block["block_id"]).startswith("checked")]
    return {block["block_id"]: [option["value"] for option in block["element"]["options"]] for block in boxes}


def prepare(
    office: Office, user: str, ticket: int = 1, *, answer: str = "Här är svaret.", ground: str | None = None, **rights: str
) -> SubmitResult:
    """Write the answer of a ticket: a decision on each right, everything on the checklist done."""
    view = open_form(office, user, "prepare", ticket)
    decisions = {f"decisions:{right}": decision for right, decision in rights.items()}
    return fill(office, user, {**decisions, **checklist(view), "answer": answer, "code": ground})


def take_and_prepare(office: Office, user: str, ticket: int = 1, *, ground: str | None = None, **rights: str) -> None:
    """Take a ticket and prepare its answer, so that a second officer can approve it."""
    do(office, user, "take", ticket)
    assert prepare(office, user, ticket, ground=ground, **rights).closed


def answer(office: Office, preparer: str, sender: str, ticket: int = 1, **rights: str) -> None:
    """Take a ticket, answer it with two officers, and wait until the answer has arrived."""
    take_and_prepare(office, preparer, ticket, **rights)
    do(office, sender, "send", ticket)
    office.run_due()
