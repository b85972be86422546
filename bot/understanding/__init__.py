"""Text in; language, own words, rights exercised and the best entries with their scores out. No I/O."""

from bot.understanding.reading import Reading, Scored, Verdict
from bot.understanding.reader import Reader

__all__ = ["Reader", "Reading", "Scored", "Verdict"]
