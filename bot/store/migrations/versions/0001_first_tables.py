"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create every table."""
    _deliveries()
    _tickets()
    _ticket_parts()
    _offers()
    _outbox()


def downgrade() -> None:
    """Remove every table."""
    for table in ("outbox", "offers", "ticket_events", "ticket_rights", "tickets", "ticket_numbers", "deliveries"):
        op.drop_table(table)


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_index("ix_deliveries_at", "deliveries", ["at"])


def _tickets() -> None:
    op.create_table(
        "ticket_numbers",
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("last", sa.Integer, nullable=False),
    )
    op.create_table(
        "tickets",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("reference", sa.Text, nullable=False, unique=True),
        sa.Column("asker", sa.Text),
        sa.Column("subject_user", sa.Text),
        sa.Column("subject_name", sa.Text),
        sa.Column("subject_email", sa.Text),
        sa.Column("subject_key", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("own_words", sa.Text, nullable=False),
        sa.Column("receipt", sa.Date, nullable=False),
        sa.Column("legal_date", sa.Date, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("source_channel", sa.Text),
        sa.Column("source_ts", sa.Text),
        sa.Column("country", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("officer", sa.Text),
        sa.Column("reason", sa.Text),
        sa.UniqueConstraint("year", "number", name="uq_tickets_year_number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_tickets_subject_key", "tickets", ["subject_key"])
    op.create_index("ix_tickets_state_legal_date", "tickets", ["state", "legal_date"])


def _ticket_parts() -> None:
    op.create_table(
        "ticket_rights",
        sa.Column("ticket", sa.Integer, sa.ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("right", sa.Text, primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
    )
    op.create_table(
        "ticket_events",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("ticket", sa.Integer, sa.ForeignKey("tickets.id", ondelete="CASCADE"), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.Text),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("words", sa.Text),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_ticket_events_ticket", "ticket_events", ["ticket"])


def _offers() -> None:
    op.create_table(
        "offers",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("asker", sa.Text),
        sa.Column("rights", sa.JSON, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("customer_name", sa.Text),
        sa.Column("customer_email", sa.Text),
        sa.Column("for_customer", sa.Boolean, nullable=False),
        sa.Column("draft_language", sa.Text),
        sa.Column("receipt", MOMENT, nullable=False),
        sa.Column("source_channel", sa.Text),
        sa.Column("source_ts", sa.Text),
        sa.Column("expires", MOMENT, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_offers_expires", "offers", ["expires"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("lane", sa.Text, nullable=False),
        sa.Column("place", sa.Text),
        sa.Column("letter", sa.Text),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("ticket", sa.Integer, sa.ForeignKey("tickets.id")),
        sa.Column("about", sa.Text),
        sa.Column("replaces", sa.Integer, sa.ForeignKey("outbox.id")),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("claimed_until", MOMENT),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("doubtful", sa.Boolean, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("error", sa.Text),
        sa.Column("sent_channel", sa.Text),
        sa.Column("sent_ts", sa.Text),
        sa.Column("sent_at", MOMENT),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_state_lane", "outbox", ["state", "lane", "id"])
    op.create_index("ix_outbox_about", "outbox", ["about"])
    op.create_index("ix_outbox_replaces", "outbox", ["replaces"])
    op.create_index("ix_outbox_ticket_kind", "outbox", ["ticket", "kind"])
