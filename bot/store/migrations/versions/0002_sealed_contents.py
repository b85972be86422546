"""Seals what people wrote in a table of its own, and gives each ticket an append-only log.

Old tickets are converted: done becomes closed, the reason becomes the answer, events become log and contents.
An offer that has not expired becomes a suspected ticket with a card, since the person may have meant a request.
"""

import sqlalchemy as sa
from alembic import context, op

from bot.store.migrations.carry_over import CarryOver
from bot.store.migrations.only_added import POSTGRESQL, SQLITE

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the new tables, move the data, and remove the old columns and tables."""
    _tables()
    _columns()
    _indexes()
    CarryOver(op.get_bind(), context.config.attributes["handed"]).all()
    _remove_plain()
    _triggers()


def downgrade() -> None:
    """Not possible: the old tables cannot hold sealed contents."""
    raise NotImplementedError("Restore a backup from before the upgrade.")


def _tables() -> None:
    ticket = sa.ForeignKey("tickets.id", ondelete="CASCADE")
    op.create_table(
        "ticket_keys",
        sa.Column("ticket", sa.Integer, ticket, primary_key=True),
        sa.Column("wrapped", sa.Text, nullable=False),
    )
    op.create_table(
        "ticket_contents",
        sa.Column("ticket", sa.Integer, sa.ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("sealed", sa.Text, nullable=False),
    )
    op.create_table(
        "ticket_log",
        sa.Column("ticket", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("local_day", sa.Date, nullable=False),
        sa.Column("actor", sa.Text, index=True),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text),
        sa.Column("code", sa.Text),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
    )
    op.create_table(
        "log_purges",
        sa.Column("ticket", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("head", sa.Text, nullable=False),
        sa.CheckConstraint("ticket > 0", name="ck_log_purges_ticket"),
    )
    op.create_table(
        "desk_log",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("length", sa.Integer, nullable=False),
    )
    op.create_table(
        "alarms",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("ticket", sa.Integer, nullable=False, index=True),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_table(
        "vault_check",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("wrapped", sa.Text, nullable=False),
        sa.Column("blind", sa.Text, nullable=False),
    )


def _columns() -> None:
    op.drop_index("ix_tickets_state_legal_date", "tickets")
    op.execute("ALTER TABLE tickets RENAME COLUMN legal_date TO due")
    for name in ("letter_language", "prepared_by", "ground", "identity", "extension_ground", "authority", "persons"):
        op.add_column("tickets", sa.Column(name, sa.Text))
    for name in ("extended_at", "stopped_at", "informed_at", "closed_at", "shredded_at", "aware_at", "notified_at"):
        op.add_column("tickets", sa.Column(name, MOMENT))
    for name in ("linked_to", "answer_letter"):
        op.add_column("tickets", sa.Column(name, sa.Integer))
    op.add_column("tickets", sa.Column("waiting_since", sa.Date))
    op.add_column("tickets", sa.Column("kind", sa.Text, nullable=False, server_default="request"))
    for name, empty in (("decisions", "{}"), ("checked", "[]"), ("removed", "[]")):
        op.add_column("tickets", sa.Column(name, sa.JSON, nullable=False, server_default=empty))
    for name in ("complaint", "legal_hold", "unreachable"):
        op.add_column("tickets", sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false()))
    for name in ("waited", "log_length"):
        op.add_column("tickets", sa.Column(name, sa.Integer, nullable=False, server_default="0"))


def _indexes() -> None:
    for name in ("asker", "subject_user", "opened_at", "informed_at", "closed_at"):
        op.create_index(f"ix_tickets_{name}", "tickets", [name])
    op.create_index("ix_tickets_state_due", "tickets", ["state", "due"])
    op.create_index("ix_tickets_source", "tickets", ["source_channel", "source_ts"])
    op.create_index("ix_outbox_sent", "outbox", ["sent_channel", "sent_ts"])


def _remove_plain() -> None:
    for name in ("subject_name", "subject_email", "own_words", "reason"):
        op.drop_column("tickets", name)
    op.drop_table("ticket_events")
    op.drop_table("offers")
    if op.get_bind().dialect.name == "postgresql":
        # The text of a dropped column stays in PostgreSQL's files until the table is rewritten.
        op.execute("ALTER TABLE tickets ALTER COLUMN reference TYPE text USING reference || ''")


def _triggers() -> None:
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(sa.text(statement))
