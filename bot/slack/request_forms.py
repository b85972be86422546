"""The forms for askers: exercising a right, asking a person, adding to a ticket."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from bot.desk.messages import RequestForm
from bot.desk.places import Private
from bot.knowledge import RIGHTS, Right
from bot.slack import views
from bot.slack.views import Body, FormBuilder, View
from bot.texts import Texts

REQUEST, PERSON, ADD = "request", "ask_person", "person_add"
"""Callback ids of the views."""


def request_form(
    texts: Texts,
    language: str,
    today: date,
    *,
    rights: Sequence[Right] = (),
    words: str = "",
    name: str | None = None,
    email: str | None = None,
    for_customer: bool = False,
) -> View:
    """Return the modal for exercising rights, filled with what is already known."""
    builder = FormBuilder(texts, language)
    say = builder.say
    choices = builder.options({right: f"choice_{right}" for right in RIGHTS})
    whose = builder.options({who: f"form_for_{who}" for who in ("self", "customer")})
    whose_buttons: dict[str, Any] = {"type": "radio_buttons", "options": list(whose.values())}
    initial = whose["customer" if for_customer else "self"]
    blocks = [
        builder.input("rights", say("form_rights"), say("form_rights_hint"), **views.boxes(choices, rights)),
        builder.input("for", say("form_for"), **whose_buttons, initial_option=initial),
        builder.input("customer_name", say("form_customer_name"), optional=True, **views.text(name, 200)),
        builder.input("customer_email", say("form_customer_email"), optional=True, **views.text(email, 200)),
        builder.input("words", say("form_words"), optional=True, **views.words(words)),
        builder.input("receipt", say("form_receipt"), say("form_receipt_hint"), **views.day(today)),
    ]
    return builder.view(REQUEST, "form_title", blocks)


def read_request(body: Body, home: str = "") -> RequestForm:
    """Return what was filled into the form for rights. ``home`` is the desk's own team."""
    fields = views.fields_of(body)
    rights = views.ticked(fields, "rights")
    return RequestForm(
        key=f"view:{body['view']['id']}",
        asker=body["user"]["id"],
        rights=tuple(right for right in RIGHTS if right in rights),
        for_customer=views.chosen(fields, "for") == "customer",
        customer_name=views.typed(fields, "customer_name") or None,
        customer_email=views.typed(fields, "customer_email") or None,
        words=views.typed(fields, "words"),
        receipt=views.picked(fields, "receipt"),
        language=views.language_of(body),
        outside=bool(home) and body["user"].get("team_id", home) != home,
    )


def person_form(texts: Texts, language: str) -> View:
    """Return the modal for putting a question to a person."""
    builder = FormBuilder(texts, language)
    blocks = [builder.input("words", builder.say("person_label"), builder.say("person_hint"), **views.words())]
    return builder.view(PERSON, "person_title", blocks)


def add_form(texts: Texts, language: str, ticket: int, beside: Private, now: datetime) -> View:
    """Return the modal for adding to one's own ticket."""
    builder = FormBuilder(texts, language)
    blocks = [builder.input("words", builder.say("wrote_label"), builder.hint("wrote_hint"), **views.words())]
    return builder.view(ADD, "wrote_title", blocks, **views.form_state(ticket, beside, now))
