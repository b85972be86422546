"""What people see in Slack, printed as a readable transcript."""

import re
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import click

from bot.workspace import ShownMessage, Workspace

WIDTH = 96
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Pressable:
    """A button that was printed with a number, and the person who presses it."""

    user: str
    channel: str
    ts: str
    action: str
    value: str
    label: str


@dataclass
class Transcript:
    """Prints messages as they appear, each once, and again when it is redrawn."""

    slack: Workspace
    names: Mapping[str, str]
    """Names of users and channels by id."""
    pressed_by: Mapping[str, str]
    """Who presses the buttons of a channel; the buttons of other channels get no numbers."""
    echo: Callable[[str], None] = click.echo
    buttons: list[Pressable] = field(default_factory=list)
    _seen: dict[tuple[str, str], str] = field(default_factory=dict)

    def show(self, *channels: str, only_for: str | None = None) -> None:
        """Print what is new in channels and, for one person, what only they see."""
        for channel in channels:
            for message in sorted(self.slack.messages(channel), key=lambda one: (one.thread_ts or one.ts, one.ts)):
                self._show(message)
        if only_for:
            for message in self.slack.ephemerals(only_for):
                self._show(message)

    def _show(self, message: ShownMessage) -> None:
        key, look = (message.channel, message.ts), repr((message.text, message.blocks))
        if self._seen.get(key) == look:
            return
        redrawn = key in self._seen
        self._seen[key] = look
        self.echo(self._head(message, redrawn))
        for line in self._lines(message):
            self.echo(("      " if message.is_reply else "  ") + line)
        self.echo("")

    def _head(self, message: ShownMessage, redrawn: bool) -> str:
        who = self.names.get(message.user or "", "Insyn")
        where = self.names.get(message.channel, "direct message")
        remarks = [where, *(["only you see this"] if message.ephemeral_to else []), *(["redrawn"] if redrawn else [])]
        if message.is_reply:
            remarks.append("in the thread")
        indent = "    " if message.is_reply else ""
        return f"{indent}{click.style(who, bold=True)}  {click.style('(' + ', '.join(remarks) + ')', dim=True)}"

    def _lines(self, message: ShownMessage) -> Iterator[str]:
        if message.user != self.slack.bot_user_id:
            yield from _wrapped(self._plain(message.text))
            yield from self._carried(message.attachments, message.files)
            return
        for block in message.blocks:
            yield from self._block(message, block)

    def _carried(self, attachments: Sequence[Json], files: Sequence[Json]) -> Iterator[str]:
        """What was forwarded, or posted by e-mail."""
        for attachment in attachments:
            yield from _wrapped(self._plain(attachment.get("text", "")), "│ ")
            yield from self._carried((), attachment.get("files", ()))
        for file in files:
            yield from _wrapped(f"{file.get('subject', '')}\n\n{file.get('plain_text', '')}", "│ ")

    def _block(self, message: ShownMessage, block: Json) -> Iterator[str]:
        match block:
            case {"type": "header", "text": {"text": str(text)}}:
                yield click.style(self._plain(text), bold=True)
            case {"type": "section", "fields": fields}:
                for pair in fields:
                    name, _, value = self._plain(pair["text"]).partition("\n")
                    yield f"{name + ':':28} {value}"
            case {"type": "section", "text": {"text": str(text)}}:
                yield from _wrapped(self._plain(text))
                if accessory := block.get("accessory"):
                    yield self._button(message, accessory)
            case {"type": "context", "elements": elements}:
                for element in elements:
                    yield from (click.style(line, dim=True) for line in _wrapped(self._plain(element["text"])))
            case {"type": "actions", "elements": elements}:
                yield "  ".join(self._button(message, element) for element in elements)
            case {"type": "rich_text", "elements": [{"elements": [{"text": str(text)}]}]}:
                yield from _wrapped(text, "│ ")

    def _button(self, message: ShownMessage, element: Json) -> str:
        if element["type"] == "static_select":
            return click.style(f"[{element['placeholder']['text']} ▾]", fg="cyan")
        label = str(element["text"]["text"])
        number = ""
        user = message.ephemeral_to or self.pressed_by.get(message.channel)
        if user:
            pressable = Pressable(user, message.channel, message.ts, element["action_id"], element.get("value", ""), label)
            self.buttons.append(pressable)
            number = f"{len(self.buttons)} "
        return click.style(f"[{number}{label}]", fg="cyan")

    def _plain(self, text: str) -> str:
        text = re.sub(r"<@([A-Z0-9]+)>", lambda found: f"@{self.names.get(found[1], found[1])}", text)
        text = re.sub(r"<[^<>|]+\|([^<>]*)>", r"\1", text)
        text = re.sub(r"(?<!\w)\*([^*\n]+)\*(?!\w)", r"\1", text)
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _wrapped(text: str, mark: str = "") -> Iterator[str]:
    for line in text.splitlines():
        quoted = mark or ("│ " if line.startswith(">") else "")
        yield from (quoted + part for part in textwrap.wrap(line.removeprefix(">"), WIDTH) or [""])
