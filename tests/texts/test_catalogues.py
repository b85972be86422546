"""The catalogues are complete and alike in each language, and have exactly the messages that the code uses."""

import ast
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import chain, product
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import bot
from bot.assembly import shipped
from bot.desk.ticket_actions import FIELDS, LOGGED
from bot.desk.troubles import WITH_END
from bot.knowledge import RIGHTS
from bot.knowledge.values import AUDIENCES, Smalltalk
from bot.slack.watch import ADVICE
from bot.texts import Texts
from bot.texts.card import ASKED_FIRST
from bot.texts.catalogue import DOMAIN, MissingCatalogue
from bot.texts.letter_words import PERIODS_TOLD
from bot.tickets import BOTH, COUNTRIES, TRANSITIONS, Act, Decision, Role, State, deadline_steps
from bot.tickets.codes import CHECKLISTS, DOUBTS, EXTENSIONS, GROUNDS
from bot.tickets.transitions import Guard, Need

LOCALES = shipped("locales")
LANGUAGES = sorted(path.name for path in LOCALES.iterdir() if path.is_dir())
CODE = Path(bot.__file__).parent
SPEAKING = ("desk", "slack", "texts", "commands")
"""Rooms in which messages are named."""
NAMING = {"say", "_say", "count", "hint", "_input", "options", "view"}
"""Functions that take names of messages."""


def needing(need: Need) -> list[Act]:
    """The acts whose form asks for something."""
    return sorted({row.act for row in TRANSITIONS if need in row.needs})


def steps() -> set[str]:
    """All steps that a calculation can have."""
    days = (date(2026, 1, 1) + timedelta(days=number) for number in range(1100))
    cases = product(days, (*COUNTRIES, BOTH), (False, True))
    return {step.name for day, country, extended in cases for step in deadline_steps(day, country, "en", extended=extended)}


EXPANDED: dict[str, Iterable[object]] = {
    "right_{}": RIGHTS,
    "choice_{}": RIGHTS,
    "article_{}": RIGHTS,
    "state_{}": (*State, "informed"),
    "next_{}": (*State, "incident", "pass_on", "overdue"),
    "button_{}": Act,
    "confirm_{}": (*ASKED_FIRST, Act.WITHDRAW),
    "{}_title": {row.act for row in TRANSITIONS if row.needs},
    "{}_label": needing(Need.WORDS),
    "{}_hint": needing(Need.WORDS),
    "{}_code_label": needing(Need.CODE),
    "{}_day_label": needing(Need.DAY),
    "field_{}": (*Need, *FIELDS.values(), "decision", "country", "when", "whose", "how_many", "contained", "aware"),
    "fault_{}": FIELDS,
    "code_{}": {*chain.from_iterable(row.codes for row in TRANSITIONS), "none"},
    "check_{}": set(chain.from_iterable(CHECKLISTS.values())),
    "decision_{}": Decision,
    "told_{}": Decision,
    "request_{}": ("opened", "joined"),
    "request_{}_late": ("opened", "joined"),
    "looked_at_{}": ("request", "breach"),
    "looked_at_{}_today": ("request", "breach"),
    "{}_stop_{}": [f"{who}_stop_{when}" for who, when in product(("request", "letter"), ("now", "first"))],
    "ground_{}": GROUNDS,
    "doubt_{}": DOUBTS,
    "extension_{}": EXTENSIONS,
    "passed_{}": {row.tells for row in TRANSITIONS if row.tells} - {"opened"} | {"taken_back"},
    "kept_{}": PERIODS_TOLD,
    "country_{}": (*COUNTRIES, BOTH),
    "authority_{}": COUNTRIES,
    "note_{}": AUDIENCES,
    "flag_{}": ("extended", "complaint", "legal_hold"),
    "role_{}": set(Role) - {Role.DESK},
    "line_{}": ("opened", "suspected", "reported", "joined", "edited", "taken_back", *(row.act for row in TRANSITIONS)),
    "line_{}_by_mail": ("opened", "suspected", "reported", "joined"),
    "line_{}_by_desk": (
        *("merged", "undelivered", "edited", "deleted", "outside"),
        *(row.act for row in TRANSITIONS if Role.DESK in row.who),
    ),
    "line_blocked_{}": [f"{row.act}_{guard}" for row in TRANSITIONS for guard in row.guards if guard in LOGGED],
    "notice_not_now_{}": ("state", "who", *Guard),
    "notice_{}": (
        "officers_only",
        "ticket_gone",
        "passed_on",
        "handed_over",
        "file_unread",
        "file_passed_on",
        "press_again",
        "authority_passed_on",
    ),
    "notice_trouble_{}": (*ADVICE, *(f"{name}_over" for name in WITH_END)),
    "why_{}": steps(),
    "smalltalk_{}": get_args(Smalltalk),
    "form_for_{}": ("self", "customer"),
}
"""The values with which the code completes names of messages, by pattern."""
UNNAMED = {"field_decisions", "field_incident", "field_record"}
"""Needs that are several fields, each with a name of its own."""
LIMITS = {"{}_title": 24, "button_{}": 75, "code_{}": 75, "decision_{}": 75, "choice_{}": 75, "check_{}": 75, "country_{}": 75}
"""Characters that Slack takes; of everything else in a form, 2,000."""
FORM, CONFIRM = 2_000, 300
FORMS = ("{}_label", "{}_hint", "{}_code_label", "{}_day_label", "field_{}", "fault_{}")


