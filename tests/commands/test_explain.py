"""`insyn ask --explain`: each reason for a reading has its line, with the limits that it was held against."""

import re
from pathlib import Path

import pytest

from bot.assembly import Answerer, build_answerer
from bot.commands.explain import explained
from bot.understanding import Reading, Scored, Verdict
from tests.commands.insyn import insyn
from tests.knowledge.folder import Folder

ANSWER = Scored("entry", "storage-time", 0.91)
REQUEST = Scored("request", "erasure", -0.2)
OUTSIDE = Scored("outside", "weather", -0.75)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Folder(tmp_path_factory.mktemp("small") / "lanterns").write()


@pytest.fixture(scope="module")
def asking(folder: Path) -> Answerer:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder.parent / "cache"))
        return build_answerer(folder)


def test_every_reason_is_told(asking: Answerer) -> None:
    reading = Reading(
        "en",
        None,
        Verdict.ANSWER,
        entries=("storage-time",),
        request_score=-0.62,
        matched=("address", "keep"),
        mended=(("adress", "address"), ("kep", "keep")),
        ranking=(ANSWER, REQUEST, OUTSIDE),
    )
    limits = asking.reader.limits

    assert explained(asking, reading).splitlines() == [
        "outcome     answer (en)",
        "words       address, keep",
        "mended      adress -> address, kep -> keep",
        "decided by  +0.91  entry storage-time  How long do you keep my address?",
        "runner-up   -0.20  request erasure",
        "runner-up   -0.75  outside weather",
        f"lead        +1.11 over the next; an answer needs {limits.lead:+.2f}, and a score from {limits.answer:+.2f}",
        f"request     -0.62; a ticket is opened from {limits.request:+.2f}, and offered from {limits.doubt:+.2f}",
    ]


def test_what_there_is_nothing_of_is_said_too(asking: Answerer) -> None:
    lines = explained(asking, Reading("en", None, Verdict.UNREADABLE)).splitlines()

    assert lines[:3] == ["outcome     unreadable (en)", "words       (none stood out)", "mended      (nothing)"]
    assert [line.split("  ")[0] for line in lines[3:]] == ["lead", "request"]
    assert lines[3].startswith("lead        +0.00 over the next;")


def test_the_reasons_stand_under_the_answer(folder: Path, asking: Answerer) -> None:
    question, cache = "How long do you keep my adress?", {"XDG_CACHE_HOME": str(folder.parent / "cache")}
    plain = insyn("ask", "--knowledge", str(folder), question, **cache).stdout
    reasoned = insyn("ask", "--knowledge", str(folder), "--explain", question, **cache).stdout

    assert reasoned.startswith(f"{plain}\noutcome     answer (en)\n")
    assert "\nmended      adress -> address\n" in reasoned
    assert re.search(r"^decided by  \+\d\.\d\d  entry storage-time  How long do you keep my address\?$", reasoned, re.MULTILINE)
