"""Which language, which words, plurals and dates: everything that the desk says, before Slack or a terminal shows it."""

from bot.texts.catalogue import Texts
from bot.texts.sheet import Sheet
from bot.texts.speaker import Speaker

__all__ = ["Sheet", "Speaker", "Texts"]
