"""A customer's words, wherever they stand: forwarded, below a shortcut, in a mail; and a command's words."""

from typing import Any

import pytest

from bot.desk.messages import Customer, Message
from bot.desk.places import Private, Thread
from bot.slack import payloads
from bot.slack.mails import customer_of_mail
from tests.slack.slack_says import (
    AT,
    COMMAND,
    DIRECT,
    EARLIER,
    EARLIER_AT,
    EVA,
    FORWARD,
    MAIL,
    MAIL_MESSAGE,
    SHORTCUT,
    TS,
    envelope,
)

IN_BLOCKS = {
    "team": "T0ACME",
    "channel": "C0KUND",
    "ts": EARLIER,
    "message": {
        "blocks": [
            {
                "type": "rich_text",
                "elements": [
                    {
                        "type": "rich_text_section",
                        "elements": [{"type": "text", "text": "Vad är"}, {"type": "link", "url": "https://a.example"}],
                    }
                ],
            }
        ]
    },
}


@pytest.mark.parametrize(
    ("attachment", "customer"),
    [
        (FORWARD, EVA),
        ({**FORWARD, "is_share": False}, None),
        (
            {**FORWARD, "text": "", "message_blocks": [IN_BLOCKS]},
            Customer("Vad är https://a.example", name="Eva Ek", sent_at=EARLIER_AT),
        ),
        ({**FORWARD, "text": "", "files": [MAIL]}, customer_of_mail(MAIL, EARLIER_AT)),
        ({**FORWARD, "text": "  "}, None),
        ({"is_app_unfurl": True, "text": "A web page"}, None),
        ({"title": "A link", "text": "A web page", "from_url": "https://a.example"}, None),
    ],
    ids=[
        "forwarded",
        "its address pasted",
        "words in blocks",
        "a mail forwarded",
        "blank",
        "an app's preview",
        "a page's preview",
    ],
)
def test_a_forwarded_message_is_the_customers(attachment: dict[str, Any], customer: Customer | None) -> None:
    event = {**DIRECT, "text": "Vad svarar jag?", "attachments": [attachment]}

    message = payloads.asked(envelope(event), event)

    assert (message.words, message.customer) == ("Vad svarar jag?", customer)


def test_a_mail_that_came_into_a_channel_has_no_asker_and_is_answered_below_itself() -> None:
    key = f"message:T0ACME:C0SUPPORT:{TS}"

    assert payloads.mailed(envelope(MAIL_MESSAGE), MAIL_MESSAGE) == [
        Message(
            keys=(key,),
            about=key,
            asker=None,
            words="",
            reply_to=Thread("C0SUPPORT", TS),
            sent_at=AT,
            customer=customer_of_mail(MAIL, AT),
            source_channel="C0SUPPORT",
            source_ts=TS,
        )
    ]


def test_the_shortcut_takes_the_message_as_the_customers_and_answers_in_private() -> None:
    assert payloads.shortcut(SHORTCUT, "sv-SE") == [
        Message(
            keys=("action:14.7.abc",),
            about=None,
            asker="U0ANNA",
            words="",
            reply_to=Private("U0ANNA", "https://hooks.slack.com/app/T0ACME/2/b"),
            sent_at=AT,
            customer=Customer("What is a cookie?", sent_at=EARLIER_AT),
            locale="sv-SE",
            source_channel="C0SUPPORT",
            source_ts=EARLIER,
        )
    ]


@pytest.mark.parametrize(
    ("message", "customer"),
    [
        ({"text": "Se nedan", "attachments": [FORWARD]}, EVA),
        ({"text": "", "files": [MAIL]}, customer_of_mail(MAIL, EARLIER_AT)),
        ({"text": None}, Customer("", sent_at=EARLIER_AT)),
    ],
    ids=["a forward", "a mail", "a picture"],
)
def test_the_shortcut_looks_into_what_the_message_carries(message: dict[str, Any], customer: Customer) -> None:
    body = {**SHORTCUT, "message": {**SHORTCUT["message"], **message}}

    [message_] = payloads.shortcut(body)
    assert message_.customer == customer


def test_a_command_is_answered_beside_itself() -> None:
    assert payloads.command(COMMAND, AT, "sv-SE") == Message(
        keys=("command:13.7.abc",),
        about=None,
        asker="U0ANNA",
        words="Vad är en cookie & varför?",
        reply_to=Private("U0ANNA", "https://hooks.slack.com/commands/T0ACME/1/a"),
        sent_at=AT,
        locale="sv-SE",
    )


@pytest.mark.parametrize("text", ["", "  ", None])
def test_a_command_may_have_no_words(text: str | None) -> None:
    assert payloads.command({**COMMAND, "text": text}, AT).words == ""
