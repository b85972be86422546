"""`insyn deadline`: the law's date and the desk's own, why, and a sentence for each day that is none."""

import json
import re

import pytest

from tests.commands.insyn import insyn

JSON_FIELDS = {
    "country",
    "receipt",
    "raw",
    "legal",
    "target",
    "extended_raw",
    "extended",
    "answer_by",
    "ours",
    "calendar",
    "planned",
}


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        (
            ["2026-01-31"],
            ["Received: Saturday 31 January 2026", "Law: Monday 2 March 2026 · Ours: Friday 27 February 2026"],
        ),
        (
            ["2026-03-02", "--country", "NO"],
            ["Received: Monday 2 March 2026", "Law: Tuesday 7 April 2026 · Ours: Wednesday 1 April 2026"],
        ),
        (
            ["2026-03-02", "--country", "se+no"],
            ["Received: Monday 2 March 2026", "Law: Thursday 2 April 2026 · Ours: Wednesday 1 April 2026"],
        ),
        (
            ["2026-01-31", "--extended"],
            ["Received: Saturday 31 January 2026", "Law: Thursday 30 April 2026 · Ours: Thursday 30 April 2026"],
        ),
    ],
)
def test_receipt_the_laws_date_and_ours_are_printed(arguments: list[str], lines: list[str]) -> None:
    result = insyn("deadline", *arguments)

    assert (result.exit_code, result.stdout.splitlines()[:2], result.stderr) == (0, lines, "")


def test_the_dates_are_said_in_swedish_too() -> None:
    result = insyn("deadline", "2026-01-31", "--language", "sv")

    assert "måndagen den 2 mars 2026" in result.stdout
    assert "Monday" not in result.stdout


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("extended", [[], ["--extended"]])
def test_the_steps_are_numbered_with_their_articles_and_the_calendars_version(language: str, extended: list[str]) -> None:
    result = insyn("deadline", "2027-04-16", "--country", "SE+NO", "--explain", "--language", language, *extended)

    numbers = [int(found) for found in re.findall(r"^ *(\d+)\. ", result.stdout, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 5
    assert "1182/71" in result.stdout
    assert "holidays 0." in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 100


def test_the_json_form_has_every_promised_field_and_no_other() -> None:
    result = insyn("deadline", "2026-01-31", "--json")

    found = json.loads(result.stdout)
    assert found.keys() == JSON_FIELDS
    assert (found["receipt"], found["legal"], found["answer_by"]) == ("2026-01-31", "2026-03-02", "2026-03-02")
    assert (found["target"], found["ours"], found["planned"]) == ("2026-02-27", "2026-02-27", False)


def test_after_an_extension_the_answer_is_due_by_its_dates() -> None:
    found = json.loads(insyn("deadline", "2026-11-30", "--json", "--extended").stdout)

    assert (found["extended_raw"], found["extended"]) == ("2027-02-28", "2027-03-01")
    assert (found["answer_by"], found["ours"]) == ("2027-03-01", "2027-02-26")


def test_the_steps_in_json_have_name_facts_and_text() -> None:
    found = json.loads(insyn("deadline", "2026-01-31", "--json", "--explain").stdout)

    assert found.keys() == JSON_FIELDS | {"steps"}
    assert {frozenset(step) for step in found["steps"]} == {frozenset({"name", "facts", "text"})}
    assert found["steps"][0]["facts"] == {"day": "2026-01-31", "after": "2026-02-01"}


def test_the_help_names_every_field_of_the_json_form() -> None:
    shown = insyn("deadline", "--help").stdout

    assert {name for name in JSON_FIELDS | {"steps"} if name not in shown} == set()


def test_a_day_that_has_not_come_is_counted_with_a_remark() -> None:
    result = insyn("deadline", "2099-12-31")

    assert result.exit_code == 0
    assert "Law: Monday 1 February 2100" in result.stdout
    assert result.stderr == "2099-12-31 has not come yet: these dates are a plan.\n"


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2026-02-31", "2026-02-31 is not a date: February 2026 has 28 days."),
        ("2028-02-30", "2028-02-30 is not a date: February 2028 has 29 days."),
        ("2026-01-00", "2026-01-00 is not a date: January 2026 has 31 days."),
        ("2026-13-01", "2026-13-01 is not a date: there is no month 13."),
        ("2026-00-01", "2026-00-01 is not a date: there is no month 0."),
        ("31/1/2026", "'31/1/2026' is not a date; write it as 2026-01-31."),
        ("20260131", "'20260131' is not a date; write it as 2026-01-31."),
        ("٢٠٢٦-٠١-٣١", "'٢٠٢٦-٠١-٣١' is not a date; write it as 2026-01-31."),
        ("", "'' is not a date; write it as 2026-01-31."),
        ("2018-05-24", "2018-05-24 cannot be counted from: the GDPR applies since 2018-05-25, "),
        ("0000-01-01", "0000-01-01 cannot be counted from: the GDPR applies since 2018-05-25, "),
        ("9999-12-31", "9999-12-31 cannot be counted from: the GDPR applies since 2018-05-25, "),
    ],
)
def test_what_is_no_day_gets_a_sentence_and_status_2(day: str, sentence: str) -> None:
    result = insyn("deadline", day)

    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr


@pytest.mark.parametrize("arguments", [["--country", "DK"], ["--language", "no"], ["--language", ""]])
def test_a_country_or_a_language_that_is_not_known_gets_a_sentence_and_status_2(arguments: list[str]) -> None:
    result = insyn("deadline", "2026-01-31", *arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr


def test_the_country_is_the_controllers_where_none_is_said() -> None:
    assert json.loads(insyn("deadline", "2026-03-02", "--json", CONTROLLER_COUNTRY="NO").stdout)["legal"] == "2026-04-07"
