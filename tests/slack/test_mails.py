"""E-mails in Slack: the message is empty, and all that matters stands in its file entry."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.desk.messages import Customer
from bot.slack.mails import customer_of_mail, is_mail, needs_fetching
from tests.slack.slack_says import AT, MAIL

BODY = ("plain_text", "preview", "preview_plain_text")
NAKED = {name: value for name, value in MAIL.items() if name not in BODY}


@pytest.mark.parametrize(
    ("file", "is_one"),
    [
        (MAIL, True),
        ({"id": "F1", "filetype": "email", "mode": "hosted"}, True),
        ({"id": "F1", "mode": "email"}, True),
        ({"id": "F1", "filetype": "png", "mode": "hosted"}, False),
        ({"id": "F1", "mode": "file_access", "file_access": "check_file_info"}, False),
        ({}, False),
    ],
)
def test_a_mail_is_known_by_its_file_entry(file: dict[str, Any], is_one: bool) -> None:
    assert is_mail(file) is is_one


@pytest.mark.parametrize(
    ("facts", "is_fetched"),
    [
        ({}, True),
        ({"plain_text": "Hej"}, False),
        ({"plain_text": "Hej", "has_more": True}, False),
        ({"preview_plain_text": "Hej"}, False),
        ({"preview_plain_text": "Hej", "has_more": True}, True),
        ({"preview": "<p>Hej</p>"}, False),
        ({"plain_text": "", "preview": "<div> <br> </div>"}, True),
        ({"plain_text": "Hej", "file_access": "check_file_info"}, True),
    ],
)
def test_what_an_event_leaves_out_is_fetched(facts: dict[str, Any], is_fetched: bool) -> None:
    assert needs_fetching({**NAKED, **facts}) is is_fetched


def test_a_mail_is_its_writers_words_with_the_subject_first() -> None:
    assert customer_of_mail(MAIL, AT) == Customer(
        words="Subject: Fråga om cookies\n\nHej!\r\n\r\nVad är en cookie?\r\n\r\nMvh Eva",
        name="Eva Ek",
        email="eva@kund.example",
        sent_at=datetime(2026, 2, 26, 10, tzinfo=UTC),
        headers={"date": "Thu, 26 Feb 2026 11:00:00 +0100", "message_id": "<m1@kund.example>"},
    )


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"plain_text": "Hej"}, "Hej"),
        ({"preview_plain_text": "Hej"}, "Hej"),
        (
            {"preview": "<html><head><title>x</title></head><p>Hej&nbsp;&amp; h&aring;</p><div>Tv&#229;</div>"},
            "Hej\xa0& hå\nTvå",
        ),
        ({"preview": "En<br>Två<script>evil()</script>"}, "En\nTvå"),
        ({}, ""),
    ],
)
def test_the_words_are_found_in_whatever_form_the_body_has(facts: dict[str, str], words: str) -> None:
    assert customer_of_mail({**NAKED, "subject": None, **facts}, AT).words == words


@pytest.mark.parametrize(
    ("date", "sent_at"),
    [
        ("Thu, 26 Feb 2026 11:00:00 +0100", datetime(2026, 2, 26, 10, tzinfo=UTC)),
        ("26 Feb 2026 11:00:00", datetime(2026, 2, 26, 11, tzinfo=UTC)),
        ("Thu, 26 Feb 2099 11:00:00 +0100", AT),
        ("yesterday", AT),
        ("", AT),
        (None, AT),
    ],
)
def test_a_mail_was_received_when_its_header_says_but_never_after_it_was_posted(date: str | None, sent_at: datetime) -> None:
    assert customer_of_mail({**MAIL, "headers": {"date": date}}, AT).sent_at == sent_at


@pytest.mark.parametrize("facts", [{"headers": None}, {"from": []}, {"from": None}, {"from": [{"address": "", "name": ""}]}])
def test_a_mail_that_lacks_what_mails_have_is_still_read(facts: dict[str, Any]) -> None:
    found = customer_of_mail({**MAIL, **facts}, AT)

    assert "Vad är en cookie?" in found.words
    assert "" not in {found.name, found.email}
