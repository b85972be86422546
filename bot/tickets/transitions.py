"""The table of transitions. The rules, the buttons, the forms, the documentation and the tests follow it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.tickets import codes
from bot.tickets.ticket import OPEN_STATES, Kind, Role, State


class Act(StrEnum):
    """What somebody does with a ticket; also the name of its event in the log."""

    CONFIRM = "confirm"
    DISMISS = "dismiss"
    DISCLAIM = "disclaim"
    TAKE = "take"
    STOP = "stop"
    ASK_IDENTITY = "ask_identity"
    IDENTITY_OK = "identity_ok"
    IDENTITY_FAILED = "identity_failed"
    ASK_SCOPE = "ask_scope"
    SCOPE_OK = "scope_ok"
    PREPARE = "prepare"
    SEND_BACK = "send_back"
    SEND = "send"
    REFUSE = "refuse"
    BOUNCE = "bounce"
    DELIVERED = "delivered"
    EXTEND = "extend"
    CLOSE = "close"
    REOPEN = "reopen"
    REPLY = "reply"
    WROTE = "wrote"
    WITHDRAW = "withdraw"
    LINK = "link"
    CORRECT = "correct"
    NOTE = "note"
    COMPLAINT = "complaint"
    HOLD = "hold"
    RELEASE = "release"
    DESCRIBE = "describe"
    NOTIFIED = "notified"
    NOT_NOTIFIED = "not_notified"
    PERSONS = "persons"


class Need(StrEnum):
    """Input that an act needs; also the field of its form."""

    WORDS = "words"
    CODE = "code"
    DAY = "day"
    OTHER = "other"
    DECISIONS = "decisions"
    CHECKED = "checked"
    ANSWER = "answer"
    RECORD = "record"
    INCIDENT = "incident"
    MOMENT = "moment"


class Guard(StrEnum):
    """A condition on the ticket; also the name of the sentence that says that it does not hold."""

    IN_TIME = "in_time"
    NOT_EXTENDED = "not_extended"
    SECOND_PERSON = "second_person"
    ALL_REFUSED = "all_refused"
    NOT_ALL_REFUSED = "not_all_refused"
    NOT_INFORMED = "not_informed"
    INFORMED = "informed"
    MUST_STOP = "must_stop"
    NOTHING_TO_STOP = "nothing_to_stop"
    IDENTITY_MATTERS = "identity_matters"
    HELD = "held"
    NOT_HELD = "not_held"
    SETTLED = "settled"
    NOT_TAKEN = "not_taken"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table: an act, the states ``before`` it and the state ``after`` it; None keeps the state."""

    act: Act
    before: frozenset[State]
    after: State | None
    who: frozenset[Role] = frozenset({Role.OFFICER})
    needs: tuple[Need, ...] = ()
    guards: tuple[Guard, ...] = ()
    codes: tuple[str, ...] = ()
    """The codes that the act's input may have."""
    writes: tuple[str, ...] = ()
    """Fields of the ticket that the act changes, beside the state."""
    tells: str | None = None
    """Name of the letter that the person gets, if any."""
    kinds: frozenset[Kind] = frozenset({Kind.REQUEST})


_OFFICER = frozenset({Role.OFFICER})
_DESK = frozenset({Role.DESK})
_ANYBODY = frozenset({Role.PERSON, Role.EMPLOYEE, Role.OFFICER})
_ALL = frozenset(State)
_BOTH = frozenset(Kind)
_INCIDENT = frozenset({Kind.INCIDENT})
_AT_WORK = frozenset({State.OPEN, State.WAITING_IDENTITY, State.WAITING_SCOPE, State.WORKING, State.REVIEW})
_ENDED_UNANSWERED = frozenset({State.DISMISSED, State.LINKED, State.WITHDRAWN})


def _of(*states: State) -> frozenset[State]:
    return frozenset(states)


