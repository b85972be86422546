"""Reads a text: its language, the writer's own words, the rights exercised and the entries that answer it. No I/O."""

from bot.understanding.authority import AuthorityLetter
from bot.understanding.explanation import Explanation, explain_reading
from bot.understanding.held_out import Confusion, JudgedWording, confusions, held_out
from bot.understanding.judgement import Limits
from bot.understanding.reader import Reader
from bot.understanding.reading import Reading, Scored, Verdict

__all__ = [
    "AuthorityLetter",
    "Confusion",
    "Explanation",
    "JudgedWording",
    "Limits",
    "Reader",
    "Reading",
    "Scored",
    "Verdict",
    "confusions",
    "explain_reading",
    "held_out",
]
