"""What is kept, table by table. A change here needs a migration; a test compares the two."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class Moment(TypeDecorator[datetime]):
    """An aware time: UTC in the database, UTC out of it, also where the database knows no time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's
        """The time in UTC; a time without a zone is refused, because nobody can say which moment it means."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's
        """The time, aware."""
        if not isinstance(value, datetime):
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """What a person wrote.

    What PostgreSQL or UTF-8 cannot hold (NUL, halves of surrogate pairs) becomes �, so that no request is lost over it.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's
        """The words as every database takes them."""
        return value and "".join("�" if char == "\0" or "\ud800" <= char <= "\udfff" else char for char in value)


METADATA = MetaData()

DELIVERIES = Table(
    "deliveries",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
)

TICKET_NUMBERS = Table(
    "ticket_numbers",
    METADATA,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)

TICKETS = Table(
    "tickets",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("reference", Text, nullable=False, unique=True),
    Column("asker", Text),
    Column("subject_user", Text),
    Column("subject_name", Words),
    Column("subject_email", Words),
    Column("subject_key", Words, nullable=False),
    Column("language", Text, nullable=False),
    Column("own_words", Words, nullable=False),
    Column("receipt", Date, nullable=False),
    Column("legal_date", Date, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("source_channel", Text),
    Column("source_ts", Text),
    Column("country", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("officer", Text),
    Column("reason", Words),
    UniqueConstraint("year", "number", name="uq_tickets_year_number"),
    Index("ix_tickets_subject_key", "subject_key"),
    Index("ix_tickets_state_legal_date", "state", "legal_date"),
    # An id that was given away never comes back: buttons in old messages carry it.
    sqlite_autoincrement=True,
)

TICKET_RIGHTS = Table(
    "ticket_rights",
    METADATA,
    Column("ticket", ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True),
    Column("right", Text, primary_key=True),
    Column("position", Integer, nullable=False),
)

TICKET_EVENTS = Table(
    "ticket_events",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("ticket", ForeignKey("tickets.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("actor", Text),
    Column("what", Text, nullable=False),
    Column("words", Words),
    sqlite_autoincrement=True,
)

OFFERS = Table(
    "offers",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("asker", Text),
    Column("rights", JSON, nullable=False),
    Column("words", Words, nullable=False),
    Column("language", Text, nullable=False),
    Column("customer_name", Words),
    Column("customer_email", Words),
    Column("for_customer", Boolean, nullable=False),
    Column("draft_language", Text),
    Column("receipt", Moment, nullable=False),
    Column("source_channel", Text),
    Column("source_ts", Text),
    Column("expires", Moment, nullable=False, index=True),
    sqlite_autoincrement=True,
)

OUTBOX = Table(
    "outbox",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("lane", Text, nullable=False),
    Column("place", Text),
    Column("letter", Text),
    Column("kind", Text, nullable=False),
    Column("ticket", ForeignKey("tickets.id")),
    Column("about", Text),
    Column("replaces", ForeignKey("outbox.id")),
    Column("state", Text, nullable=False),
    Column("claimed_until", Moment),
    Column("attempts", Integer, nullable=False),
    Column("doubtful", Boolean, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("error", Text),
    Column("sent_channel", Text),
    Column("sent_ts", Text),
    Column("sent_at", Moment),
    Index("ix_outbox_state_lane", "state", "lane", "id"),
    Index("ix_outbox_about", "about"),
    Index("ix_outbox_replaces", "replaces"),
    Index("ix_outbox_ticket_kind", "ticket", "kind"),
    sqlite_autoincrement=True,
)
