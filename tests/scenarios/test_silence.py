"""The logs of a whole story hold nobody's words, names or addresses."""

import pytest

from tests.scenarios.acts import do, prepare
from tests.scenarios.office import Office
from tests.scenarios.shown import reference, shown

SECRETS = (
    "zebrafink",  # in each of the messages below
    "Zetterlund",
    "zetterlund@example.com",
    "Anna Ek",
    "Bo Lind",
    "Olle Berg",
)


def tell_the_story(office: Office) -> None:
    """Something of everything that people do, and of everything that goes wrong."""
    office.slack.fail("chat.postMessage", "http_500")
    office.slack.fail("chat.postMessage", "msg_too_long", channel=office.general)
    office.slack.fail("users.info", "ratelimited")
    office.slack.say(office.anna, office.slack.dm(office.anna), "Vad är en zebrafink-cookie? /Zetterlund")
    office.mention(office.bo, office.general, "What is a zebrafink cookie, zetterlund@example.com?")
    office.slack.say(office.anna, office.general, "zebrafink bland kollegor")
    office.slack.settled()
    office.pass_time_until(lambda: not office.pending())
    office.slack.command(office.anna, office.general, "/privacy", "zebrafink Zetterlund")
    office.slack.command(office.anna, office.general, "/privacy-request", "radera zetterlund@example.com zebrafink")
    office.open_view(office.anna)
    customer = {"customer_name": "Zetterlund", "customer_email": "zetterlund@example.com"}
    office.slack.submit(office.anna, {"rights": ["erasure"], "for": "customer", **customer, "receipt": "2026-05-01"})
    office.slack.submit(office.anna, {"receipt": "2026-03-01"})
    mail = {"sender": "zetterlund@example.com", "sender_name": "Zetterlund", "subject": "zebrafink"}
    office.slack.mail(office.support, **mail, body="Please delete all my data, zebrafink.", body_in_event=False)
    ts = office.slack.say(office.anna, office.support, "Where do you store contact details, zebrafink?")
    office.slack.shortcut(office.bo, office.support, ts, "answer_for_customer")
    office.slack.edit(office.anna, office.support, ts, "zebrafink Zetterlund")
    office.slack.join_message(office.general, office.anna)
    office.slack.bot_says(office.general, "zebrafink")
    office.at_rest()
    office.slack.fail("views.open", "expired_trigger_id")
    office.as_time_passes(lambda: office.press(office.olle, office.card(), "ticket_menu", "note 1"))
    do(office, office.olle, "note", words="Ingen zebrafink här, Zetterlund.")
    do(office, office.olle, "reply", words="Hej Zetterlund, zebrafink.")
    do(office, office.olle, "take")
    prepare(office, office.olle, answer="zebrafink", erasure="granted")
    office.slack.fail("chat.postMessage", "user_disabled", channel=office.slack.dm(office.anna))
    do(office, office.oda, "send")
    office.run_due()
    office.slack.drop_socket()
    office.slack.say(office.anna, office.slack.dm(office.anna), "Radera mina uppgifter, zebrafink")
    office.pass_time_until(lambda: not office.slack.pending)
    office.at_rest()


def test_the_logs_of_a_whole_story_hold_nobodys_words(
    heard: list[str], office: Office, capfd: pytest.CaptureFixture[str]
) -> None:
    tell_the_story(office)
    printed = [line for stream in capfd.readouterr() for line in stream.splitlines()]

    assert len(office.cards()) == 2, "the story was told to its end"
    assert any("insyn.courier" in line for line in heard), "trouble was logged"
    assert any("insyn.slack" in line for line in heard), "a failure was logged"
    assert [line for line in heard + printed for secret in SECRETS if secret.casefold() in line.casefold()] == []


def test_a_kept_letter_is_shown_without_words_and_names(office: Office) -> None:
    office.slack.fail("chat.postMessage", "msg_too_long", times=3)
    office.slack.say(office.anna, office.slack.dm(office.anna), "Radera mina uppgifter, zebrafink")
    office.slack.settled()
    office.wait(lambda: [row.state for row in office.undelivered()].count("failed") == 2)
    office.at_rest()

    rows = [str(row) for row in office.undelivered()]
    assert [row for row in rows for secret in (*SECRETS, office.anna, "response_url") if secret in row] == []


def test_a_reply_says_nothing_of_others(office: Office) -> None:
    office.ask(office.anna, "Radera mina uppgifter, zebrafink")
    told = office.ask(office.bo, "Delete my data")
    office.at_rest()

    assert "zebrafink" not in shown(told)
    assert reference(office.cards()[0]) not in shown(told)
