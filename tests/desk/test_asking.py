"""A message gets one reply, where it was written, with what the desk decided."""

import pytest

from bot.desk.desk import Desk
from bot.desk.letters import Introduction, Notice, QuestionHandedOver, Reply
from bot.desk.messages import Customer
from bot.desk.outcomes import Answer, Choices, NoAnswer, Outcome, Smalltalk, Unreadable
from bot.desk.places import Direct, OfficersChannel, Place, Private
from tests.desk.fakes import NOON, DiskFullError, MemoryStore, Queued, ScriptedReader
from tests.desk.people import ANNA, IN_CHANNEL, mail, message

BESIDE = Private(ANNA, "https://hooks.example/1")


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("Vad är en cookie?", Answer(entry="cookie-definition")),
        ("Kakor?", Choices(entries=["cookie-definition", "cookie-consent"])),
        ("Vem är ert ombud?", NoAnswer(unanswered="dpo-name")),
        ("Vad är huvudstaden i Peru?", NoAnswer(about_privacy=False)),
        ("Tack!", Smalltalk(about="thanks")),
        ("...", Unreadable()),
    ],
)
def test_a_reply_says_what_was_decided(desk: Desk, store: MemoryStore, words: str, outcome: Outcome) -> None:
    asked = message(words)

    desk.ask(asked)

    assert store.queue == [Queued(asked.reply_to, Reply(language="sv", outcome=outcome), about=asked.about)]
    assert store.tickets == []


@pytest.mark.parametrize("place", [Direct(ANNA, "100.1"), IN_CHANNEL, BESIDE])
def test_the_reply_goes_to_where_the_question_was_put(desk: Desk, store: MemoryStore, place: Place) -> None:
    desk.ask(message(reply_to=place))

    assert [queued.to for queued in store.queue] == [place]


def test_the_reply_is_in_the_language_of_the_words(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("What is a cookie?", locale="sv-SE"))

    assert [letter.language for letter in store.letters] == ["en"]


def test_the_reader_is_told_the_locale_and_which_words_are_the_customers(desk: Desk, script: ScriptedReader) -> None:
    desk.ask(message("Vad svarar jag?", customer=Customer("What is a cookie? /Eva"), locale="sv-SE"))

    assert script.read_with == [("Vad svarar jag?", "What is a cookie? /Eva", "sv-SE")]


@pytest.mark.parametrize(
    "keys",
    [
        ("event:1", "message:T:DANNA:100.1"),
        ("event:2", "message:T:DANNA:100.1"),
        ("event:1",),
    ],
    ids=["delivered again", "the mention and the message of one post", "with less known of it"],
)
@pytest.mark.parametrize("words", ["Vad är en cookie?", "Radera mina uppgifter"])
def test_a_message_that_comes_twice_is_answered_once(desk: Desk, store: MemoryStore, keys: tuple[str, ...], words: str) -> None:
    desk.ask(message(words))
    once = list(store.queue)

    desk.ask(message(words, keys=keys))

    assert store.queue == once


def test_what_cannot_be_written_is_not_taken_and_can_come_again(desk: Desk, store: MemoryStore) -> None:
    store.is_full = True
    with pytest.raises(DiskFullError):
        desk.ask(message("Radera mina uppgifter"))
    assert (store.queue, store.tickets) == ([], [])

    store.is_full = False
    desk.ask(message("Radera mina uppgifter"))

    assert len(store.tickets) == 1


def test_support_get_a_draft_in_the_customers_language(desk: Desk, store: MemoryStore) -> None:
    eva = Customer("What is a cookie? /Eva", name="Eva Ek", email="eva@kund.example")

    desk.ask(message("", customer=eva))

    answer = Answer(entry="cookie-definition")
    assert store.letters == [Reply(language="sv", outcome=answer, draft_language="en", customer="Eva Ek")]


@pytest.mark.parametrize(
    ("words", "answered"),
    [
        ("What is a cookie? /Eva", True),
        ("Please delete me /Eva", True),
        ("Vem är ert ombud?", True),
        ("Our newsletter", False),
        ("Tack!", False),
        ("...", False),
    ],
)
def test_a_mail_that_nobody_asked_about_is_answered_only_if_it_is_about_privacy(
    desk: Desk, store: MemoryStore, words: str, answered: bool
) -> None:
    desk.mail(mail(words))

    assert bool(store.queue) is answered


def test_a_mail_that_comes_twice_is_answered_once(desk: Desk, store: MemoryStore) -> None:
    desk.mail(mail("What is a cookie? /Eva"))
    desk.mail(mail("What is a cookie? /Eva"))

    assert len(store.queue) == 1


@pytest.mark.parametrize(("locale", "language"), [("sv-SE", "sv"), ("en-GB", "en"), (None, "sv")])
def test_the_desk_explains_itself_to_whoever_says_nothing(
    desk: Desk, store: MemoryStore, locale: str | None, language: str
) -> None:
    for _ in range(2):
        desk.introduce(("command:1",), BESIDE, locale)

    assert store.queue == [Queued(BESIDE, Introduction(language=language))]


def test_a_choice_is_answered_with_its_entry(desk: Desk, store: MemoryStore) -> None:
    for _ in range(2):
        desk.choose(("action:1",), "cookie-consent", BESIDE, "en")

    assert store.queue == [Queued(BESIDE, Reply(language="en", outcome=Answer(entry="cookie-consent")))]


def test_a_choice_after_a_customers_mail_brings_the_draft_along(desk: Desk, store: MemoryStore) -> None:
    desk.choose(("action:1",), "cookie-consent", BESIDE, "en", "sv")

    answer = Reply(language="en", outcome=Answer(entry="cookie-consent"), draft_language="sv")
    assert store.queue == [Queued(BESIDE, answer)]


def test_the_officers_read_their_own_language_whatever_the_asker_speaks(desk: Desk, store: MemoryStore) -> None:
    desk.hand_over(("view:1",), ANNA, "Can somebody call me?", "en")

    assert [letter.language for letter in store.letters] == ["sv", "en"]


def test_a_question_for_a_person_reaches_the_officers_and_its_writer_hears_so(desk: Desk, store: MemoryStore) -> None:
    for _ in range(2):
        desk.hand_over(("view:1",), ANNA, "Kan någon ringa mig?", "sv")

    assert store.queue == [
        Queued(OfficersChannel(), QuestionHandedOver(language="sv", asker=ANNA, words="Kan någon ringa mig?")),
        Queued(Direct(ANNA), Notice(language="sv", text="handed_over")),
    ]
    assert store.kept.queued_at == [NOON, NOON]
