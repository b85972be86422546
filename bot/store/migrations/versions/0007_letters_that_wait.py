"""Lets a letter wait for another one, and keeps who the officers were."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and the table."""
    op.add_column("outbox", sa.Column("after", sa.Integer))
    op.create_table("officers", sa.Column("user", sa.Text, primary_key=True))


def downgrade() -> None:
    """Drop them."""
    op.drop_table("officers")
    op.drop_column("outbox", "after")
