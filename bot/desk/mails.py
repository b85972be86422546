"""E-mails before they are messages to the desk."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parseaddr, parsedate_to_datetime

from bot.desk.messages import Customer, Message
from bot.understanding import Reader, Reading
from bot.understanding.sender import Sender

_OLDEST_MAIL = datetime(2000, 1, 1, tzinfo=UTC)
"""A Date header from before is that of a clock that was never set."""
_LONGEST = 200
"""Most characters of a name or an address, as in the request form."""


def mail_customer(subject: str, body: str, sender: tuple[str, str], headers: Mapping[str, str], posted: datetime) -> Customer:
    """The writer and the text of an e-mail, subject first. ``sender`` is name and address; ``headers`` may have its date.

    A date that cannot be read, or is later than ``posted``, gives way to that.
    """
    name, address = sender
    return Customer(
        words=f"Subject: {one_line(subject)}\n\n{body}" if subject.strip() else body,
        name=one_line(name),
        email=one_line(address),
        sent_at=_date(headers.get("date", ""), posted),
        headers=headers,
    )


def sender_of(value: str) -> tuple[str, str]:
    """Name and address in a From header."""
    return parseaddr(" ".join(value.split()))


def read_message(reader: Reader, message: Message) -> Reading:
    """The reading of a message, with the customer's whom it passes on."""
    customer = message.customer
    if customer is None:
        return reader.read(message.words, locale=message.locale)
    sender = Sender(customer.name, customer.email, customer.headers)
    return reader.read(message.words, customer=customer.words, sender=sender, locale=message.locale)


def one_line(value: str) -> str | None:
    """A name or an address on one line, cut to the length that the request form allows; None for blanks."""
    return " ".join(value.split())[:_LONGEST] or None


def _date(value: str, posted: datetime) -> datetime:
    try:
        sent = parsedate_to_datetime(value)
        sent = (sent if sent.tzinfo else sent.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, OverflowError, IndexError):
        return posted
    # A sender's clock may be wrong; a mail cannot have been received after it was posted here.
    return min(sent, posted) if sent > _OLDEST_MAIL else posted
