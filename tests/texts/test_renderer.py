"""Every letter is rendered completely, in the reader's language, and without anything invented."""

import re
from datetime import date
from itertools import product

import pytest

from bot.desk.letters import (
    AnsweredPrivately,
    AuthorityWrote,
    Card,
    DeadlineExplanation,
    Introduction,
    Letter,
    Notice,
    Opened,
    QuestionHandedOver,
    Reply,
    ThreadRemoval,
    TicketLine,
    TicketList,
    ToPerson,
)
from bot.desk.outcomes import Answer, Choices, FromAuthority, IncidentReported, NoAnswer, Request, Smalltalk, Unreadable
from bot.knowledge import RIGHTS, Knowledge
from bot.texts import Renderer, Texts
from bot.texts.sheet import Button, Buttons, Choice, Draft, Quote, SmallPrint, Text
from bot.tickets import TRANSITIONS
from bot.tickets.transitions import Guard
from tests.texts.desk import LANGUAGES, TICKETS, event, renderer_of

CODES = {"identity": "common_name", "extension": "number"}
LETTERS = sorted({row.tells for row in TRANSITIONS if row.tells} - {"opened"})
EVENTS = {number: event("note", words="words {with} braces", code=CODES.get(about)) for number, about in enumerate(LETTERS, 1)}


@pytest.fixture(scope="module")
def renderer(knowledge: Knowledge, texts: Texts) -> Renderer:
    return renderer_of(knowledge, texts, events=EVENTS)


