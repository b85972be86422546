"""A person who presses every button that the demo offers, and fills in whatever opens from what it shows."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bot.demo.office import Office
from bot.demo.transcript import Pressable, Transcript
from bot.workspace.forms import elements_in
from tests.scenarios.shown import facts

PAUSE = 4
"""Buttons that are pressed between two of the lines, and one more."""
TRIES = 6
"""Times that a form is filled in otherwise before the walker cancels it."""

Block = Mapping[str, Any]


class Step(NamedTuple):
    """What a button does, for whom, and what state its ticket is in."""

    action: str
    state: str
    user: str


class Press(NamedTuple):
    """How a step is typed: the line at the prompt and, in a menu, the line of the menu."""

    step: Step
    line: str
    option: str


@dataclass
class Walker:
    """Answers the demo's prompts: presses what was pressed least, the earliest drawn first, and types ``lines`` in between."""

    office: Office
    transcript: Transcript
    read: Callable[[], str]
    lines: Sequence[str]
    wanted: frozenset[str]
    """The actions that end the walk when each has been done."""
    most: int
    """Lines after which the walk ends anyhow."""
    done: set[str] = field(default_factory=set)
    """The actions that took effect or, without a form, were pressed."""
    silent: list[str] = field(default_factory=list)
    """What was typed and changed nothing that can be seen."""
    _pressed: Counter[Step] = field(default_factory=Counter)
    _actions: Counter[str] = field(default_factory=Counter)
    _typed: list[str] = field(default_factory=list)
    _met: Counter[str] = field(default_factory=Counter)
    _now: Press | None = None
    _asked: int = 0
    """Fields asked for since the last line."""

    def ask(self, prompt: str) -> str:
        """What the walker types at a prompt."""
        if prompt == "Anna> ":
            return self._next_line()
        if prompt.startswith("  Which?"):
            return self._now.option if self._now else ""
        if prompt.endswith("(y/n) "):
            return "y"
        return self._fill()

    def _next_line(self) -> str:
        self._judge(self.read())
        self._asked, self._now = 0, None
        if self.wanted <= self.done or len(self._typed) >= self.most:
            return "quit"
        line = self._line()
        self._typed.append(line)
        return line

    def _line(self) -> str:
        due, late = divmod(len(self._typed), PAUSE)
        if not late and due < len(self.lines):
            return self.lines[due]
        self._now = min(self._presses(), key=lambda press: (self._actions[press.step.action], self._pressed[press.step]))
        self._pressed[self._now.step] += 1
        self._actions[self._now.step.action] += 1
        return self._now.line

    def _judge(self, printed: str) -> None:
        """Record the result of the last line."""
        if not self._typed:
            return
        said = re.sub(r"\x1b\[\d*m", "", printed).strip()
        if not said or "Nothing new" in said or "(Slack" in said or "is gone" in said:
            self.silent.append(f"{self._typed[-1]} {self._now}: {said}")
        elif self._now and "Cancelled." not in said:
            self.done.add(self._now.step.action)

    def _presses(self) -> Iterator[Press]:
        """Everything that can be pressed now, and by whom."""
        states = dict(self._there())
        buttons = self.transcript.buttons
        last = {(one.ts, one.action, one.value): number for number, one in enumerate(buttons, 1)}
        for place, number in sorted(last.items(), key=lambda found: -found[1]):
            if place in states:
                yield from _ways(self.office, buttons[number - 1], number, states[place])

    def _there(self) -> Iterator[tuple[tuple[str, str, str], str]]:
        """The buttons and menus of all messages as they are now; of those on cards, the state that the card shows."""
        slack = self.office.slack
        for message in [
            *(message for channel in self.office.shown for message in slack.messages(channel)),
            *(message for user in self.office.people for message in slack.ephemerals(user)),
        ]:
            state = next(iter(facts(message).values()), "")
            for _, element in elements_in(list(message.blocks)):
                yield (message.ts, element["action_id"], element.get("value", "")), state

    def _fill(self) -> str:
        """What is typed into the next field of the form that is open, by what the field itself shows."""
        view = next(found for user in self.office.people if (found := self.office.slack.view(user)))
        inputs = [block for block in view.blocks if block["type"] == "input"]
        attempt, place = divmod(self._asked, len(inputs))
        self._asked += 1
        if attempt == TRIES:
            raise KeyboardInterrupt
        return self._typed_into(inputs[place], attempt)

    def _typed_into(self, block: Block, attempt: int) -> str:
        """Another choice each time that a field is met; what stands in it already is kept at first."""
        element, name = block["element"], block["block_id"]
        if attempt == 0 and element["type"] != "static_select" and any(key.startswith("initial_") for key in element):
            return ""
        self._met[name] += 1
        match element["type"]:
            case "static_select" | "radio_buttons":
                return self._one_of([option["value"] for option in element["options"]], name)
            case "checkboxes":
                return "all" if name.startswith("checked") else "1"
            case "plain_text_input" if name == "other":
                return self._other_reference(attempt)
            case "plain_text_input":
                return "kim@example.se" if "email" in name else "Några ord."
        return ""

    def _one_of(self, values: Sequence[str], name: str) -> str:
        """Each in its turn; but rights are all granted, or all refused where the walk is to come to a refusal."""
        if name.startswith("decisions"):
            return str(1 + values.index("refused" if "ticket_refuse" in self.wanted else "granted"))
        return str(1 + (self._met[name] - 1) % len(values))

    def _other_reference(self, attempt: int) -> str:
        """The reference of some ticket that is open; the form is cancelled when each was tried."""
        tickets = [self.office.service.store.ticket(id) for id in range(1, 9)]
        found = [ticket.reference for ticket in tickets if ticket and ticket.state.is_open and not ticket.incident]
        if attempt >= len(found):
            raise KeyboardInterrupt
        return found[attempt]


def _ways(office: Office, one: Pressable, number: int, state: str) -> Iterator[Press]:
    """How a button can be pressed: with each line of a menu and, where four eyes count, by either officer."""
    lines = {one.user: f"{number}"}
    if one.action in {"ticket_send", "ticket_refuse"}:
        lines[office.oda] = f"oda: {number}"
    for user, line in lines.items():
        for place, option in enumerate(one.options, 1):
            yield Press(Step(f"ticket_{option.value.partition(' ')[0]}", state, user), line, str(place))
        if not one.options:
            yield Press(Step(one.action, state, user), line, "")
