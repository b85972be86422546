"""What the persons of a ticket are told, in Slack or in letters that somebody sends on."""

import re
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest

from bot.desk.letters import Opened, ToPerson
from bot.knowledge import RIGHTS, Knowledge
from bot.texts import Texts
from bot.texts.sheet import Button, Buttons, Draft, Quote
from bot.tickets import BOTH, COUNTRIES, TRANSITIONS, Decision, Ticket
from bot.tickets.codes import DOUBTS, EXTENSIONS, GROUNDS
from tests.texts.desk import BREACH, BY_MAIL, CUSTOMER, LANGUAGES, NOON, OWN, TICKETS, WAITED, event, renderer_of

LETTERS = sorted({row.tells for row in TRANSITIONS if row.tells} - {"opened"})
AUTHORITIES = {"SE": ["www.imy.se"], "NO": ["www.datatilsynet.no"], BOTH: ["www.imy.se", "www.datatilsynet.no"]}
COURT = {"sv": "domstol", "en": "court"}
DECIDED = {
    "decisions": {"access": Decision.GRANTED, "erasure": Decision.REFUSED},
    "ground": "legal_claims",
    "answer": "Se bilagan.",
}
CODES = {"identity": DOUBTS[0], "extension": EXTENSIONS[0]}
INSIDE = re.compile(r"Slack|\*|`|<@|\{")
"""What a letter to somebody outside must not contain."""


def said(
    knowledge: Knowledge, texts: Texts, about: str, ticket: Ticket, language: str = "en", code: str | None = None
) -> tuple[Any, ...]:
    happened = event("reply", words="Ord av oss", code=code or CODES.get(about))
    renderer = renderer_of(knowledge, texts, ticket, events={1: happened})
    return tuple(renderer.sheet(ToPerson(language=language, ticket=ticket.id, about=about, event=1)).parts)


def draft(parts: tuple[object, ...]) -> str:
    [found] = [part.text for part in parts if isinstance(part, Draft)]
    return found


def plain(parts: tuple[object, ...]) -> str:
    return "\n".join(part.text for part in parts if hasattr(part, "text"))


