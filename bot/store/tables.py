"""The tables. A change here needs a migration; a test compares the two."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from bot.store.column_types import Code, Codes, Decisions, Moment
from bot.tickets import Kind, State

METADATA = MetaData()

DELIVERIES = Table(
    "deliveries",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
)

MESSAGES = Table(
    "messages",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("version", Text, nullable=False),
    Column("meaning", Text, nullable=False),
    Column("rights", Codes, nullable=False),
    Column("ticket", ForeignKey("tickets.id"), index=True),
)
"""Which version of each message was read last, and as what: codes, no words."""

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
    Column("kind", Code(Kind), nullable=False),
    Column("asker", Text, index=True),
    Column("subject_user", Text, index=True),
    Column("subject_key", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("letter_language", Text),
    Column("receipt", Date, nullable=False),
    Column("due", Date, nullable=False),
    Column("opened_at", Moment, nullable=False, index=True),
    Column("source_channel", Text),
    Column("source_ts", Text),
    Column("country", Text, nullable=False),
    Column("state", Code(State), nullable=False),
    Column("officer", Text),
    Column("prepared_by", Text),
    Column("decisions", Decisions, nullable=False),
    Column("checked", Codes, nullable=False),
    Column("ground", Text),
    Column("identity", Text),
    Column("extended_at", Moment),
    Column("extension_ground", Text),
    Column("complaint", Boolean, nullable=False),
    Column("legal_hold", Boolean, nullable=False),
    Column("stopped_at", Moment),
    Column("waiting_since", Date),
    Column("waited", Integer, nullable=False),
    Column("unreachable", Boolean, nullable=False),
    Column("linked_to", Integer),
    Column("answer_letter", Integer),
    Column("informed_at", Moment, index=True),
    Column("closed_at", Moment, index=True),
    Column("shredded_at", Moment),
    Column("removed", Codes, nullable=False),
    Column("aware_at", Moment),
    Column("authority", Text),
    Column("notified_at", Moment),
    Column("persons", Text),
    Column("log_length", Integer, nullable=False),
    UniqueConstraint("year", "number", name="uq_tickets_year_number"),
    Index("ix_tickets_subject_key", "subject_key"),
    Index("ix_tickets_state_due", "state", "due"),
    Index("ix_tickets_source", "source_channel", "source_ts"),
    # Ids are never reused, because buttons in old messages carry them.
    sqlite_autoincrement=True,
)
"""What is readable without a key: ids, dates and codes. What people wrote is in TICKET_CONTENTS."""

TICKET_RIGHTS = Table(
    "ticket_rights",
    METADATA,
    Column("ticket", ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True),
    Column("right", Text, primary_key=True),
    Column("position", Integer, nullable=False),
)

TICKET_KEYS = Table(
    "ticket_keys",
    METADATA,
    Column("ticket", ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True),
    Column("wrapped", Text, nullable=False),
)

TICKET_CONTENTS = Table(
    "ticket_contents",
    METADATA,
    Column("ticket", ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("sealed", Text, nullable=False),
)

TICKET_LOG = Table(
    "ticket_log",
    METADATA,
    # No foreign key: a log is valid by itself, and ticket 0 stands for the desk.
    Column("ticket", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("local_day", Date, nullable=False),
    Column("actor", Text, index=True),
    Column("role", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("code", Text),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

LOG_PURGES = Table(
    "log_purges",
    METADATA,
    Column("ticket", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("head", Text, nullable=False),
    CheckConstraint("ticket > 0", name="ck_log_purges_ticket"),
)
"""Logs that were removed as a whole. The triggers allow that only for these tickets; the desk's own log records it too."""

DESK_LOG = Table(
    "desk_log",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("length", Integer, nullable=False),
)
"""One row with the length of the desk's own log, like ``tickets.log_length`` for a ticket's."""

OFFICERS = Table(
    "officers",
    METADATA,
    Column("user", Text, primary_key=True),
)
"""User ids of the officers when their channel could last be read: whom to tell when it cannot be reached."""

ALARMS = Table(
    "alarms",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("ticket", Integer, nullable=False, index=True),
    Column("at", Moment, nullable=False),
)

HEARD = Table(
    "heard",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("until", Moment, nullable=False),
    Column("read_at", Moment),
    Column("claimed_until", Moment),
)
"""One row: until when all that was written to the desk is stored, and who reads what was missed since."""

VAULT_CHECK = Table(
    "vault_check",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("wrapped", Text, nullable=False),
    Column("blind", Text, nullable=False),
)
"""One row by which a wrong master key is detected at the start."""

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
    # No foreign key: the letter that this one waits for may be deleted once it was sent.
    Column("after", Integer),
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
    Index("ix_outbox_sent", "sent_channel", "sent_ts"),
    sqlite_autoincrement=True,
)
