"""Two requests belong to one person only where that is certain."""

import pytest

from bot.tickets import Subject

ANNA, BO, ONE, TWO = "UANNA", "UBO", "C1:1.0", "C1:2.0"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((Subject(user="UANNA"), ANNA, ONE), (Subject(user="UANNA"), ANNA, TWO)),
        ((Subject(email="eva@kund.example"), ANNA, ONE), (Subject(email=" Eva@KUND.example "), BO, TWO)),
        ((Subject(name="Eva", email="eva@kund.example"), ANNA, ONE), (Subject(name="E. Ek", email="eva@kund.example"), BO, TWO)),
        ((Subject(name="Eva Ek"), ANNA, ONE), (Subject(name=" eva  EK"), ANNA, TWO)),
        ((Subject(), ANNA, ONE), (Subject(), ANNA, ONE)),
    ],
    ids=["the same user", "the same address", "the same address, another name", "the same name from one asker", "one message"],
)
def test_they_are_one_person(first: tuple[Subject, str, str], second: tuple[Subject, str, str]) -> None:
    assert first[0].key(*first[1:]) == second[0].key(*second[1:])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((Subject(user="UANNA"), ANNA, ONE), (Subject(user="UBO"), BO, ONE)),
        ((Subject(user="UANNA"), ANNA, ONE), (Subject(name="UANNA"), ANNA, ONE)),
        ((Subject(email="eva@kund.example"), ANNA, ONE), (Subject(email="eve@kund.example"), ANNA, ONE)),
        ((Subject(name="Eva Ek"), ANNA, ONE), (Subject(name="Eva Ek"), BO, ONE)),
        ((Subject(), ANNA, ONE), (Subject(), ANNA, TWO)),
        ((Subject(), ANNA, ONE), (Subject(user="UANNA"), ANNA, ONE)),
    ],
    ids=["two users", "a user and a name", "two addresses", "one name from two askers", "two messages", "unknown and asker"],
)
def test_they_are_not_mixed(first: tuple[Subject, str, str], second: tuple[Subject, str, str]) -> None:
    assert first[0].key(*first[1:]) != second[0].key(*second[1:])


@pytest.mark.parametrize(
    ("subject", "is_customer"),
    [(Subject(user="UANNA"), False), (Subject(name="Eva"), True), (Subject(), True)],
)
def test_whoever_is_no_member_is_a_customer(subject: Subject, is_customer: bool) -> None:
    assert subject.is_customer is is_customer
