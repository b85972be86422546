"""What keeps officers from seeing tickets is told to somebody, by a way that works: once, and once when it is over."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.scenarios.office import Office, texts
from tests.scenarios.shown import shown

ORDER = "Ta bort allt som ni har sparat om mig."
HOUR = timedelta(hours=1)


def say(name: str) -> str:
    return texts().say("sv", f"notice_trouble_{name}")


def look(office: Office) -> None:
    """The desk looks at what waits, a minute after it looked before."""
    for desk in office.desks:
        desk.service.watch.look()


def told(office: Office, user: str) -> list[str]:
    return [shown(message) for message in office.told(user)]


def invite_strangers(office: Office) -> None:
    office.slack.invite_strangers(office.officers)


def admit_stranger(office: Office) -> None:
    office.slack.join(office.officers, office.slack.add_user("eve", team="T0ELSE"))


def make_public(office: Office) -> None:
    office.slack.make_public(office.officers)


@pytest.mark.parametrize(
    ("happens", "trouble"),
    [(invite_strangers, "channel_shared"), (admit_stranger, "channel_shared"), (make_public, "channel_public")],
)
def test_an_officers_channel_that_others_can_read_is_told_there_once(
    office: Office, heard: list[str], happens: Callable[[Office], None], trouble: str
) -> None:
    look(office)
    happens(office)
    office.slack.settled()
    office.service.watch.heard()
    for _ in range(3):
        look(office)
    office.at_rest()
    office.restart()
    look(office)
    office.at_rest()

    assert office.notices() == [say(trouble)]
    assert sum(f"trouble begins: {trouble}" in line and "ERROR" in line for line in heard) == 1


@pytest.mark.parametrize("way", ["archived", "left"])
def test_where_the_officers_channel_is_gone_each_officer_is_told_in_person(office: Office, way: str) -> None:
    look(office)
    if way == "archived":
        office.slack.archive(office.officers)
    else:
        office.slack.leave(office.officers, office.desk)
    office.slack.settled()
    look(office)
    office.at_rest()

    assert [told(office, user) for user in (office.olle, office.oda, office.anna)] == [[say(f"channel_{way}")]] * 2 + [[]]


def test_the_channel_is_looked_at_once_an_hour_and_after_an_event(office: Office) -> None:
    def asked() -> int:
        return sum(call.method == "conversations.info" for call in office.slack.calls)

    for _ in range(5):
        look(office)
    first = asked()
    office.slack.rename(office.officers, "dataskydd")
    office.slack.settled()
    look(office)

    assert (first, asked()) == (1, 2)


def test_a_renamed_channel_is_noticed_in_the_log_alone(office: Office, heard: list[str]) -> None:
    look(office)
    office.slack.rename(office.officers, "dataskydd")
    office.slack.settled()
    look(office)
    office.at_rest()

    assert any("renamed" in line for line in heard)
    assert office.posted() == []


def stuck(office: Office, method: str, channel: str) -> None:
    """Slack takes no messages in a channel, and Anna asks for something; eleven minutes pass."""
    office.slack.fail(method, "http_500", times=500, channel=channel)
    office.slack.say(office.anna, office.slack.dm(office.anna), ORDER)
    office.slack.settled()
    office.clock.advance(timedelta(minutes=11))
    for _ in range(4):
        look(office)


def recovered(office: Office) -> None:
    """Slack takes everything again."""
    office.slack.mend()
    office.pass_time_until(lambda: not office.pending(), timedelta(seconds=30))
    for _ in range(3):
        look(office)
    office.at_rest()


def test_letters_to_the_officers_that_wait_are_told_to_each_officer_in_person(office: Office, heard: list[str]) -> None:
    office.service.watch.look()
    stuck(office, "chat.postMessage", office.officers)
    office.wait(lambda: told(office, office.olle) and told(office, office.oda))
    assert [told(office, user) for user in (office.olle, office.oda)] == [[say("letters_officers")]] * 2
    recovered(office)

    both = [say("letters_officers"), say("letters_officers_over")]
    assert [told(office, user) for user in (office.olle, office.oda)] == [both, both]
    assert not any(ORDER in line or office.anna in line for line in heard if line.startswith("insyn"))
    assert any("ERROR" in line and "letters_officers" in line for line in heard)


def test_officers_are_known_after_a_restart_in_which_slack_does_not_say_who_they_are(office: Office) -> None:
    office.service.watch.look()
    office.slack.fail("conversations.members", "http_500", times=500)
    office.restart()
    stuck(office, "chat.postMessage", office.officers)

    office.wait(lambda: told(office, office.olle) == [say("letters_officers")])


def test_letters_to_persons_that_wait_are_told_in_the_officers_channel(office: Office) -> None:
    stuck(office, "chat.postMessage", office.slack.dm(office.anna))
    office.wait(lambda: office.notices() == [say("letters_persons")])
    recovered(office)

    assert office.notices() == [say("letters_persons"), say("letters_persons_over")]


def test_letters_that_wait_for_less_than_ten_minutes_are_no_trouble(office: Office) -> None:
    office.slack.fail("chat.postMessage", "http_500", times=500, channel=office.officers)
    office.slack.say(office.anna, office.slack.dm(office.anna), ORDER)
    office.slack.settled()
    office.clock.advance(timedelta(minutes=9))
    for _ in range(3):
        look(office)

    assert told(office, office.olle) == []


@pytest.mark.parametrize("user", ["anna", "bo"])
def test_who_opens_an_empty_conversation_is_told_once_what_the_desk_is(office: Office, user: str) -> None:
    who = getattr(office, user)
    for _ in range(2):
        office.slack.open_messages(who)
        office.at_rest()

    (message,) = office.told(who)
    assert "/privacy-request" in shown(message)


def test_who_has_written_to_the_desk_is_not_introduced_to_it(office: Office) -> None:
    office.ask(office.anna, "Vad är en cookie?")
    office.slack.open_messages(office.anna)
    office.at_rest()

    assert len(office.told(office.anna)) == 1
