"""What no period covers any more is forgotten, by the desk itself and by hand, once and not too early."""

from collections.abc import Callable
from datetime import timedelta

from bot.desk.desk import Desk
from bot.desk.letters import ThreadRemoval
from bot.desk.places import TicketThread
from bot.tickets import Act, State
from bot.tickets.retention import Removal
from tests.desk.fakes import Clock, MemoryStore, Queued
from tests.desk.people import ANNA, command, message, sent

Live = Callable[..., list[Queued]]
DAY = timedelta(days=1)


def test_what_no_period_covers_is_removed_once_and_slack_forgets_the_thread(
    desk: Desk, store: MemoryStore, clock: Clock, live: Live
) -> None:
    store.arrived(sent(desk, store))
    desk.scheduler.run_due()
    desk.act(command(Act.CLOSE))

    live(13, step=DAY)
    assert store.tickets[0].removed == ()
    live(2, step=DAY)
    assert (store.tickets[0].removed, store.tickets[0].answer) == (("drafts",), "")
    forgotten = live(20, "thread_removal", step=DAY)
    assert forgotten == [Queued(TicketThread(1), ThreadRemoval(language="sv", ticket=1))]
    assert [event.words for event in store.log()] == [None] * len(store.log())
    live(340, step=34 * DAY)
    assert (store.tickets[0].asker, store.tickets[0].own_words) == (None, "")
    live(740, step=74 * DAY)
    assert store.tickets[0].removed == ("drafts", "thread", "link", "register")
    assert (store.log(1), [event.code for event in store.log(0)]) == ([], ["register"])


def test_an_answer_that_nobody_closes_is_named_each_week_and_forgotten_in_its_time(
    desk: Desk, store: MemoryStore, live: Live
) -> None:
    store.arrived(sent(desk, store))

    digests = live(42, "digest", step=DAY)

    assert [queued.letter.to_close for queued in digests if queued.letter.to_close] == [[1]] * 4
    assert (store.tickets[0].state, store.tickets[0].removed) == (State.SENT, ("drafts", "thread"))


def test_a_dry_run_names_what_would_go_and_a_real_one_what_went(desk: Desk, store: MemoryStore, clock: Clock) -> None:
    store.arrived(sent(desk, store))
    desk.scheduler.run_due()
    desk.act(command(Act.CLOSE))
    clock.advance(31 * DAY)
    due = [("DSR-2026-0001", Removal.DRAFTS), ("DSR-2026-0001", Removal.THREAD)]

    assert (desk.scheduler.forgettable(), store.tickets[0].removed) == (due, ())
    assert desk.scheduler.forget() == due
    assert (desk.scheduler.forgettable(), desk.scheduler.forget()) == ([], [])


def test_a_legal_hold_keeps_everything_until_it_is_released(desk: Desk, store: MemoryStore, clock: Clock) -> None:
    desk.ask(message("Radera mina uppgifter"))
    desk.act(command(Act.WITHDRAW, ANNA))
    desk.act(command(Act.HOLD, words="Tvist"))
    clock.advance(5000 * DAY)
    assert desk.scheduler.forget() == []

    desk.act(command(Act.RELEASE, words="Tvisten är över"))

    assert [removal for _, removal in desk.scheduler.forget()] == ["drafts", "thread", "link"]
    assert [removal for _, removal in desk.scheduler.forget()] == ["register"]


def test_a_ticket_that_is_reopened_and_closed_again_is_forgotten_again(desk: Desk, store: MemoryStore, clock: Clock) -> None:
    desk.ask(message("Radera mina uppgifter"))
    desk.act(command(Act.WITHDRAW, ANNA))
    clock.advance(31 * DAY)
    desk.scheduler.forget()
    desk.act(command(Act.REOPEN, words="Ångrade sig"))
    desk.act(command(Act.NOTE, words="Hon bor numera i Umeå"))
    desk.act(command(Act.WITHDRAW, ANNA, click=2))
    clock.advance(31 * DAY)

    assert [removal for _, removal in desk.scheduler.forget()] == ["drafts", "thread"]
    assert {event.words for event in store.log()} == {None}


def test_a_ticket_whose_person_is_forgotten_belongs_to_nobody(desk: Desk, store: MemoryStore, clock: Clock) -> None:
    desk.ask(message("Radera mina uppgifter"))
    desk.act(command(Act.WITHDRAW, ANNA))
    clock.advance(400 * DAY)
    desk.scheduler.forget()
    length = len(store.events)

    desk.act(command(Act.WROTE, ANNA, words="Minns ni mig?"))

    assert len(store.events) == length
    assert store.letters[-1].text == "officers_only"
