"""Each form for an act is built from its row: Slack accepts it, and filled in as it asks, it carries out the act."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from bot.assembly import shipped
from bot.desk.places import Private
from bot.desk.ticket_actions import FIELDS
from bot.knowledge import RIGHTS
from bot.slack import act_forms, views
from bot.slack.request_forms import request_form
from bot.slack.views import View
from bot.texts import Texts
from bot.tickets import (
    Act,
    ActInput,
    Actor,
    Decision,
    Incident,
    Need,
    NotNow,
    Record,
    Role,
    State,
    Ticket,
    Transition,
    act_on,
)
from bot.workspace import faults_in_view
from tests.slack.filled_in import INCIDENT, NAMES, NOW, REQUEST, ROWS, URL, as_asked, inputs, sent, ticket_of

TEXTS = Texts(shipped("locales"), ["sv", "en"])
LANGUAGES = ("sv", "en")
OFFICER = Actor("U0OLLE", Role.OFFICER, NOW.astimezone(UTC), NOW.date())


def form(row: Transition, ticket: Ticket | None = None, language: str = "sv", now: datetime = NOW) -> View:
    return act_forms.act_form(TEXTS, language, ticket or ticket_of(row), row, now, Private("U0OLLE", URL))


def row_of(act: Act) -> Transition:
    return next(row for row in ROWS if row.act is act)


@pytest.mark.parametrize(("language", "row"), list(product(LANGUAGES, ROWS)), ids=map("-".join, product(LANGUAGES, NAMES)))
def test_slack_takes_the_form_of_every_row_in_each_language(language: str, row: Transition) -> None:
    view = form(row, language=language)

    assert faults_in_view(view) == []
    assert view["callback_id"] == f"ticket_{row.act}"
    assert views.state_of({"view": view}) == {
        "language": language,
        "ticket": 7,
        "act": row.act.value,
        "response_url": URL,
        "at": int(NOW.timestamp()),
    }


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_a_form_that_is_filled_in_as_it_asks_carries_its_act_out(row: Transition) -> None:
    ticket, view = ticket_of(row), form(row)

    given = act_forms.read_act(sent(view, **as_asked(view)))
    # The reference of another ticket is for the desk to look up.
    given = replace(given, other=1) if Need.OTHER in row.needs else given

    assert act_on(ticket, row.act, OFFICER, given) is not None


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_nothing_but_what_the_rules_decide_may_be_left_empty_in_a_form(row: Transition) -> None:
    optional = {views.part_of(block["block_id"]) for block in form(row)["blocks"] if block.get("optional")}

    allowed = {Act.PREPARE: {"code", "checked"}, Act.DESCRIBE: {"when", "whose", "how_many", "contained"}}
    assert optional == allowed.get(row.act, set())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_field_that_other_fields_make_required_says_when_in_its_label(language: str) -> None:
    """Slack writes “(optional)” behind it, which alone would be half the truth."""
    customers = request_form(TEXTS, language, NOW.date())["blocks"]
    labels = {views.part_of(block["block_id"]): block["label"]["text"] for block in customers}
    labels |= {
        views.part_of(one["block_id"]): one["label"]["text"] for one in form(row_of(Act.PREPARE), language=language)["blocks"]
    }

    conditional = {name: labels[name].casefold().split() for name in ("customer_name", "customer_email", "code", "checked")}

    when = {"sv": "om", "en": "if"}[language]
    assert [name for name, words in conditional.items() if when not in words] == []


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_whatever_is_wrong_with_an_act_is_said_at_a_field_of_its_form(row: Transition) -> None:
    """Slack shows an error below an input only; anything else would be a form that cannot be sent and says nothing."""
    view = form(row)
    body = sent(view)

    for field in set(FIELDS.values()):
        [block] = views.input_errors(body, {field: "Så går det inte."})
        there = [name for name in inputs(view) if views.part_of(name) == field]
        assert block == (there or list(inputs(view)))[0]


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_a_form_that_was_sent_empty_is_refused_at_a_field_that_it_has(row: Transition) -> None:
    ticket, view = ticket_of(row), form(row, replace(ticket_of(row), answer="", decisions={}, rights=("access",)))
    blank = {
        name: " " if element["type"] == "plain_text_input" else []
        for name, element in inputs(view).items()
        if element["type"] in {"plain_text_input", "checkboxes"}
    }

    with pytest.raises(NotNow) as refused:
        act_on(ticket, row.act, OFFICER, act_forms.read_act(sent(view, **blank)))

    assert FIELDS[refused.value.why] in {views.part_of(name) for name in inputs(view)}


def test_a_decision_is_asked_for_each_right_and_each_item_of_the_checklist_once() -> None:
    view = form(row_of(Act.PREPARE))

    found = inputs(view)
    items = [option["value"] for name, element in found.items() if name.startswith("checked") for option in element["options"]]
    assert [name for name in found if name.startswith("decisions")] == [f"decisions:{right}" for right in RIGHTS]
    assert len(items) == len(set(items)) == 15
    assert [name for name in found if name.startswith("checked")] == ["checked:1", "checked:2"]


def test_a_prepared_answer_is_read_as_it_was_filled_in() -> None:
    ticket = replace(REQUEST, state=State.WORKING, rights=("access", "erasure"), decisions={}, checked=(), answer="", ground=None)
    body = sent(
        form(row_of(Act.PREPARE), ticket),
        **{
            "decisions:access": "granted",
            "decisions:erasure": "refused",
            "checked:1": ["copy", "purposes"],
            "checked:2": ["recipients_told"],
            "answer": " Här är allt.\n",
            "code": "legal_obligation",
        },
    )

    assert act_forms.read_act(body) == ActInput(
        code="legal_obligation",
        decisions={"access": Decision.GRANTED, "erasure": Decision.REFUSED},
        checked=("copy", "purposes", "recipients_told"),
        answer="Här är allt.",
    )


def test_an_answer_that_came_back_is_there_to_be_mended() -> None:
    found = inputs(form(row_of(Act.PREPARE)))

    assert found["answer"]["initial_value"] == REQUEST.answer[:3000]
    assert {found[f"decisions:{right}"]["initial_option"]["value"] for right in RIGHTS} == {"partly"}
    assert found["code"]["initial_option"]["value"] == "rights_of_others"
    assert [option["value"] for option in found["checked:1"]["initial_options"]] == ["copy"]


def test_a_record_is_corrected_from_what_it_was() -> None:
    view = form(row_of(Act.CORRECT))

    unchanged = act_forms.read_act(sent(view, words="Fel dag."))
    changed = act_forms.read_act(sent(view, words="Fel dag.", rights=["erasure"], receipt="2026-02-20", country="NO"))

    assert unchanged == ActInput(words="Fel dag.", record=Record(RIGHTS, date(2026, 2, 27), "SE+NO"))
    assert changed == ActInput(words="Fel dag.", record=Record(("erasure",), date(2026, 2, 20), "NO"))


def test_an_incident_is_described_from_what_is_known_and_its_awareness_is_a_moment() -> None:
    view = form(row_of(Act.DESCRIBE))
    aware = datetime(2026, 2, 28, 21, 30, tzinfo=UTC)

    known = act_forms.read_act(sent(view)).incident
    told = act_forms.read_act(sent(view, what="Ett mejl.", how_many="12", aware=str(int(aware.timestamp())))).incident

    assert INCIDENT.incident is not None
    assert known == replace(INCIDENT.incident, what=INCIDENT.incident.what[:3000].strip())
    assert told == Incident(aware_at=aware, what="Ett mejl.", whose="kunder", how_many="12")


def test_days_and_moments_are_now_unless_they_were_earlier() -> None:
    day = act_forms.read_act(sent(form(row_of(Act.DELIVERED)), code="post"))
    moment = act_forms.read_act(sent(form(row_of(Act.NOTIFIED)), code="IMY", words="IMY-2026-1"))

    assert (day.day, day.code) == (date(2026, 3, 2), "post")
    assert (moment.moment, moment.code, moment.words) == (NOW.astimezone(UTC), "IMY", "IMY-2026-1")


@pytest.mark.parametrize(("written", "read"), [(" dsr-2026-0001 ", "dsr-2026-0001"), ("", None), (" ", None)])
def test_another_ticket_is_named_by_its_reference(written: str, read: str | None) -> None:
    assert act_forms.read_other(sent(form(row_of(Act.LINK)), other=written)) == read


@pytest.mark.parametrize(("days", "warns"), [(0, False), (1, True)])
def test_an_extension_after_the_desks_own_date_comes_with_a_warning(days: int, warns: bool) -> None:
    target = REQUEST.deadline.target
    now = datetime.combine(target + timedelta(days=days), NOW.timetz())

    kinds = [block["type"] for block in form(row_of(Act.EXTEND), now=now)["blocks"]]

    assert kinds == ["section"] * warns + ["input", "input"]


def test_no_form_shows_what_the_person_wrote() -> None:
    for row in ROWS:
        ticket = replace(ticket_of(row), own_words="Mitt personnummer är hemligt.")
        assert "hemligt" not in json.dumps(form(row, ticket), ensure_ascii=False)


def test_the_form_of_every_need_is_tried_here() -> None:
    assert {need for row in ROWS for need in row.needs} == set(Need)
