"""Adds until when the desk has heard everything, from which it reads what it missed."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table. It gets its row when the desk next starts, so that nothing from before is read."""
    op.create_table(
        "heard",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True)),
        sa.Column("claimed_until", sa.DateTime(timezone=True)),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("heard")
