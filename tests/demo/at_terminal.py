"""Somebody at the demo's terminal: what they type, and what they see."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.demo.office import Office, open_office
from bot.demo.talk import talk
from bot.demo.transcript import Transcript
from tests.scenarios.clock import SteppingClock
from tests.shipped import reader

Break = type[BaseException]
"""What a key instead of a line does: KeyboardInterrupt is Ctrl-C, EOFError is Ctrl-D."""


@contextmanager
def demo_office() -> Iterator[Office]:
    """The demo's office at noon on a working day."""
    with open_office(reader(), SteppingClock()) as office:
        yield office


@dataclass
class Terminal:
    """Types one line after the other, then Ctrl-D."""

    office: Office
    read: Callable[[], str]
    """Returns what was printed since the last call."""
    transcript: Transcript = field(init=False)
    seen: list[tuple[str, str]] = field(default_factory=list)
    """Each prompt, with what was printed before it."""

    def __post_init__(self) -> None:
        self.transcript = Transcript(self.office.slack, self.office.names, self.office.pressed_by)
        self.transcript.show(*self.office.shown, privately_to=self.office.people)
        self.read()

    def type(self, *lines: str | Break) -> str:
        """Type lines, and return what is printed from the prompt that took the first to the end."""
        waiting = iter(lines)
        self.seen.clear()

        def ask(prompt: str) -> str:
            self.seen.append((prompt, self.read()))
            line = next(waiting, EOFError)
            if isinstance(line, str):
                return line
            raise line

        talk(self.office, self.transcript, ask)
        printed = [printed for _, printed in self.seen[1:]]
        return "".join([*printed, self.read()])

    def prompts(self) -> list[str]:
        """What was asked for, one after the other."""
        return [prompt.strip() for prompt, _ in self.seen]

    def number(self, label: str) -> str:
        """The number of the button that was drawn last with this label."""
        found = [number for number, button in enumerate(self.transcript.buttons, 1) if button.label == label]
        return str(found[-1])
