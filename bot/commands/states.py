"""`insyn tickets states`: prints the table of transitions, in a terminal or as the page docs/tickets.md."""

from collections.abc import Iterator, Mapping, Sequence

import click

from bot.terminal import columns
from bot.tickets.ticket import OPEN_STATES, Kind, Role, State
from bot.tickets.transitions import TRANSITIONS, Act, Guard, Need, Transition

ACTS: Mapping[Act, str] = {
    Act.CONFIRM: "a suspected request is one; the desk says so itself after a working day without a human",
    Act.DISMISS: "it was no request, or no breach",
    Act.DISCLAIM: "the person says that it was only a question",
    Act.TAKE: "an officer takes it",
    Act.STOP: "the use is stopped, before anything is written",
    Act.ASK_IDENTITY: "the person is asked who they are, because of a doubt that is written down",
    Act.IDENTITY_OK: "identity was checked, and how; never the evidence",
    Act.IDENTITY_FAILED: "identity could not be shown",
    Act.ASK_SCOPE: "the person is asked what they mean",
    Act.SCOPE_OK: "the person has said what they mean",
    Act.PREPARE: "the answer is written, with a decision on each right",
    Act.SEND_BACK: "the answer needs more work",
    Act.SEND: "the answer leaves the desk",
    Act.REFUSE: "the refusal leaves the desk",
    Act.BOUNCE: "the answer did not arrive",
    Act.DELIVERED: "the answer arrived: the person is informed",
    Act.EXTEND: "two further months, Article 12(3)",
    Act.CLOSE: "nothing is left to do",
    Act.REOPEN: "there is something to do again",
    Act.REPLY: "an officer writes to the person",
    Act.WROTE: "the person writes to the officers",
    Act.WITHDRAW: "the person takes it back",
    Act.LINK: "another ticket is about the same; its earliest date counts",
    Act.CORRECT: "rights, receipt (to an earlier day only) or country were wrong",
    Act.NOTE: "officers note something",
    Act.COMPLAINT: "the person has complained to an authority",
    Act.HOLD: "nothing of it may be removed",
    Act.RELEASE: "it may be removed in its time again",
    Act.DESCRIBE: "what is known of the breach",
    Act.NOTIFIED: "the authority was notified, Article 33",
    Act.NOT_NOTIFIED: "no notification is needed, and why",
    Act.PERSONS: "the persons were informed, or why not, Article 34",
}
NEEDS: Mapping[Need, str] = {
    Need.WORDS: "some words",
    Need.CODE: "a reason from a list",
    Need.DAY: "a day, from receipt to today",
    Need.OTHER: "the reference of another open ticket",
    Need.DECISIONS: "a decision on each right",
    Need.CHECKED: "the whole checklist of the rights that are granted",
    Need.ANSWER: "the text of the answer",
    Need.RECORD: "rights, receipt day and country",
    Need.INCIDENT: "what happened",
    Need.MOMENT: "a moment that has been",
}
GUARDS: Mapping[Guard, str] = {
    Guard.IN_TIME: "the law's date has not passed; a late attempt is logged",
    Guard.NOT_EXTENDED: "it was not extended before",
    Guard.SECOND_PERSON: "who sends is not who prepared (four eyes); an attempt is logged",
    Guard.ALL_REFUSED: "every right is refused",
    Guard.NOT_ALL_REFUSED: "some right is not refused",
    Guard.NOT_INFORMED: "the person is not informed yet",
    Guard.INFORMED: "the person is informed",
    Guard.MUST_STOP: "a use is still to be stopped",
    Guard.NOTHING_TO_STOP: "no use is left to be stopped",
    Guard.IDENTITY_MATTERS: "more is asked for than to stop a use, and identity was not checked yet",
    Guard.HELD: "it is held",
    Guard.NOT_HELD: "it is not held",
    Guard.SETTLED: "it is decided whether the authority and the persons are told",
    Guard.NOT_TAKEN: "somebody else has it, or nobody",
}
STATES: Mapping[State, str] = {
    State.SUSPECTED: "the words may exercise a right; nobody has said yet",
    State.OPEN: "a request that nobody has taken",
    State.WAITING_IDENTITY: "the person was asked who they are; no date moves",
    State.WAITING_SCOPE: "the person was asked what they mean; no date moves",
    State.WORKING: "an officer works on it",
    State.REVIEW: "an answer is prepared; somebody else looks at it",
    State.SENT: "an answer has left the desk; it is not said that it arrived",
    State.CLOSED: "the person is informed and nothing is left to do",
    State.DISMISSED: "it was no request",
    State.LINKED: "another ticket goes on with it",
    State.WITHDRAWN: "the person took it back",
    State.REFUSED: "a refusal of everything has left the desk",
}


