"""A ticket's states, rules and deadlines, and who may do what. No I/O; the time is always an argument."""

from bot.tickets.calendar import BOTH, COUNTRIES, looked_at, works_everywhere
from bot.tickets.deadlines import Deadline, Step, deadline, deadline_steps
from bot.tickets.incident import Incident
from bot.tickets.rules import ActInput, Actor, NotNow, Record, act_on, possible, row_for
from bot.tickets.ticket import STOP_FIRST, Decision, Event, Kind, Role, State, Subject, Ticket, joined, reference
from bot.tickets.transitions import ACTS, TRANSITIONS, Act, Need, Transition

__all__ = [
    "ACTS",
    "BOTH",
    "COUNTRIES",
    "STOP_FIRST",
    "TRANSITIONS",
    "Act",
    "ActInput",
    "Actor",
    "Deadline",
    "Decision",
    "Event",
    "Incident",
    "Kind",
    "Need",
    "NotNow",
    "Record",
    "Role",
    "State",
    "Step",
    "Subject",
    "Ticket",
    "Transition",
    "act_on",
    "deadline",
    "deadline_steps",
    "joined",
    "looked_at",
    "possible",
    "reference",
    "row_for",
    "works_everywhere",
]
