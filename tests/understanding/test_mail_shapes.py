"""Own, quoted and forwarded words are told apart in what mail programs produce: client, language, posting style."""

from collections import Counter
from datetime import date

import pytest

from bot.understanding.cleaning import clean
from bot.understanding.mail import MailParser, MailParts
from tests import shipped
from tests.understanding.mail_shapes import ADDRESS, WHO, Shape, shapes
from tests.understanding.mail_tongues import TONGUES

SHAPES = list(shapes())
RIGHT = 0.97


@pytest.fixture(scope="module")
def found() -> dict[str, MailParts]:
    """The parts of each shape, by its name."""
    mails = MailParser(shipped.knowledge().mail)
    return {shape.name: mails.take_apart_mail(clean(shape.text)) for shape in SHAPES}


def said(shape: Shape) -> str:
    return " ".join(shape.own.split())


def heard(parts: MailParts) -> str:
    return " ".join(f"{parts.mail}".split())


def test_there_are_shapes_of_every_language() -> None:
    counted = Counter(shape.name.partition(" ")[0] for shape in SHAPES)

    assert len(SHAPES) >= 200
    assert set(counted) == set(TONGUES)


def test_the_writers_own_words_are_found_exactly(found: dict[str, MailParts]) -> None:
    wrong = [f"{shape.name}: {heard(found[shape.name])}" for shape in SHAPES if heard(found[shape.name]) != said(shape)]

    assert len(wrong) <= (1 - RIGHT) * len(SHAPES), "\n".join(wrong)


def test_no_word_of_the_customer_is_lost(found: dict[str, MailParts]) -> None:
    lost = [
        shape.name
        for shape in SHAPES
        if not all(" ".join(part.split()) in heard(found[shape.name]) for part in shape.own.split("\n\n"))
    ]

    assert lost == []


def test_no_word_of_a_quotation_is_taken_for_theirs(found: dict[str, MailParts]) -> None:
    taken = [shape.name for shape in SHAPES if shape.quoted in f"{heard(found[shape.name])} {found[shape.name].note}"]

    assert taken == []


def test_of_mails_that_are_passed_on_the_innermost_writer_and_their_day_are_known(found: dict[str, MailParts]) -> None:
    wrong = {
        shape.name: (parts.sender, parts.email, parts.day)
        for shape in SHAPES
        if shape.forwarded and ((parts := found[shape.name]).sender, parts.email, parts.day) != (WHO, ADDRESS, date(2026, 3, 2))
    }

    assert wrong == {}
