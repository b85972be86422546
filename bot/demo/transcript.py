"""Prints what people see in Slack as a transcript."""

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import click

from bot.terminal import columns
from bot.workspace import ShownMessage, Workspace
from bot.workspace.forms import options_of

NAMES = 28
"""Columns for the names of a card's facts."""
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a menu."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Pressable:
    """A button or menu that was printed with a number, and the user who presses it."""

    user: str
    channel: str
    ts: str
    action: str
    value: str
    label: str
    options: tuple[Option, ...] = ()
    """The options of a menu."""
    confirm: str = ""
    """The question that must be confirmed first, if any."""

    @classmethod
    def of(cls, message: ShownMessage, element: Json, user: str) -> "Pressable":
        """Return the pressable of a button or menu element."""
        label = element.get("text") or element.get("placeholder") or {"text": "…"}
        options = tuple(Option(option["value"], option["text"]["text"]) for option in options_of(dict(element)))
        confirm = element["confirm"]["text"]["text"] if "confirm" in element else ""
        value = str(element.get("value", ""))
        return cls(user, message.channel, message.ts, element["action_id"], value, str(label["text"]), options, confirm)


@dataclass
class Transcript:
    """Prints each message once when it appears, and again when it is updated."""

    slack: Workspace
    names: Mapping[str, str]
    """Names of users and channels, by id."""
    pressed_by: Mapping[str, str]
    """Who presses the buttons of each channel; buttons in other channels get no number."""
    echo: Callable[[str], None] = click.echo
    buttons: list[Pressable] = field(default_factory=list)
    _seen: dict[tuple[str, str], str] = field(default_factory=dict)

    def show(self, *channels: str, privately_to: Sequence[str] = ()) -> bool:
        """Print what is new in channels and in these users' ephemeral messages. Return whether there was anything."""
        shown = [self._show(message) for channel in channels for message in self._in_threads(channel)]
        return any(shown + [self._show(message) for user in privately_to for message in self.slack.ephemerals(user)])

    def _in_threads(self, channel: str) -> list[ShownMessage]:
        return sorted(self.slack.messages(channel), key=lambda one: (one.thread_ts or one.ts, one.ts))

    def _show(self, message: ShownMessage) -> bool:
        key, look = (message.channel, message.ts), repr((message.text, message.blocks))
        if self._seen.get(key) == look:
            return False
        redrawn = key in self._seen
        self._seen[key] = look
        self.echo(self._head(message, redrawn))
        indent = "      " if message.is_reply else "  "
        for line in self._lines(message, columns() - len(indent)):
            self.echo(indent + line)
        self.echo("")
        return True

    def _head(self, message: ShownMessage, redrawn: bool) -> str:
        who = self.names.get(message.user or "", "Insyn")
        where = self.names.get(message.channel, "direct message")
        whose = [f"only {self.names[message.ephemeral_to]} sees this"] if message.ephemeral_to else []
        remarks = [where, *whose, *(["redrawn"] if redrawn else [])]
        if message.is_reply:
            remarks.append("in the thread")
        indent = "    " if message.is_reply else ""
        return f"{indent}{click.style(who, bold=True)}  {click.style('(' + ', '.join(remarks) + ')', dim=True)}"

    def _lines(self, message: ShownMessage, width: int) -> Iterator[str]:
        if message.user != self.slack.bot_user_id:
            yield from _wrapped(self._plain(message.text), width)
            yield from self._carried(message.attachments, message.files, width)
            return
        for block in message.blocks:
            yield from self._block(message, block, width)

    def _carried(self, attachments: Sequence[Json], files: Sequence[Json], width: int) -> Iterator[str]:
        """Return the lines for forwarded messages and e-mails."""
        for attachment in attachments:
            yield from _wrapped(self._plain(attachment.get("text", "")), width, "│ ")
            yield from self._carried((), attachment.get("files", ()), width)
        for file in files:
            yield from _wrapped(f"{file.get('subject', '')}\n\n{file.get('plain_text', '')}", width, "│ ")

    def _block(self, message: ShownMessage, block: Json, width: int) -> Iterator[str]:
        match block:
            case {"type": "header", "text": {"text": str(text)}}:
                yield from (click.style(line, bold=True) for line in _wrapped(self._plain(text), width))
            case {"type": "section", "fields": fields}:
                for pair in fields:
                    name, _, value = self._plain(pair["text"]).partition("\n")
                    yield from textwrap.wrap(f"{name + ':':{NAMES}} {value}", width, subsequent_indent=" " * (NAMES + 1))
            case {"type": "section", "text": {"text": str(text)}}:
                yield from _wrapped(self._plain(text), width)
                if accessory := block.get("accessory"):
                    yield self._button(message, accessory)
            case {"type": "context", "elements": elements}:
                for element in elements:
                    yield from (click.style(line, dim=True) for line in _wrapped(self._plain(element["text"]), width))
            case {"type": "actions", "elements": elements}:
                yield from _in_rows((self._button(message, element) for element in elements), width)
            case {"type": "rich_text", "elements": [{"elements": [{"text": str(text)}]}]}:
                yield from _wrapped(text, width, "│ ")

    def _button(self, message: ShownMessage, element: Json) -> str:
        user = message.ephemeral_to or self.pressed_by.get(message.channel)
        pressable = Pressable.of(message, element, user or "")
        if user:
            self.buttons.append(pressable)
        number = f"{len(self.buttons)} " if user else ""
        return click.style(f"[{number}{pressable.label}{' ▾' if pressable.options else ''}]", fg="cyan")

    def _plain(self, text: str) -> str:
        text = re.sub(r"<@([A-Z0-9]+)>", lambda found: f"@{self.names.get(found[1], found[1])}", text)
        text = re.sub(r"<[^<>|]+\|([^<>]*)>", r"\1", text)
        text = re.sub(r"(?<!\w)\*([^*\n]+)\*(?!\w)", r"\1", text)
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _wrapped(text: str, width: int, mark: str = "") -> Iterator[str]:
    for line in text.splitlines():
        quoted = mark or ("│ " if line.startswith(">") else "")
        parts = textwrap.wrap(line.removeprefix(">"), width - len(quoted), break_on_hyphens=False)
        yield from (quoted + part for part in parts or [""])


def _in_rows(parts: Iterable[str], width: int) -> Iterator[str]:
    """Return parts side by side, in as few rows as fit."""
    row = ""
    for part in parts:
        longer = f"{row}  {part}" if row else part
        if row and len(click.unstyle(longer)) > width:
            yield row
            longer = part
        row = longer
    yield row
