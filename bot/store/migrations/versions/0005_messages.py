"""Adds what is kept of each message, by which an edit finds what it changes."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "messages",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("meaning", sa.Text, nullable=False),
        sa.Column("rights", sa.JSON, nullable=False),
        sa.Column("ticket", sa.Integer, sa.ForeignKey("tickets.id")),
    )
    op.create_index("ix_messages_at", "messages", ["at"])
    op.create_index("ix_messages_ticket", "messages", ["ticket"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("messages")
