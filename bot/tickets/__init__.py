"""A ticket's states and rules, its deadlines, and who may do what. No I/O, and no clock but the one handed in."""

from bot.tickets.deadlines import Deadline, deadline
from bot.tickets.life import TRANSITIONS, Act, NotNow, Transition, act_on, possible
from bot.tickets.ticket import Event, State, Subject, Ticket, joined, reference

__all__ = [
    "TRANSITIONS",
    "Act",
    "Deadline",
    "Event",
    "NotNow",
    "State",
    "Subject",
    "Ticket",
    "Transition",
    "act_on",
    "deadline",
    "joined",
    "possible",
    "reference",
]
