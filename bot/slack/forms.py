"""The desk's forms as Slack views, and what people filled in."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.desk.messages import RequestForm
from bot.knowledge import RIGHTS, Right
from bot.slack.markup import whole
from bot.texts import Texts
from bot.tickets import Act

REQUEST, NOTE, REFUSE, PERSON = "request", "ticket_note", "ticket_refuse", "ask_person"
"""Callback ids of the views."""

View = dict[str, Any]
_FIELDS = ("rights", "customer_name", "customer_email", "receipt")


def request_form(
    texts: Texts,
    language: str,
    today: date,
    *,
    rights: tuple[Right, ...] = (),
    words: str = "",
    name: str | None = None,
    email: str | None = None,
    for_customer: bool = False,
) -> View:
    """The form with which rights are exercised, with what is known already filled in."""

    def say(text: str) -> dict[str, str]:
        return {"type": "plain_text", "text": texts.say(language, text)}

    options = {right: {"text": say(f"choice_{right}"), "value": right} for right in RIGHTS}
    whose = {who: {"text": say(f"form_for_{who}"), "value": who} for who in ("self", "customer")}
    chosen: Any = {"initial_options": [options[right] for right in rights]} if rights else {}
    rights_boxes: Any = {"type": "checkboxes", "options": list(options.values()), **chosen}
    whose_buttons: Any = {"type": "radio_buttons", "options": list(whose.values())}
    initial = whose["customer" if for_customer else "self"]
    blocks = [
        _input("rights", say("form_rights"), say("form_rights_hint"), **rights_boxes),
        _input("for", say("form_for"), **whose_buttons, initial_option=initial),
        _input("customer_name", say("form_customer_name"), say("form_customer_hint"), optional=True, **_text(name, 200)),
        _input("customer_email", say("form_customer_email"), optional=True, **_text(email, 200)),
        _input("words", say("form_words"), optional=True, **_text(words, 3000), multiline=True),
        _input("receipt", say("form_receipt"), say("form_receipt_hint"), type="datepicker", initial_date=today.isoformat()),
    ]
    return _view(texts, language, REQUEST, "form_title", blocks)


def read_request(body: Mapping[str, Any]) -> RequestForm:
    """What somebody filled into the form for rights."""
    values = body["view"]["state"]["values"]
    receipt = values["receipt"]["value"].get("selected_date")
    return RequestForm(
        key=f"view:{body['view']['id']}",
        asker=body["user"]["id"],
        rights=tuple(option["value"] for option in values["rights"]["value"].get("selected_options") or ()),
        for_customer=(values["for"]["value"].get("selected_option") or {}).get("value") == "customer",
        customer_name=_typed(values, "customer_name") or None,
        customer_email=_typed(values, "customer_email") or None,
        words=_typed(values, "words"),
        receipt=date.fromisoformat(receipt) if receipt else None,
        language=language_of(body),
    )


def ticket_form(texts: Texts, language: str, act: Act, ticket: str, response_url: str) -> View:
    """The form for the words that an officer's act needs."""
    words = _input(
        "words", {"type": "plain_text", "text": texts.say(language, f"{act}_label")}, **_text("", 3000), multiline=True
    )
    state = {"ticket": int(ticket), "response_url": response_url}
    return _view(texts, language, f"ticket_{act}", f"{act}_title", [words], **state)


def person_form(texts: Texts, language: str) -> View:
    """The form in which somebody puts their question to a person."""
    label = {"type": "plain_text", "text": texts.say(language, "person_label")}
    hint = {"type": "plain_text", "text": texts.say(language, "person_hint")}
    words = _input("words", label, hint, **_text("", 3000), multiline=True)
    return _view(texts, language, PERSON, "person_title", [words])


def words_of(body: Mapping[str, Any]) -> str:
    """What somebody wrote into a form that asks for words alone."""
    return _typed(body["view"]["state"]["values"], "words")


def state_of(body: Mapping[str, Any]) -> dict[str, Any]:
    """What the form carried along."""
    found: dict[str, Any] = json.loads(body["view"]["private_metadata"] or "{}")
    return found


def language_of(body: Mapping[str, Any]) -> str:
    """The language that the form was shown in."""
    return str(state_of(body)["language"])


def _typed(values: Mapping[str, Any], block: str) -> str:
    return whole(values[block]["value"].get("value") or "").strip()


def _view(texts: Texts, language: str, callback: str, title: str, blocks: list[Any], **state: object) -> View:
    def say(text: str) -> dict[str, str]:
        return {"type": "plain_text", "text": texts.say(language, text)}

    return {
        "type": "modal",
        "callback_id": callback,
        "title": say(title),
        "submit": say("form_submit"),
        "close": say("form_cancel"),
        "private_metadata": json.dumps({"language": language, **state}),
        "blocks": blocks,
    }


def _input(block: str, label: Any, hint: Any = None, *, optional: bool = False, **element: Any) -> dict[str, Any]:
    found = {
        "type": "input",
        "block_id": block,
        "label": label,
        "optional": optional,
        "element": {"action_id": "value", **element},
    }
    return {**found, "hint": hint} if hint else found


def _text(value: str | None, most: int) -> dict[str, Any]:
    filled = {"initial_value": value[:most]} if value else {}
    return {"type": "plain_text_input", "max_length": most, **filled}
