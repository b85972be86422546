"""Renames the kinds of letters, also of those waiting in the outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

RENAMED = {
    "mirror": "ticket_list",
    "explain": "introduction",
    "why": "deadline_explanation",
    "forget": "thread_removal",
    "see_private": "answered_privately",
    "person_wanted": "question_handed_over",
}


def upgrade() -> None:
    """Rename the kinds in their column and in unsent letters."""
    for old, new in RENAMED.items():
        _rename(old, new)


def downgrade() -> None:
    """Restore the old names."""
    for old, new in RENAMED.items():
        _rename(new, old)


def _rename(old: str, new: str) -> None:
    outbox = sa.table("outbox", sa.column("kind", sa.Text), sa.column("letter", sa.Text))
    # Quotation marks in a letter's text are escaped in JSON, so this matches only its kind.
    letter = sa.func.replace(outbox.c.letter, f'"kind":"{old}"', f'"kind":"{new}"')
    op.execute(sa.update(outbox).where(outbox.c.kind == old).values(kind=new, letter=letter))
