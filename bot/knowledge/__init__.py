"""Reads the knowledge folder, which non-programmers edit, into checked values: policy, entries and wordings."""

from bot.knowledge.faults import Fault, KnowledgeError
from bot.knowledge.load import load, load_for_records
from bot.knowledge.policy import Paragraph, Policy
from bot.knowledge.values import RIGHTS, Citation, Contact, Entry, Knowledge, Note, Right, Unanswered

__all__ = [
    "RIGHTS",
    "Citation",
    "Contact",
    "Entry",
    "Fault",
    "Knowledge",
    "KnowledgeError",
    "Note",
    "Paragraph",
    "Policy",
    "Right",
    "Unanswered",
    "load",
    "load_for_records",
]
