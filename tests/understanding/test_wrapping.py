"""Edge cases of where a pasted mail begins and ends."""

import pytest

from bot.knowledge.values import MailWords
from bot.understanding.cleaning import clean
from bot.understanding.mail import MailParser, MailParts

MAILS = MailParser(
    MailWords.model_validate(
        {
            "from": ["från", "from"],
            "subject": ["ämne", "subject"],
            "headers": ["till", "to"],
            "replies": ["sv", "re"],
            "greetings": ["hej", "dear"],
            "closings": ["mvh", "kind regards"],
            "devices": ["skickat från min"],
            "earlier": ["original"],
            "dated": ["den", "on"],
            "wrote": ["skrev", "wrote"],
        }
    )
)


def note(words: str) -> MailParts:
    return MailParts(words, None)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Radera allt", note("Radera allt")),
        ("Hej!\nRadera allt", note("Radera allt")),
        ("Hej!\n\n\nRadera allt", note("Radera allt")),
        ("Radera allt\nMvh", note("Radera allt")),
        ("Hej!\nRadera allt\nMvh", MailParts("", "Radera allt", "Hej!\nRadera allt\nMvh")),
        ("Hej!\nRadera allt\nnu", MailParts("", "Radera allt\nnu", "Hej!\nRadera allt\nnu")),
        ("Kan du?\nHej!\nRadera allt", MailParts("Kan du?", "Radera allt", "Hej!\nRadera allt")),
        ("Kan du?\nNu?\nHej!\nRadera allt", MailParts("Kan du? Nu?", "Radera allt", "Hej!\nRadera allt")),
        ("Kan du?\nRadera allt\nHej!", note("Kan du?\nRadera allt")),
        ("Kan du?\nRadera allt\nHej!\n\n", note("Kan du?\nRadera allt")),
        ("Radera allt\nnu\nMvh", MailParts("", "Radera allt\nnu", "Radera allt\nnu\nMvh")),
        ("Radera allt\nMvh\nEva", note("Radera allt")),
        ("Radera allt\nnu\n/Eva", MailParts("", "Radera allt\nnu", "Radera allt\nnu\n/Eva")),
        ("Hej, kan ni radera allt?\nTack\nEva", note("kan ni radera allt?\nTack\nEva")),
        ("From: Eva\nRadera\nallt", MailParts("", "Radera\nallt", "Radera\nallt", "Eva")),
        ("Se här\n--- Original ---\nRadera allt", MailParts("Se här", "Radera allt", "Radera allt")),
        ("Kan du?\nNu?\nSnart?\n> Radera allt", MailParts("Kan du?\nNu?\nSnart?", "Radera allt", "Radera allt")),
        ("Hej!\nKan du?\nNu?\n> Radera allt", MailParts("Kan du?\nNu?", "Radera allt", "Radera allt")),
        ("> Radera allt\nKan du?", MailParts("Kan du?", "Radera allt", "Radera allt")),
        (">", note("")),
        ("Hej!", note("Hej!")),
        ("", note("")),
    ],
)
def test_a_mail_begins_at_its_headers_or_greeting_or_is_known_by_its_closing(text: str, parts: MailParts) -> None:
    assert MAILS.take_apart(text) == parts


