"""The forms for acts on tickets, built from the table of transitions, and the reading of what was submitted."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.desk.places import Private
from bot.knowledge import RIGHTS
from bot.slack import views
from bot.slack.views import Block, Body, FormBuilder, View
from bot.texts import Texts
from bot.tickets import BOTH, COUNTRIES, Act, ActInput, Decision, Incident, Need, Record, Ticket, Transition
from bot.tickets.codes import checklist

PREFIX = "ticket_"
"""Prefix of the action ids and callback ids that belong to acts."""
INCIDENT_WORDS = ("what", "when", "whose", "how_many", "contained")
"""Free-text fields of an incident; only the first is required."""
RULES_DECIDE = {(Act.PREPARE, Need.CODE), (Act.PREPARE, Need.CHECKED)}
"""Inputs that are optional in Slack because whether they are needed depends on other fields; the desk checks them."""

Fields = Mapping[str, Mapping[str, Any]]


def callback(act: Act) -> str:
    """Return the action id of an act's button, which is also the callback id of its form."""
    return f"{PREFIX}{act}"


def act_form(texts: Texts, language: str, ticket: Ticket, row: Transition, now: datetime, beside: Private) -> View:
    """Return the modal for an act on a ticket; ``now`` is the local time."""
    form = _Form(FormBuilder(texts, language), ticket, row, now)
    blocks = [*form.warnings(), *(block for need in row.needs for block in form.inputs(need))]
    state = views.form_state(ticket.id, beside, now)
    return form.builder.view(callback(row.act), f"{row.act}_title", blocks, act=row.act.value, **state)


def read_act(body: Body) -> ActInput:
    """Return what was filled into the form for an act, except the reference of another ticket (see ``read_other``)."""
    fields = views.fields_of(body)
    return ActInput(
        words=views.typed(fields, "words"),
        code=views.chosen(fields, "code"),
        day=views.picked(fields, "day"),
        moment=views.timed(fields, "moment"),
        decisions={right: Decision(found) for right in RIGHTS if (found := views.chosen(fields, views.part("decisions", right)))},
        checked=tuple(
            item for block in sorted(fields) if views.part_of(block) == "checked" for item in views.ticked(fields, block)
        ),
        answer=views.typed(fields, "answer"),
        record=_record(fields),
        incident=_incident(fields),
    )


def read_other(body: Body) -> str | None:
    """Return the reference of another ticket that was filled in."""
    return views.typed(views.fields_of(body), "other") or None


def _record(fields: Fields) -> Record | None:
    receipt, country = views.picked(fields, "receipt"), views.chosen(fields, "country")
    if receipt is None or country is None:
        return None
    ticked = views.ticked(fields, "rights")
    return Record(tuple(right for right in RIGHTS if right in ticked), receipt, country)


def _incident(fields: Fields) -> Incident | None:
    aware = views.timed(fields, "aware")
    if aware is None:
        return None
    told: dict[str, Any] = {name: views.typed(fields, name) for name in INCIDENT_WORDS}
    return Incident(aware_at=aware, **told)


