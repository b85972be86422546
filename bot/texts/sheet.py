"""A message in words, as parts that a terminal prints and Slack shows as blocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph in the desk's own words; with ``by``, that person's name comes first."""

    text: str
    by: "UserMention | None" = None


@dataclass(frozen=True, slots=True)
class Title:
    """A heading."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words quoted unchanged, from the policy or a person; ``source`` may be empty."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class SmallPrint:
    """Text in small print, such as sources and notes."""

    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a name and a value."""

    pairs: Sequence[tuple[str, "str | UserMention | Link"]]


@dataclass(frozen=True, slots=True)
class UserMention:
    """A member of the workspace, by id."""

    id: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link: an address and its text."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """Text to be copied and sent to a customer."""

    text: str


@dataclass(frozen=True, slots=True)
class Button:
    """A button. ``value`` holds ids and languages, never personal data."""

    action: str
    label: str
    value: str
    style: Literal["plain", "primary", "danger"] = "plain"
    confirm: str | None = None
    """The question that must be confirmed first; None for none."""
    deny: str = "✕"
    """Label of the button that cancels the confirmation."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several choices, with its button."""

    text: str
    button: Button


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu of further acts. The menu has the action, its options the values."""

    action: str
    placeholder: str
    options: Sequence[Button]


@dataclass(frozen=True, slots=True)
class Buttons:
    """A row of buttons, with a menu beside them if there is one."""

    buttons: Sequence[Button]
    menu: Menu | None = None


Part = Text | Title | Quote | SmallPrint | Facts | Draft | Choice | Buttons


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole message as a sequence of parts."""

    parts: Sequence[Part]

    @property
    def plain(self) -> str:
        """The message as plain text, for terminals and Slack's notifications; without buttons."""
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
