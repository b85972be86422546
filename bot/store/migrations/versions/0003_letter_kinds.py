"""Letters are called by plainer names; those that wait in the outbox are renamed with them."""

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
    """Rename the kinds, in their column and in the letters that have not been sent."""
    for old, new in RENAMED.items():
        _rename(old, new)


def downgrade() -> None:
    """Give the kinds their old names back."""
    for old, new in RENAMED.items():
        _rename(new, old)


def _rename(old: str, new: str) -> None:
    outbox = sa.table("outbox", sa.column("kind", sa.Text), sa.column("letter", sa.Text))
    # Quotation marks inside a letter's words are escaped in JSON, so this stands once in it: as its kind.
    letter = sa.func.replace(outbox.c.letter, f'"kind":"{old}"', f'"kind":"{new}"')
    op.execute(sa.update(outbox).where(outbox.c.kind == old).values(kind=new, letter=letter))