def letters(language: str) -> list[Letter]:
    """Every letter that the desk can write, in one language."""
    outcomes = [
        Answer(entry="cookie-definition"),
        Answer(entry="right-erasure", rights=("erasure",), offer=1),
        Choices(entries=("cookie-definition", "cookie-consent")),
        Choices(entries=("cookie-definition",), rights=("access",), offer=1),
        Answer(entry="cookie-definition", asked=("cookie-definition", "dpo-name", "")),
        NoAnswer(tongue="de"),
        NoAnswer(tongue="de", rights=("erasure",), offer=1),
        FromAuthority(reference="IMY-2026-1", due=date(2026, 4, 1)),
        NoAnswer(unanswered="dpo-name"),
        NoAnswer(),
        NoAnswer(about_privacy=False),
        NoAnswer(rights=("objection",), offer=1),
        Request(rights=RIGHTS),
        IncidentReported(),
        Unreadable(),
        *(Smalltalk(about=a) for a in ("greeting", "thanks", "acknowledgement", "about", "goodbye", "complaint")),
    ]
    notices = ["officers_only", "ticket_gone", "handed_over", "authority_passed_on"]
    facts = {"reference": "DSR-2026-0001", "state": "waiting_scope", "legal": "2026-03-02"}
    requests = [id for id, ticket in TICKETS.items() if not ticket.incident]
    day, due = date(2026, 3, 2), date(2026, 4, 1)
    return [
        AuthorityWrote(language=language, asker="UANNA", words="Yttra er", received=day, reference="A 1", due=due),
        AuthorityWrote(language=language, asker=None, words="Yttra er", received=day, source=("C1", "1.0")),
        *(Reply(language=language, outcome=outcome, draft_language=language, customer="Eva {Ek}") for outcome in outcomes),
        *(Opened(language=language, ticket=t, joined=j, draft_language=language) for t, j in product(TICKETS, (True, False))),
        *(
            letter(language=language, ticket=ticket)
            for letter, ticket in product((Card, DeadlineExplanation, ThreadRemoval), TICKETS)
        ),
        *(
            ToPerson(language=language, ticket=ticket, about=about, event=number)
            for ticket, (number, about) in product(requests, enumerate(LETTERS, 1))
        ),
        TicketLine(language=language, ticket=1, event=1),
        *(TicketList(language=language, tickets=tuple(TICKETS), officers=officers) for officers in (True, False)),
        AnsweredPrivately(language=language),
        Introduction(language=language),
        *(Notice(language=language, text=text) for text in notices),
        Notice(language=language, text="passed_on", facts={"reference": "DSR-2026-0001"}),
        *(Notice(language=language, text=f"not_now_{why}", facts=facts) for why in ("state", "who", *Guard)),
        QuestionHandedOver(language=language, asker="UANNA", words="Ring {mig}"),
        QuestionHandedOver(language=language, asker="UANNA", words="Ring {mig}", source=("C1", "1.0")),
        QuestionHandedOver(language=language, asker=None, words="Ring {mig}", source=("C1", "1.0")),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_can_be_said_without_a_gap(renderer: Renderer, language: str) -> None:
    for letter in letters(language):
        said = renderer.sheet(letter).plain
        assert said.strip(), letter
        braces = re.findall(r"\{\w+\}", said.replace("{Ek}", "").replace("{mig}", "").replace("{with}", "").replace("{vem}", ""))
        assert braces == [], letter
        assert re.findall(r"\b[a-z]+_[a-z_]+\b", said) == [], letter


def test_the_languages_say_the_same_with_other_words(renderer: Renderer) -> None:
    for swedish, english in zip(letters("sv"), letters("en"), strict=True):
        parts = [[type(part) for part in renderer.sheet(letter).parts] for letter in (swedish, english)]
        # An answer that is translated says so within its small print, and not in a part of its own.
        assert parts[0] == parts[1], swedish
        assert renderer.sheet(swedish).plain != renderer.sheet(english).plain


def test_an_answer_is_short_first_then_quoted_then_sourced_then_offers_its_buttons(
    renderer: Renderer, knowledge: Knowledge
) -> None:
    entry = knowledge.entries["cookie-definition"]

    sheet = renderer.sheet(Reply(language="sv", outcome=Answer(entry=entry.id)))

    citation = entry.citations[0]
    heading = knowledge.policy.paragraphs[citation.paragraph].heading
    assert sheet.parts == (
        Text(entry.answer["sv"]),
        Quote(citation.quote, f"{citation.paragraph} · {heading}"),
        SmallPrint("Källa: Infosoft, ”Cookies och integritet”, version 1.3, 15 februari 2018."),
        Buttons((Button("request_form", "Gör en begäran", "none sv"), Button("ask_person", "Fråga en människa", "sv"))),
    )


def test_every_entry_is_answered_with_its_own_quotations_word_for_word(renderer: Renderer, knowledge: Knowledge) -> None:
    for entry, language in product(knowledge.entries.values(), LANGUAGES):
        parts = renderer.outcome(Answer(entry=entry.id), language).parts
        assert parts[0] == Text(entry.answer[language])
        assert [part.text for part in parts if isinstance(part, Quote)] == [c.quote for c in entry.citations]


def test_choices_are_the_questions_as_people_put_them_each_with_its_button(renderer: Renderer, knowledge: Knowledge) -> None:
    parts = renderer.outcome(Choices(entries=("cookie-definition", "cookie-consent")), "en").parts

    questions = [knowledge.entries[id].question("en") for id in ("cookie-definition", "cookie-consent")]
    choices = [part for part in parts if isinstance(part, Choice)]
    assert [choice.text for choice in choices] == questions
    assert [choice.button.action for choice in choices] == ["choose", "choose"]


@pytest.mark.parametrize(
    ("outcome", "buttons"),
    [
        (Answer(entry="right-erasure"), ["request_form", "ask_person"]),
        (Answer(entry="right-erasure", rights=("erasure",), offer=7), ["open_request", "only_question", "ask_person"]),
        (Choices(entries=("cookie-definition",), rights=("erasure",), offer=7), ["open_request", "only_question", "ask_person"]),
        (NoAnswer(), ["request_form", "ask_person"]),
        (NoAnswer(rights=("erasure",), offer=7), ["open_request", "only_question", "ask_person"]),
        (Smalltalk(about="thanks"), []),
        (Unreadable(), []),
        (Request(rights=("erasure",)), []),
        (IncidentReported(), []),
    ],
)
def test_what_can_be_pressed_follows_from_what_was_decided(renderer: Renderer, outcome: object, buttons: list[str]) -> None:
    rows = [part.buttons for part in renderer.outcome(outcome, "sv").parts if isinstance(part, Buttons)]

    assert [button.action for row in rows for button in row] == buttons


def test_the_form_opens_with_the_right_that_the_answer_explains(renderer: Renderer) -> None:
    *_, row = renderer.outcome(Answer(entry="right-erasure"), "sv").parts

    assert isinstance(row, Buttons)
    assert (row.buttons[0].action, row.buttons[0].value) == ("request_form", "erasure sv")


def test_nothing_is_invented_where_the_policy_is_silent(renderer: Renderer, knowledge: Knowledge) -> None:
    for id, item in knowledge.unanswered.items():
        parts = renderer.outcome(NoAnswer(unanswered=id), "en").parts
        assert parts[0] == Text(item.instead["en"])
        assert [part.text for part in parts if isinstance(part, Quote)] == [near.quote for near in item.citations]
        assert "post@infosoft.no" in renderer.outcome(NoAnswer(unanswered=id), "en").plain


def test_a_draft_is_a_letter_in_the_customers_language_that_can_be_sent_as_it_is(
    renderer: Renderer, knowledge: Knowledge
) -> None:
    letter = Reply(language="sv", outcome=Answer(entry="cookie-definition"), draft_language="en", customer="Eva {Ek}")

    [draft] = [part.text for part in renderer.sheet(letter).parts if isinstance(part, Draft)]

    greeting, *body, closing = draft.split("\n\n")
    assert greeting == "Dear Eva {Ek},"
    assert body[0] == knowledge.entries["cookie-definition"].answer["en"]
    assert closing.endswith("\nInfosoft")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_draft_holds_a_word_that_is_meant_for_colleagues(renderer: Renderer, knowledge: Knowledge, language: str) -> None:
    inside = re.compile(r"Slack|Insyn\b|\b[a-z]+-[a-z]+-[a-z]+\b|/privacy|\*|`|<@|\{")
    outcomes = [*(Answer(entry=id) for id in knowledge.entries), *(NoAnswer(unanswered=id) for id in knowledge.unanswered)]
    for outcome in outcomes:
        letter = Reply(language=language, outcome=outcome, draft_language=language)
        [draft] = [part.text for part in renderer.sheet(letter).parts if isinstance(part, Draft)]
        assert inside.findall(draft) == [], outcome


@pytest.mark.parametrize("outcome", [NoAnswer(about_privacy=False), Smalltalk(about="thanks"), Unreadable()])
def test_where_there_is_nothing_to_tell_a_customer_there_is_no_draft(renderer: Renderer, outcome: object) -> None:
    parts = renderer.sheet(Reply(language="sv", outcome=outcome, draft_language="en")).parts

    assert [part for part in parts if isinstance(part, Draft)] == []


def test_see_private_says_nothing_of_what_it_is_about(renderer: Renderer, texts: Texts) -> None:
    said = renderer.sheet(AnsweredPrivately(language="sv")).plain

    assert said == texts.say("sv", "answered_privately")
    assert not re.search(r"ärende|begäran|rättighet|DSR", said, re.I)


def test_a_choice_carries_the_languages_of_the_reply_and_of_the_draft(renderer: Renderer) -> None:
    choices = Choices(entries=("cookie-definition",))
    alone, drafted = (renderer.sheet(Reply(language="sv", outcome=choices, draft_language=draft)).parts for draft in (None, "en"))

    values = [part.button.value for part in (*alone, *drafted) if isinstance(part, Choice)]
    assert values == ["cookie-definition sv", "cookie-definition sv en"]


def test_a_notice_says_states_and_dates_in_words(renderer: Renderer) -> None:
    facts = {"reference": "DSR-2026-0001", "state": "waiting_scope", "legal": "2026-03-02"}

    state, late = (
        renderer.sheet(Notice(language="en", text=f"not_now_{why}", facts=facts)).plain for why in ("state", "in_time")
    )

    assert "“Waiting for the scope”" in state
    assert "2 March 2026" in late


def test_a_message_that_may_be_a_request_is_settled_by_two_buttons(renderer: Renderer) -> None:
    *_, row = renderer.outcome(Answer(entry="right-erasure", rights=("erasure",), offer=7), "en").parts

    assert isinstance(row, Buttons)
    assert row.buttons[:2] == (
        Button("open_request", "Yes, open a ticket", "7", "primary"),
        Button("only_question", "It was only a question", "7"),
    )
