"""Each event of a ticket has its line in the thread."""

from dataclasses import replace
from itertools import product

import pytest

from bot.desk.letters import TicketLine
from bot.desk.ticket_actions import LOGGED
from bot.knowledge import Knowledge
from bot.texts import Texts
from bot.texts.sheet import Quote, Text, UserMention
from bot.tickets import TRANSITIONS, Event, Role
from tests.texts.desk import BY_MAIL, LANGUAGES, OWN, event, renderer_of

HUMAN = (Role.PERSON, Role.EMPLOYEE, Role.OFFICER)
EVENTS = [
    *(event(what, role=role, words="w {x}") for what, role in product(("opened", "suspected", "reported", "joined"), HUMAN[:2])),
    *(event(what, role=Role.DESK, actor=None, code="channel_not_found", words="DSR-1") for what in ("merged", "undelivered")),
    *(event("blocked", code=f"{row.act}_{guard}") for row in TRANSITIONS for guard in row.guards if guard in LOGGED),
    *(
        event(row.act, role=role, actor="UOLLE" if role is Role.OFFICER else None, code=code, words="w {x}")
        for row in TRANSITIONS
        for role in row.who
        for code in (row.codes or (None,))
    ),
]


def line(knowledge: Knowledge, texts: Texts, what: Event, language: str = "en", *, mail: bool = False) -> tuple[object, ...]:
    renderer = renderer_of(knowledge, texts, events={1: what})
    return tuple(renderer.sheet(TicketLine(language=language, ticket=BY_MAIL.id if mail else OWN.id, event=1)).parts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_can_happen_has_its_line(knowledge: Knowledge, texts: Texts, language: str) -> None:
    for happened, mail in product(EVENTS, (False, True)):
        sentence, *words = line(knowledge, texts, happened, language, mail=mail)
        assert isinstance(sentence, Text)
        assert "\n" not in sentence.text
        assert "{" not in sentence.text
        assert words == ([Quote("w {x}", "")] if happened.words and happened.role is not Role.DESK else []), happened


def test_an_officer_stands_first_with_their_name(knowledge: Knowledge, texts: Texts) -> None:
    assert line(knowledge, texts, event("note", words="Ring")) == (Text("noted:", by=UserMention("UOLLE")), Quote("Ring", ""))


def test_the_person_stands_first_with_their_name_where_the_desk_knows_it(knowledge: Knowledge, texts: Texts) -> None:
    wrote = event("wrote", role=Role.PERSON, actor=None, words="Hej")

    assert line(knowledge, texts, wrote)[0] == Text("wrote:", by=UserMention("UANNA"))
    assert line(knowledge, texts, wrote, mail=True)[0] == Text("The person wrote:")


def test_a_mail_is_called_a_mail(knowledge: Knowledge, texts: Texts) -> None:
    opened = event("opened", role=Role.PERSON, actor=None, words="Stop")

    assert line(knowledge, texts, opened, mail=True)[0] == Text("The mail that the ticket came with:")


def test_what_was_chosen_from_a_list_is_said_in_words(knowledge: Knowledge, texts: Texts) -> None:
    [sentence] = line(knowledge, texts, event("dismiss", code="false_alarm"))

    assert sentence == Text("dismissed the ticket. False alarm.", by=UserMention("UOLLE"))


def test_what_the_desk_does_by_itself_has_no_name(knowledge: Knowledge, texts: Texts) -> None:
    [sentence] = line(knowledge, texts, event("bounce", role=Role.DESK, actor=None, code="is_archived", words="is_archived"))

    assert isinstance(sentence, Text)
    assert sentence.by is None
    assert "(is_archived)" in sentence.text


@pytest.mark.parametrize("role", [Role.PERSON, Role.DESK])
def test_both_versions_of_an_edited_message_are_quoted_whoever_wrote_it(knowledge: Knowledge, texts: Texts, role: Role) -> None:
    sentence, quote = line(knowledge, texts, event("edited", role=role, actor=None, words="Före\n⟶\nEfter"))

    assert quote == Quote("Före\n⟶\nEfter", "")
    assert isinstance(sentence, Text)
    assert (sentence.by is None) is (role is Role.DESK)


def test_a_linked_ticket_is_called_by_its_reference(knowledge: Knowledge, texts: Texts) -> None:
    linked = replace(OWN, id=9, linked_to=BY_MAIL.id)
    renderer = renderer_of(knowledge, texts, linked, events={1: event("link")})

    assert BY_MAIL.reference in renderer.sheet(TicketLine(language="sv", ticket=9, event=1)).plain
