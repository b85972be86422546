"""The reply of `insyn ask --json`: its form is a promise, whatever is asked."""

import json
from itertools import chain
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from bot.assembly import Answerer, build_answerer
from bot.commands.ask import replies, reply
from bot.knowledge import RIGHTS
from tests.questions import ODD, PLAIN
from tests.shipped import reader

TEXT = {"type": "string", "minLength": 1}
TEXTS = {"type": "array", "items": TEXT}
PARAGRAPHS = {"type": "array", "items": {"type": "string", "pattern": r"^[1-9][0-9]*\.[1-9][0-9]*$"}, "uniqueItems": True}
CHOICE = {
    "type": "object",
    "properties": {"entry": TEXT, "paragraphs": {**PARAGRAPHS, "minItems": 1, "maxItems": 3}, "question": TEXT},
    "required": ["entry", "paragraphs", "question"],
    "additionalProperties": False,
}
ANSWER = {
    "type": "object",
    "properties": {"entry": TEXT, "paragraphs": {**PARAGRAPHS, "minItems": 1, "maxItems": 3}, "quotes": {**TEXTS, "minItems": 1}},
    "required": ["entry", "paragraphs", "quotes"],
    "additionalProperties": False,
}
RIGHTS_OF = {"type": "array", "items": {"enum": list(RIGHTS)}, "uniqueItems": True}
FIELDS = {
    "id": {},
    "language": {"enum": ["sv", "en"]},
    "outcome": {"enum": ["answer", "choices", "request", "incident", "authority", "no_answer", "smalltalk", "none"]},
    "entry": {"type": ["string", "null"]},
    "paragraphs": PARAGRAPHS,
    "quotes": TEXTS,
    "answers": {"type": "array", "items": ANSWER, "maxItems": 3},
    "choices": {"type": "array", "items": CHOICE, "maxItems": 3},
    "rights": RIGHTS_OF,
    "suspected": RIGHTS_OF,
    "incident": {"type": "boolean"},
    "subject": {
        "type": ["object", "null"],
        "properties": {"name": {"type": ["string", "null"]}, "email": {"type": ["string", "null"]}},
        "required": ["name", "email"],
        "additionalProperties": False,
    },
    "score": {"type": "number", "minimum": 0, "maximum": 1},
    "matched": TEXTS,
    "text": {"type": "string"},
}
SILENT = {"enum": ["none", "authority"]}
"""Outcomes that nobody gets a reply to."""
FULL, EMPTY = {"minItems": 1}, {"maxItems": 0}


def where(outcome: str, then: dict[str, Any], otherwise: dict[str, Any]) -> dict[str, Any]:
    """What holds for replies with an outcome, and for those without."""
    return {
        "if": {"properties": {"outcome": {"const": outcome}}},
        "then": {"properties": then},
        "else": {"properties": otherwise},
    }


SCHEMA = {
    "type": "object",
    "properties": FIELDS,
    "required": list(FIELDS),
    "additionalProperties": False,
    "allOf": [
        where(
            "answer",
            {
                "entry": {"type": "string"},
                "paragraphs": {**FULL, "maxItems": 3},
                "quotes": {**FULL, "maxItems": 3},
                "answers": FULL,
            },
            {"entry": {"type": "null"}, "paragraphs": EMPTY, "quotes": EMPTY},
        ),
        {
            "if": {"properties": {"outcome": SILENT}},
            "then": {"properties": {"text": {"const": ""}, "suspected": EMPTY, "incident": {"const": False}}},
            "else": {"properties": {"text": TEXT}},
        },
        where("choices", {"choices": FULL}, {"choices": EMPTY}),
        where("request", {"rights": FULL}, {"rights": EMPTY}),
    ],
}
ERROR = {
    "type": "object",
    "properties": {"id": {}, "error": TEXT},
    "required": ["id", "error"],
    "additionalProperties": False,
}
REPLY, BAD_LINE = Draft202012Validator(SCHEMA), Draft202012Validator(ERROR)


@pytest.fixture(scope="module")
def asking() -> Answerer:
    reader()  # trained by one process
    return build_answerer(None)


def as_read(value: dict[str, Any]) -> Any:
    """A reply as another program reads it."""
    return json.loads(json.dumps(value))


