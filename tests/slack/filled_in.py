"""Tickets on which acts are possible, and forms as people submit them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.knowledge import RIGHTS
from bot.tickets import ACTS, Act, Decision, Incident, Kind, Role, State, Subject, Ticket, Transition
from bot.workspace.forms import ActInput, elements_in, entered, state_of

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=ZoneInfo("Europe/Stockholm"))
URL = "https://hooks.slack.com/actions/T0ACME/1234567890123/AbCdEfGhIjKlMnOpQrStUvWx"

REQUEST = Ticket(
    id=7,
    reference="DSR-2026-0007",
    rights=RIGHTS,
    asker="U0ANNA",
    subject=Subject(user="U0ANNA"),
    subject_key="user:U0ANNA",
    language="sv",
    own_words="Visa allt.",
    receipt=date(2026, 2, 27),
    opened_at=datetime(2026, 2, 27, 9, 0, tzinfo=UTC),
    country="SE+NO",
    stopped_at=datetime(2026, 2, 27, 10, 0, tzinfo=UTC),
    decisions=dict.fromkeys(RIGHTS, Decision.PARTLY),
    checked=("copy", "recipients_told"),
    ground="rights_of_others",
    answer="Svar. " * 900,
)
INCIDENT = replace(
    REQUEST,
    reference="INC-2026-0008",
    rights=(),
    kind=Kind.INCIDENT,
    incident=Incident(aware_at=datetime(2026, 2, 28, 22, 0, tzinfo=UTC), what="Fel mottagare. " * 300, whose="kunder"),
)
FITTING: Mapping[Act, Mapping[str, Any]] = {
    Act.STOP: {"stopped_at": None},
    Act.RELEASE: {"legal_hold": True},
}
"""Facts that a ticket must have, besides its state, for an act to be possible."""

ROWS = [row for rows in ACTS.values() for row in rows if row.needs and Role.OFFICER in row.who]
"""Each row of the table that has a form."""
NAMES = [f"{row.act}-{'-'.join(sorted(row.kinds))}-{min(row.before)}" for row in ROWS]


def ticket_of(row: Transition) -> Ticket:
    """A ticket on which that row can be followed."""
    base = REQUEST if Kind.REQUEST in row.kinds else INCIDENT
    state = State.WORKING if State.WORKING in row.before else min(row.before)
    return replace(base, state=state, **FITTING.get(row.act, {}))


def sent(view: Mapping[str, Any], **values: ActInput) -> dict[str, Any]:
    """The payload of a form that somebody filled in and sent; what is not named stays as it stood there."""
    typed: dict[str, Any] = {}
    for block, element in elements_in(list(view["blocks"])):
        if block["block_id"] in values:
            typed[block["block_id"]] = {element["action_id"]: entered(element, values[block["block_id"]])}
    assert set(values) == set(typed)
    state = {"values": state_of(list(view["blocks"]), typed)}
    return {"type": "view_submission", "user": {"id": "U0OLLE"}, "view": {**view, "id": "V1", "state": state}}


def inputs(view: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The inputs of a form by their blocks."""
    return {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}


def as_asked(view: Mapping[str, Any]) -> dict[str, ActInput]:
    """Something in each input that stands empty: words, the first choice, every box."""
    found: dict[str, ActInput] = {}
    for block, element in inputs(view).items():
        match element["type"]:
            case "plain_text_input":
                found[block] = "Ja, för att det är så."
            case "static_select":
                found[block] = element["options"][0]["value"]
            case "checkboxes":
                found[block] = [option["value"] for option in element["options"]]
    return found
