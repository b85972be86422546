"""What Slack would never send is refused in HTTP mode, signed or not: nothing of it is logged, and the desk goes on."""

import json
import logging
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.scenarios.http_requests import half_sent, request, signed
from tests.scenarios.office import Office, knowledge, open_office
from tests.scenarios.shown import shown

FORM = "application/x-www-form-urlencoded"
COOKIE = "Vad är en cookie?"
DEEP = 100_000
SENSELESS: dict[str, str | bytes] = {
    "cut off": '{"secret',
    "a list": '["secret"]',
    "a number": "5",
    "nothing": "null",
    "empty": "",
    "deep lists": "[" * DEEP,
    "deep lists that end": "[" * DEEP + "]" * DEEP,
    "deep objects": '{"event":' * DEEP + "1" + "}" * DEEP,
    "a number of 5,000 digits": '{"secret": ' + "9" * 5000 + "}",
    "not UTF-8": b'{"secret": "\xff\xfe"}',
    "zeros": b"\x00" * 100,
    "an event that is none": '{"type": "event_callback", "event": 5}',
    "authorizations that are a number": '{"type": "event_callback", "event": {"type": "message"}, "authorizations": 5}',
    "authorizations that are numbers": '{"type": "event_callback", "event": {"type": "message"}, "authorizations": [5]}',
}
SENSELESS_FORMS: dict[str, str | bytes] = {
    "no payload": "payload=",
    "half a payload": "payload=%",
    "a payload that is a list": "payload=[]",
    "a deep payload": "payload=" + "[" * DEEP,
    "a payload without a type": 'payload={"secret":1}',
    "actions that are a number": 'payload={"type":"block_actions","actions":5}',
    "actions without any": 'payload={"type":"block_actions","actions":[]}',
    "a view that is a number": 'payload={"type":"view_submission","view":5}',
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for all: none of this may leave a trace."""
    with open_office(tmp_path_factory.mktemp("office"), http=True) as found:
        yield found


def cases() -> list[object]:
    of_kind = [(body, name, "application/json") for name, body in SENSELESS.items()]
    of_kind += [(body, name, FORM) for name, body in SENSELESS_FORMS.items()]
    return [pytest.param(body, kind, id=name) for body, name, kind in of_kind]


@pytest.mark.parametrize(("body", "kind"), cases())
def test_a_body_that_makes_no_sense_is_refused_without_a_word_of_it_in_the_log(
    office: Office, caplog: pytest.LogCaptureFixture, body: str | bytes, kind: str
) -> None:
    before = office.posted()
    with caplog.at_level(logging.DEBUG, logger="insyn"):
        by_slack, _ = request(office, "POST", "/slack/events", body, signed(office.slack.signing_secret, body, content_type=kind))
        by_anybody, _ = request(office, "POST", "/slack/events", body, signed("somebody else's", body, content_type=kind))

    ours = [record for record in caplog.records if record.name.startswith(("insyn", "waitress"))]
    assert (400 <= by_slack < 500 or by_slack == 200, by_anybody) == (True, 401), by_slack
    assert [record.getMessage() for record in ours if record.levelno >= logging.ERROR or "secret" in record.getMessage()] == []
    assert (office.posted(), office.service.store.tickets()) == (before, [])


@pytest.mark.parametrize("stamp", ["abc", "1e400", "NaN", "inf", "-1", "+1772449200", "1_772_449_200", "²", "9" * 5000, "", "0"])
def test_a_time_stamp_that_is_none_is_refused(office: Office, stamp: str) -> None:
    headers = signed(office.slack.signing_secret, "{}") | {"X-Slack-Request-Timestamp": stamp}

    assert request(office, "POST", "/slack/events", "{}", headers) == (401, "unauthorized\n")


@pytest.mark.parametrize(
    "signature", ["", "v0=", "v0=" + "0" * 63, "v0=" + "0" * 64, "v1=" + "0" * 64, "é" * 67, "v0=" + "²" * 64]
)
def test_a_signature_that_is_none_is_refused(office: Office, signature: str) -> None:
    headers = signed(office.slack.signing_secret, "{}") | {"X-Slack-Signature": signature}

    assert request(office, "POST", "/slack/events", "{}", headers) == (401, "unauthorized\n")


def test_slack_looks_at_the_certificate_unsigned_and_nothing_comes_of_it(office: Office) -> None:
    command = f"ssl_check=1&command=/privacy-request&user_id={office.anna}&text=delete"
    large = "ssl_check=1&text=" + "x" * 2000
    sign = signed("somebody else's", large, content_type=FORM)

    assert request(office, "POST", "/slack/events", command, {"Content-Type": FORM})[0] == 200
    assert (
        request(office, "POST", "/slack/events", command, signed(office.slack.signing_secret, command, content_type=FORM))[0]
        == 200
    )
    assert request(office, "POST", "/slack/events", large, {"Content-Type": FORM})[0] == 401
    assert request(office, "POST", "/slack/events", large, sign)[0] == 401
    assert request(office, "POST", "/slack/events", "ssl_check=2", {"Content-Type": FORM})[0] == 401
    office.at_rest()
    assert (office.posted(), office.service.store.tickets()) == ([], [])


def test_somebody_is_answered_while_many_send_their_requests_by_halves(office: Office) -> None:
    with ExitStack() as stack:
        for _ in range(150):
            stack.enter_context(half_sent(office))
        body = json.dumps({"type": "url_verification", "challenge": "abc", "token": "t"})
        status, text = request(office, "POST", "/slack/events", body, signed(office.slack.signing_secret, body))
        answer = office.ask(office.bo, COOKIE)

    assert (status, "abc" in text) == (200, True)
    assert shown(answer).startswith(knowledge().entries["cookie-definition"].answer["sv"])
    assert office.slack.given_up == 0