def assert_kept(asking: Answerer, answered: dict[str, Any]) -> None:
    """The reply has the promised form, and says only what the knowledge says."""
    REPLY.validate(answered)
    if answered["entry"]:
        assert answered["answers"][0] == {name: answered[name] for name in ("entry", "paragraphs", "quotes")}
        entry = asking.knowledge.entries[answered["entry"]]
        assert answered["paragraphs"] == list(dict.fromkeys(citation.paragraph for citation in entry.citations[:3]))
        assert answered["quotes"] == [citation.quote for citation in entry.citations[:3]]
        assert all(citation.quote.split("\n")[0] in answered["text"] for citation in entry.citations)
        assert answered["text"].startswith(entry.answer[answered["language"]])
    for choice in answered["choices"]:
        entry = asking.knowledge.entries[choice["entry"]]
        assert choice == {
            "entry": entry.id,
            "paragraphs": list(entry.paragraphs)[:3],
            "question": entry.question(answered["language"]),
        }


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("locale", [None, "sv-SE", "en-US", "xx", ""])
@pytest.mark.parametrize("text", [*PLAIN, *ODD], ids=range(len([*PLAIN, *ODD])))
def test_every_question_gets_a_reply_of_the_promised_form(asking: Answerer, text: str, locale: str | None) -> None:
    assert_kept(asking, as_read(reply(asking, "q", text, locale)))


def test_every_entry_can_be_the_answer(asking: Answerer) -> None:
    for entry in asking.knowledge.entries.values():
        for language in asking.knowledge.languages:
            answered = as_read(reply(asking, entry.id, entry.question(language), None))
            assert_kept(asking, answered)
            assert answered["id"] == entry.id


@pytest.mark.parametrize(
    ("text", "language", "outcome", "rights"),
    [
        ("Vad är en cookie?", "sv", "answer", []),
        ("What is a cookie?", "en", "answer", []),
        ("Radera mina uppgifter", "sv", "request", ["erasure"]),
        ("Delete my data", "en", "request", ["erasure"]),
        ("Jag råkade skicka kundlistan till fel person", "sv", "incident", []),
        ("Vad är huvudstaden i Peru?", "sv", "no_answer", []),
        ("👍", "sv", "smalltalk", []),
        ("", "sv", "no_answer", []),
    ],
)
def test_plain_questions_have_the_outcome_that_anybody_expects(
    asking: Answerer, text: str, language: str, outcome: str, rights: list[str]
) -> None:
    answered = reply(asking, 1, text, None)

    assert (answered["language"], answered["outcome"], answered["rights"]) == (language, outcome, rights)


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_no_odd_text_exercises_a_right(asking: Answerer, text: str) -> None:
    assert reply(asking, 1, text, None)["outcome"] != "request"


@given(st.text(max_size=200) | st.text(st.characters(categories=["Cs", "Co", "Cn", "Cc", "Cf"]), max_size=50))
def test_any_text_gets_a_reply_of_the_promised_form(asking: Answerer, text: str) -> None:
    assert_kept(asking, as_read(reply(asking, None, text, None)))


@given(st.text(max_size=30) | st.integers() | st.none() | st.booleans() | st.lists(st.text(max_size=5), max_size=3))
def test_an_id_comes_back_as_it_was(asking: Answerer, id: Any) -> None:
    line = json.dumps({"id": id, "text": "👍"}).encode()

    [answered] = map(json.loads, replies(asking, [line]))
    assert answered["id"] == id


@given(st.lists(st.binary(max_size=60), max_size=8))
def test_whatever_the_lines_hold_each_gets_one_reply_in_order(asking: Answerer, lines: list[bytes]) -> None:
    given_lines = [line.replace(b"\n", b" ") for line in lines]

    found = [json.loads(line) for line in replies(asking, given_lines)]
    assert len(found) == len([line for line in given_lines if line.strip()])
    for answered in found:
        (BAD_LINE if "error" in answered else REPLY).validate(answered)


MAILS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    (
        {"subject": "Mitt konto", "from": "Eva Ek <eva@kund.example>", "body": "Hej!\n\nRadera mina uppgifter.\n\nMvh\nEva Ek"},
        {"outcome": "request", "rights": ["erasure"], "subject": {"name": "Eva Ek", "email": "eva@kund.example"}},
    ),
    (
        {"subject": "SV: Nyheter", "from": "Eva Ek <eva@kund.example>", "body": "Tack, det blir bra!"},
        {"outcome": "none", "text": "", "subject": None},
    ),
    (
        {"subject": "Cookies", "body": "Vad är en cookie?", "headers": {"Auto-Submitted": "auto-replied"}},
        {"outcome": "none", "entry": None, "answers": []},
    ),
    (
        {"subject": "Cookies", "body": "Vad är en cookie?", "date": "Mon, 2 Mar 2026 09:00:00 +0100"},
        {"outcome": "answer", "entry": "cookie-definition", "suspected": [], "incident": False},
    ),
    (
        {
            "subject": "Klagomål",
            "from": "Datatilsynet <post@datatilsynet.example>",
            "body": "Vi ber om svar i sak 26/01234",
        },
        {"outcome": "authority", "text": "", "rights": []},
    ),
]


