"""Slack gets its ack at once, however long its own methods take."""

import time

from bot.slack.people import PATIENCE
from tests.scenarios.office import Office

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
