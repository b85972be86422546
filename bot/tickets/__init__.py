"""A ticket's states and rules, its deadlines, and who may do what. No I/O, and no clock but the one handed in."""

from bot.tickets.calendar import BOTH, COUNTRIES, looked_at, works_everywhere
from bot.tickets.deadlines import Deadline, Step, deadline, explain
from bot.tickets.incident import Incident
from bot.tickets.life import ACTS, TRANSITIONS, Act, Need, Transition
from bot.tickets.rules import By, Given, NotNow, Record, act_on, possible, row_for
from bot.tickets.ticket import STOP_FIRST, Event, Kind, Outcome, Role, State, Subject, Ticket, joined, reference

__all__ = [
    "ACTS",
    "BOTH",
    "COUNTRIES",
    "STOP_FIRST",
    "TRANSITIONS",
    "Act",
    "By",
    "Deadline",
    "Event",
    "Given",
    "Incident",
    "Kind",
    "Need",
    "NotNow",
    "Outcome",
    "Record",
    "Role",
    "State",
    "Step",
    "Subject",
    "Ticket",
    "Transition",
    "act_on",
    "deadline",
    "explain",
    "joined",
    "looked_at",
    "possible",
    "reference",
    "row_for",
    "works_everywhere",
]
