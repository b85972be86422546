"""Two desks on one PostgreSQL, each connected to Slack: whatever happens, people see it once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.scenarios.acts import answer, do, take_and_prepare
from tests.scenarios.office import Office, texts
from tests.scenarios.shown import acts, facts, reference, shown
from tests.scenarios.unsure import doubtful

ORDER = "Radera mina uppgifter"
BREACH = "Jag råkade skicka kundlistan till fel person"


def say(name: str, **given: str) -> str:
    return texts().say("sv", name, **given)


def at_once(*commands: Callable[[], Any]) -> None:
    """Run several commands at the same moment."""
    with ThreadPoolExecutor(len(commands)) as pool:
        for done in [pool.submit(command) for command in commands]:
            done.result()


def both_look(office: Office) -> None:
    """Run both desks' schedulers at the same moment, more than once."""
    at_once(*[desk.service.run_due for desk in office.desks] * 2)
    office.at_rest()


def test_slack_spreads_events_over_both_desks_and_each_request_has_one_card_and_one_answer(replicas: Office) -> None:
    people = [replicas.newcomer() for _ in range(6)]
    for person in people:
        replicas.slack.say(person, replicas.slack.dm(person), ORDER)
    replicas.at_rest()

    assert replicas.slack.connections == 2
    assert sorted(reference(card) for card in replicas.cards()) == [f"DSR-2026-000{number}" for number in range(1, 7)]
    assert [len(replicas.lines(card)) for card in replicas.cards()] == [1] * 6
    assert [len(replicas.told(person)) for person in people] == [1] * 6
    assert replicas.faults() == []


def test_an_event_that_both_desks_get_is_answered_once(replicas: Office) -> None:
    replicas.slack.send_events_twice()
    people = [replicas.newcomer() for _ in range(4)]
    for person in people:
        replicas.slack.join(replicas.general, person)
    asked = [replicas.mention(person, replicas.general, ORDER) for person in people]
    breach = replicas.mention(replicas.anna, replicas.general, BREACH)
    replicas.at_rest()

    assert [len(replicas.replies(replicas.general, ts)) for ts in (*asked, breach)] == [1] * 5
    assert [len(replicas.told(person)) for person in (*people, replicas.anna)] == [1] * 5
    assert [len(replicas.lines(card)) for card in replicas.cards()] == [1] * 5


def test_an_edit_that_both_desks_get_is_answered_in_place_once(replicas: Office) -> None:
    channel = replicas.slack.dm(replicas.anna)
    ts = replicas.slack.say(replicas.anna, channel, "Vad är en cookie?")
    replicas.at_rest()
    replicas.slack.send_events_twice()
    replicas.slack.edit(replicas.anna, channel, ts, ORDER)
    replicas.at_rest()

    assert (len(replicas.replies(channel, ts)), len(replicas.cards())) == (1, 1)
    assert [call.method for call in replicas.slack.calls].count("chat.update") == 1


def test_two_messages_of_one_person_at_the_same_moment_are_one_ticket(replicas: Office) -> None:
    channel = replicas.slack.dm(replicas.anna)
    for _ in range(4):
        replicas.slack.say(replicas.anna, channel, ORDER)
    replicas.at_rest()

    (card,) = replicas.cards()
    assert (len(replicas.lines(card)), len(replicas.told(replicas.anna))) == (4, 4)


def test_two_officers_press_at_the_same_moment_one_has_it_and_the_other_is_told(replicas: Office) -> None:
    replicas.ask(replicas.anna, ORDER)
    replicas.at_rest()
    card, officers = replicas.card(), (replicas.olle, replicas.oda)
    at_once(*(lambda user=user: replicas.press(user, card, "ticket_take") for user in officers))
    replicas.at_rest()

    winner = facts(replicas.card())[say("card_officer")].strip("<@>")
    (other,) = set(officers) - {winner}
    told = say("notice_not_now_state", reference=reference(card), state=say("state_working"))
    assert [shown(whisper) for whisper in replicas.whispers(other)] == [told]
    assert replicas.whispers(winner) == []
    assert len(replicas.lines(card)) == 2
    assert [found.ts for found in replicas.cards()] == [card.ts]


def test_an_answer_that_two_officers_send_at_the_same_moment_is_sent_once(replicas: Office) -> None:
    replicas.slack.join(replicas.officers, replicas.bo)
    replicas.slack.settled()
    for desk in replicas.desks:
        desk.service.officers.refresh()  # Slack tells one replica alone; the other reads anew within a minute
    replicas.ask(replicas.anna, ORDER)
    replicas.at_rest()
    take_and_prepare(replicas, replicas.olle, erasure="granted")
    card, senders = replicas.card(), (replicas.bo, replicas.oda)
    at_once(*(lambda user=user: replicas.press(user, card, "ticket_send") for user in senders))
    replicas.at_rest()
    both_look(replicas)

    assert len(replicas.told(replicas.anna)) == 2
    assert sum(len(replicas.whispers(user)) for user in senders) == 1
    assert [event.what for event in replicas.log()].count("delivered") == 1
    assert replicas.service.store.verify().faults == []


def test_every_reminder_and_every_digest_comes_once(replicas: Office) -> None:
    replicas.ask(replicas.anna, ORDER)
    replicas.at_rest()
    reminded = []
    for day in ("03-19", "03-26", "03-30", "04-01", "04-02", "04-03", "04-04"):
        before = len(replicas.notices())
        replicas.go_to(f"2026-{day} 09:00")
        both_look(replicas)
        reminded.append(len(replicas.notices()) - before)

    assert reminded == [1, 1, 2, 1, 1, 1, 1], "on Monday, the 30th, the digest too"


def test_doubt_opens_once_and_is_told_once(replicas: Office) -> None:
    replicas.ask(replicas.anna, doubtful())
    replicas.at_rest()
    replicas.clock.now = replicas.clock.now.replace(day=3, hour=12)
    both_look(replicas)

    assert [event.what for event in replicas.log()] == ["suspected", "confirm"]
    assert len(replicas.told(replicas.anna)) == 2


def test_what_is_no_longer_kept_is_removed_once(replicas: Office) -> None:
    replicas.ask(replicas.anna, ORDER)
    replicas.at_rest()
    answer(replicas, replicas.olle, replicas.oda, erasure="granted")
    do(replicas, replicas.oda, "close")
    replicas.clock.now = replicas.clock.now.replace(month=5)
    both_look(replicas)

    assert [event.code for event in replicas.log() if event.what == "removed"] == ["drafts", "thread"]
    assert replicas.lines(replicas.card()) == []
    assert acts(replicas.card()) == []
    assert replicas.service.store.verify().faults == []


def test_when_one_desk_ends_the_other_goes_on(replicas: Office) -> None:
    replicas.ask(replicas.anna, ORDER)
    replicas.at_rest()
    replicas.desks.pop().leave()
    replicas.ask(replicas.bo, "Delete my data")
    replicas.at_rest()
    do(replicas, replicas.olle, "take", 2)

    assert [reference(card) for card in replicas.cards()] == ["DSR-2026-0001", "DSR-2026-0002"]
    assert facts(replicas.cards()[1])[say("card_officer")] == f"<@{replicas.olle}>"
    assert (replicas.slack.given_up, replicas.undelivered()) == (0, [])