def run(*, markdown: bool) -> None:
    """Print the table, as Markdown if asked for."""
    click.echo(page() if markdown else "\n".join(_plain()), nl=not markdown)


def page() -> str:
    """Return the text of docs/tickets.md."""
    return "\n".join(_page()) + "\n"


def _plain() -> Iterator[str]:
    for row in TRANSITIONS:
        yield f"{row.act:16}{_before(row)} -> {_after(row)}   ({_kinds(row)})"
        for name, value in _details(row).items():
            yield click.wrap_text(f"{name + ':':8}{value}", columns(), " " * 16, " " * 24)


def _details(row: Transition) -> dict[str, str]:
    known = {
        "who": _names(role for role in Role if role in row.who),
        "needs": _names(row.needs),
        "codes": _names(row.codes),
        "guards": _names(row.guards),
        "writes": _names(row.writes),
        "tells": row.tells or "",
    }
    return {name: value for name, value in known.items() if value}


def _page() -> Iterator[str]:
    yield from (
        "# How a ticket lives",
        "",
        "Made by `insyn tickets states --markdown` from the table that drives the desk: the rules, the buttons on the card, the",
        "forms and the tests follow the same rows. A change belongs in `bot/tickets/transitions.py`; then this page is made",
        "anew.",
        "",
        "## States",
        "",
    )
    yield from _table(("state", "meaning", "open"), ((f"`{s}`", STATES[s], "yes" if s in OPEN_STATES else "") for s in State))
    yield from (
        "",
        "*Open* means that the person waits for an answer. Extended, overdue, complaint and legal hold are flags beside it.",
        "Whatever the state, no date moves: waiting is counted and shown, and is an argument, not a deadline.",
        "",
        "## What can happen",
        "",
        "`–` means that the state stays. The letter under *tells* goes to the person, or to whoever passed a customer's request",
        "on. Every row writes an event in the ticket's log; *writes* names what changes besides.",
        "",
        "Who somebody is, is checked at each act, whatever button they press: `person` or `employee` is the ticket's asker or",
        "data subject, `officer` who was an employee in the officers' channel by a reading of the last minute. Of a mail that",
        "has no asker, employees in its channel may `confirm`, `disclaim` and note that the answer is `delivered`.",
    )
    for kind in Kind:
        yield from ("", f"### {kind.value.capitalize()}s", "")
        heads = ("event", "from", "to", "who", "needs", "guards", "writes", "tells")
        yield from _table(heads, (_cells(row) for row in TRANSITIONS if kind in row.kinds))
    yield from (
        "",
        "## Events",
        "",
        *_glossary(ACTS),
        "",
        "## Needs",
        "",
        *_glossary(NEEDS),
        "",
        "## Guards",
        "",
        *_glossary(GUARDS),
    )


def _cells(row: Transition) -> Sequence[str]:
    needs = [f"{need} ({', '.join(row.codes)})" if need is Need.CODE else need for need in row.needs]
    return (
        f"`{row.act}`",
        _before(row),
        _after(row),
        _names(role for role in Role if role in row.who),
        _names(needs),
        _names(row.guards),
        _names(row.writes),
        row.tells or "",
    )


def _table(heads: Sequence[str], rows: Iterator[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _glossary(words: Mapping[Act, str] | Mapping[Need, str] | Mapping[Guard, str]) -> Iterator[str]:
    return (f"- `{name}`: {meaning}" for name, meaning in words.items())


def _before(row: Transition) -> str:
    if row.before == frozenset(State):
        return "any state"
    return "any open state" if row.before == OPEN_STATES else _names(state for state in State if state in row.before)


def _after(row: Transition) -> str:
    return row.after.value if row.after else "–"


def _kinds(row: Transition) -> str:
    return _names(kind for kind in Kind if kind in row.kinds)


def _names(values: Iterator[str] | Sequence[str]) -> str:
    return ", ".join(str(value) for value in values)