@dataclass(frozen=True)
class _Form:
    """Builds the inputs that an act needs, filled with what is already known."""

    builder: FormBuilder
    ticket: Ticket
    row: Transition
    now: datetime

    def warnings(self) -> Iterator[Block]:
        """Return the warnings above the inputs: an extension should be announced before the desk's own date has passed."""
        dates = self.ticket.deadline
        if self.row.act is Act.EXTEND and self.now.date() > dates.target:
            facts = {"target": self.builder.day(dates.target), "legal": self.builder.day(dates.legal)}
            yield views.warning(self.builder.say("extend_late_warning", reference=self.ticket.reference, **facts))

    def inputs(self, need: Need) -> Sequence[Block]:
        """Return the inputs for one need of the act."""
        return _INPUTS[need](self)

    def words(self) -> Sequence[Block]:
        """Free text from the officer."""
        return [self._input("words", f"{self.row.act}_label", f"{self.row.act}_hint", **views.words())]

    def code(self) -> Sequence[Block]:
        """A choice among the codes that the row allows."""
        options = self.builder.options({code: f"code_{code}" for code in self.row.codes})
        choice = views.select(options, self.ticket.ground if self.row.act is Act.PREPARE else None)
        return [self._input("code", f"{self.row.act}_code_label", optional=self._may_be_empty(Need.CODE), **choice)]

    def day(self) -> Sequence[Block]:
        """A date, today by default."""
        return [self._input("day", f"{self.row.act}_day_label", **views.day(self.now.date()))]

    def other(self) -> Sequence[Block]:
        """The reference of another ticket."""
        return [self._input("other", "field_other", "field_other_hint", **views.text(most=50))]

    def decisions(self) -> Sequence[Block]:
        """A decision for each right of the ticket."""
        options = self.builder.options({decision.value: f"decision_{decision}" for decision in Decision})
        return [
            self.builder.input(
                views.part("decisions", right),
                self.builder.say("field_decision", right=self.builder.say(f"right_{right}")),
                **views.select(options, self.ticket.decision_on(right)),
            )
            for right in self.ticket.rights
        ]

    def checked(self) -> Sequence[Block]:
        """The checklist for an answer to these rights, split into groups as large as Slack allows."""
        items = checklist(self.ticket.rights)
        groups = [items[start : start + views.BOXES] for start in range(0, len(items), views.BOXES)]
        return [self._group(group, number, len(groups)) for number, group in enumerate(groups, 1)]

    def _group(self, items: Sequence[str], number: int, count: int) -> Block:
        options = self.builder.options({item: f"check_{item}" for item in items})
        label = self.builder.say("field_checked") + (f" ({number}/{count})" if count > 1 else "")
        boxes = views.boxes(options, self.ticket.checked)
        return self.builder.input(views.part("checked", number), label, optional=self._may_be_empty(Need.CHECKED), **boxes)

    def answer(self) -> Sequence[Block]:
        """The answer to the person, filled with the draft if one was sent back."""
        return [self._input("answer", "field_answer", "field_answer_hint", **views.words(self.ticket.answer))]

    def record(self) -> Sequence[Block]:
        """The ticket's facts, to be corrected."""
        rights = self.builder.options({right: f"choice_{right}" for right in RIGHTS})
        countries = self.builder.options({country: f"country_{country}" for country in (*COUNTRIES, BOTH)})
        return [
            self._input("rights", "field_rights", **views.boxes(rights, self.ticket.rights)),
            self._input("receipt", "field_receipt", **views.day(self.ticket.receipt)),
            self._input("country", "field_country", **views.select(countries, self.ticket.country)),
        ]

    def incident(self) -> Sequence[Block]:
        """What is known about a suspected breach."""
        known = self.ticket.incident or Incident(aware_at=self.now)
        asked = [
            self._input(name, f"field_{name}", optional=name != INCIDENT_WORDS[0], **views.words(getattr(known, name)))
            for name in INCIDENT_WORDS
        ]
        return [*asked, self._input("aware", "field_aware", **views.moment(known.aware_at))]

    def moment(self) -> Sequence[Block]:
        """A date and time, now by default."""
        return [self._input("moment", "field_moment", **views.moment(self.now))]

    def _input(self, block: str, label: str, hint: str | None = None, **element: Any) -> Block:
        return self.builder.input(block, self.builder.say(label), self.builder.hint(hint) if hint else None, **element)

    def _may_be_empty(self, need: Need) -> bool:
        return (self.row.act, need) in RULES_DECIDE


_INPUTS: Mapping[Need, Callable[[_Form], Sequence[Block]]] = {
    Need.WORDS: _Form.words,
    Need.CODE: _Form.code,
    Need.DAY: _Form.day,
    Need.OTHER: _Form.other,
    Need.DECISIONS: _Form.decisions,
    Need.CHECKED: _Form.checked,
    Need.ANSWER: _Form.answer,
    Need.RECORD: _Form.record,
    Need.INCIDENT: _Form.incident,
    Need.MOMENT: _Form.moment,
}
