"""Which language, which words, plurals and dates: everything that the desk says, before Slack or a terminal shows it."""

from bot.texts.catalogue import Texts
from bot.texts.renderer import Renderer
from bot.texts.sheet import Sheet

__all__ = ["Renderer", "Sheet", "Texts"]
