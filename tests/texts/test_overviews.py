"""Reminders, the weekly digest, lists of tickets, and explanations of deadlines."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from bot.desk.letters import DeadlineExplanation, Digest, Reminder, TicketList
from bot.knowledge import Knowledge
from bot.texts import Texts
from bot.texts.overviews import DeadlineWords
from bot.texts.sheet import Button, Buttons, Facts, Link, Text
from bot.tickets import BOTH, COUNTRIES, Incident, State, Ticket, deadline_steps
from tests.texts.desk import BREACH, BY_MAIL, CARD, CUSTOMER, LANGUAGES, NOON, OWN, WAITED, renderer_of

LATE = replace(OWN, id=8, reference="DSR-2026-0008", receipt=date(2026, 1, 5))


@pytest.mark.parametrize(
    ("name", "days", "ticket", "sentence"),
    [
        ("due", 14, OWN, "*DSR-2026-0001* must be answered in 14 days, by 30 March 2026."),
        ("due", 1, OWN, "*DSR-2026-0001* must be answered tomorrow, 30 March 2026."),
        ("due", 0, OWN, "*DSR-2026-0001* must be answered today."),
        ("overdue", -1, LATE, "*DSR-2026-0008* is 1 day overdue: the law's date was 5 February 2026."),
        ("overdue", -25, LATE, "*DSR-2026-0008* is 25 days overdue: the law's date was 5 February 2026."),
        ("stop", 0, BY_MAIL, "*DSR-2026-0003*: the use must stop, by 2 March 2026. "),
        ("incident", 48, BREACH, "*INC-2026-0004*: 48 of the 72 hours have passed, "),
        ("incident", 72, BREACH, "*INC-2026-0004*: the 72 hours have passed, "),
    ],
)  # fmt: skip
def test_a_reminder_says_which_ticket_and_how_long_is_left_and_leads_to_its_card(
    knowledge: Knowledge, texts: Texts, name: str, days: int, ticket: Ticket, sentence: str
) -> None:
    letter = Reminder(language="en", ticket=ticket.id, name=name, days=days)

    said, facts = renderer_of(knowledge, texts, LATE).sheet(letter).parts

    assert isinstance(said, Text)
    assert said.text.startswith(sentence)
    assert isinstance(facts, Facts)
    [(_, link)] = facts.pairs
    assert isinstance(link, Link)
    assert link.url == CARD


def test_the_digest_has_the_figures_and_what_is_owed(knowledge: Knowledge, texts: Texts) -> None:
    letter = Digest(language="en", new=3, closed=2, answered=4, in_time=3, overdue=[8], soonest=[1, 5], to_close=[2])

    said = renderer_of(knowledge, texts, LATE).sheet(letter).plain

    assert "New tickets: 3\nClosed: 2\nAnswered in time: 3 of 4 (75%)" in said
    assert said.index("*Overdue*") < said.index("DSR-2026-0008") < said.index("*Due next*") < said.index("DSR-2026-0001")
    assert said.index("DSR-2026-0005") < said.index("*Answered, to be closed*") < said.index("DSR-2026-0002")


def test_a_quiet_week_is_told_as_such(knowledge: Knowledge, texts: Texts) -> None:
    letter = Digest(language="sv", new=0, closed=0, answered=0, in_time=0, overdue=[], soonest=[])

    said = renderer_of(knowledge, texts).sheet(letter).plain

    assert "inget besvarat i veckan" in said
    assert said.endswith("Ingen begäran väntar på svar.")


@pytest.mark.parametrize(
    ("changes", "buttons"),
    [
        ({}, ["person_add", "person_withdraw", "ticket_why"]),
        ({"state": State.SUSPECTED}, ["person_add", "person_withdraw", "ticket_why"]),
        ({"state": State.SENT}, ["person_add", "ticket_why"]),
        ({"state": State.CLOSED, "closed_at": NOON}, ["ticket_why"]),
        ({"state": State.SENT, "removed": ("drafts", "thread")}, ["ticket_why"]),
        ({"incident": BREACH.incident, "kind": BREACH.kind, "rights": ()}, ["person_add", "ticket_why"]),
    ],
)
def test_people_can_add_to_their_own_tickets_and_withdraw_while_something_is_owed(
    knowledge: Knowledge, texts: Texts, changes: dict[str, object], buttons: list[str]
) -> None:
    sheet = renderer_of(knowledge, texts, replace(OWN, **changes)).sheet(TicketList(language="sv", tickets=[1]))

    [row] = [part for part in sheet.parts if isinstance(part, Buttons)]
    assert [button.action for button in row.buttons] == buttons
    assert {button.value for button in row.buttons} == {"1"}


def test_nobody_withdraws_by_a_slip_of_the_hand(knowledge: Knowledge, texts: Texts) -> None:
    sheet = renderer_of(knowledge, texts).sheet(TicketList(language="en", tickets=[1]))

    [row] = [part for part in sheet.parts if isinstance(part, Buttons)]
    asked = "Do you want to withdraw DSR-2026-0001? Then we will do nothing more with it. You may come back at any time."
    assert row.buttons[1] == Button("person_withdraw", "Withdraw the request", "1", "danger", asked)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", State)
def test_whatever_its_state_a_person_reads_what_happens_next(
    knowledge: Knowledge, texts: Texts, language: str, state: State
) -> None:
    ticket = replace(OWN, state=state)

    sheet = renderer_of(knowledge, texts, ticket).sheet(TicketList(language=language, tickets=[1]))

    due = texts.day(language, ticket.due)
    assert texts.say(language, f"state_{state}") in sheet.plain
    assert texts.say(language, f"next_{state}", due=due) in sheet.plain
    assert (f"{texts.say(language, 'card_legal')}: {due}" in sheet.plain) == ticket.awaits_answer


@pytest.mark.parametrize("state", [state for state in State if state.is_open])
def test_who_waits_for_an_overdue_answer_is_promised_no_day_that_has_passed(
    knowledge: Knowledge, texts: Texts, state: State
) -> None:
    late = replace(LATE, state=state)

    sheet = renderer_of(knowledge, texts, late).sheet(TicketList(language="en", tickets=[late.id]))

    assert texts.say("en", "next_overdue", due="5 February 2026") in sheet.plain
    assert "will have" not in sheet.plain


@pytest.mark.parametrize(
    ("ticket", "name"),
    [
        (replace(LATE, state=State.SENT), "next_sent"),
        (replace(LATE, state=State.REFUSED), "next_refused"),
        (replace(LATE, state=State.WORKING), "next_overdue"),
        (replace(CUSTOMER, state=State.SENT), "next_pass_on"),
        (replace(CUSTOMER, state=State.SENT, informed_at=NOON), "next_sent"),
        (replace(OWN, state=State.REFUSED, unreachable=True), "next_pass_on"),
        (replace(CUSTOMER, state=State.WORKING), "next_working"),
        (BREACH, "next_incident"),
        (replace(BREACH, state=State.CLOSED), "next_closed"),
        (replace(BREACH, state=State.DISMISSED), "next_dismissed"),
    ],
)
def test_what_happens_next_fits_what_is_still_owed_to_whom(knowledge: Knowledge, texts: Texts, ticket: Ticket, name: str) -> None:
    _, _, _, said, _ = renderer_of(knowledge, texts, ticket).sheet(TicketList(language="en", tickets=[ticket.id])).parts

    assert said == Text(texts.say("en", name, due=texts.day("en", ticket.due)))


@pytest.mark.parametrize(("officers", "name"), [(False, "ticket_list_empty"), (True, "list_empty")])
def test_an_empty_list_says_so(knowledge: Knowledge, texts: Texts, officers: bool, name: str) -> None:
    for language in LANGUAGES:
        sheet = renderer_of(knowledge, texts).sheet(TicketList(language=language, tickets=[], officers=officers))
        assert sheet.plain == texts.say(language, name)


def test_the_officers_list_has_what_is_overdue_on_top_and_then_the_soonest_first(knowledge: Knowledge, texts: Texts) -> None:
    letter = TicketList(language="en", tickets=[BREACH.id, LATE.id, OWN.id, WAITED.id], officers=True)

    said = renderer_of(knowledge, texts, LATE).sheet(letter).plain

    order = ["*Overdue*", "DSR-2026-0008", "*Open, ", "INC-2026-0004", "DSR-2026-0001", "DSR-2026-0005"]
    assert sorted(order, key=said.index) == order
    assert CARD in said


@pytest.mark.parametrize(
    ("hours", "authority", "heading"),
    [(72, None, "*Open, "), (73, None, "*Overdue*"), (73, "IMY", "*Open, "), (73, "none", "*Open, ")],
)
def test_a_breach_is_overdue_in_the_officers_list_by_its_hours_and_not_by_the_days_of_a_request(
    knowledge: Knowledge, texts: Texts, hours: int, authority: str | None, heading: str
) -> None:
    breach = replace(BREACH, receipt=date(2026, 1, 5), incident=Incident(NOON - timedelta(hours=hours), authority=authority))

    said = renderer_of(knowledge, texts, breach).sheet(TicketList(language="en", tickets=[breach.id], officers=True)).plain

    assert [name for name in ("*Overdue*", "*Open, ") if name in said] == [heading]


def test_a_long_list_fits_the_fields_of_a_slack_message(knowledge: Knowledge, texts: Texts) -> None:
    many = [replace(OWN, id=number) for number in range(100, 135)]
    letter = TicketList(language="sv", tickets=[ticket.id for ticket in many], officers=True)

    parts = renderer_of(knowledge, texts, *many).sheet(letter).parts

    assert [len(part.pairs) for part in parts if isinstance(part, Facts)] == [10, 10, 10, 5]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("country", [*COUNTRIES, BOTH])
def test_every_step_of_every_calculation_has_its_sentence(texts: Texts, language: str, country: str) -> None:
    words = DeadlineWords(texts)

    for number, extended in product(range(730), (False, True)):
        steps = deadline_steps(date(2026, 1, 1) + timedelta(days=number), country, language, extended=extended)
        said = words.steps(steps, language)
        assert len(said) == len(steps)
        assert not [sentence for sentence in said if "{" in sentence]


def test_why_names_the_articles_the_days_off_and_the_calendar(knowledge: Knowledge, texts: Texts) -> None:
    ticket = replace(OWN, receipt=date(2026, 3, 5))

    said = renderer_of(knowledge, texts, ticket).sheet(DeadlineExplanation(language="en", ticket=1)).plain

    expected = [
        "Article 12(3)",
        "Article 3(1)",
        "Article 3(2)(c)",
        "Article 3(4)",
        "1182/71",
        "Easter Monday",
        "calendar holidays ",
    ]
    assert [fact for fact in expected if fact not in said] == []
    assert "Sunday 5 April 2026" in said
    assert "The law's date is Tuesday 7 April 2026" in said


def test_why_counts_the_extended_date_from_receipt_too(knowledge: Knowledge, texts: Texts) -> None:
    said = renderer_of(knowledge, texts).sheet(DeadlineExplanation(language="en", ticket=WAITED.id)).plain

    assert "The law's date is Monday 30 March 2026" in said
    assert "The law's date is Thursday 28 May 2026" in said
    assert "4 June 2026 could be argued for, but is no deadline" in said


def test_why_use_stops_first(knowledge: Knowledge, texts: Texts) -> None:
    said = renderer_of(knowledge, texts).sheet(DeadlineExplanation(language="en", ticket=BY_MAIL.id)).plain

    assert "Articles 7(3) and 21(3)" in said
    assert "Our date in this ticket is now 2 March 2026." in said


def test_the_72_hours_of_a_breach_are_counted_in_hours(knowledge: Knowledge, texts: Texts) -> None:
    said = renderer_of(knowledge, texts).sheet(DeadlineExplanation(language="en", ticket=BREACH.id)).plain

    assert "2 March 2026 at 10:00" in said
    assert "within 72 hours of that (Article 33(1) of the GDPR)" in said
    assert "It ends on 5 March 2026 at 10:00." in said


def test_a_customers_ticket_is_shown_to_whoever_passed_it_on(knowledge: Knowledge, texts: Texts) -> None:
    said = renderer_of(knowledge, texts).sheet(TicketList(language="en", tickets=[CUSTOMER.id])).plain

    assert "DSR-2026-0002" in said
    assert "Please send it on and press the button below it." in said
