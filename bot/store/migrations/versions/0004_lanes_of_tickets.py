"""Gives each ticket a lane of its own for its messages in the officers' channel."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_OUTBOX = sa.table("outbox", sa.column("lane", sa.Text), sa.column("ticket", sa.Integer))


def upgrade() -> None:
    """Move the letters of tickets out of the officers' common lane."""
    own = sa.literal("ticket:", sa.Text) + sa.cast(_OUTBOX.c.ticket, sa.Text)
    op.execute(sa.update(_OUTBOX).where(_OUTBOX.c.lane == "officers", _OUTBOX.c.ticket.is_not(None)).values(lane=own))


def downgrade() -> None:
    """Put them back."""
    op.execute(sa.update(_OUTBOX).where(_OUTBOX.c.lane.like("ticket:%")).values(lane="officers"))