@pytest.mark.parametrize(
    ("mail", "words"),
    [
        ("Radera\nMvh\nEva", "Radera"),
        ("Radera\n  mvh,\nEva", "Radera"),
        ("Radera\nMvh, Eva Ek", "Radera"),
        ("Radera. Mvh Eva Ek", "Radera."),
        ("Kind regards to all of you\nRadera", "Kind regards to all of you\nRadera"),
        ("Nu\nMvh\nEva Ek\n\nOch radera sedan mina uppgifter.", "Nu\nOch radera sedan mina uppgifter."),
        ("Radera\nMvh Eva Ek\nChef", "Radera"),
        ("Radera\nMvh från oss alla tolv på kontoret", "Radera\nMvh från oss alla tolv på kontoret"),
        ("Mvh\nRadera", "Mvh\nRadera"),
        ("Radera\n--\nEva", "Radera"),
        ("Radera\n__\nEva", "Radera"),
        ("Radera\n---\nEva", "Radera\n---\nEva"),
        ("--\nRadera", "--\nRadera"),
        ("Radera\n> förr", "Radera"),
        ("> Radera", ""),
        ("> förr\nRadera", "Radera"),
        ("Radera\n> förr\nallt", "Radera\nallt"),
        ("Radera\n-- original --\nförr", "Radera"),
        ("Radera\n- original\nnu", "Radera\n- original\nnu"),
        ("Radera\n________\nförr", "Radera"),
        ("Radera\n_______\nnu", "Radera\n_______\nnu"),
        ("Radera\nDen 3 maj skrev Eva:\nförr", "Radera"),
        ("Radera\nDen 3 maj skrev Eva\nnu", "Radera\nDen 3 maj skrev Eva\nnu"),
        ("Radera\nDenna vecka skrev Eva:\nnu", "Radera\nDenna vecka skrev Eva:\nnu"),
        ("Radera\nDen skrev Eva:\nnu", "Radera\nDen skrev Eva:\nnu"),
        ("Radera\nSkickat från min telefon", "Radera"),
        ("Radera\n/Eva", "Radera"),
        ("Radera\n/ Eva Ek-Holm", "Radera"),
        ("Radera\n/" + "e" * 42, "Radera\n/" + "e" * 42),
        ("Radera\nMvh\nEva\nPS. nu\ntack", "Radera\nPS. nu\ntack"),
        ("Radera\nMvh\nEva\nP.S: nu", "Radera\nP.S: nu"),
        ("Radera\nMvh\nEva\npsalm", "Radera"),
        ("Från: Eva\nÄmne: Sv: Re: Mina uppgifter\nTill: er\nRadera", "Mina uppgifter.\nRadera"),
        ("Ämne:\nRadera", "Radera"),
        ("*Ämne*: Uppgifter\nRadera", "Uppgifter.\nRadera"),
        ("Dear all at Lanterns,\nErase", "Erase"),
        ("Dear " + "a" * 39 + "\nErase", "Erase"),
        ("Hej, radera allt!\nTack", "radera allt!\nTack"),
        ("Hej Eva, radera allt!\nTack", "radera allt!\nTack"),
        ("Hej?\nRadera", "Hej?\nRadera"),
        ("Hejdå\nRadera", "Hejdå\nRadera"),
        ("Hej\nRadera\nHej!\nnu", "Radera\nnu"),
        ("Hej!", "Hej!"),
    ],
)
def test_a_writers_own_words_end_at_the_signature_and_at_earlier_mails(mail: str, words: str) -> None:
    assert MAILS.own_words(mail) == words


@pytest.mark.parametrize(
    ("mail", "name", "email"),
    [
        ("From: Eva Ek <eva@example.se>\nTo: Bo\n\nRadera", "Eva Ek", "eva@example.se"),
        ("Subject: x\n   *Från*: Eva\n\nRadera", "Eva", None),
        ("From: Eva\nFrom: Bo\n\nRadera", "Eva", None),
        ('From: "Ek, Eva" <eva@example.se>\nRadera', "Eva Ek", "eva@example.se"),
        ("From: 'Eva Ek' via Hjälp <hjalp@example.se>\nRadera", "Eva Ek", "hjalp@example.se"),
        ("From: eva@example.se\nRadera", None, "eva@example.se"),
        ("From:\nRadera", None, None),
        ("Radera från: allt", None, None),
    ],
)
def test_the_sender_is_what_the_first_header_says(mail: str, name: str | None, email: str | None) -> None:
    found = MAILS.take_apart_mail(clean(mail))

    assert (found.sender, found.email) == (name, email)
