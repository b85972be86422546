"""Slack gets its ack at once, however long its own methods take."""

import time
from collections.abc import Callable

from bot.slack.people import PATIENCE
from bot.tickets import State
from tests.scenarios.acts import open_form
from tests.scenarios.office import Office, texts
from tests.scenarios.shown import shown

SOON = 2.0
"""Seconds, on a busy machine; Slack waits for three."""
MAIL = {"sender": "maia@kund.example", "sender_name": "Maia Holm", "subject": "", "body": "Please delete all my data."}


def test_a_command_is_acked_while_slack_does_not_say_who_somebody_is(office: Office) -> None:
    office.service.people.patience = PATIENCE
    office.slack.fail("users.info", "timeout", times=2)
    began = time.monotonic()
    acks = [office.slack.command(office.newcomer(), office.general, "/privacy", "Vad är en cookie?") for _ in range(2)]

    assert [ack.ok for ack in acks] == [True, True]
    assert time.monotonic() - began < 2 * SOON


def test_a_mail_is_acked_while_slack_does_not_give_its_text(office: Office) -> None:
    office.ask(office.bo, "What is a cookie?")
    office.slack.fail("files.info", "timeout")
    began = time.monotonic()
    office.slack.mail(office.support, **MAIL, as_stub=True, posted_by=office.bo)
    office.slack.wait(lambda: not office.slack.pending)

    assert time.monotonic() - began < SOON


def test_a_mail_that_waits_for_its_text_outlives_the_desk(office: Office) -> None:
    office.slack.fail("files.info", "http_500")
    office.slack.mail(office.support, **MAIL, as_stub=True, posted_by=office.bo)
    office.slack.wait(lambda: not office.slack.pending)
    office.wait(lambda: [row.error for row in office.undelivered()] == ["http_500"])
    office.restart()
    office.pass_time_until(office.cards)
    office.at_rest()

    assert len(office.cards()) == 1


SLOW = ("conversations.members", "users.info", "views.open", "conversations.info", "chat.getPermalink")
"""Methods that might stand before an ack."""


def slowed(office: Office) -> None:
    """From now on each of these takes four seconds: longer than Slack waits for an ack."""
    for method in SLOW:
        office.slack.fail(method, "slow", times=100, delay=4.0)


def test_presses_and_commands_are_acked_within_a_second_while_slack_takes_four_for_everything(office: Office) -> None:
    office.service.people.patience = PATIENCE
    office.ask(office.anna, "Ta bort allt som ni har sparat om mig.")
    office.at_rest()
    card, menu = office.card(), "ticket_menu"
    slowed(office)
    acts: list[Callable[[], object]] = [
        lambda: office.press(office.olle, card, "ticket_take"),
        lambda: office.press(office.oda, card, "ticket_why"),
        lambda: office.press(office.oda, card, menu, "note 1"),
        lambda: office.slack.forge(office.anna, card.channel, card.ts, action_id="ticket_take", value="1"),
        lambda: office.slack.command(office.olle, office.general, "/privacy-request", "list").ok,
        lambda: office.slack.command(office.newcomer(), office.general, "/privacy-request").ok,
        lambda: office.slack.command(office.newcomer(), office.general, "/privacy-request", "status").ok,
    ]
    times = []
    for act in acts:
        began = time.monotonic()
        assert act()
        times.append(time.monotonic() - began)

    assert max(times) < SOON
    assert office.ticket().officer == office.olle


def test_where_nobody_knows_who_the_officers_are_an_officer_is_to_press_again_and_nothing_is_changed(office: Office) -> None:
    office.service.people.patience = PATIENCE
    office.ask(office.anna, "Ta bort allt som ni har sparat om mig.")
    office.at_rest()
    before, card = (office.ticket(), office.log()), office.card()
    office.slack.fail("conversations.members", "http_500", times=100)
    office.service.officers.changed()
    began = time.monotonic()
    assert office.press(office.olle, card, "ticket_take")
    passed = time.monotonic() - began
    office.at_rest()

    assert passed < SOON
    assert (office.ticket(), office.log()) == before
    assert [shown(message) for message in office.whispers(office.olle)] == [texts().say("sv", "notice_press_again")]
    office.slack.mend()
    office.service.officers.refresh()
    assert office.press(office.olle, card, "ticket_take")
    assert office.ticket().officer == office.olle


def test_a_form_that_is_sent_meanwhile_stays_open_with_all_that_was_written(office: Office) -> None:
    office.ask(office.anna, "Ta bort allt som ni har sparat om mig.")
    office.at_rest()
    open_form(office, office.olle, "note")
    office.slack.fail("conversations.members", "http_500", times=100)
    office.service.officers.changed()

    sent = office.slack.submit(office.olle, {"words": "Ring på fredag."})
    assert (sent.closed, dict(sent.errors)) == (False, {"words": texts().say("sv", "form_send_again")})


def test_people_act_on_their_own_tickets_whoever_the_officers_are(office: Office) -> None:
    office.ask(office.anna, "Ta bort allt som ni har sparat om mig.")
    office.command(office.anna, office.general, "/privacy-request", "status")
    office.slack.fail("conversations.members", "http_500", times=100)
    office.service.officers.changed()
    assert office.press(office.anna, office.whispers(office.anna)[-1], "person_withdraw")

    assert office.ticket().state is State.WITHDRAWN


def test_who_uses_a_button_whose_form_does_not_open_is_to_press_again(office: Office) -> None:
    office.slack.fail("views.open", "http_500")
    assert office.command(office.anna, office.general, "/privacy-request").ok
    office.wait(lambda: office.whispers(office.anna))

    assert [shown(message) for message in office.whispers(office.anna)] == [texts().say("sv", "notice_press_again")]
