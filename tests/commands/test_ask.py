"""`insyn ask`: the answer as text, as one JSON object, and to each line of standard input."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from bot.assembly import load_knowledge, load_reader
from tests.commands.insyn import PROGRAM, insyn
from tests.knowledge.folder import Folder

QUESTION = "Vad är en cookie?"

pytestmark = pytest.mark.usefixtures("trained")


@pytest.fixture(scope="module", autouse=True)
def _learnt() -> None:
    """The knowledge was learnt before: the first start says on standard error that it learns."""
    load_reader(load_knowledge(None))


@pytest.mark.parametrize("words", [[QUESTION], QUESTION.split()], ids=["quoted", "bare"])
def test_the_answer_is_printed_with_quotation_and_source(words: list[str]) -> None:
    result = insyn("ask", *words)

    assert (result.exit_code, result.stderr) == (0, "")
    assert "> Cookies är små informationsfiler som finns kvar på dator" in result.stdout
    assert "2.1 · Cookies" in result.stdout
    assert "Källa: Infosoft, ”Cookies och integritet”, version 1.3, 15 februari 2018." in result.stdout


def test_the_reply_is_printed_as_one_json_object() -> None:
    result = insyn("ask", "--json", QUESTION)

    found = json.loads(result.stdout)
    assert result.stdout.count("\n") == 1
    assert (found["id"], found["outcome"], found["entry"]) == (None, "answer", "cookie-definition")


def test_the_plain_text_is_that_of_the_json() -> None:
    assert insyn("ask", QUESTION).stdout == json.loads(insyn("ask", "--json", QUESTION).stdout)["text"] + "\n"


@pytest.mark.parametrize(("locale", "language"), [("sv-SE", "sv"), ("en-GB", "en")])
def test_the_locale_decides_where_the_words_do_not(locale: str, language: str) -> None:
    assert json.loads(insyn("ask", "--json", "--locale", locale, "👍").stdout)["language"] == language


def test_an_empty_question_is_answered_politely() -> None:
    result = insyn("ask", "")

    assert result.exit_code == 0
    assert result.stdout.strip()


def test_questions_on_standard_input_are_each_answered_in_their_place() -> None:
    lines = [
        '{"id": "a", "text": "Vad är en cookie?"}',
        "not JSON",
        '{"id": 2, "text": "What is a cookie?", "locale": "sv-SE"}',
        '{"id": "c"}',
        '{"text": "Delete my data"}',
    ]

    result = insyn("ask", "--jsonl", stdin="\n".join(lines))

    replies = [json.loads(line) for line in result.stdout.splitlines()]
    assert (result.exit_code, result.stderr) == (0, "")
    assert [(reply["id"], reply.get("outcome"), reply.get("error")) for reply in replies] == [
        ("a", "answer", None),
        (None, None, "line 2: is not a JSON object"),
        (2, "answer", None),
        ("c", None, 'line 4: has no "text", or one that is not a string'),
        (None, "request", None),
    ]


LETTER = """\
From: =?utf-8?q?Eva_Ek?= <eva@kund.example>
To: hjalp@foretaget.example
Subject: =?utf-8?q?Beg=C3=A4ran?=
Date: Mon, 2 Mar 2026 09:00:00 +0100
MIME-Version: 1.0
Content-Type: {kind}; charset=utf-8

