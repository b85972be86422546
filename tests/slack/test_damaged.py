"""Whatever is missing, null or of another type in a payload, reading it gives a message or nothing, and never an accident."""

import copy
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.letters import FileToFetch, letter_from_json, letter_to_json
from bot.desk.messages import Message
from bot.slack import payloads
from bot.slack.damage import DamagedPayload, time_in
from bot.slack.writers import is_from_person, is_outside, mentions
from tests.slack.slack_says import BOT, COMMAND, DIRECT, FORWARD, IN_CHANNEL, MAIL, MAIL_MESSAGE, SHORTCUT, TS, envelope

RICH = {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [{"type": "user", "user_id": BOT}]}]}
FIELDS = {"title": "Case", "fields": [{"title": "Requester", "value": "Jo <jo@example.org>"}], "blocks": [RICH]}
EVENTS: list[dict[str, Any]] = [
    {**DIRECT, "attachments": [FORWARD, {**FORWARD, "files": [MAIL]}], "thread_ts": TS},
    {**IN_CHANNEL, "blocks": [RICH], "files": [MAIL, {"id": "F1", "mode": "file_access"}], "subtype": "file_share"},
    {**MAIL_MESSAGE, "attachments": [FIELDS]},
]
BODIES = [envelope(event) for event in EVENTS]
JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["\ud800", "1e400", "nan", "-1.0", "99999999999999.1", "1772449200.0001000", "0", "\x00", "<@", "::"]),
    st.lists(st.none() | st.text(max_size=3) | st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.none() | st.text(max_size=3), max_size=2),
)


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a payload at which something may be damaged."""
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    found = [(*path, name) for name, _ in inner]
    for name, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        found += places(value, (*path, name))
    return found


@st.composite
def damaged(draw: st.DrawFn, whole: list[dict[str, Any]]) -> dict[str, Any]:
    """A payload in which something is missing or something else."""
    body: dict[str, Any] = copy.deepcopy(draw(st.sampled_from(whole)))
    for _ in range(draw(st.integers(1, 3))):
        *path, last = draw(st.sampled_from(places(body)))
        node: Any = body
        for step in path:
            node = node[step]
        if isinstance(node, dict) and draw(st.booleans()):
            del node[last]
        else:
            node[last] = draw(JUNK)
        if not places(body):
            break
    return body


def kept(messages: list[Message]) -> None:
    """A message can be stored, whatever it was made of."""
    for message in messages:
        letter = FileToFetch(language="sv", message=message)
        assert letter_from_json(letter_to_json(letter)) == letter
        assert all(key.isascii() for key in message.keys)


@given(damaged(BODIES))
def test_a_damaged_event_is_read_or_ignored(body: dict[str, Any]) -> None:
    event = body.get("event")
    if not isinstance(event, dict) or not payloads.is_readable(event):
        return
    spoken = is_from_person(event), mentions(event, BOT), is_outside(event, "T0ACME"), payloads.is_direct(event)
    assert {type(answer) for answer in spoken} == {bool}
    if is_from_person(event):
        kept(payloads.messages_in(body, event, "sv-SE", "T0ACME"))
    kept(payloads.mailed(body, event))


@given(damaged([{**SHORTCUT, "message": {**event, "bot_id": "B1"}} for event in EVENTS]))
def test_a_damaged_shortcut_is_read_or_refused(body: dict[str, Any]) -> None:
    _read_or_refused(lambda: payloads.shortcut(body))


@given(damaged([COMMAND]))
def test_a_damaged_command_is_read_or_refused(body: dict[str, Any]) -> None:
    _read_or_refused(lambda: [payloads.command(body, datetime.now(UTC))])


@given(damaged([{"file": MAIL}]))
def test_a_damaged_file_is_read_or_said_to_be_unreadable(body: dict[str, Any]) -> None:
    message = payloads.asked(envelope(DIRECT), DIRECT)
    file = body.get("file")

    kept([payloads.with_file(message, file if isinstance(file, dict) else None)])


def _read_or_refused(read: Callable[[], list[Message]]) -> None:
    try:
        kept(read())
    except DamagedPayload:
        return  # what it cannot be answered without


NO_TEXT: list[Any] = [None, 1772449200.0001, True, [], {}]


@pytest.mark.parametrize(
    ("ts", "time"),
    [
        ("1772449200.000100", datetime(2026, 3, 2, 11, 0, 0, 100, tzinfo=UTC)),
        ("1772449200.5", datetime(2026, 3, 2, 11, 0, 0, 500_000, tzinfo=UTC)),
        ("1772449200", datetime(2026, 3, 2, 11, tzinfo=UTC)),
        *(
            (nothing, None)
            for nothing in ("", "0", "0.0", "-1772449200.0", "nan", "inf", "1e9", "99999999999.0", "1772449200.", None)
        ),
        *((nothing, None) for nothing in (1772449200.0001, True, list[object](), dict[str, object]())),
        *((nothing, None) for nothing in ("１７７２４４９２００", " 1772449200", "1772449200.0\n")),
    ],
)
def test_a_ts_is_a_time_or_none(ts: object, time: datetime | None) -> None:
    assert time_in({"ts": ts}, "ts") == time


def test_words_in_blocks_are_found_however_deep_they_are() -> None:
    deep: dict[str, Any] = {"type": "text", "text": "djupt"}
    for _ in range(5_000):
        deep = {"type": "rich_text_list", "elements": [deep]}
    event = {
        **IN_CHANNEL,
        "attachments": [{**FORWARD, "text": "", "message_blocks": [deep]}],
        "blocks": [{**deep, "type": "rich_text"}],
    }

    [message] = payloads.messages_in(envelope(event), event)

    assert message.customer is not None
    assert message.customer.words == "djupt"
    assert mentions(event, BOT)
