"""An edit is what its writer changed; what Slack itself changes about a message is none."""

from dataclasses import replace
from typing import Any

import pytest

from bot.desk.messages import DELETED, Customer, Edit, Message
from bot.desk.places import Direct
from bot.slack import payloads
from bot.slack.edit_payloads import edited
from tests.slack.slack_says import BOT, DIRECT, TS, envelope

EDITED_AT = "1772449260.000000"
NEW = {**DIRECT, "text": "Vad är en kaka?", "edited": {"user": "U0ANNA", "ts": EDITED_AT}}
TOMBSTONE = {"type": "message", "subtype": "tombstone", "user": "USLACKBOT", "hidden": True, "text": "Deleted.", "ts": TS}
ABOUT = f"message:T0ACME:D0ANNA:{TS}"
GONE = {"type": "message", "subtype": "message_deleted", "hidden": True, "channel": "D0ANNA", "deleted_ts": TS}


def edit(**facts: Any) -> dict[str, Any]:
    """Anna changes her message, or Slack does."""
    changed = {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "channel": "D0ANNA",
        "channel_type": "im",
        "ts": "1772449260.000200",
        "message": NEW,
        "previous_message": DIRECT,
    }
    return changed | facts


def in_channel(before: str, after: str) -> dict[str, Any]:
    """Anna changes a message in a channel."""
    where = {"channel": "C0GENERAL", "channel_type": "channel"}
    return edit(**where, message={**NEW, "text": after}, previous_message={**DIRECT, "text": before})


def read(event: dict[str, Any]) -> Edit | None:
    return edited(envelope(event), event, BOT, locale="sv-SE")


def said(words: str, at: str) -> Message:
    """Anna's message with these words; its keys are those of the event that tells of it."""
    return Message(
        keys=(ABOUT,),
        about=ABOUT,
        asker="U0ANNA",
        words=words,
        reply_to=Direct("U0ANNA", TS),
        sent_at=payloads.moment(at),
        locale="sv-SE",
        source_channel="D0ANNA",
        source_ts=TS,
    )


EDIT = Edit(
    keys=("event:Ev1", f"edit:{ABOUT}:{EDITED_AT} 1772449260.000200"),
    about=ABOUT,
    version=f"{EDITED_AT} 1772449260.000200",
    channel="D0ANNA",
    ts=TS,
    written_at=payloads.moment(TS),
    after=said("Vad är en kaka?", EDITED_AT),
    before=said(DIRECT["text"], TS),
    for_desk=True,
    was_for_desk=True,
)


def test_an_edit_holds_both_versions_and_when_each_was_written() -> None:
    assert read(edit()) == EDIT


def test_an_edit_whose_earlier_version_slack_leaves_out_holds_the_newer_one() -> None:
    event = edit()
    del event["previous_message"]

    assert read(event) == replace(EDIT, before=None)


def test_edits_of_one_second_are_ordered_by_when_slack_tells_of_them() -> None:
    first, second = (read(edit(ts=ts)) for ts in ("1772449260.000200", "1772449260.000900"))

    assert first
    assert second
    assert (first.second, first.version < second.version < DELETED) == (second.second, True)


@pytest.mark.parametrize(
    ("before", "after", "for_desk"),
    [
        ("Hej", "Hallå", (False, False)),
        ("Hej", f"<@{BOT}> Hej", (False, True)),
        (f"<@{BOT}> Hej", "Hej", (True, False)),
        (f"<@{BOT}> Hej", f"Hej <@{BOT}>", (True, True)),
    ],
)
def test_in_a_channel_each_version_is_for_the_desk_where_it_names_the_desk(
    before: str, after: str, for_desk: tuple[bool, bool]
) -> None:
    found = read(in_channel(before, after))

    assert found
    assert (found.was_for_desk, found.for_desk) == for_desk


def test_both_versions_hold_the_customers_message_that_is_passed_on() -> None:
    shared = {"attachments": [{"is_share": True, "text": "Radera mig", "author_name": "Eva", "ts": TS}]}

    found = read(edit(message=NEW | shared, previous_message=DIRECT | shared))

    eva = Customer("Radera mig", name="Eva", sent_at=payloads.moment(TS))
    assert found == replace(EDIT, after=replace(EDIT.after, customer=eva), before=replace(EDIT.before, customer=eva))  # type: ignore[type-var]


@pytest.mark.parametrize(
    "event",
    [
        edit(message={**DIRECT, "attachments": [{"title": "a preview"}]}),
        edit(message={**DIRECT, "reply_count": 1, "latest_reply": TS}),
        edit(message={**NEW, "text": DIRECT["text"]}),
        edit(message={**NEW, "bot_id": "B0OTHER"}),
        edit(message={**NEW, "subtype": "bot_message"}),
        edit(previous_message=None, ts="1772449321.000000"),
        edit(message=None, previous_message=None),
        {"subtype": "message_deleted", "channel": "D0ANNA"},
    ],
    ids=[
        "a preview came",
        "somebody replied",
        "the words are the same",
        "a bot's",
        "a bot's, by subtype",
        "a preview came long after an edit",
        "nothing",
        "nothing was deleted",
    ],
)
def test_what_is_no_edit_of_a_persons_words_is_left_alone(event: dict[str, Any]) -> None:
    assert read(event) is None


@pytest.mark.parametrize(
    ("event", "before"),
    [
        (GONE | {"channel_type": "im", "previous_message": DIRECT}, True),
        (GONE | {"channel_type": "im"}, False),
        (edit(message=TOMBSTONE), True),
        (edit(message=TOMBSTONE, previous_message=None), False),
    ],
    ids=["deleted", "deleted, the words left out", "a root with replies", "a root with replies, the words left out"],
)
def test_a_deletion_is_the_last_of_all_versions(event: dict[str, Any], before: bool) -> None:
    expected = replace(EDIT, keys=("event:Ev1", f"edit:{ABOUT}:{DELETED}"), version=DELETED, after=None, for_desk=False)

    assert read(event) == (expected if before else replace(expected, before=None))
