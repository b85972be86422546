"""Reads e-mails that are posted into Slack: the message is empty, and the mail is in its file object."""

from datetime import datetime

from bot.desk.mails import mail_customer
from bot.desk.messages import Customer
from bot.slack.damage import Payload, entries, entry, text
from bot.slack.mail_html import words_of


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
    told = entry(mail, "headers")
    headers = {str(name).casefold(): value for name, value in told.items() if isinstance(value, str)}
    return mail_customer(text(mail, "subject"), _body(mail), (text(sender, "name"), text(sender, "address")), headers, posted)


def _is_whole(mail: Payload) -> bool:
    return bool(text(mail, "plain_text") or (_body(mail) and mail.get("has_more") is not True))


def _body(mail: Payload) -> str:
    return text(mail, "plain_text") or text(mail, "preview_plain_text") or words_of(text(mail, "preview"))