{words}
"""


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("text/plain", "Hej!\n\nRadera alla uppgifter som ni har om mig.\n\nMvh\nEva Ek"),
        ("text/html", "<p>Hej!</p><p>Radera alla uppgifter som ni har om mig.</p><p>Mvh<br>Eva Ek</p>"),
    ],
)
def test_a_mail_file_is_read_as_a_mail_that_came_into_a_channel(kind: str, words: str) -> None:
    result = insyn("ask", "--mail", "--json", stdin=LETTER.format(kind=kind, words=words))

    found = json.loads(result.stdout)
    assert (found["outcome"], found["rights"]) == ("request", ["erasure"])
    assert found["subject"] == {"name": "Eva Ek", "email": "eva@kund.example"}


def test_of_a_mail_that_is_attached_to_another_its_writer_is_the_customer() -> None:
    inner = LETTER.format(kind="text/plain", words="Radera alla uppgifter som ni har om mig.")
    head = "From: Bo Ek <bo@foretaget.example>\nSubject: VB: Begäran\nMIME-Version: 1.0\n"
    parts = f"--x\nContent-Type: text/plain\n\nKan du ta den?\n--x\nContent-Type: message/rfc822\n\n{inner}\n--x--\n"

    result = insyn("ask", "--mail", "--json", stdin=f'{head}Content-Type: multipart/mixed; boundary="x"\n\n{parts}')

    found = json.loads(result.stdout)
    assert (found["rights"], found["subject"]) == (["erasure"], {"name": "Eva Ek", "email": "eva@kund.example"})


def test_a_mail_that_needs_no_reply_gets_none() -> None:
    result = insyn("ask", "--mail", stdin="From: eva@kund.example\nAuto-Submitted: auto-replied\n\nVad är en cookie?\n")

    assert (result.exit_code, result.stdout) == (0, "(The desk does not reply to this mail.)\n")


@pytest.mark.parametrize("options", [(), ("--mail", "Vad?"), ("--mail", "--jsonl"), ("--mail", "--json", "--explain")])
def test_one_thing_is_asked_in_one_form(options: tuple[str, ...]) -> None:
    assert insyn("ask", *options).exit_code == 2


def test_input_that_is_no_text_at_all_is_a_bad_line() -> None:
    result = insyn("ask", "--jsonl", stdin=b'\xff\xfe\x00\n{"id": 1, "text": "Tack!"}\n')

    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == [None, 1]


def test_no_input_gives_no_output() -> None:
    assert insyn("ask", "--jsonl", stdin="").stdout == ""


def test_replies_are_written_as_the_questions_come() -> None:
    """Another program may hold the pipe open and wait for each answer."""
    command = [*PROGRAM, "ask", "--jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for number in range(2):
            program.stdin.write(json.dumps({"id": number, "text": QUESTION}) + "\n")
            program.stdin.flush()
            assert json.loads(program.stdout.readline())["id"] == number


@pytest.mark.parametrize("way", ["option", "environment"])
def test_another_companys_folder_answers(lanterns: Folder, way: str) -> None:
    folder = str(lanterns.write())
    options, environment = (["--knowledge", folder], {}) if way == "option" else ([], {"INSYN_KNOWLEDGE": folder})

    # The trained model of so small a company is not to take the place of the shipped one's.
    environment["XDG_CACHE_HOME"] = str(lanterns.path / "cache")
    result = insyn("ask", *options, "How long do you keep my address?", **environment)

    assert result.stdout.startswith("Two years.\n\n> We keep your address for two years.")


def test_the_first_start_with_a_folder_says_on_standard_error_that_it_learns(lanterns: Folder, tmp_path: Path) -> None:
    asked = ("ask", "--knowledge", str(lanterns.write()), "--json", "How long do you keep my address?")
    first, second = (insyn(*asked, XDG_CACHE_HOME=str(tmp_path / "empty")) for _ in range(2))

    begins, ended = first.stderr.splitlines()
    assert begins == "Learning from the knowledge how people ask: once, a minute or two ..."
    assert re.fullmatch(r"Learnt, and kept for the next start\. \(\d+ s\)", ended)
    assert (first.stdout, second.stderr) == (second.stdout, "")


def test_a_broken_folder_stops_it_with_every_fault(lanterns: Folder) -> None:
    lanterns.entry["awnser"] = "?"
    lanterns.company["owner"] = "Bo"

    result = insyn("ask", "--knowledge", str(lanterns.write()), QUESTION)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        "The knowledge folder cannot be used:",
        "  entries/data.yaml, entry 'storage-time', awnser: is not a known key",
        "  knowledge.yaml, owner: is not a known key",
    ]


def test_a_language_without_texts_stops_it_with_a_sentence(lanterns: Folder) -> None:
    lanterns.files = json.loads(json.dumps(lanterns.files).replace('"en"', '"fi"'))

    result = insyn("ask", "--knowledge", str(lanterns.write()), QUESTION)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "there are no compiled texts for 'fi'" in result.stderr
    assert "Traceback" not in result.stderr