def catalogue(language: str) -> Catalog:
    with (LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, locale=language)


def messages(language: str) -> dict[str, str]:
    return dict(words(catalogue(language)))


def words(found: Catalog) -> Iterator[tuple[str, str]]:
    """Each message by its name; all plural forms of one together."""
    for message in found:
        if isinstance(message.id, str):
            if message.id:  # the header has none
                yield message.id, str(message.string)
        else:
            yield message.id[0], "\n".join(message.string)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_there_are_catalogues_for_swedish_and_english() -> None:
    assert LANGUAGES == ["en", "sv"]


def test_all_catalogues_have_the_same_messages() -> None:
    first, *others = [messages(language).keys() for language in LANGUAGES]

    assert all(other == first for other in others)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_untranslated_or_in_doubt(language: str) -> None:
    assert [name for name, text in messages(language).items() if not text.strip() or text == name] == []
    assert [message.id for message in catalogue(language) if message.fuzzy and message.id] == []
    assert catalogue(language).obsolete == {}


def test_the_same_facts_are_put_in_whatever_the_language() -> None:
    first, *others = map(messages, LANGUAGES)

    for other in others:
        assert {name: placeholders(text) for name, text in first.items()} == {
            name: placeholders(text) for name, text in other.items()
        }


def test_no_language_borrows_the_words_of_another() -> None:
    """Short labels may be the same word; a sentence cannot be."""
    swedish, english = messages("sv"), messages("en")

    assert [name for name, text in swedish.items() if len(text.split()) > 2 and english[name] == text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_bold_type_is_opened_and_closed(language: str) -> None:
    assert [name for name, text in messages(language).items() if text.count("*") % 2 or text.count("`") % 2] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_that_of_its_source(language: str) -> None:
    with (LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
        compiled = dict(words(read_mo(file)))

    assert compiled == messages(language)


def test_a_language_without_a_catalogue_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingCatalogue, match="there are no compiled texts for 'fi'"):
        Texts(LOCALES, ["sv", "fi"])
    with pytest.raises(MissingCatalogue, match=str(tmp_path)):
        Texts(tmp_path, ["sv"])


def test_every_message_that_the_code_names_is_there() -> None:
    assert set(names_in_code()) - messages("sv").keys() == set()


def test_every_message_that_can_be_put_together_is_there() -> None:
    assert set(chain.from_iterable(map(expanded, EXPANDED))) - UNNAMED - messages("sv").keys() == set()


def test_every_message_is_used() -> None:
    constants = {node.value for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    unused = messages("sv").keys() - constants - set(chain.from_iterable(map(expanded, EXPANDED))) - set(hints())

    assert unused == set()


def test_every_name_that_is_put_together_is_known_to_these_tests() -> None:
    assert set(patterns_in_code()) - EXPANDED.keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_in_forms_and_on_buttons_is_within_slacks_limits(language: str) -> None:
    found = messages(language)
    most = {name: LIMITS.get(pattern, FORM) for pattern in (*LIMITS, *FORMS) for name in expanded(pattern)}
    most |= dict.fromkeys(expanded("confirm_{}"), CONFIRM)

    assert [name for name, limit in most.items() if len(found.get(name, "")) > limit] == []


def expanded(pattern: str) -> list[str]:
    return [pattern.format(part) if pattern.count("{}") == 1 else str(part) for part in EXPANDED[pattern]]


def hints() -> Iterator[str]:
    """Names of the hints that some fields have."""
    yield from (f"{name}_hint" for name in expanded("field_{}"))


def trees() -> Iterator[ast.Module]:
    for path in chain.from_iterable((CODE / room).rglob("*.py") for room in SPEAKING):
        yield ast.parse(path.read_text(encoding="utf-8"))


def calls() -> Iterator[ast.Call]:
    yield from (node for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Call))


def names_in_code() -> Iterator[str]:
    """Names that are literals in the code, and those of notices."""
    for call in calls():
        match called(call):
            case "say" | "_say" | "count":
                yield from (name for name in chain.from_iterable(map(constants, call.args)) if " " not in name)
            case "Notice":
                text = next(keyword.value for keyword in call.keywords if keyword.arg == "text")
                yield from (f"notice_{name}" for name in constants(text))


def patterns_in_code() -> Iterator[str]:
    """Names that are f-strings in the code, as patterns."""
    for call in calls():
        if called(call) in NAMING:
            for text in (part for argument in call.args for part in ast.walk(argument) if isinstance(part, ast.JoinedStr)):
                yield "".join(str(piece.value) if isinstance(piece, ast.Constant) else "{}" for piece in text.values)


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def constants(node: ast.expr) -> Iterator[str]:
    """The texts that an argument can be: itself, or either side of a choice."""
    if isinstance(node, ast.IfExp):
        yield from (*constants(node.body), *constants(node.orelse))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
