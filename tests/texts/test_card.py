"""The card in the officers' channel."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from bot.desk.letters import Card, ThreadRemoval
from bot.knowledge import RIGHTS, Knowledge
from bot.texts import Texts
from bot.texts.sheet import Button, Buttons, Facts, Link, Text, Title, UserMention
from bot.tickets import Act, Decision, Incident, Kind, State, Ticket
from tests.texts.desk import BREACH, CUSTOMER, LANGUAGES, LINK, NOON, OWN, WAITED, renderer_of

FIELDS = 10
"""Most fields that Slack shows in one section."""
ABOUT = ("DSR-2026-0001", "Eva", "eva@", "UANNA", "UOLLE", "Radera", "{vem}")


def card(knowledge: Knowledge, texts: Texts, ticket: Ticket, language: str = "en") -> tuple[object, ...]:
    return tuple(renderer_of(knowledge, texts, ticket).sheet(Card(language=language, ticket=ticket.id)).parts)


def facts(parts: tuple[object, ...]) -> dict[str, object]:
    return {name: value for part in parts if isinstance(part, Facts) for name, value in part.pairs}


def acts(parts: tuple[object, ...]) -> tuple[list[str], list[str]]:
    [row] = [part for part in parts if isinstance(part, Buttons)]
    return [button.action for button in row.buttons], [option.value for option in row.menu.options] if row.menu else []


def test_a_card_says_what_it_is_about_who_has_it_and_both_dates(knowledge: Knowledge, texts: Texts) -> None:
    title, pairs, buttons = card(knowledge, texts, OWN)

    assert title == Title("DSR-2026-0001 · access to personal data and erasure")
    assert pairs == Facts(
        (
            ("State", "New"),
            ("Officer", "nobody yet"),
            ("Asked by", UserMention("UANNA")),
            ("Concerns", "the person who wrote, own data"),
            ("Received", "28 February 2026"),
            ("Answer by", "Law: 30 March 2026 · Ours: 27 March 2026"),
            ("Came from", Link(LINK, "the message")),
        )
    )
    assert isinstance(buttons, Buttons)
    assert buttons.buttons == (
        Button("ticket_take", "Take it", "1", "primary"),
        Button("ticket_reply", "Reply to the person", "1"),
        Button("ticket_why", "Why?", "1"),
    )
    assert buttons.menu is not None
    assert buttons.menu.options[0] == Button("ticket_ask_identity", "Ask for proof of identity", "ask_identity 1")


@pytest.mark.parametrize(
    ("changes", "first"),
    [
        ({"state": State.SUSPECTED}, Act.CONFIRM),
        ({"state": State.WORKING}, Act.PREPARE),
        ({"state": State.WORKING, "rights": ("objection",)}, Act.STOP),
        ({"state": State.WAITING_IDENTITY}, Act.IDENTITY_OK),
        ({"state": State.REVIEW, "prepared_by": "UOLLE", "decisions": {"access": Decision.GRANTED}}, Act.SEND),
        ({"state": State.REVIEW, "prepared_by": "UOLLE", "decisions": {"access": Decision.REFUSED}}, Act.REFUSE),
        ({"state": State.SENT, "informed_at": NOON}, Act.CLOSE),
    ],
)
def test_the_next_step_is_the_first_button(knowledge: Knowledge, texts: Texts, changes: dict[str, object], first: Act) -> None:
    buttons, menu = acts(card(knowledge, texts, replace(OWN, **changes)))

    assert buttons[0] == f"ticket_{first}"
    assert f"{first} 1" not in menu
    assert not {"disclaim 1", "wrote 1"} & set(menu)


def test_sending_is_asked_about_first_and_shown_to_whoever_prepared_it(knowledge: Knowledge, texts: Texts) -> None:
    """All officers see the same card; who prepared the answer is refused when they press."""
    under_review = replace(OWN, state=State.REVIEW, prepared_by="UOLLE", decisions={"access": Decision.GRANTED})

    *_, row = card(knowledge, texts, under_review)

    assert isinstance(row, Buttons)
    assert row.buttons[0].action == "ticket_send"
    assert "cannot be taken back" in (row.buttons[0].confirm or "")


@pytest.mark.parametrize(
    ("ticket", "by_hand"),
    [(CUSTOMER, True), (replace(OWN, state=State.SENT), False), (replace(OWN, state=State.SENT, unreachable=True), True)],
)
def test_only_letters_that_somebody_sends_on_are_marked_as_arrived_by_hand(
    knowledge: Knowledge, texts: Texts, ticket: Ticket, by_hand: bool
) -> None:
    buttons, menu = acts(card(knowledge, texts, ticket))

    offered = {*buttons, *(f"ticket_{value.split()[0]}" for value in menu)}
    assert offered.issuperset({"ticket_delivered", "ticket_bounce"}) is by_hand


def test_what_must_stop_and_what_is_overdue_stands_above_the_facts(knowledge: Knowledge, texts: Texts) -> None:
    late = replace(OWN, rights=("objection",), receipt=date(2026, 1, 5))

    said = [part.text for part in card(knowledge, texts, late)[1:3] if isinstance(part, Text)]

    assert said[0].startswith("*Stop the use by 7 January 2026.*")
    assert said[1].startswith("*Overdue:* the law's date was 5 February 2026.")


@pytest.mark.parametrize(
    ("changes", "must_stop"),
    [
        ({"rights": ("objection",)}, True),
        ({"rights": ("access", "consent_withdrawal"), "state": State.REVIEW}, True),
        ({"rights": ("objection",), "stopped_at": NOON}, False),
        ({"rights": ("objection",), "state": State.DISMISSED}, False),
        ({"rights": ("objection",), "state": State.WITHDRAWN}, False),
        ({"rights": ("access",)}, False),
    ],
)
def test_a_card_says_stop_only_while_the_ticket_is_open_and_the_use_goes_on(
    knowledge: Knowledge, texts: Texts, changes: dict[str, object], must_stop: bool
) -> None:
    texts_said = [part.text for part in card(knowledge, texts, replace(OWN, **changes)) if isinstance(part, Text)]

    assert [text for text in texts_said if text.startswith("*Stop the use")] == texts_said
    assert bool(texts_said) is must_stop


def test_flags_and_an_arguable_date_are_shown_and_never_as_the_deadline(knowledge: Knowledge, texts: Texts) -> None:
    parts = card(knowledge, texts, WAITED)

    assert Text("To know: extended to 28 May 2026, a complaint was made and nothing may be erased (legal hold).") in parts
    assert facts(parts)["Could be claimed"] == "4 June 2026 (argument, not deadline)"


def test_the_outcome_of_each_right_is_on_the_card(knowledge: Knowledge, texts: Texts) -> None:
    found = facts(card(knowledge, texts, CUSTOMER))

    assert found["access to personal data"] == "Granted in part"
    assert found["erasure"] == "Refused"
    assert found["Answer prepared by"] == UserMention("UOLLE")


def test_a_breach_shows_when_the_72_hours_end_on_the_companys_clock(knowledge: Knowledge, texts: Texts) -> None:
    found = facts(card(knowledge, texts, BREACH))

    assert found["When the company came to know of it"] == "2 March 2026 at 10:00"
    assert found["72 hours end at"] == "5 March 2026 at 10:00"
    assert found["What happened?"] == "Kundlistan till fel person"
    assert "Answer by" not in found


@pytest.mark.parametrize(
    ("state", "hours", "authority", "is_warned"),
    [
        (State.OPEN, 72, None, False),
        (State.OPEN, 73, None, True),
        (State.WORKING, 73, None, True),
        (State.OPEN, 73, "IMY", False),
        (State.OPEN, 73, "none", False),
        (State.DISMISSED, 73, None, False),
        (State.CLOSED, 73, None, False),
    ],
)
def test_a_card_warns_of_the_72_hours_while_they_are_over_and_nobody_has_decided(
    knowledge: Knowledge, texts: Texts, state: State, hours: int, authority: str | None, is_warned: bool
) -> None:
    breach = replace(BREACH, state=state, incident=Incident(NOON - timedelta(hours=hours), authority=authority))

    said = [part.text for part in card(knowledge, texts, breach) if isinstance(part, Text)]

    assert [text.startswith("*INC-2026-0004*: the 72 hours have passed, ") for text in said] == [True] * is_warned


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_anybody_is_left_on_a_card_whose_contents_are_gone(knowledge: Knowledge, texts: Texts, language: str) -> None:
    gone = replace(CUSTOMER, id=1, reference="DSR-2026-0009", shredded_at=NOON)
    faded = replace(CUSTOMER, id=1, reference="DSR-2026-0009", removed=("thread",))

    for ticket, letter in product((gone, faded), (Card, ThreadRemoval)):
        sheet = renderer_of(knowledge, texts, ticket).sheet(letter(language=language, ticket=1))
        assert "2 mars 2026" in sheet.plain or "2 March 2026" in sheet.plain
        assert [about for about in ABOUT if about in sheet.plain] == []
        assert not [part for part in sheet.parts if isinstance(part, Buttons)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("kind", Kind)
def test_every_card_can_be_said_and_fits_in_one_message(
    knowledge: Knowledge, texts: Texts, language: str, state: State, kind: Kind
) -> None:
    told = "x" * 3000
    full = replace(
        CUSTOMER,
        state=state,
        kind=kind,
        rights=RIGHTS,
        decisions=dict.fromkeys(RIGHTS, Decision.PARTLY),
        answer=told,
        waited=3,
        stopped_at=NOON,
        incident=Incident(NOON, told, told, told, told, told, "IMY", NOON, told, "not_informed", told)
        if kind is Kind.INCIDENT
        else None,
        extended_at=NOON - timedelta(days=1),
    )

    sheet = renderer_of(knowledge, texts, full).sheet(Card(language=language, ticket=full.id))

    assert len(sheet.plain) < 5_000
    assert {len(part.pairs) <= FIELDS for part in sheet.parts if isinstance(part, Facts)} == {True}
