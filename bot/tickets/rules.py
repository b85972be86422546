"""Applies acts to tickets by the table of transitions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any

from bot.knowledge import Right
from bot.tickets.calendar import is_country
from bot.tickets.codes import GROUNDS_OF, checklist
from bot.tickets.incident import Incident
from bot.tickets.retention import ENDED, is_anonymised
from bot.tickets.ticket import STOP_FIRST, WAITING, Decision, Role, State, Ticket, extension_kept
from bot.tickets.transitions import ACTS, TRANSITIONS, Act, Guard, Need, Transition


@dataclass(frozen=True, slots=True)
class Record:
    """A ticket's facts as an officer corrects them."""

    rights: tuple[Right, ...]
    receipt: date
    country: str


@dataclass(frozen=True, slots=True)
class ActInput:
    """The input of an act; which fields it needs is said by its transition."""

    words: str = ""
    code: str | None = None
    day: date | None = None
    moment: datetime | None = None
    other: int | None = None
    """Id of the ticket to link to."""
    decisions: Mapping[Right, Decision] = field(default_factory=dict)
    checked: tuple[str, ...] = ()
    answer: str = ""
    record: Record | None = None
    incident: Incident | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in which role, and when. With ``alone``, an officer may send an answer that they prepared themselves."""

    actor: str | None
    role: Role
    at: datetime
    today: date
    """The local calendar day of ``at``."""
    alone: bool = False
    zone: tzinfo = UTC
    """The company's time zone, in which moments are turned into local days."""


class NotNow(Exception):
    """The act is not possible. ``why`` is ``state``, ``who``, a Guard, or a fault of the input such as ``missing_words``."""

    def __init__(self, act: Act, ticket: Ticket, why: str) -> None:
        self.act = act
        self.ticket = ticket
        self.why = why
        super().__init__(f"{act} is not possible for a ticket that is {ticket.state}: {why}")


def possible(ticket: Ticket, by: Actor) -> tuple[Act, ...]:
    """The acts that are allowed, given the right input, in the order of the table: the next step first."""
    rows = (row for row in TRANSITIONS if _allowed(row, ticket, by) is None)
    return tuple(dict.fromkeys(row.act for row in rows))


def row_for(ticket: Ticket, act: Act, role: Role = Role.OFFICER) -> Transition | None:
    """The transition of an act on this ticket by a role; another role's where that role has none, else None."""
    rows = [row for row in ACTS[act] if ticket.kind in row.kinds and ticket.state in row.before]
    return next((row for row in rows if role in row.who), rows[0] if rows else None)


def act_on(ticket: Ticket, act: Act, by: Actor, given: ActInput | None = None) -> Ticket:
    """The ticket after an act. Raises NotNow where the act is not allowed, or its input is missing or wrong."""
    given = given or ActInput()
    row = row_for(ticket, act, by.role)
    why = "state" if row is None else _allowed(row, ticket, by) or _missing(row, ticket, by, given)
    if row is None or why:
        raise NotNow(act, ticket, why or "state")
    changed = _EFFECTS.get(act, _nothing)(ticket, by, given)
    return _moved(changed, row.after or changed.state, by)


def _allowed(row: Transition, ticket: Ticket, by: Actor) -> str | None:
    if ticket.kind not in row.kinds or ticket.state not in row.before or _needs_what_is_gone(row, ticket):
        return "state"
    if by.role not in row.who:
        return "who"
    return next((guard.value for guard in row.guards if not _GUARDS[guard](ticket, by)), None)


def _needs_what_is_gone(row: Transition, ticket: Ticket) -> bool:
    """Whether retention has removed the contents, or the person to whom the act would write."""
    needs_person = row.tells is not None or row.act is Act.REOPEN
    return ticket.shredded_at is not None or (is_anonymised(ticket) and needs_person)


