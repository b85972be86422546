"""What `insyn ask` is given: a question, a line of JSON, or a mail."""

import json
import math
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from typing import Any, NoReturn

from bot.desk.mails import mail_customer, sender_of
from bot.desk.messages import Message
from bot.desk.places import Nowhere

_TEXTS = ("subject", "from", "date")
"""Fields of a mail that are texts and may be missing."""
_OF_FORWARD = ("From", "Date", "To", "Subject")


class BadLine(ValueError):
    """A line of input that is not a valid question."""

    def __init__(self, id: Any, wrong: str) -> None:
        self.id = id
        super().__init__(wrong)


def asked(words: str, locale: str | None) -> Message:
    """The message of somebody who asks."""
    return Message((), None, "asker", words, Nowhere("ask"), datetime.now(UTC), locale=locale)


def message_of_mail(mail: Mapping[str, Any], locale: str | None) -> Message:
    """The message of an e-mail that came into a channel; ``mail`` has been checked."""
    now = datetime.now(UTC)
    headers = {name.casefold(): value for name, value in (mail.get("headers") or {}).items()}
    if mail.get("date"):
        headers["date"] = mail["date"]
    sender = sender_of(mail.get("from") or headers.get("from", ""))
    customer = mail_customer(mail.get("subject") or "", mail["body"], sender, headers, now)
    return Message((), None, None, "", Nowhere("ask"), now, customer=customer, locale=locale)


def read_line(line: bytes, locale: str | None) -> tuple[Any, Message]:
    """The id and the message of a line. Raises BadLine where it is none."""
    row = _object(line)
    id, own_locale = row.get("id"), row.get("locale")
    if not isinstance(own_locale, str | None):
        raise BadLine(id, '"locale" is not a string')
    if "mail" in row:
        return id, message_of_mail(_mail(id, row), own_locale or locale)
    if not isinstance(row.get("text"), str):
        raise BadLine(id, 'has no "text", or one that is not a string')
    return id, asked(row["text"], own_locale or locale)


def read_letter(content: bytes) -> dict[str, Any]:
    """The fields of a mail file; of a mail without plain text, the words of its HTML. Mails attached to it come last."""
    letter = message_from_bytes(content, policy=policy.default)
    headers = {name: str(value) for name, value in letter.items()}
    body = "\n\n".join(_bodies(letter))
    return {"subject": headers.get("Subject", ""), "from": headers.get("From", ""), "body": body, "headers": headers}


def _bodies(letter: EmailMessage) -> Iterator[str]:
    part = letter.get_body(("plain", "html"))
    if part is not None and (words := _words(part)).strip():
        yield words
    for attached in letter.iter_attachments() if letter.is_multipart() else ():
        if attached.get_content_type() == "message/rfc822":
            inner = attached.get_content()
            yield "-----Original Message-----\n" + "\n".join(f"{name}: {inner[name]}" for name in _OF_FORWARD if inner[name])
            yield from _bodies(inner)


def _words(part: MIMEPart) -> str:
    try:
        words = str(part.get_content())
    except (LookupError, ValueError):  # an unknown charset
        words = bytes(part.get_payload(decode=True) or b"").decode("utf-8", "replace")
    if part.get_content_subtype() != "html":
        return words
    from bot.slack.mail_html import words_of

    return words_of(words)


def _mail(id: Any, row: Mapping[str, Any]) -> Mapping[str, Any]:
    mail = row["mail"]
    if "text" in row or not isinstance(mail, dict) or not isinstance(mail.get("body"), str):
        raise BadLine(id, '"mail" is not an object with a "body", or stands beside "text"')
    if not all(isinstance(mail.get(name), str | None) for name in _TEXTS):
        raise BadLine(id, '"subject", "from" or "date" of "mail" is not a string')
    headers = mail.get("headers") or {}
    if not isinstance(headers, dict) or not all(isinstance(value, str) for value in headers.values()):
        raise BadLine(id, '"headers" of "mail" is not an object of strings')
    return mail


def _object(line: bytes) -> dict[str, Any]:
    try:
        # Python accepts NaN, Infinity and 1e999, and would then write JSON that other programs reject.
        row = json.loads(line.decode("utf-8"), parse_constant=_no_number, parse_float=_finite)
    except UnicodeDecodeError as error:
        raise BadLine(None, "is not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise BadLine(_id_in(line), "is not a JSON object") from error
    if not isinstance(row, dict):
        raise BadLine(None, "is not a JSON object")
    return row


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(f"{digits} is too large a number")
    return number


def _id_in(line: bytes) -> str | None:
    """Return the id of an invalid line, if it can be read."""
    found = re.search(rb'"id"\s*:\s*"([^"\\]{1,200})"', line)
    return found[1].decode("utf-8", "replace") if found else None
