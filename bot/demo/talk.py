"""The interactive part of the demo: the person at the terminal acts as Anna, or as anybody they name."""

import re
from dataclasses import dataclass

import click

from bot.demo.forms import cancel, fill_in
from bot.demo.lines import END_WORDS, HELP_WORDS, Ask, Cancelled, Ended, choose, confirmed, read_line
from bot.demo.office import Office
from bot.demo.transcript import Pressable, Transcript
from bot.workspace import ImpossibleError

HELP = """\
You are Anna now, in your direct message with the desk. Type
  any question or request    in Swedish or English
  /privacy QUESTION          to ask so that only you see the answer
  /privacy-request WORDS     to open the form for a right;
                             the word status shows your requests instead
  1, 2, 3 ...                to press the button with that number;
                             the officers' are pressed by Olle
  oda: 7                     to be somebody else for one line: sam, or olle or
                             oda, the two officers. An answer that one officer
                             has written must be sent by the other
  ? or help                  to read this again; in a form, what can be typed
  cancel or Ctrl-C           to leave a form
  exit, quit, q or Ctrl-D    to end"""


def talk(office: Office, transcript: Transcript, ask: Ask = input) -> None:
    """Read lines until the person ends the demo, and show the result of each."""
    prompt = _Prompt(office, transcript, ask)
    click.echo(HELP + "\n")
    while (line := prompt.next_line()) is not None:
        if line.casefold() in HELP_WORDS:
            click.echo(HELP)
        elif line and not prompt.answer(line):
            break
    click.echo("Goodbye.")


@dataclass(frozen=True)
class _Prompt:
    """Carries out typed lines in the office."""

    office: Office
    transcript: Transcript
    ask: Ask

    def next_line(self) -> str | None:
        """Return the next line, or None if the person wants to end."""
        try:
            line = read_line(self.ask, "Anna> ")
        except (EOFError, KeyboardInterrupt):
            click.echo()
            return None
        return None if line.casefold() in END_WORDS else line

    def answer(self, line: str) -> bool:
        """Carry out a line and show what is new; a form that is broken off is cancelled. Return whether the demo goes on."""
        try:
            done = self._act(line)
            self.office.rest()
        except Ended:
            cancel(self.office)
            return False
        except (EOFError, KeyboardInterrupt, Cancelled):
            cancel(self.office)
            click.echo("\nCancelled.")
            done = False
        except (ImpossibleError, TimeoutError) as error:
            click.echo(f"({error})")
            done = False
        if not self.transcript.show(*self.office.shown, privately_to=self.office.people) and done:
            click.echo("(Nothing new is to be seen.)")
        return True

    def _act(self, line: str) -> bool:
        """Carry out a line. Return whether it should have a visible result."""
        if unclear := self._unclear(line):
            click.echo(unclear)
            return False
        name, words = self._named_user(line)
        user = self.office.person(name or "anna")
        if re.fullmatch("[0-9]{1,5}", words):
            return self._press(int(words), user if name else None)
        if words.startswith("/"):
            return self._command(user, words)
        self.office.slack.say(user, self.office.slack.dm(user), words)
        return True

    def _named_user(self, line: str) -> tuple[str, str]:
        """Return the first name before a colon, in lower case, and the rest of the line; an empty name if there is none."""
        name, colon, rest = line.partition(":")
        known = bool(colon and rest.strip()) and name.strip().casefold() in self.office.first_names
        return (name.strip().casefold(), rest.strip()) if known else ("", line)

    def _unclear(self, line: str) -> str | None:
        """Return what is missing where a line names somebody, but not what they do, or does something as nobody here."""
        found = re.fullmatch(r"\s*([^\W\d_]+)\s*:\s*([0-9]{1,5}|/.*|)", line, re.DOTALL)
        if not found:
            return None
        name, does = found[1].capitalize(), found[2]
        if found[1].casefold() not in self.office.first_names:
            there = ", ".join(known.capitalize() for known in self.office.first_names)
            return f"Nobody here is called {name}; there are {there}."
        return None if does else f"Type what {name} writes or presses after the colon, such as {found[1]}: 1"

    def _command(self, user: str, line: str) -> bool:
        command, _, words = line.partition(" ")
        ack = self.office.slack.command(user, self.office.place_of(user), command, words)
        if not ack.ok:
            click.echo(f"(Slack: {ack.error})")
        fill_in(self.office, user, self.ask)
        return ack.ok

    def _press(self, number: int, user: str | None) -> bool:
        buttons = self.transcript.buttons
        if not 0 < number <= len(buttons):
            click.echo(f"There is no button with that number; there are 1 to {len(buttons)}.")
            return False
        button = buttons[number - 1]
        if user and not self.office.can_press(user, button.channel, button.user):
            click.echo(f"Only {self.office.names[button.user]} sees that button.")
            return False
        return self._press_as(user or button.user, button)

    def _press_as(self, user: str, button: Pressable) -> bool:
        value = self._value(button)
        if value is None:
            return False
        try:
            taken = self.office.slack.press(user, button.channel, button.ts, button.action, value=value)
        except ImpossibleError:
            click.echo("That button is gone: its message has changed. Press one that was drawn later.")
            return False
        if not taken:
            click.echo("(Slack: the desk did not answer in time)")
        fill_in(self.office, user, self.ask)
        return taken

    def _value(self, button: Pressable) -> str | None:
        """Return the value to press: a menu's option is chosen first. None if nothing is chosen, or it is not confirmed."""
        if button.options:
            chosen = choose(self.ask, [option.label for option in button.options])
            if chosen is None:
                return None
            return button.options[chosen].value
        return button.value if not button.confirm or confirmed(self.ask, button.confirm) else None
