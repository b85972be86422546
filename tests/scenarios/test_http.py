"""HTTP mode: the same desk behind signed requests."""

import json
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.slack.web import WebApp
from tests.scenarios.http_requests import request, signed
from tests.scenarios.office import Office, knowledge, open_office
from tests.scenarios.shown import draft, reference, shown

COOKIE = "Vad är en cookie?"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office whose desk has a public address and no socket."""
    with open_office(tmp_path, http=True) as found:
        yield found


def event(office: Office) -> str:
    """Somebody's message as Slack would send it."""
    told = {"type": "message", "channel": office.slack.dm(office.anna), "channel_type": "im", "user": office.anna}
    told |= {"text": "Radera mina uppgifter åäö", "ts": "1772449200.000100", "event_ts": "1772449200.000100"}
    return json.dumps({"type": "event_callback", "team_id": office.slack.team_id, "event_id": "Ev1", "event": told})


def test_slack_finds_the_desk_at_its_address(office: Office) -> None:
    assert office.slack.verify_url()


def test_questions_commands_forms_buttons_and_mails_work_as_over_the_socket(office: Office) -> None:
    answer = office.ask(office.anna, COOKIE)
    office.command(office.anna, office.general, "/privacy", COOKIE)
    office.form(office.anna, "åäö & <b>")
    wrong = office.slack.submit(office.anna, {"rights": ["access"], "receipt": "2027-01-01"})
    right = office.slack.submit(office.anna, {"receipt": "2026-03-02"})
    office.at_rest()
    office.press(office.olle, office.card(), "ticket_take")
    mail = {"sender": "mia@example.com", "sender_name": "Mia Falk", "subject": "My data"}
    ts = office.slack.mail(office.support, **mail, body="Please delete all my data.")
    office.at_rest()

    expected = knowledge().entries["cookie-definition"].answer["sv"]
    assert shown(answer).startswith(expected)
    assert shown(office.whispers(office.anna)[0]).startswith(expected)
    assert (set(wrong.errors), right.closed) == ({"receipt"}, True)
    assert "åäö &amp; &lt;b&gt;" in office.lines(office.card())[0]
    assert f"<@{office.olle}>" in office.lines(office.card())[1]
    assert reference(office.card(2)) in draft(office.replies(office.support, ts)[0])
    assert (office.faults(), office.slack.given_up) == ([], 0)


def test_a_signed_request_is_taken(office: Office) -> None:
    body = event(office)
    status, _ = request(office, "POST", "/slack/events", body, signed(office.slack.signing_secret, body, time.time()))

    assert status == 200
    assert "Radera mina uppgifter åäö" in office.wait(lambda: office.lines(office.card()))[0]


@pytest.mark.parametrize(
    ("secret", "age", "of_another_body"),
    [
        ("somebody else's", timedelta(0), False),
        ("", timedelta(0), False),
        (None, timedelta(minutes=6), False),
        (None, timedelta(minutes=-6), False),
        (None, timedelta(0), True),
    ],
    ids=["wrong secret", "empty secret", "old", "from the future", "another body"],
)
def test_a_request_that_slack_did_not_sign_now_is_refused(
    office: Office, heard: list[str], secret: str | None, age: timedelta, of_another_body: bool
) -> None:
    """Slack's library logs such requests with all that they hold; ours does not let that through."""
    body = event(office)
    headers = signed(
        office.slack.signing_secret if secret is None else secret,
        "{}" if of_another_body else body,
        time.time() - age.total_seconds(),
    )
    status, text = request(office, "POST", "/slack/events", body, headers)
    office.at_rest()

    assert status == 401
    assert [said for said in (text, *heard) if "Radera" in said] == []
    assert office.posted() == []


def test_a_request_without_a_signature_is_refused(office: Office) -> None:
    status, _ = request(office, "POST", "/slack/events", event(office), {"Content-Type": "application/json"})
    office.at_rest()

    assert (status, office.posted()) == (401, [])


@pytest.mark.parametrize("is_signed", [True, False])
@pytest.mark.parametrize("body", ["{", "[]", "5", "null", "payload=%", "\x00" * 100, "å" * 1000])
def test_a_body_that_makes_no_sense_is_refused_and_does_not_stop_the_desk(
    office: Office, heard: list[str], body: str, is_signed: bool
) -> None:
    secret = office.slack.signing_secret if is_signed else "somebody else's"
    status, _ = request(office, "POST", "/slack/events", body, signed(secret, body, time.time()))

    assert status in {400, 401}
    assert [line for line in heard if "ERROR" in line or "Traceback" in line] == []
    assert shown(office.ask(office.anna, COOKIE)).startswith(knowledge().entries["cookie-definition"].answer["sv"])


@pytest.mark.parametrize(
    ("method", "path", "status", "text"),
    [
        ("GET", "/healthz", 200, "ok\n"),
        ("HEAD", "/healthz", 200, ""),
        ("GET", "/healthz?verbose=1", 200, "ok\n"),
        ("POST", "/healthz", 405, "method not allowed\n"),
        ("DELETE", "/readyz", 405, "method not allowed\n"),
        ("GET", "/slack/events", 405, "method not allowed\n"),
        ("PUT", "/slack/events", 405, "method not allowed\n"),
        ("GET", "/", 404, "not found\n"),
        ("POST", "/", 404, "not found\n"),
        ("GET", "//healthz", 404, "not found\n"),
        ("GET", "/healthz/", 404, "not found\n"),
        ("GET", "/slack/install", 404, None),
        ("GET", "/slack/oauth_redirect", 404, None),
    ],
)
def test_the_addresses_that_the_desk_answers_at(office: Office, method: str, path: str, status: int, text: str | None) -> None:
    found, said = request(office, method, path)

    assert found == status
    assert text is None or said == text


def test_the_desk_is_ready_when_somebody_has_looked_and_found_all_well(office: Office) -> None:
    office.service.readiness.look()

    assert request(office, "GET", "/readyz") == (200, "ok\n")
    assert request(office, "HEAD", "/readyz") == (200, "")


@pytest.mark.parametrize(("method", "said"), [("GET", [b"service unavailable\n"]), ("HEAD", [])])
def test_a_desk_that_is_not_ready_says_so_and_no_more(office: Office, method: str, said: list[bytes]) -> None:
    app, heads = WebApp(office.service.app, "secret", lambda: False), list[str]()
    environ: dict[str, Any] = {"PATH_INFO": "/readyz", "REQUEST_METHOD": method}

    assert list(app(environ, lambda status, _headers: heads.append(status))) == said
    assert heads == ["503 Service Unavailable"]


def test_an_event_that_slack_sends_again_is_answered_once(office: Office) -> None:
    body = event(office)
    for _ in range(3):
        request(office, "POST", "/slack/events", body, signed(office.slack.signing_secret, body, time.time()))
    office.at_rest()

    assert (len(office.cards()), len(office.lines(office.card()))) == (1, 1)
