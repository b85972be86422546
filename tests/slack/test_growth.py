"""What comes from Slack is undone in time that grows with its length, and not with its square, whatever stands in it."""

from collections.abc import Callable

import pytest

from bot.slack.carried import carried, customer_of
from bot.slack.mail_html import words_of
from bot.slack.mails import customer_of_mail
from bot.slack.markup import plain
from bot.slack.writers import mentions
from tests.growth import quadratic
from tests.slack.slack_says import AT, BOT, FORWARD, MAIL


def in_mail(text: str) -> object:
    return customer_of_mail({**MAIL, "subject": text, "plain_text": text, "headers": {"date": text}}, AT)


def in_blocks(text: str) -> object:
    block = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
    return carried({"attachments": [{**FORWARD, "text": "", "message_blocks": [block]}]}, AT)


def in_fields(text: str) -> object:
    field = {"title": text, "value": text}
    return customer_of({"attachments": [{"text": text, "fields": [field]}], "blocks": [{"fields": [{"text": text}]}]}, AT)


def spoken(text: str) -> object:
    return mentions({"text": text}, BOT)


def told_to_the_desk(text: str) -> object:
    return plain(text, BOT)


@pytest.mark.parametrize("function", [plain, told_to_the_desk, words_of, in_mail, in_blocks, in_fields, spoken])
def test_undoing_markup_grows_with_the_length(function: Callable[[str], object]) -> None:
    assert quadratic(function) == []
