"""The desk's own records expire, and can be erased."""

import sqlite3

import pytest

from bot.workspace import ShownMessage
from tests.scenarios.acts import answer, do, take_and_prepare
from tests.scenarios.office import Office, texts
from tests.scenarios.shown import acts, is_card, shown
from tests.scenarios.unsure import doubtful

ORDER = "Jag vill ha en kopia på allt ni har om mig"


def say(name: str, **given: str) -> str:
    return texts().say("sv", name, **given)


def closed(office: Office) -> ShownMessage:
    """Anna's request, answered and closed on 2 March; its card."""
    office.ask(office.anna, ORDER)
    office.at_rest()
    answer(office, office.olle, office.oda, access="granted")
    do(office, office.oda, "close")
    return office.card()


def forgotten(office: Office) -> list[str | None]:
    """What was removed of the ticket, as its log has it."""
    return [event.code for event in office.log() if event.what == "removed"]


def rows(office: Office, table: str, where: str = "1=1") -> int:
    """How many rows a table of the database has."""
    file = office.settings.database_url.removeprefix("sqlite:///")
    with sqlite3.connect(file) as database:
        found: int = database.execute(f"select count(*) from {table} where {where}").fetchone()[0]
    return found


def test_two_weeks_after_the_end_the_draft_is_gone_and_the_thread_is_not(office: Office) -> None:
    card = closed(office)
    assert office.ticket().answer == "Här är svaret."
    office.go_to("2026-03-15 09:00")
    assert forgotten(office) == []
    office.go_to("2026-03-16 09:00")

    assert (forgotten(office), office.ticket().answer) == (["drafts"], "")
    assert ["Här är svaret." in line for line in office.lines(card)].count(True) == 1
    assert office.ticket().own_words == ORDER


def test_thirty_days_after_the_end_the_officers_see_no_word_of_the_person_any_more(office: Office) -> None:
    card = closed(office)
    office.go_to("2026-04-01 09:00")

    (left,) = [message for message in office.slack.messages(office.officers) if is_card(message)]
    assert (left.ts, office.lines(card), acts(left)) == (card.ts, [], [])
    assert shown(left) == f"DSR-2026-0001\n{say('forgotten', day='1 april 2026')}"
    assert [event.words for event in office.log()] == [None] * len(office.log())
    assert office.told(office.anna), "what is in her own conversation is hers"
    assert office.faults() == []


def test_a_year_after_the_end_nothing_says_whose_ticket_it_was(office: Office) -> None:
    closed(office)
    office.go_to("2027-03-02 09:00")

    ticket = office.ticket()
    assert forgotten(office) == ["drafts", "thread", "link"]
    assert (ticket.asker, ticket.subject.user, ticket.own_words) == (None, None, "")
    assert rows(office, "outbox", f"coalesce(place, '') || lane || coalesce(letter, '') like '%{office.anna}%'") == 0
    office.command(office.anna, office.general, "/privacy-request", "status")
    assert shown(office.whispers(office.anna)[-1]).startswith(say("ticket_list_empty"))


def test_three_years_after_the_end_a_ticket_is_only_counted_and_the_log_stays_whole(office: Office) -> None:
    closed(office)
    office.go_to("2029-03-02 09:00")
    office.go_to("2029-03-03 09:00")

    ticket = office.ticket()
    assert (ticket.reference, ticket.state, ticket.shredded_at is not None) == ("DSR-2026-0001", "closed", True)
    assert [rows(office, table) for table in ("ticket_contents", "ticket_keys")] == [0, 0]
    assert rows(office, "ticket_log", "ticket = 1") == 0
    assert rows(office, "outbox", "ticket = 1 and state != 'pending'") == 0
    assert office.service.store.verify().faults == []


def test_what_was_no_request_is_destroyed_after_half_a_year(office: Office) -> None:
    office.ask(office.anna, doubtful())
    office.at_rest()
    do(office, office.olle, "dismiss", code="question")
    office.go_to("2026-09-01 09:00")
    assert office.ticket().own_words == doubtful()
    office.go_to("2026-09-02 09:00")

    assert (forgotten(office), office.ticket().own_words) == (["drafts", "thread", "dismissed"], "")
    assert rows(office, "ticket_keys") == 0
    assert "reopen" not in acts(office.cards()[0])


@pytest.mark.parametrize("act", ["hold", "complaint"])
def test_a_legal_hold_stops_it_until_it_is_released(office: Office, act: str) -> None:
    card = closed(office)
    do(office, office.oda, act, words="Anna har klagat.")
    office.go_to("2031-01-02 09:00")
    assert (forgotten(office), office.ticket().own_words) == ([], ORDER)
    assert len(office.lines(card)) == len(office.log())

    do(office, office.oda, "release", words="Saken är avgjord.")
    office.go_to("2031-01-03 09:00")
    assert (office.ticket().own_words, office.lines(card)) == ("", [])
    office.go_to("2031-01-04 09:00")
    assert office.ticket().removed[-1] == "register"


def test_a_refusal_is_kept_a_year_longer(office: Office) -> None:
    office.ask(office.anna, ORDER)
    office.at_rest()
    take_and_prepare(office, office.olle, ground="rights_of_others", access="refused")
    do(office, office.oda, "refuse")
    office.run_due()
    do(office, office.oda, "close")
    office.go_to("2027-03-31 09:00")
    assert forgotten(office) == ["drafts"]
    office.go_to("2027-04-01 09:00")

    assert forgotten(office) == ["drafts", "thread"]


def test_an_answered_ticket_that_nobody_closes_is_forgotten_all_the_same(office: Office) -> None:
    office.ask(office.anna, ORDER)
    card = office.card()
    answer(office, office.olle, office.oda, access="granted")
    office.go_to("2026-04-01 09:00")

    assert (forgotten(office), office.lines(card)) == (["drafts", "thread"], [])


def test_an_open_ticket_is_never_forgotten(office: Office) -> None:
    office.ask(office.anna, ORDER)
    office.at_rest()
    office.go_to("2030-01-02 09:00")

    assert (forgotten(office), office.ticket().own_words) == ([], ORDER)
