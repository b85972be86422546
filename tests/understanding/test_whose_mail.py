"""Whose data a mail is about: its innermost writer, or whom that one represents; never a colleague, never a closing."""

import pytest

from bot.knowledge import Knowledge
from bot.understanding.cleaning import clean
from bot.understanding.mail import MailParser
from bot.understanding.person import PersonFinder
from bot.understanding.sender import Sender, person_name

BO = Sender("Bo Berg", "bo@byra.example")
ERASE = "Radera allt ni har om mig."
INNER = "Från: Eva Ek <eva@kund.example>\nSkickat: den 2 mars 2026 09:00\nTill: Hjälp\nÄmne: Begäran\n\n{}"


@pytest.fixture(scope="module")
def home(knowledge: Knowledge) -> str:
    """The company's own domain."""
    return knowledge.company.contact.email.rpartition("@")[2]


def whose(knowledge: Knowledge, sender: Sender, text: str, *, by_note: bool = False) -> tuple[str | None, str | None]:
    mails = MailParser(knowledge.mail)
    found = PersonFinder(knowledge, mails).customer(mails.take_apart_mail(clean(text)), sender, by_note=by_note)
    return found.name, found.email


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("Eva Ek", "Eva Ek"),
        ('"Ek, Eva"', "Eva Ek"),
        ("Ek,  Eva Maria", "Eva Maria Ek"),
        ("'Eva Ek' via Hjälp", "Eva Ek"),
        ("Eva Ek (via Google Drive)", "Eva Ek (via Google Drive"),
        ("eva@kund.example", None),
        ("", None),
        (None, None),
    ],
)
def test_a_name_is_read_as_a_person_says_it(shown: str | None, name: str | None) -> None:
    assert person_name(shown) == name


@pytest.mark.parametrize(
    ("sender", "text", "person"),
    [
        (Sender("Eva Ek", "eva@kund.example"), ERASE, ("Eva Ek", "eva@kund.example")),
        (Sender(None, "eva@kund.example"), f"{ERASE}\n\nMvh Eva Ek", ("Eva Ek", "eva@kund.example")),
        (Sender(None, "eva@kund.example"), f"{ERASE}\n\nKind regards,\nEva Ek\nChef", ("Eva Ek", "eva@kund.example")),
        (Sender(None, "eva@kund.example"), f"{ERASE} Mvh Eva Ek", ("Eva Ek", "eva@kund.example")),
        (Sender("'Eva Ek' via Hjälp", "hjalp@lista.example"), ERASE, ("Eva Ek", None)),
        (
            Sender("'Eva Ek' via Hjälp", "hjalp@lista.example", {"reply-to": "Eva <eva@kund.example>"}),
            ERASE,
            ("Eva Ek", "eva@kund.example"),
        ),
        (BO, f"Subject: VB: Begäran\n\nSe nedan.\n\n{INNER.format(ERASE)}", ("Eva Ek", "eva@kund.example")),
        (BO, f"Från: Bo Berg\nTill: Er\nDatum: 2 mars 2026\n\n{ERASE}", ("Bo Berg", "bo@byra.example")),
    ],
)
def test_the_customer_is_who_wrote_the_innermost_mail(
    knowledge: Knowledge, sender: Sender, text: str, person: tuple[str | None, str | None]
) -> None:
    assert whose(knowledge, sender, text) == person


def test_who_only_passes_a_colleagues_mail_on_is_the_customer_themselves(knowledge: Knowledge, home: str) -> None:
    ours = INNER.format("Här är vårt svar.").replace("kund.example", home)
    sender = Sender("Bo Berg", "bo@kund.example")

    assert whose(knowledge, sender, f"Subject: VB: Begäran\n\n{ERASE}\n\n{ours}") == ("Bo Berg", "bo@kund.example")


def test_a_colleague_is_never_the_customer(knowledge: Knowledge, home: str) -> None:
    assert whose(knowledge, Sender("Bo Berg", f"bo@{home}"), f"{ERASE}\n\nMvh\nEva Ek") == ("Eva Ek", None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jag företräder Eva Ek. Radera allt om henne.\n\nMvh\nPer Lind\nAdvokat", "Eva Ek"),
        ("I am writing on behalf of my client, Ms Eva Ek, who wants all her data erased.\n\nKind regards\nPer Lind", "Eva Ek"),
        ("Radera min sons uppgifter. Han heter Olle Ek.\n\nMvh\nPer Lind", "Olle Ek"),
        ("Vår medlem Eva Ek begär ett registerutdrag.\n\nMvh\nPer Lind", "Eva Ek"),
        ("Our client wants a copy of all data.\n\nKind regards\nPer Lind", None),
    ],
)
def test_a_representative_is_not_the_person_concerned(knowledge: Knowledge, text: str, name: str | None) -> None:
    assert whose(knowledge, Sender("Per Lind", "per@byra.example"), text) == (name, None)
