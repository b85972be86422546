"""Reads e-mails that are posted into Slack: the message is empty, and the mail is in its file object."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from bot.desk.messages import Customer
from bot.slack.mail_html import words_of
from bot.slack.markup import whole

Payload = Mapping[str, Any]


def mail_in(event: Payload) -> Payload | None:
    """Return the file object of the e-mail in a message, if there is one."""
    for file in event.get("files") or ():
        if "email" in (file.get("filetype"), file.get("mode")):
            found: Payload = file
            return found
    return None


def has_body(mail: Payload) -> bool:
    """Whether the file object holds the mail's text. Events may leave it out; then files.info has it."""
    return bool(_body(mail))


def customer_of_mail(mail: Payload, posted: datetime) -> Customer:
    """Return the mail's writer and text, subject first; its Date header gives the time of receipt if it can be parsed."""
    sender: Payload = next(iter(mail.get("from") or ()), {})
    subject = mail.get("subject") or ""
    body = _body(mail)
    return Customer(
        words=whole(f"Subject: {subject}\n\n{body}" if subject else body),
        name=_entry(sender.get("name")),
        email=_entry(sender.get("address")),
        sent_at=_date(mail, posted),
    )


def _entry(value: str | None) -> str | None:
    """Return a name or an address on one line, cut to the length that the request form allows."""
    return " ".join(whole(value or "").split())[:200] or None


def _body(mail: Payload) -> str:
    plain = mail.get("plain_text") or mail.get("preview_plain_text")
    return plain or words_of(mail.get("preview") or "")


def _date(mail: Payload, posted: datetime) -> datetime:
    try:
        sent = parsedate_to_datetime((mail.get("headers") or {}).get("date") or "")
    except (TypeError, ValueError):
        return posted
    sent = sent if sent.tzinfo else sent.replace(tzinfo=UTC)
    # A sender's clock may be wrong; a mail cannot have been received after it was posted here.
    return min(sent, posted)
