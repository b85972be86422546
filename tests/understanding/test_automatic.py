"""Mails that programs send are told from those that people write, and so are letters of supervisory authorities."""

from collections.abc import Mapping

import pytest

from bot.understanding.automatic import Senders
from bot.understanding.sender import Sender
from tests import shipped

HOME = "foretaget.example"
EVA = Sender("Eva Ek", "eva@kund.example")


@pytest.fixture(scope="module")
def senders() -> Senders:
    return Senders(shipped.knowledge().mail, HOME)


@pytest.mark.parametrize(
    "subject",
    [
        "Autosvar: Er fråga",
        "Automatiskt svar: Er fråga",
        "Frånvaro: semester",
        "Automatisk svar: Saken",
        "Fraværsmelding",
        "Automaattinen vastaus: asia",
        "Automatic reply: Your question",
        "Out of Office: holiday",
        "Automatische Antwort: Ihre Frage",
        "Abwesenheitsnotiz: Urlaub",
        "Réponse automatique : question",
        "Automatisch antwoord: vraag",
        "Respuesta automática: consulta",
        "Risposta automatica: domanda",
        "Odpowiedź automatyczna: pytanie",
        "Resposta automática: pergunta",
        "Undeliverable: News",
        "Delivery Status Notification (Failure)",
        "Olevererbart: Nyheter",
        "Kan ikke leveres: Nyheter",
        "Unzustellbar: Neuigkeiten",
        "Non remis : Nouvelles",
        "Onbestelbaar: Nieuws",
        "No se puede entregar: noticias",
        "Non recapitabile: notizie",
        "Nie można dostarczyć: wiadomości",
        "Não entregue: notícias",
        "Toimitusvirhe: uutiset",
        "Läst: Offert",
        "Read: Offer",
        "Gelesen: Angebot",
        "Accepted: Meeting",
        "Nyhetsbrev mars",
    ],
)
def test_programs_are_known_by_the_subject(senders: Senders, subject: str) -> None:
    assert senders.is_automatic(f"Subject: {subject}", EVA)


@pytest.mark.parametrize(
    "sender",
    [
        Sender("Mail Delivery System", "mailer-daemon@post.example"),
        Sender("Microsoft Outlook", "outlook@post.example"),
        Sender(None, "bounces+17@post.example"),
        Sender("Nyhetsbrev från Bo", "bo@kund.example"),
        *(
            Sender("Eva Ek", "eva@kund.example", headers)
            for headers in (
                {"auto-submitted": "auto-replied"},
                {"auto-submitted": "auto-generated (failure)"},
                {"precedence": "Bulk"},
                {"list-id": "<nyheter.kund.example>"},
                {"list-unsubscribe": "<https://kund.example/av>"},
                {"return-path": "<>"},
                {"x-autoreply": "yes"},
            )
        ),
    ],
)
def test_programs_are_known_by_the_sender_and_the_headers(senders: Senders, sender: Sender) -> None:
    assert senders.is_automatic("Subject: Hej", sender)


@pytest.mark.parametrize(
    ("subject", "headers"),
    [
        ("Radera mina uppgifter", {}),
        ("SV: Nyhetsbrev mars", {}),
        ("Readable policy?", {}),
        ("Semesterns bokning och mina uppgifter", {}),
        ("Begäran", {"auto-submitted": "no"}),
        ("Begäran", {"auto-submitted": "auto-forwarded"}),
        ("Begäran", {"list-id": f"<hjalp.{HOME}>", "precedence": "list"}),
    ],
)
def test_people_are_not_taken_for_programs(senders: Senders, subject: str, headers: Mapping[str, str]) -> None:
    assert not senders.is_automatic(f"Subject: {subject}", Sender("Eva Ek", "eva@kund.example", headers))


def test_what_a_list_passes_on_for_somebody_is_theirs(senders: Senders) -> None:
    headers = {"list-id": "<hjalp.lista.example>", "precedence": "list"}

    assert not senders.is_automatic("Subject: Begäran", Sender("'Eva Ek' via Hjälp", "hjalp@lista.example", headers))