_GUARDS: Mapping[Guard, Callable[[Ticket, Actor], bool]] = {
    Guard.IN_TIME: lambda ticket, by: by.today <= ticket.deadline.legal,
    Guard.NOT_EXTENDED: lambda ticket, _: ticket.extended_at is None,
    Guard.SECOND_PERSON: lambda ticket, by: by.alone or by.actor != ticket.prepared_by,
    Guard.ALL_REFUSED: lambda ticket, _: _all_refused(ticket),
    Guard.NOT_ALL_REFUSED: lambda ticket, _: not _all_refused(ticket),
    Guard.NOT_INFORMED: lambda ticket, _: ticket.informed_at is None,
    Guard.INFORMED: lambda ticket, _: ticket.informed_at is not None,
    Guard.MUST_STOP: lambda ticket, _: ticket.must_stop,
    Guard.NOTHING_TO_STOP: lambda ticket, _: not ticket.must_stop,
    # No identity is needed to object or withdraw consent. After a failed check it may be asked for again.
    Guard.IDENTITY_MATTERS: lambda ticket, _: ticket.identity in {None, "failed"} and not ticket.only_stops,
    Guard.HELD: lambda ticket, _: ticket.legal_hold,
    Guard.NOT_HELD: lambda ticket, _: not ticket.legal_hold,
    Guard.SETTLED: lambda ticket, _: ticket.incident is not None and ticket.incident.is_settled,
    Guard.NOT_TAKEN: lambda ticket, by: by.actor != ticket.officer,
}


def _all_refused(ticket: Ticket) -> bool:
    return bool(ticket.decisions) and set(ticket.decisions.values()) == {Decision.REFUSED}


def _missing(row: Transition, ticket: Ticket, by: Actor, given: ActInput) -> str | None:
    """The name of the first fault in the act's input, or None."""
    return next((fault for need in row.needs if (fault := _NEEDS[need](row, ticket, by, given))), None)


def _needs_code(row: Transition, _ticket: Ticket, _by: Actor, given: ActInput) -> str | None:
    if row.act is Act.PREPARE and not _refused(given):
        return None  # without a refusal there is no ground
    if given.code not in row.codes:
        return "missing_code"
    fits = row.act is not Act.PREPARE or any(given.code in GROUNDS_OF[right] for right in _refused(given))
    return None if fits else "ground_does_not_fit"


def _needs_day(_row: Transition, ticket: Ticket, by: Actor, given: ActInput) -> str | None:
    if given.day is None:
        return "missing_day"
    return None if ticket.receipt <= given.day <= by.today else "day_out_of_range"


def _needs_decisions(_row: Transition, ticket: Ticket, _by: Actor, given: ActInput) -> str | None:
    if set(given.decisions) != set(ticket.rights):
        return "missing_decisions"
    # After a failed identity check only rights that stop a use can be granted: they disclose and change no data.
    fulfilled = set(_fulfilled(given)) - STOP_FIRST
    return "identity_failed" if ticket.identity == "failed" and fulfilled else None


def _needs_checked(_row: Transition, _ticket: Ticket, _by: Actor, given: ActInput) -> str | None:
    return "missing_checked" if set(checklist(_fulfilled(given))) - set(given.checked) else None


def _fulfilled(given: ActInput) -> list[Right]:
    return [right for right, decision in given.decisions.items() if decision in {Decision.GRANTED, Decision.PARTLY}]


def _needs_record(_row: Transition, ticket: Ticket, _by: Actor, given: ActInput) -> str | None:
    if given.record is None or not given.record.rights:
        return "missing_record"
    if not is_country(given.record.country):
        return "wrong_country"
    return "receipt_later" if given.record.receipt > ticket.receipt else None


def _needs_incident(_row: Transition, _ticket: Ticket, _by: Actor, given: ActInput) -> str | None:
    return None if given.incident and given.incident.what.strip() else "missing_incident"


def _needs_moment(_row: Transition, _ticket: Ticket, by: Actor, given: ActInput) -> str | None:
    if given.moment is None:
        return "missing_moment"
    return "moment_later" if given.moment > by.at else None


_NEEDS: Mapping[Need, Callable[[Transition, Ticket, Actor, ActInput], str | None]] = {
    Need.WORDS: lambda _row, _ticket, _by, given: None if given.words.strip() else "missing_words",
    Need.CODE: _needs_code,
    Need.DAY: _needs_day,
    Need.OTHER: lambda _row, ticket, _by, given: None if given.other not in {None, ticket.id} else "missing_other",
    Need.DECISIONS: _needs_decisions,
    Need.CHECKED: _needs_checked,
    Need.ANSWER: lambda _row, _ticket, _by, given: None if given.answer.strip() else "missing_answer",
    Need.RECORD: _needs_record,
    Need.INCIDENT: _needs_incident,
    Need.MOMENT: _needs_moment,
}


def _refused(given: ActInput) -> list[Right]:
    return [right for right, decision in given.decisions.items() if decision in {Decision.REFUSED, Decision.PARTLY}]


