"""What officers can do with a ticket, as one table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.tickets.ticket import State, Ticket


class Act(StrEnum):
    """What an officer does; also the name of the event that is kept of it."""

    TAKE = "take"
    NOTE = "note"
    DONE = "done"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Transition:
    """From which states an act leads where (``None``: it stays), and whether it needs words."""

    act: Act
    before: frozenset[State]
    after: State | None
    needs_words: bool = False


_OPEN = frozenset({State.OPEN, State.WORKING})

TRANSITIONS: Sequence[Transition] = (
    Transition(Act.TAKE, frozenset({State.OPEN}), State.WORKING),
    Transition(Act.NOTE, frozenset(State), None, needs_words=True),
    Transition(Act.DONE, _OPEN, State.DONE),
    # A refusal without a reason breaks Article 12(4).
    Transition(Act.REFUSE, _OPEN, State.REFUSED, needs_words=True),
)


class NotNow(Exception):
    """The ticket's state does not allow the act, or the words that it needs are missing."""

    def __init__(self, act: Act, ticket: Ticket) -> None:
        self.act = act
        self.ticket = ticket
        super().__init__(f"{act} is not possible for a ticket that is {ticket.state}")


def possible(ticket: Ticket) -> tuple[Act, ...]:
    """The acts that the ticket's state allows, the next step first."""
    return tuple(step.act for step in TRANSITIONS if ticket.state in step.before)


def act_on(ticket: Ticket, act: Act, officer: str, words: str = "") -> Ticket:
    """The ticket after an officer's act; NotNow where the table does not allow it."""
    step = next(step for step in TRANSITIONS if step.act is act)
    if ticket.state not in step.before or (step.needs_words and not words.strip()):
        raise NotNow(act, ticket)
    changed = replace(ticket, state=step.after or ticket.state)
    if act is Act.TAKE:
        return replace(changed, officer=officer)
    return replace(changed, reason=words.strip()) if act is Act.REFUSE else changed
