"""Puts everything that the desk says into words, as sheets that a terminal prints and that Slack shows."""

from bot.texts.catalogue import Texts
from bot.texts.renderer import Renderer
from bot.texts.sheet import Sheet

__all__ = ["Renderer", "Sheet", "Texts"]
