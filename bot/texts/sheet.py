"""A message in words, as parts that a terminal prints and that Slack shows as blocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of the desk's own; with ``by``, what that person did, their name first."""

    text: str
    by: "UserMention | None" = None


@dataclass(frozen=True, slots=True)
class Title:
    """A heading."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words, unchanged: the policy's, or a person's."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class SmallPrint:
    """Small print."""

    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a name and a value. A value of type UserMention or Link is shown as such."""

    pairs: Sequence[tuple[str, "str | UserMention | Link"]]


@dataclass(frozen=True, slots=True)
class UserMention:
    """A member of the workspace, by id."""

    id: str


@dataclass(frozen=True, slots=True)
class Link:
    """An address with the words that lead to it."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """Text to be copied and sent to a customer."""

    text: str


@dataclass(frozen=True, slots=True)
class Button:
    """Something that can be pressed; ``value`` is an id and never personal data."""

    action: str
    label: str
    value: str
    style: Literal["plain", "primary", "danger"] = "plain"
    confirm: str | None = None
    """What is asked before the press counts, where it cannot be taken back."""
    deny: str = "✕"
    """What the button says that takes such a press back."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things that may be meant, with the button that takes it."""

    text: str
    button: Button


@dataclass(frozen=True, slots=True)
class Menu:
    """What can be done beside the buttons, to be chosen from a list. The menu has the action, its options the values."""

    action: str
    placeholder: str
    options: Sequence[Button]


@dataclass(frozen=True, slots=True)
class Buttons:
    """A row of buttons; with ``menu``, a list to choose from stands beside them."""

    buttons: Sequence[Button]
    menu: Menu | None = None


Part = Text | Title | Quote | SmallPrint | Facts | Draft | Choice | Buttons


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole message."""

    parts: Sequence[Part]

    @property
    def plain(self) -> str:
        """The message as text, for terminals and for Slack's notifications; buttons do not show in it."""
        return "\n\n".join(filter(None, map(_plain, self.parts)))


def _plain(part: Part) -> str:
    match part:
        case Quote(text, source):
            return "\n".join([*(f"> {line}" for line in text.splitlines()), *([f"  {source}"] if source else ())])
        case Facts(pairs):
            return "\n".join(f"{name}: {_value(value)}" for name, value in pairs)
        case Choice(text):
            return f"• {text}"
        case Buttons():
            return ""
        case Draft(text):
            return "\n".join(f"| {line}".rstrip() for line in text.splitlines())
        case Text(text, UserMention(id)):
            return f"{id} {text}"
    return part.text


def _value(value: str | UserMention | Link) -> str:
    match value:
        case UserMention(id):
            return id
        case Link(url):
            return url
    return value
