"""`insyn tickets`: what officers see of tickets without Slack."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from bot.commands.output import table
from bot.tickets import Act
from tests.commands.register import OLLE, Register
from tests.keys import MASTER

PERSONAL = ("Åsa", "asa@kund.example", "U0ANNA", "U0SAM", "hemliga ord", "Här är allt")
"""What stands in tickets of persons and their words."""


@pytest.fixture
def three(register: Register) -> tuple[str, str, str]:
    """One that has ended, one that is overdue, and a breach."""
    ended = register.request(words="hemliga ord")
    register.end(ended)
    overdue = register.request(receipt=date(2026, 1, 30), customer=True, words="hemliga ord\nav Åsa")
    register.later(days=4)
    return ended, overdue, register.breach()


def test_open_tickets_are_listed_what_is_overdue_first_and_then_the_soonest(
    register: Register, three: tuple[str, str, str]
) -> None:
    result = register.insyn("tickets", "list")

    rows = [line.split() for line in result.stdout.splitlines()]
    assert (result.exit_code, result.stderr) == (0, "")
    assert [row[0] for row in rows] == ["ticket", three[1], three[2]]
    assert rows[1][1:] == ["open", "access,", "erasure", "2026-01-30", "2026-03-02", "2026-02-27", "-", "overdue"]
    assert rows[2][1:] == ["open", "suspected", "breach", "2026-03-06", "2026-03-09", "10:30", "-", "-", "-"]


def test_those_that_have_ended_are_listed_last_where_all_are_wanted(register: Register, three: tuple[str, str, str]) -> None:
    found = json.loads(register.insyn("tickets", "list", "--all", "--json").stdout)

    assert [ticket["reference"] for ticket in found] == [three[1], three[2], three[0]]
    assert [ticket["overdue"] for ticket in found] == [True, False, False]


def test_an_answer_that_has_not_arrived_is_still_owed(register: Register) -> None:
    reference = register.request()
    for act, facts in ((Act.TAKE, {}), (Act.HOLD, {"words": "tvist"})):
        register.act(reference, act, **facts)

    [found] = json.loads(register.insyn("tickets", "list", "--json").stdout)
    assert (found["officer"], found["legal_hold"], found["state"]) == (OLLE, True, "working")
    assert register.insyn("tickets", "list").stdout.splitlines()[1].split()[-1] == "held"


def test_where_there_are_none_that_is_said(register: Register) -> None:
    assert register.insyn("tickets", "list").stdout == "No ticket is open.\n"
    assert register.insyn("tickets", "list", "--all").stdout == "There are no tickets.\n"
    assert register.insyn("tickets", "list", "--json").stdout == "[]\n"


def test_a_ticket_is_shown_whole_however_its_reference_is_spelt(register: Register, three: tuple[str, str, str]) -> None:
    result = register.insyn("tickets", "show", f" {three[1].lower()} ")

    assert result.exit_code == 0
    assert "own words\n  hemliga ord\n  av Åsa\n" in result.stdout
    assert "Åsa Öberg, email: asa@kund.example" in result.stdout
    assert "opened at         2026-03-02 10:30" in result.stdout
    assert "   1  2026-03-02 10:30  employee     opened" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 100


def test_the_same_is_shown_as_json(register: Register, three: tuple[str, str, str]) -> None:
    found = json.loads(register.insyn("tickets", "show", "--json", three[0]).stdout)

    assert (found["own_words"], found["answer"], found["asker"]) == ("hemliga ord", "Här är allt vi hade", "U0ANNA")
    assert [event["what"] for event in found["events"]] == ["opened", "take", "prepare", "send", "delivered", "close"]
    assert [event["seq"] for event in found["events"]] == [1, 2, 3, 4, 5, 6]


def test_words_cannot_command_the_terminal(register: Register) -> None:
    reference = register.request(words="\x1b[2J\x1b]0;titel\x07 hej\r\x9bm")

    shown = register.insyn("tickets", "show", reference).stdout
    assert not [char for char in shown if not char.isprintable() and char != "\n"]


def test_that_somebody_looked_is_logged(register: Register, three: tuple[str, str, str]) -> None:
    register.insyn("tickets", "show", three[1])
    register.insyn("tickets", "export")

    log = [json.loads(line) for line in register.insyn("audit", "export").stdout.splitlines()]
    looked = [(row["what"], row["code"]) for row in log if row["ticket"] == "desk"]
    assert looked == [("ticket_shown", three[1]), ("tickets_exported", None)]


@pytest.mark.parametrize("command", [["show"], ["letter"]])
def test_a_reference_that_there_is_not_gets_a_sentence_and_status_2(register: Register, command: list[str]) -> None:
    result = register.insyn("tickets", *command, "DSR-2026-0099", *(["answer"] if command == ["letter"] else []))

    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no ticket 'DSR-2026-0099'" in result.stderr


@pytest.mark.parametrize("options", [[], ["--json"], ["--csv"]])
def test_an_export_names_no_person_and_quotes_nobody(register: Register, three: tuple[str, str, str], options: list[str]) -> None:
    exported = register.insyn("tickets", "export", *options).stdout

    assert [word for word in PERSONAL if word in exported] == []
    assert [reference for reference in three if reference not in exported] == []


def test_the_csv_form_has_a_row_for_each_ticket(register: Register, three: tuple[str, str, str]) -> None:
    rows = list(csv.DictReader(io.StringIO(register.insyn("tickets", "export", "--csv").stdout)))

    assert [row["reference"] for row in rows] == list(three)
    assert (rows[0]["decisions"], rows[0]["overdue"]) == ("access=granted erasure=granted", "no")
    assert rows[1]["overdue"] == "yes"
    assert rows[2]["incident"].startswith("aware_at=2026-03-06T09:30:00+00:00 due_at=2026-03-09T09:30:00+00:00")


def test_the_csv_form_says_yes_no_and_lists_in_words(register: Register) -> None:
    reference = register.request()
    register.end(reference, refused=True)
    register.act(reference, Act.HOLD, words="tvist")

    [row] = csv.DictReader(io.StringIO(register.insyn("tickets", "export", "--csv").stdout))

    told = ("rights", "legal_hold", "complaint", "decisions", "extended_at", "incident", "removed")
    assert [row[name] for name in told] == ["access erasure", "yes", "no", "access=refused erasure=refused", "", "", ""]


def test_exported_tickets_stand_in_the_order_in_which_they_came(register: Register) -> None:
    """And not in that in which they are due."""
    references = [register.request(receipt=day, asker=asker) for day, asker in ((None, "U0ANNA"), (date(2026, 1, 30), "U0BO"))]

    assert [row["reference"] for row in json.loads(register.insyn("tickets", "export").stdout)] == references


def test_the_json_form_has_the_fields_of_the_csv_form(register: Register, three: tuple[str, str, str]) -> None:
    rows = json.loads(register.insyn("tickets", "export").stdout)
    heads = register.insyn("tickets", "export", "--csv").stdout.splitlines()[0].split(",")

    assert [list(row) for row in rows] == [heads] * len(three)


def test_an_export_goes_to_a_file_for_its_owner_alone(register: Register, three: tuple[str, str, str], tmp_path: Path) -> None:
    file = tmp_path / "out" / "tickets.json"
    file.parent.mkdir()

    result = register.insyn("tickets", "export", "-o", str(file))

    assert (result.exit_code, result.stdout) == (0, "")
    assert len(json.loads(file.read_text(encoding="utf-8"))) == len(three)
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_a_file_that_cannot_be_written_gets_a_sentence(register: Register, tmp_path: Path) -> None:
    result = register.insyn("tickets", "export", "-o", str(tmp_path / "no" / "such" / "folder.json"))

    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")


def test_two_forms_at_once_are_refused(register: Register) -> None:
    assert register.insyn("tickets", "export", "--json", "--csv").exit_code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["tickets", "list"],
        ["tickets", "show", "DSR-2026-0001"],
        ["tickets", "export"],
        ["tickets", "letter", "DSR-2026-0001", "answer"],
        ["audit", "verify"],
        ["audit", "export"],
        ["retention", "run"],
        ["person", "show", "U0ANNA"],
        ["person", "erase", "U0ANNA", "--yes"],
        ["outbox"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("why", ["no database", "no settings", "other key"])
def test_records_that_cannot_be_opened_get_a_sentence_and_status_2(
    arguments: list[str], why: str, register: Register, tmp_path: Path
) -> None:
    register.open()
    (tmp_path / "noise.db").write_bytes(b"no database at all" * 100)
    environment = {
        "no database": {"DATABASE_URL": f"sqlite:///{tmp_path}/noise.db"},
        "no settings": {"DATABASE_URL": "mysql://db/insyn", "TIMEZONE": "Mars"},
        "other key": {"INSYN_KEY": MASTER[::-1].replace("=", "A")[:43] + "="},
    }[why]

    result = register.insyn(*arguments, **environment)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Insyn cannot start:")
    assert "Traceback" not in result.stderr


def test_a_table_is_not_wider_than_a_terminal_and_has_one_line_for_each_row() -> None:
    drawn = table(("short", "long"), [("a", "x" * 200), ("b\nc", "y")])

    assert [len(line) for line in drawn.splitlines()] == [11, 100, 8]
    assert drawn.splitlines()[1].endswith("x…")
