"""Everything that the desk says, in words: complete, in the reader's language, and nothing beside it."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest

from bot.assembly import load_knowledge, load_texts
from bot.desk.letters import Card, Closed, Explain, Letter, Notice, Opened, PersonWanted, Reply, SeePrivate, TicketLine
from bot.desk.outcomes import Answer, Choices, NoAnswer, Request, Smalltalk, Unreadable
from bot.knowledge import RIGHTS, Knowledge
from bot.texts import Speaker, Texts
from bot.texts.sheet import Button, Buttons, Choice, Draft, Facts, Fine, Link, Quote, Text, Title, User
from bot.texts.speaker import Records
from bot.tickets import Act, Event, State, Subject, Ticket

LANGUAGES = ("sv", "en")
LINK = "https://acme.slack.example/archives/C1/p1"
NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)
TICKETS = {
    1: Ticket(
        id=1,
        reference="DSR-2026-0001",
        rights=("access", "erasure"),
        asker="UANNA",
        subject=Subject(user="UANNA"),
        subject_key="user:UANNA",
        language="sv",
        own_words="Radera {allt} %s",
        receipt=date(2026, 1, 31),
        opened_at=NOON,
    ),
    2: Ticket(
        id=2,
        reference="DSR-2026-0002",
        rights=("objection",),
        asker=None,
        subject=Subject(name="Eva {Ek}", email="eva@kund.example"),
        subject_key="email:eva@kund.example",
        language="en",
        own_words="Stop",
        receipt=date(2026, 3, 2),
        opened_at=NOON,
        state=State.REFUSED,
        officer="UOLLE",
        reason="Vi vet inte {vem} du är.",
    ),
    3: Ticket(
        id=3,
        reference="DSR-2026-0003",
        rights=("access",),
        asker="UANNA",
        subject=Subject(),
        subject_key="source:UANNA:C1:1.0",
        language="sv",
        own_words="?",
        receipt=date(2026, 3, 2),
        opened_at=NOON,
        state=State.DONE,
    ),
}
WHATS = ["opened", "joined", *Act]
EVENTS = {
    **{number: Event(1, NOON, "UANNA", what, "words {with} braces") for number, what in enumerate(WHATS, 1)},
    11: Event(2, NOON, None, "opened", "Stop"),
    12: Event(2, NOON, None, "joined", None),
}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(None)


@pytest.fixture(scope="module")
def texts(knowledge: Knowledge) -> Texts:
    return load_texts(knowledge)


@pytest.fixture(scope="module")
def speaker(knowledge: Knowledge, texts: Texts) -> Speaker:
    return Speaker(knowledge, texts, Records(TICKETS.__getitem__, EVENTS.__getitem__, lambda _: LINK))


def letters(language: str) -> list[Letter]:
    """Every letter that the desk can write, in one language."""
    outcomes = [
        Answer(entry="cookie-definition"),
        Answer(entry="right-erasure", rights=("erasure",), offer=1),
        Choices(entries=("cookie-definition", "cookie-consent")),
        Choices(entries=("cookie-definition",), rights=("access",), offer=1),
        NoAnswer(unanswered="dpo-name"),
        NoAnswer(),
        NoAnswer(about_privacy=False),
        NoAnswer(rights=("objection",), offer=1),
        Request(rights=RIGHTS),
        Unreadable(),
        *(Smalltalk(about=a) for a in ("greeting", "thanks", "acknowledgement", "about", "goodbye", "complaint")),
    ]
    notices = ["officers_only", "ticket_gone", "offer_gone", "offer_of_another", "handed_over"]
    return [
        *(Reply(language=language, outcome=outcome, draft_language=language, customer="Eva {Ek}") for outcome in outcomes),
        *(Opened(language=language, ticket=t, joined=j, draft_language=language) for t, j in product(TICKETS, (True, False))),
        *(letter(language=language, ticket=ticket) for letter, ticket in product((Card, Closed), TICKETS)),
        *(TicketLine(language=language, ticket=EVENTS[number].ticket, event=number) for number in EVENTS),
        SeePrivate(language=language),
        Explain(language=language),
        *(Notice(language=language, text=text) for text in notices),
        Notice(language=language, text="not_now", facts={"reference": "DSR-2026-0001", "state": "done"}),
        PersonWanted(language=language, asker="UANNA", words="Ring {mig}"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_can_be_said_without_a_gap(speaker: Speaker, language: str) -> None:
    for letter in letters(language):
        said = speaker.sheet(letter).plain
        assert said.strip(), letter
        braces = re.findall(r"\{\w+\}", said.replace("{Ek}", "").replace("{mig}", "").replace("{with}", "").replace("{vem}", ""))
        assert braces == [], letter
        assert re.findall(r"\b[a-z]+_[a-z_]+\b", said) == [], letter


def test_the_languages_say_the_same_with_other_words(speaker: Speaker) -> None:
    for swedish, english in zip(letters("sv"), letters("en"), strict=True):
        parts = [[type(part) for part in speaker.sheet(letter).parts] for letter in (swedish, english)]
        # An answer that is translated says so within its small print, and not in a part of its own.
        assert parts[0] == parts[1], swedish
        assert speaker.sheet(swedish).plain != speaker.sheet(english).plain


def test_an_answer_is_short_first_then_quoted_then_sourced_then_offers_its_buttons(
    speaker: Speaker, knowledge: Knowledge
) -> None:
    entry = knowledge.entries["cookie-definition"]

    sheet = speaker.sheet(Reply(language="sv", outcome=Answer(entry=entry.id)))

    citation = entry.citations[0]
    heading = knowledge.policy.paragraphs[citation.paragraph].heading
    assert sheet.parts == (
        Text(entry.answer["sv"]),
        Quote(citation.quote, f"{citation.paragraph} · {heading}"),
        Fine("Källa: Infosoft, ”Cookies och integritet”, version 1.3, 15 februari 2018."),
        Buttons((Button("request_form", "Använd en rättighet", "none sv"), Button("ask_person", "Fråga en människa", "sv"))),
    )


def test_every_entry_is_answered_with_its_own_quotations_word_for_word(speaker: Speaker, knowledge: Knowledge) -> None:
    for entry, language in product(knowledge.entries.values(), LANGUAGES):
        parts = speaker.outcome(Answer(entry=entry.id), language).parts
        assert parts[0] == Text(entry.answer[language])
        assert [part.text for part in parts if isinstance(part, Quote)] == [c.quote for c in entry.citations]


def test_what_has_changed_stands_apart_from_the_answer_with_source_and_date(speaker: Speaker) -> None:
    fine = [part.text for part in speaker.outcome(Answer(entry="transfer-outside-eu"), "en").parts if isinstance(part, Fine)]

    assert fine[0].startswith("Please note, since the policy was written: ")
    assert fine[0].endswith("C-311/18, July 16, 2020)") or fine[0].endswith("C-311/18, 16 July 2020)")
    assert "Privacy Shield" in fine[0]


def test_what_the_policy_contradicts_itself_in_is_not_said_to_have_changed(speaker: Speaker, knowledge: Knowledge) -> None:
    for entry in knowledge.entries.values():
        parts = speaker.outcome(Answer(entry=entry.id), "sv").parts
        notes = [part.text for part in parts if isinstance(part, Fine)][:-1]
        changed = [text.startswith("Obs! Sedan policyn skrevs: ") for text in notes]
        assert changed == [note.date > knowledge.policy.date for note in entry.notes], entry.id


def test_an_english_answer_says_that_the_swedish_text_counts(speaker: Speaker) -> None:
    english, swedish = (speaker.outcome(Answer(entry="cookie-definition"), language).plain for language in ("en", "sv"))

    assert "Swedish" in english
    assert "svenska" not in swedish


def test_choices_are_the_questions_as_people_put_them_each_with_its_button(speaker: Speaker, knowledge: Knowledge) -> None:
    parts = speaker.outcome(Choices(entries=("cookie-definition", "cookie-consent")), "en").parts

    questions = [knowledge.entries[id].question("en") for id in ("cookie-definition", "cookie-consent")]
    choices = [part for part in parts if isinstance(part, Choice)]
    assert [choice.text for choice in choices] == questions
    assert [choice.button.action for choice in choices] == ["choose", "choose"]


@pytest.mark.parametrize(
    ("outcome", "buttons"),
    [
        (Answer(entry="right-erasure"), ["request_form", "ask_person"]),
        (Answer(entry="right-erasure", rights=("erasure",), offer=7), ["open_request", "ask_person"]),
        (Choices(entries=("cookie-definition",), rights=("erasure",), offer=7), ["open_request", "ask_person"]),
        (NoAnswer(), ["request_form", "ask_person"]),
        (NoAnswer(rights=("erasure",), offer=7), ["open_request", "ask_person"]),
        (Smalltalk(about="thanks"), []),
        (Unreadable(), []),
        (Request(rights=("erasure",)), []),
    ],
)
def test_what_can_be_pressed_follows_from_what_was_decided(speaker: Speaker, outcome: object, buttons: list[str]) -> None:
    rows = [part.buttons for part in speaker.outcome(outcome, "sv").parts if isinstance(part, Buttons)]

    assert [button.action for row in rows for button in row] == buttons


def test_the_form_opens_with_the_right_that_the_answer_explains(speaker: Speaker) -> None:
    *_, row = speaker.outcome(Answer(entry="right-erasure"), "sv").parts

    assert isinstance(row, Buttons)
    assert (row.buttons[0].action, row.buttons[0].value) == ("request_form", "erasure sv")


def test_nothing_is_invented_where_the_policy_is_silent(speaker: Speaker, knowledge: Knowledge) -> None:
    for id, item in knowledge.unanswered.items():
        parts = speaker.outcome(NoAnswer(unanswered=id), "en").parts
        assert parts[0] == Text(item.instead["en"])
        assert not [part for part in parts if isinstance(part, Quote)]
        assert "post@infosoft.no" in speaker.outcome(NoAnswer(unanswered=id), "en").plain


def test_a_card_says_all_that_an_officer_must_know(speaker: Speaker) -> None:
    assert speaker.sheet(Card(language="en", ticket=1)).parts == (
        Title("DSR-2026-0001 · access to personal data and erasure"),
        Facts(
            (
                ("State", "Open"),
                ("Asked by", User("UANNA")),
                ("Concerns", "the person who wrote, own data"),
                ("Received", "31 January 2026"),
                ("Answer by (legal date)", "2 March 2026"),
                ("Officer", "nobody yet"),
                ("Came from", Link(LINK, "the message")),
            )
        ),
        Buttons(
            (
                Button("ticket_take", "Take it", "1", "primary"),
                Button("ticket_note", "Add a note", "1"),
                Button("ticket_done", "Done", "1", "primary"),
                Button("ticket_refuse", "Refuse", "1", "danger"),
            )
        ),
    )


def test_a_card_of_a_refused_ticket_shows_the_reason_and_takes_notes_only(speaker: Speaker) -> None:
    parts = speaker.sheet(Card(language="sv", ticket=2)).parts

    assert Text("Skäl: Vi vet inte {vem} du är.") in parts
    assert [button.action for button in parts[-1].buttons] == ["ticket_note"]


@pytest.mark.parametrize("ticket", TICKETS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_asker_hears_the_reference_the_rights_the_date_and_whom_to_turn_to(
    speaker: Speaker, texts: Texts, ticket: int, language: str
) -> None:
    said = speaker.sheet(Opened(language=language, ticket=ticket)).plain

    facts = TICKETS[ticket]
    rights = [texts.say(language, f"right_{right}") for right in facts.rights]
    expected = [facts.reference, texts.day(language, facts.deadline.legal), "post@infosoft.no", *rights]
    assert [fact for fact in expected if fact not in said] == []


def test_a_refusal_says_why_and_where_to_complain(speaker: Speaker) -> None:
    """Article 12(4): the reason, the supervisory authority and the courts."""
    swedish, english = (speaker.sheet(Closed(language=language, ticket=2)).plain for language in LANGUAGES)

    assert all("Vi vet inte {vem} du är." in said and "IMY" in said for said in (swedish, english))
    assert "domstol" in swedish
    assert "court" in english


def test_a_line_in_the_thread_names_who_acted_and_quotes_their_words(speaker: Speaker) -> None:
    note = 1 + WHATS.index(Act.NOTE)

    parts = speaker.sheet(TicketLine(language="sv", ticket=1, event=note)).parts

    assert parts == (Text("antecknade:", by=User("UANNA")), Quote("words {with} braces", ""))


def test_a_draft_is_a_letter_in_the_customers_language_that_can_be_sent_as_it_is(speaker: Speaker, knowledge: Knowledge) -> None:
    letter = Reply(language="sv", outcome=Answer(entry="cookie-definition"), draft_language="en", customer="Eva {Ek}")

    [draft] = [part.text for part in speaker.sheet(letter).parts if isinstance(part, Draft)]

    greeting, *body, closing = draft.split("\n\n")
    assert greeting == "Dear Eva {Ek},"
    assert body[0] == knowledge.entries["cookie-definition"].answer["en"]
    assert closing.endswith("\nInfosoft")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_draft_holds_a_word_that_is_meant_for_colleagues(speaker: Speaker, knowledge: Knowledge, language: str) -> None:
    inside = re.compile(r"Slack|Insyn\b|\b[a-z]+-[a-z]+-[a-z]+\b|/privacy|\*|`|<@|\{")
    outcomes = [*(Answer(entry=id) for id in knowledge.entries), *(NoAnswer(unanswered=id) for id in knowledge.unanswered)]
    for outcome in outcomes:
        letter = Reply(language=language, outcome=outcome, draft_language=language)
        [draft] = [part.text for part in speaker.sheet(letter).parts if isinstance(part, Draft)]
        assert inside.findall(draft) == [], outcome


@pytest.mark.parametrize("outcome", [NoAnswer(about_privacy=False), Smalltalk(about="thanks"), Unreadable()])
def test_where_there_is_nothing_to_tell_a_customer_there_is_no_draft(speaker: Speaker, outcome: object) -> None:
    parts = speaker.sheet(Reply(language="sv", outcome=outcome, draft_language="en")).parts

    assert [part for part in parts if isinstance(part, Draft)] == []


def test_see_private_says_nothing_of_what_it_is_about(speaker: Speaker, texts: Texts) -> None:
    said = speaker.sheet(SeePrivate(language="sv")).plain

    assert said == texts.say("sv", "see_private")
    assert not re.search(r"ärende|begäran|rättighet|DSR", said, re.I)


def test_a_choice_carries_the_languages_of_the_reply_and_of_the_draft(speaker: Speaker) -> None:
    choices = Choices(entries=("cookie-definition",))
    alone, drafted = (speaker.sheet(Reply(language="sv", outcome=choices, draft_language=draft)).parts for draft in (None, "en"))

    values = [part.button.value for part in (*alone, *drafted) if isinstance(part, Choice)]
    assert values == ["cookie-definition sv", "cookie-definition sv en"]


def test_a_card_shows_the_beginning_of_a_long_reason_and_keeps_its_buttons(knowledge: Knowledge, texts: Texts) -> None:
    wordy = replace(TICKETS[2], reason="därför att " * 270)
    speaker = Speaker(knowledge, texts, Records(lambda _: wordy, EVENTS.__getitem__, lambda _: LINK))

    *_, reason, buttons = speaker.sheet(Card(language="sv", ticket=2)).parts

    assert isinstance(reason, Text)
    assert len(reason.text) < 450
    assert reason.text.endswith("…")
    assert isinstance(buttons, Buttons)