TRANSITIONS: Sequence[Transition] = (
    Transition(Act.CONFIRM, _of(State.SUSPECTED), State.OPEN, _ANYBODY | _DESK, tells="opened"),
    Transition(Act.DISMISS, _of(State.SUSPECTED), State.DISMISSED, needs=(Need.CODE,), codes=codes.DISMISSALS),
    Transition(Act.DISCLAIM, _of(State.SUSPECTED), State.DISMISSED, frozenset({Role.PERSON, Role.EMPLOYEE})),
    # The use is stopped before anything is written, and without an identity check.
    Transition(Act.STOP, _AT_WORK, None, needs=(Need.WORDS,), guards=(Guard.MUST_STOP,), writes=("stopped_at",), tells="stopped"),
    Transition(Act.TAKE, _of(State.OPEN), State.WORKING, writes=("officer",), kinds=_BOTH),
    Transition(
        Act.IDENTITY_OK,
        _of(State.WAITING_IDENTITY),
        State.WORKING,
        needs=(Need.CODE,),
        codes=codes.IDENTITY_METHODS,
        writes=("identity", "waited"),
    ),
    Transition(Act.SCOPE_OK, _of(State.WAITING_SCOPE), State.WORKING, needs=(Need.WORDS,), writes=("waited",)),
    # The acts on a suspected breach come early in the table because its 72 hours are short.
    Transition(Act.DESCRIBE, _of(State.OPEN, State.WORKING), None, needs=(Need.INCIDENT,), writes=("incident",), kinds=_INCIDENT),
    Transition(
        Act.NOTIFIED,
        _of(State.OPEN, State.WORKING),
        None,
        needs=(Need.CODE, Need.MOMENT, Need.WORDS),
        codes=("IMY", "Datatilsynet"),
        writes=("incident",),
        kinds=_INCIDENT,
    ),
    Transition(
        Act.NOT_NOTIFIED, _of(State.OPEN, State.WORKING), None, needs=(Need.WORDS,), writes=("incident",), kinds=_INCIDENT
    ),
    Transition(
        Act.PERSONS,
        _of(State.OPEN, State.WORKING),
        None,
        needs=(Need.CODE, Need.WORDS),
        codes=("informed", "not_informed"),
        writes=("incident",),
        kinds=_INCIDENT,
    ),
    Transition(
        Act.PREPARE,
        _of(State.WORKING),
        State.REVIEW,
        needs=(Need.DECISIONS, Need.CHECKED, Need.ANSWER, Need.CODE),
        guards=(Guard.NOTHING_TO_STOP,),
        codes=codes.GROUNDS,
        writes=("decisions", "checked", "answer", "ground", "prepared_by"),
    ),
    Transition(
        Act.SEND,
        _of(State.REVIEW),
        State.SENT,
        guards=(Guard.SECOND_PERSON, Guard.NOT_ALL_REFUSED),
        writes=("answer_letter",),
        tells="answer",
    ),
    Transition(
        Act.REFUSE,
        _of(State.REVIEW),
        State.REFUSED,
        guards=(Guard.SECOND_PERSON, Guard.ALL_REFUSED),
        writes=("answer_letter",),
        tells="refusal",
    ),
    Transition(Act.SEND_BACK, _of(State.REVIEW), State.WORKING, needs=(Need.WORDS,)),
    Transition(
        Act.DELIVERED,
        _of(State.SENT, State.REFUSED),
        None,
        _OFFICER | _DESK | {Role.EMPLOYEE},
        needs=(Need.DAY, Need.CODE),
        guards=(Guard.NOT_INFORMED,),
        codes=codes.WAYS,
        writes=("informed_at",),
    ),
    Transition(
        Act.BOUNCE,
        _of(State.SENT, State.REFUSED),
        State.REVIEW,
        _OFFICER | _DESK,
        needs=(Need.WORDS,),
        guards=(Guard.NOT_INFORMED,),
        writes=("answer_letter", "unreachable"),
    ),
    # A ticket is closed only once the answer has reached the person.
    Transition(
        Act.CLOSE,
        _of(State.SENT, State.REFUSED),
        State.CLOSED,
        guards=(Guard.INFORMED,),
        writes=("closed_at",),
        tells="closing",
    ),
    Transition(Act.CLOSE, _of(State.WITHDRAWN), State.CLOSED, writes=("closed_at",)),
    Transition(
        Act.CLOSE, _of(State.OPEN, State.WORKING), State.CLOSED, guards=(Guard.SETTLED,), writes=("closed_at",), kinds=_INCIDENT
    ),
    Transition(
        Act.DISMISS,
        _of(State.OPEN, State.WORKING),
        State.DISMISSED,
        needs=(Need.CODE, Need.WORDS),
        codes=codes.DISMISSALS,
        kinds=_INCIDENT,
    ),
    Transition(Act.REPLY, _ALL, None, needs=(Need.WORDS,), tells="reply", kinds=_BOTH),
    Transition(
        Act.ASK_IDENTITY,
        _of(State.OPEN, State.WORKING),
        State.WAITING_IDENTITY,
        needs=(Need.CODE, Need.WORDS),
        guards=(Guard.IDENTITY_MATTERS,),
        codes=codes.DOUBTS,
        writes=("waiting_since",),
        tells="identity",
    ),
    Transition(
        Act.IDENTITY_FAILED,
        _of(State.WAITING_IDENTITY),
        State.WORKING,
        needs=(Need.WORDS,),
        writes=("identity", "waited"),
    ),
    Transition(
        Act.ASK_SCOPE,
        _of(State.OPEN, State.WORKING),
        State.WAITING_SCOPE,
        needs=(Need.WORDS,),
        writes=("waiting_since",),
        tells="scope",
    ),
    Transition(
        Act.EXTEND,
        _AT_WORK,
        None,
        needs=(Need.CODE, Need.WORDS),
        guards=(Guard.NOT_EXTENDED, Guard.IN_TIME),
        codes=codes.EXTENSIONS,
        writes=("extended_at", "extension_ground"),
        tells="extension",
    ),
    Transition(Act.TAKE, _AT_WORK - {State.OPEN}, None, guards=(Guard.NOT_TAKEN,), writes=("officer",), kinds=_BOTH),
    Transition(Act.CORRECT, OPEN_STATES, None, needs=(Need.RECORD, Need.WORDS), writes=("rights", "receipt", "country")),
    Transition(Act.LINK, OPEN_STATES, State.LINKED, needs=(Need.OTHER,), writes=("linked_to",), tells="linked"),
    Transition(Act.WITHDRAW, OPEN_STATES, State.WITHDRAWN, frozenset({Role.PERSON, Role.EMPLOYEE}), tells="withdrawn"),
    # An officer notes the words of somebody outside Slack who withdraws.
    Transition(Act.WITHDRAW, OPEN_STATES, State.WITHDRAWN, needs=(Need.WORDS,), tells="withdrawn"),
    Transition(Act.NOTE, _ALL, None, needs=(Need.WORDS,), kinds=_BOTH),
    Transition(Act.WROTE, _ALL, None, frozenset({Role.PERSON, Role.EMPLOYEE}), needs=(Need.WORDS,), kinds=_BOTH),
    Transition(Act.COMPLAINT, _ALL, None, needs=(Need.WORDS,), writes=("complaint", "legal_hold")),
    Transition(Act.HOLD, _ALL, None, needs=(Need.WORDS,), guards=(Guard.NOT_HELD,), writes=("legal_hold",), kinds=_BOTH),
    Transition(Act.RELEASE, _ALL, None, needs=(Need.WORDS,), guards=(Guard.HELD,), writes=("legal_hold",), kinds=_BOTH),
    Transition(Act.REOPEN, _ENDED_UNANSWERED, State.OPEN, needs=(Need.WORDS,), kinds=_BOTH),
    Transition(Act.REOPEN, _of(State.CLOSED, State.SENT, State.REFUSED), State.WORKING, needs=(Need.WORDS,), kinds=_BOTH),
)

ACTS: Mapping[Act, Sequence[Transition]] = {act: tuple(row for row in TRANSITIONS if row.act is act) for act in Act}
