"""The forms of those who ask: Slack takes them, they hold what is known, and they are read as they were filled in."""

import json
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assembly import shipped
from bot.desk.messages import FormFaults, RequestForm, check_form
from bot.desk.places import Private
from bot.knowledge import RIGHTS
from bot.slack import request_forms, views
from bot.texts import Texts
from bot.workspace import faults_in_view

TODAY = date(2026, 3, 2)
TEXTS = Texts(shipped("locales"), ["sv", "en"])
LANGUAGES = ("sv", "en")
FIELDS = ["rights", "for", "customer_name", "customer_email", "words", "receipt"]


def elements(view: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {block["block_id"]: block["element"] for block in view["blocks"]}


def submitted(view: dict[str, Any], **filled: Any) -> dict[str, Any]:
    """The payload of a form that was sent, with the fields that somebody filled in."""
    empty = {
        "rights": {"type": "checkboxes", "selected_options": []},
        "for": {"type": "radio_buttons", "selected_option": {"value": "self"}},
        "customer_name": {"type": "plain_text_input", "value": None},
        "customer_email": {"type": "plain_text_input", "value": None},
        "words": {"type": "plain_text_input", "value": None},
        "receipt": {"type": "datepicker", "selected_date": TODAY.isoformat()},
    }
    values = {name: {"value": state | filled.get(name, {})} for name, state in empty.items()}
    return {
        "type": "view_submission",
        "user": {"id": "U0ANNA"},
        "view": {"id": "V1", "private_metadata": view["private_metadata"], "state": {"values": values}},
    }


@pytest.mark.parametrize(("language", "right"), list(product(LANGUAGES, RIGHTS)))
def test_slack_takes_the_form_for_rights_in_each_language(language: str, right: str) -> None:
    view = request_forms.request_form(TEXTS, language, TODAY, rights=(right,), words="Hej", name="Eva", email="e@k.example")

    assert faults_in_view(view) == []
    assert list(elements(view)) == FIELDS


@pytest.mark.parametrize("language", LANGUAGES)
def test_slack_takes_the_form_with_which_a_person_adds_to_their_ticket(language: str) -> None:
    now = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)

    view = request_forms.add_form(TEXTS, language, 7, Private("U0ANNA", "https://hooks.example/1"), now)

    assert faults_in_view(view) == []
    state = {"language": language, "ticket": 7, "response_url": "https://hooks.example/1", "at": int(now.timestamp())}
    assert views.state_of({"view": view}) == state


@pytest.mark.parametrize("language", LANGUAGES)
def test_slack_takes_the_form_for_a_person_in_each_language(language: str) -> None:
    view = request_forms.person_form(TEXTS, language)

    assert faults_in_view(view) == []
    assert views.language_of({"view": view}) == language


@given(st.text(max_size=9_000), st.text(max_size=500), st.text(max_size=500))
def test_slack_takes_the_form_whatever_it_is_filled_in_with(words: str, name: str, email: str) -> None:
    view = request_forms.request_form(TEXTS, "sv", TODAY, words=words, name=name, email=email)

    assert faults_in_view(view) == []


def test_an_empty_form_is_for_oneself_and_today() -> None:
    found = elements(request_forms.request_form(TEXTS, "sv", TODAY))

    assert "initial_options" not in found["rights"]
    assert [option["value"] for option in found["rights"]["options"]] == list(RIGHTS)
    assert found["for"]["initial_option"]["value"] == "self"
    assert found["receipt"]["initial_date"] == "2026-03-02"
    assert not any("initial_value" in found[name] for name in ("customer_name", "customer_email", "words"))


def test_what_is_known_is_filled_in() -> None:
    view = request_forms.request_form(
        TEXTS, "sv", TODAY, rights=("erasure",), words="radera", name="Eva", email="eva@kund.example", for_customer=True
    )

    found = elements(view)
    assert [option["value"] for option in found["rights"]["initial_options"]] == ["erasure"]
    assert found["for"]["initial_option"]["value"] == "customer"
    filled = [found[name]["initial_value"] for name in ("customer_name", "customer_email", "words")]
    assert filled == ["Eva", "eva@kund.example", "radera"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_is_read_as_it_was_filled_in(language: str) -> None:
    body = submitted(
        request_forms.request_form(TEXTS, language, TODAY),
        rights={"selected_options": [{"value": "access"}, {"value": "erasure"}]},
        **{"for": {"selected_option": {"value": "customer"}}},
        customer_name={"value": " Eva Ek "},
        customer_email={"value": " eva@kund.example\n"},
        words={"value": " Allt, tack "},
        receipt={"selected_date": "2026-02-20"},
    )

    assert request_forms.read_request(body) == RequestForm(
        key="view:V1",
        asker="U0ANNA",
        rights=("access", "erasure"),
        for_customer=True,
        customer_name="Eva Ek",
        customer_email="eva@kund.example",
        words="Allt, tack",
        receipt=date(2026, 2, 20),
        language=language,
    )


def test_fields_that_were_left_empty_are_read_as_empty() -> None:
    view = request_forms.request_form(TEXTS, "sv", TODAY)
    body = submitted(view, receipt={"selected_date": None}, **{"for": {"selected_option": None}})

    assert request_forms.read_request(body) == RequestForm(
        key="view:V1",
        asker="U0ANNA",
        rights=(),
        for_customer=False,
        customer_name=None,
        customer_email=None,
        words="",
        receipt=None,
        language="sv",
    )


def test_every_fault_has_a_field_to_stand_at_and_a_sentence_in_each_language() -> None:
    """Slack shows an error only at a field that the form has."""
    worst = RequestForm("view:V1", "U0ANNA", (), True, None, None, "", date(2027, 1, 1), "sv")
    with pytest.raises(FormFaults) as caught:
        check_form(worst, TODAY)

    assert caught.value.faults.keys() <= set(FIELDS)
    assert all(TEXTS.say(language, text) for language in LANGUAGES for text in caught.value.faults.values())


@pytest.mark.parametrize("value", [" Vi vet inte vem du är. ", "", None])
def test_words_are_read_without_the_blanks_around_them(value: str | None) -> None:
    body = {"view": {"private_metadata": json.dumps({}), "state": {"values": {"words": {"value": {"value": value}}}}}}

    assert views.words_of(body) == (value or "").strip()