@pytest.mark.parametrize(("mail", "expected"), MAILS, ids=range(len(MAILS)))
def test_a_mail_gets_a_reply_of_the_promised_form(asking: Answerer, mail: dict[str, Any], expected: dict[str, Any]) -> None:
    [answered] = map(json.loads, replies(asking, [json.dumps({"id": "m", "mail": mail}).encode()]))

    assert_kept(asking, answered)
    assert {name: answered[name] for name in expected} == expected


BAD_LINES = [
    (b"Vad?", None, "is not a JSON object"),
    (b"[]", None, "is not a JSON object"),
    (b'"Vad?"', None, "is not a JSON object"),
    (b"null", None, "is not a JSON object"),
    (b'{"id": "q1", "text": "Vad', "q1", "is not a JSON object"),
    (b'{"id": "q1", "text": NaN}', "q1", "is not a JSON object"),
    (b'{"id": NaN, "text": "Vad?"}', None, "is not a JSON object"),
    (b'{"id": 1e999, "text": "Vad?"}', None, "is not a JSON object"),
    (b"[" * 100_000, None, "is not a JSON object"),
    (b'{"id": 7, "text": "\xff"}', None, "is not UTF-8"),
    (b'{"id": 7}', 7, 'has no "text", or one that is not a string'),
    (b'{"id": 7, "text": 3}', 7, 'has no "text", or one that is not a string'),
    (b'{"id": 7, "text": null}', 7, 'has no "text", or one that is not a string'),
    (b'{"id": 7, "text": "Vad?", "locale": 3}', 7, '"locale" is not a string'),
    (b'{"id": 7, "mail": "Vad?"}', 7, '"mail" is not an object with a "body", or stands beside "text"'),
    (b'{"id": 7, "mail": {"subject": "Vad?"}}', 7, '"mail" is not an object with a "body", or stands beside "text"'),
    (b'{"id": 7, "text": "", "mail": {"body": ""}}', 7, '"mail" is not an object with a "body", or stands beside "text"'),
    (b'{"id": 7, "mail": {"body": "", "from": 3}}', 7, '"subject", "from" or "date" of "mail" is not a string'),
    (b'{"id": 7, "mail": {"body": "", "headers": {"x": 3}}}', 7, '"headers" of "mail" is not an object of strings'),
]


@pytest.mark.parametrize(("line", "id", "wrong"), BAD_LINES, ids=range(len(BAD_LINES)))
def test_a_bad_line_gets_its_error_with_its_id_where_that_can_be_read(asking: Answerer, line: bytes, id: Any, wrong: str) -> None:
    [found] = map(json.loads, replies(asking, [line]))

    assert found == {"id": id, "error": f"line 1: {wrong}"}


def test_bad_lines_stand_in_their_place_and_the_run_goes_on(asking: Answerer) -> None:
    good = [json.dumps({"id": number, "text": text}).encode() for number, text in enumerate(PLAIN)]
    lines = list(chain.from_iterable((line, b"bad") for line in good))

    found = [json.loads(line) for line in replies(asking, lines)]

    assert [answered["id"] for answered in found] == list(chain.from_iterable((number, None) for number in range(len(PLAIN))))
    assert [answered["error"] for answered in found[1::2]] == [
        f"line {2 * n + 2}: is not a JSON object" for n in range(len(PLAIN))
    ]


def test_replies_come_as_the_lines_do(asking: Answerer) -> None:
    """A program that waits for each answer before it asks the next is not kept waiting."""
    asked: list[str] = []

    def lines() -> Any:
        for text in PLAIN[:3]:
            asked.append(text)
            yield json.dumps({"text": text}).encode()

    for number, _ in enumerate(replies(asking, lines()), 1):
        assert len(asked) == number


def test_a_lines_own_locale_goes_before_that_of_the_run(asking: Answerer) -> None:
    lines = [json.dumps({"text": "👍", **own}).encode() for own in ({}, {"locale": "sv-SE"}, {"locale": None})]

    assert [json.loads(line)["language"] for line in replies(asking, lines, "en-GB")] == ["en", "sv", "en"]
