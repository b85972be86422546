"""An edit is what its writer changed; what Slack itself changes about a message is none."""

from typing import Any

import pytest

from bot.desk.messages import Message
from bot.desk.places import Direct
from bot.slack import payloads
from tests.slack.slack_says import DIRECT, TS, envelope

EDITED_AT = "1772449260.000000"
NEW = {**DIRECT, "text": "Vad är en kaka?", "edited": {"user": "U0ANNA", "ts": EDITED_AT}}


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


def read(event: dict[str, Any]) -> Message | None:
    return payloads.edited(envelope(event), event)


def test_an_edit_is_the_message_anew_under_a_key_of_its_own() -> None:
    about = f"message:T0ACME:D0ANNA:{TS}"

    assert read(edit()) == Message(
        keys=(f"edit:{about}:{EDITED_AT}",),
        about=about,
        asker="U0ANNA",
        words="Vad är en kaka?",
        reply_to=Direct("U0ANNA", TS),
        sent_at=payloads.moment(EDITED_AT),
        source_channel="D0ANNA",
        source_ts=TS,
    )


@pytest.mark.parametrize(
    "event",
    [
        edit(message={**DIRECT, "attachments": [{"title": "a preview"}]}),
        edit(message={**DIRECT, "reply_count": 1, "latest_reply": TS}),
        edit(message={**NEW, "text": DIRECT["text"]}),
        edit(message={**NEW, "bot_id": "B0OTHER"}),
        edit(message={**NEW, "subtype": "bot_message"}),
        edit(message={"type": "message", "subtype": "tombstone", "hidden": True, "ts": TS}),
        edit(message=None, previous_message=None),
    ],
    ids=["a preview came", "somebody replied", "the words are the same", "a bot's", "a bot's, by subtype", "deleted", "nothing"],
)
def test_what_is_no_edit_of_a_persons_words_is_left_alone(event: dict[str, Any]) -> None:
    assert read(event) is None