def whole(texts: Texts, language: str, ground: str, right: str) -> str:
    return texts.say(language, f"ground_{ground}", article=texts.say(language, f"article_{right}"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("country", [*COUNTRIES, BOTH])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("decision", [Decision.REFUSED, Decision.PARTLY])
def test_no_refusal_lacks_its_ground_the_authority_and_the_court(
    knowledge: Knowledge, texts: Texts, language: str, country: str, ground: str, decision: Decision
) -> None:
    """Article 12(4), also for a part that is refused; for a member of the workspace and for a customer."""
    about = "refusal" if decision is Decision.REFUSED else "answer"
    decided = {"rights": RIGHTS, "decisions": dict.fromkeys(RIGHTS, decision), "ground": ground, "country": country}

    for ticket in (replace(OWN, **decided), replace(CUSTOMER, **decided, letter_language=language)):
        text = plain(said(knowledge, texts, about, ticket, language))
        assert [right for right in RIGHTS if whole(texts, language, ground, right) not in text] == []
        assert [address for address in AUTHORITIES[country] if address not in text] == []
        assert COURT[language] in text
        assert text.count("www.") == len(AUTHORITIES[country])


def test_a_refusal_without_a_ground_cannot_be_written(knowledge: Knowledge, texts: Texts) -> None:
    with pytest.raises(KeyError, match="ground_None"):
        said(knowledge, texts, "refusal", replace(CUSTOMER, ground=None))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_every_ground_names_its_article(texts: Texts, language: str, ground: str) -> None:
    assert re.search(r"\d", whole(texts, language, ground, "erasure"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("about", LETTERS)
def test_every_letter_is_complete_for_a_person_and_for_a_customer(
    knowledge: Knowledge, texts: Texts, about: str, language: str
) -> None:
    own = replace(OWN, **DECIDED, stopped_at=NOON, linked_to=CUSTOMER.id)
    customer = replace(own, id=7, subject=CUSTOMER.subject, letter_language=language)

    direct, passed_on = (said(knowledge, texts, about, ticket, language) for ticket in (own, customer))

    assert not [part for part in direct if isinstance(part, Draft)]
    letter = draft(passed_on)
    assert INSIDE.findall(letter.replace("{Ek}", "")) == []
    for part in direct[:-1]:
        assert part.text in letter
    for text in (plain(direct), letter):
        assert "DSR-2026-0001" in text
        assert "post@infosoft.no" in text
    assert letter.endswith("Infosoft")


@pytest.mark.parametrize("about", LETTERS)
def test_whoever_sends_on_an_answer_tells_the_desk_when_it_has_gone(knowledge: Knowledge, texts: Texts, about: str) -> None:
    parts = said(knowledge, texts, about, CUSTOMER)

    buttons = [part for part in parts if isinstance(part, Buttons)]
    proof = [Buttons((Button("ticket_delivered", "I have sent it on", "2", "primary"),))]
    assert buttons == (proof if about in {"answer", "refusal"} else [])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("changes", "is_draft"),
    [({}, False), ({"subject": CUSTOMER.subject}, False), ({"unreachable": True}, True)],
    ids=["own request", "a customer's request", "a person whom Slack reaches no more"],
)
def test_whoever_edits_a_request_away_can_withdraw_it_where_they_read_that_it_stands(
    knowledge: Knowledge, texts: Texts, changes: dict[str, Any], is_draft: bool, language: str
) -> None:
    parts = said(knowledge, texts, "taken_back", replace(OWN, language=language, **changes), language)

    buttons = [button.action for part in parts if isinstance(part, Buttons) for button in part.buttons]
    assert (buttons, any(isinstance(part, Draft) for part in parts)) == ([] if is_draft else ["person_withdraw"], is_draft)
    assert all(fact in plain(parts) for fact in ("DSR-2026-0001", texts.say(language, f"right_{OWN.rights[0]}")))


def test_a_customers_letter_is_in_the_customers_language(knowledge: Knowledge, texts: Texts) -> None:
    parts = said(knowledge, texts, "refusal", CUSTOMER, "sv")

    assert parts[0].text.startswith(
        "*DSR-2026-0002*: skicka det här till Eva {Ek}, eva@kund.example så snart du kan. Det är avslaget."
    )
    assert draft(parts).startswith("Dear Eva {Ek},\n\nWe have considered your request")
    fallback = said(knowledge, texts, "refusal", replace(CUSTOMER, letter_language=None), "sv")
    assert draft(fallback).startswith("Hej Eva {Ek}!")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("doubt", DOUBTS)
def test_a_question_of_identity_says_why_asks_for_no_document_and_moves_no_date(
    knowledge: Knowledge, texts: Texts, doubt: str, language: str
) -> None:
    text = plain(said(knowledge, texts, "identity", OWN, language, doubt))

    assert texts.say(language, f"doubt_{doubt}") in text
    assert "Ord av oss" in text
    assert texts.say(language, "letter_identity_ways") in text
    assert texts.day(language, date(2026, 3, 30)) in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ground", EXTENSIONS)
def test_a_notice_of_extension_has_both_dates_the_reason_and_the_right_to_complain(
    knowledge: Knowledge, texts: Texts, ground: str, language: str
) -> None:
    text = plain(said(knowledge, texts, "extension", replace(OWN, extended_at=NOON), language, ground))

    days = (texts.day(language, day) for day in (date(2026, 3, 30), date(2026, 5, 28)))
    expected = [*days, texts.say(language, f"extension_{ground}"), "Ord av oss", "www.imy.se", COURT[language]]
    assert [fact for fact in expected if fact not in text] == []


def test_a_question_of_scope_promises_the_whole_answer_to_whoever_does_not_narrow_it(knowledge: Knowledge, texts: Texts) -> None:
    text = plain(said(knowledge, texts, "scope", OWN))

    assert "If you would rather not narrow your request, that is fine: we will then answer it in full." in text
    assert "30 March 2026" in text


def test_an_answer_gives_the_outcome_of_each_right_and_the_officers_words(knowledge: Knowledge, texts: Texts) -> None:
    parts = said(knowledge, texts, "answer", replace(OWN, **DECIDED))

    assert "• Access to personal data: we have done what you asked for.\n• Erasure: we cannot do this." in plain(parts)
    assert Quote("Se bilagan.", "") in parts


def test_a_linked_ticket_keeps_the_earlier_date(knowledge: Knowledge, texts: Texts) -> None:
    earlier, later = (replace(OWN, id=9, linked_to=1, receipt=day) for day in (date(2026, 2, 2), date(2026, 3, 2)))

    assert "in DSR" not in plain(said(knowledge, texts, "linked", earlier))
    assert "by 2 March 2026" in plain(said(knowledge, texts, "linked", earlier))
    assert "by 30 March 2026" in plain(said(knowledge, texts, "linked", later))


@pytest.mark.parametrize(
    ("ticket", "periods"),
    [
        (OWN, ["14 days", "30 days", "1 year", "3 years"]),
        (CUSTOMER, ["1 year and 14 days", "1 year and 30 days", "2 years", "4 years"]),
    ],
)
def test_a_closing_letter_says_how_long_what_is_kept(
    knowledge: Knowledge, texts: Texts, ticket: Ticket, periods: list[str]
) -> None:
    text = plain(said(knowledge, texts, "closing", ticket))

    assert re.findall(r"^• .*: (.*)$", text, re.M) == periods


def test_a_closing_letter_says_that_a_legal_hold_stops_it(knowledge: Knowledge, texts: Texts) -> None:
    assert texts.say("en", "letter_closing_hold") in plain(said(knowledge, texts, "closing", WAITED))


@pytest.mark.parametrize("ticket", [ticket for ticket in TICKETS.values() if not ticket.incident])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_asker_hears_the_number_the_rights_the_period_the_contact_and_the_right_to_complain(
    knowledge: Knowledge, texts: Texts, ticket: Ticket, language: str
) -> None:
    letter = Opened(language=language, ticket=ticket.id, draft_language=language, looked_at=date(2026, 3, 3))

    parts = tuple(renderer_of(knowledge, texts).sheet(letter).parts)

    days = (texts.day(language, day) for day in (ticket.receipt, ticket.due if ticket.extended_at else ticket.deadline.legal))
    rights = (texts.say(language, f"right_{right}") for right in ticket.rights)
    expected = [ticket.reference, *days, "post@infosoft.no", "www.imy.se", *rights]
    assert [fact for fact in expected if fact not in draft(parts)] == []
    assert [fact for fact in expected[:2] + expected[3:] if fact not in plain(parts)] == []
    assert texts.say(language, "looked_at_request", day=texts.weekday(language, date(2026, 3, 3))) in plain(parts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_wants_to_be_left_alone_hears_that_this_comes_first(knowledge: Knowledge, texts: Texts, language: str) -> None:
    parts = tuple(
        renderer_of(knowledge, texts).sheet(Opened(language=language, ticket=BY_MAIL.id, draft_language=language)).parts
    )

    target = texts.day(language, BY_MAIL.target)
    assert texts.say(language, "letter_stop_first", target=target) in draft(parts)
    assert texts.say(language, "request_stop_first", target=target) in plain(parts[:-1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_tells_of_a_breach_hears_what_to_do_and_what_to_leave(knowledge: Knowledge, texts: Texts, language: str) -> None:
    for draft_language in (None, language):
        letter = Opened(language=language, ticket=BREACH.id, draft_language=draft_language)
        text = plain(tuple(renderer_of(knowledge, texts).sheet(letter).parts))
        assert "INC-2026-0004" in text
        assert "72" in text
        assert len(re.findall(r"^• ", text, re.M)) == 4


@pytest.mark.parametrize(
    ("ticket", "day", "said"),
    [
        (OWN, date(2026, 3, 9), "nästa arbetsdag, måndagen den 9 mars 2026."),
        (OWN, date(2026, 3, 2), "i dag, måndagen den 2 mars 2026, från klockan 08."),
        (BREACH, date(2026, 3, 9), "men de 72 timmarna går ändå. Vänta inte: hör av dig till post@infosoft.no, "),
        (BREACH, date(2026, 3, 2), "men de 72 timmarna går redan. Vänta inte: hör av dig till post@infosoft.no, "),
    ],
    ids=["Friday night", "early", "a breach on Friday night", "a breach early"],
)
def test_outside_office_hours_people_hear_when_somebody_looks_and_that_a_breach_does_not_wait(
    knowledge: Knowledge, texts: Texts, ticket: Ticket, day: date, said: str
) -> None:
    letter = Opened(language="sv", ticket=ticket.id, looked_at=day)

    assert said in plain(tuple(renderer_of(knowledge, texts).sheet(letter).parts))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("is_joined", [False, True])
def test_nobody_is_promised_an_answer_or_a_stop_by_a_day_that_has_passed(
    knowledge: Knowledge, texts: Texts, language: str, is_joined: bool
) -> None:
    """As for a customer's mail that was passed on two months late."""
    late = replace(BY_MAIL, receipt=date(2026, 1, 5), letter_language=language)
    facts = {"due": texts.day(language, date(2026, 2, 5))}
    letter = Opened(language=language, ticket=late.id, joined=is_joined, draft_language=language)

    parts = tuple(renderer_of(knowledge, texts, late).sheet(letter).parts)

    assert texts.say(language, "letter_late", **facts) in draft(parts)
    assert texts.say(language, "letter_stop_now") in draft(parts)
    assert texts.say(language, "request_stop_now") in plain(parts[:-1])
    assert plain(parts).count(texts.day(language, late.target)) == 0
    for about in ("identity", "scope"):
        text = plain(said(knowledge, texts, about, late, language))
        assert texts.say(language, "letter_late", **facts) in text
        assert texts.say(language, "letter_date_stands", **facts) not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_hears_that_nothing_is_held_hears_where_to_contest_it(knowledge: Knowledge, texts: Texts, language: str) -> None:
    nothing = replace(OWN, decisions=dict.fromkeys(OWN.rights, Decision.NOTHING_HELD))
    done = replace(OWN, decisions=dict.fromkeys(OWN.rights, Decision.GRANTED))

    assert COURT[language] in plain(said(knowledge, texts, "answer", nothing, language))
    assert COURT[language] not in plain(said(knowledge, texts, "answer", done, language))


def test_a_letter_is_a_draft_for_officers_without_slack_too(knowledge: Knowledge, texts: Texts) -> None:
    renderer = renderer_of(knowledge, texts)

    for about, language in product(LETTERS, LANGUAGES):
        text = renderer.draft(about, CUSTOMER, event("reply", code=CODES.get(about)), language)
        assert text.startswith(texts.say(language, "draft_greeting_name", name="Eva {Ek}"))
