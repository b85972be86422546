"""Reads e-mails that are posted into Slack: the message is empty, and the mail is in its file object."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from bot.desk.messages import Customer
from bot.slack.damage import Payload, entries, entry, text
from bot.slack.mail_html import words_of

_OLDEST_MAIL = datetime(2000, 1, 1, tzinfo=UTC)
"""A Date header from before is that of a clock that was never set."""


def is_mail(file: Payload) -> bool:
    """Whether a file object is an e-mail."""
    return "email" in (text(file, "filetype"), text(file, "mode"))


def is_stub(file: Payload) -> bool:
    """Whether a file object, such as one of another company, says nothing of the file: files.info does."""
    return text(file, "mode") == "file_access" or text(file, "file_access") == "check_file_info"


def needs_fetching(file: Payload) -> bool:
    """Whether files.info must be asked for an e-mail's text, or whether the file is an e-mail at all."""
    return is_stub(file) or (is_mail(file) and not _is_whole(file))


def has_attachments(mail: Payload) -> bool:
    """Whether files came with an e-mail."""
    return bool(entries(mail, "attachments") or mail.get("original_attachment_count"))


def customer_of_mail(mail: Payload, posted: datetime) -> Customer:
    """Return the mail's writer and text, subject first; its Date header gives the time of receipt if it can be parsed."""
    sender = next(iter(entries(mail, "from")), {})
    subject, body = text(mail, "subject"), _body(mail)
    return Customer(
        words=f"Subject: {subject}\n\n{body}" if subject else body,
        name=one_line(text(sender, "name")),
        email=one_line(text(sender, "address")),
        sent_at=_date(mail, posted),
    )


def one_line(value: str) -> str | None:
    """Return a name or an address on one line, cut to the length that the request form allows; None for blanks."""
    return " ".join(value.split())[:200] or None


def _is_whole(mail: Payload) -> bool:
    return bool(text(mail, "plain_text") or (_body(mail) and mail.get("has_more") is not True))


def _body(mail: Payload) -> str:
    return text(mail, "plain_text") or text(mail, "preview_plain_text") or words_of(text(mail, "preview"))


def _date(mail: Payload, posted: datetime) -> datetime:
    try:
        sent = parsedate_to_datetime(text(entry(mail, "headers"), "date"))
        sent = (sent if sent.tzinfo else sent.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, OverflowError, IndexError):
        return posted
    # A sender's clock may be wrong; a mail cannot have been received after it was posted here.
    return min(sent, posted) if sent > _OLDEST_MAIL else posted