def _moved(ticket: Ticket, after: State, by: Actor) -> Ticket:
    """The ticket in its next state, with its days of waiting added up and its end noted. No deadline moves."""
    if after in WAITING:
        return replace(ticket, state=after, waiting_since=ticket.waiting_since or by.today)
    if ticket.waiting_since:
        waited = ticket.waited + (by.today - ticket.waiting_since).days
        ticket = replace(ticket, waited=waited, waiting_since=None)
    ended = after in ENDED
    if ended and ticket.state is State.WAITING_IDENTITY:
        ticket = replace(ticket, identity="failed")  # unless proven later, also when the ticket is reopened
    closed_at = (ticket.closed_at or by.at) if ended else None
    return replace(ticket, state=after, closed_at=closed_at)


def _nothing(ticket: Ticket, _by: Actor, _given: ActInput) -> Ticket:
    return ticket


def _prepared(ticket: Ticket, by: Actor, given: ActInput) -> Ticket:
    return replace(
        ticket,
        decisions=dict(given.decisions),
        checked=given.checked,
        answer=given.answer.strip(),
        ground=given.code if _refused(given) else None,
        prepared_by=by.actor,
    )


def _corrected(ticket: Ticket, by: Actor, given: ActInput) -> Ticket:
    assert given.record is not None
    record = given.record
    back = State.WORKING if ticket.state is State.REVIEW else ticket.state
    changed = replace(ticket, rights=record.rights, receipt=record.receipt, country=record.country, state=back)
    return extension_kept(changed, by.zone)


def _informed(ticket: Ticket, by: Actor, given: ActInput) -> Ticket:
    """The person was informed now, or at noon of the earlier day on which a letter reached them."""
    earlier = given.day if given.day and given.day < by.today else None
    return replace(ticket, informed_at=datetime.combine(earlier, time(12), by.at.tzinfo) if earlier else by.at)


def _reopened(ticket: Ticket, _by: Actor, _given: ActInput) -> Ticket:
    """Forget the earlier answer and its delivery, and let retention start anew."""
    return replace(ticket, informed_at=None, answer_letter=None, linked_to=None, removed=())


def _incident(**facts: Callable[[Actor, ActInput], Any]) -> Callable[[Ticket, Actor, ActInput], Ticket]:
    def effect(ticket: Ticket, by: Actor, given: ActInput) -> Ticket:
        assert ticket.incident is not None
        return replace(ticket, incident=replace(ticket.incident, **{name: fact(by, given) for name, fact in facts.items()}))

    return effect


def _described(ticket: Ticket, _by: Actor, given: ActInput) -> Ticket:
    assert ticket.incident is not None
    assert given.incident is not None
    told = {name: getattr(given.incident, name) for name in ("what", "when", "whose", "how_many", "contained")}
    # Awareness can be corrected to an earlier moment only: the 72 hours must not be extended.
    aware = min(ticket.incident.aware_at, given.incident.aware_at)
    return replace(ticket, incident=replace(ticket.incident, aware_at=aware, **told))


_EFFECTS: Mapping[Act, Callable[[Ticket, Actor, ActInput], Ticket]] = {
    Act.TAKE: lambda ticket, by, _: replace(ticket, officer=by.actor),
    Act.STOP: lambda ticket, by, _: replace(ticket, stopped_at=by.at),
    Act.IDENTITY_OK: lambda ticket, _, given: replace(ticket, identity=given.code),
    Act.IDENTITY_FAILED: lambda ticket, _by, _given: replace(ticket, identity="failed"),
    Act.PREPARE: _prepared,
    Act.EXTEND: lambda ticket, by, given: replace(ticket, extended_at=by.at, extension_ground=given.code),
    Act.DELIVERED: _informed,
    Act.BOUNCE: lambda ticket, _by, _given: replace(ticket, answer_letter=None, unreachable=True),
    Act.LINK: lambda ticket, _, given: replace(ticket, linked_to=given.other),
    Act.CORRECT: _corrected,
    Act.COMPLAINT: lambda ticket, _by, _given: replace(ticket, complaint=True, legal_hold=True),
    Act.HOLD: lambda ticket, _by, _given: replace(ticket, legal_hold=True),
    Act.RELEASE: lambda ticket, _by, _given: replace(ticket, legal_hold=False),
    Act.REOPEN: _reopened,
    Act.DESCRIBE: _described,
    Act.NOTIFIED: _incident(
        authority=lambda _, given: given.code,
        notified_at=lambda _, given: given.moment,
        number=lambda _, given: given.words.strip(),
    ),
    Act.NOT_NOTIFIED: _incident(authority=lambda *_: "none", number=lambda _, given: given.words.strip()),
    Act.PERSONS: _incident(persons=lambda _, given: given.code, persons_reason=lambda _, given: given.words.strip()),
}
