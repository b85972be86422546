"""A letter from a supervisory authority is told by who writes and how, with its reference and the day of its answer."""

from datetime import date

import pytest

from bot.understanding import AuthorityLetter, Reader, Verdict

SWEDISH = """IMY-2026-4711
Integritetsskyddsmyndigheten har inlett tillsyn av er. Ni ska yttra er senast den 3 maj 2026."""
NORWEGIAN = """Datatilsynet
Vår referanse: 26/01234-2
Datatilsynet har mottatt en klage på dere og ber om en redegjørelse innen 15. juni 2026."""
IRISH = """Data Protection Commission
Our reference: C-26-7-331
We have received a complaint against you. Please provide the following information no later than 4 July 2026."""
GERMAN = """Der Landesbeauftragte für Datenschutz
Aktenzeichen: 44.12-2026
Uns liegt eine Beschwerde vor. Bitte nehmen Sie Stellung bis zum 1.9.2026."""
DANISH = "From: Sagsbehandler <dt@datatilsynet.dk>\nSubject: Sag\n\nVi beder om jeres udtalelse senest den 2026-05-02."


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        (SWEDISH, AuthorityLetter("IMY-2026-4711", date(2026, 5, 3))),
        (NORWEGIAN, AuthorityLetter("26/01234-2", date(2026, 6, 15))),
        (IRISH, AuthorityLetter("C-26-7-331", date(2026, 7, 4))),
        (GERMAN, AuthorityLetter("44.12-2026", date(2026, 9, 1))),
        (DANISH, AuthorityLetter(None, date(2026, 5, 2))),
    ],
)
def test_a_letter_of_an_authority_is_told_with_its_reference_and_day(reader: Reader, text: str, letter: AuthorityLetter) -> None:
    reading = reader.read("", customer=text)

    assert (reading.verdict, reading.authority) == (Verdict.AUTHORITY, letter)
    assert (list(reading.rights), reading.maybe_request, reading.breach, reading.about_privacy) == ([], False, False, True)


@pytest.mark.parametrize(
    "words",
    [
        "Vad gör IMY?",
        "Kan man klaga hos Integritetsskyddsmyndigheten?",
        "How do I complain to the Data Protection Commission about you?",
        "Vilken tillsynsmyndighet lyder ni under?",
        "Our reference is 2026-1234, when is the invoice due?",
        "I have told the Data Protection Commission, my case number is C-26-1. Delete my data now.",
    ],
)
def test_who_only_speaks_of_an_authority_is_none(reader: Reader, words: str) -> None:
    assert reader.read(words).verdict is not Verdict.AUTHORITY
