"""Somebody has a question: in a direct message, in a channel, in a thread."""

import pytest

from tests.scenarios.office import Office, knowledge
from tests.scenarios.shown import buttons, pressable, shown
from tests.scenarios.unsure import ambiguous

COOKIE = "cookie-definition"
QUESTION = {"sv": "Vad är en cookie?", "en": "What is a cookie?"}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_direct_message_is_answered_in_its_thread_in_its_own_language(office: Office, language: str) -> None:
    """A Swede who writes English gets English, and the other way about: the words count, not the locale."""
    asker = office.bo if language == "sv" else office.anna
    answer = office.ask(asker, QUESTION[language])
    office.at_rest()

    entry, policy = knowledge().entries[COOKIE], knowledge().policy
    citation = entry.citations[0]
    assert shown(answer).startswith(entry.answer[language])
    assert [line for line in citation.quote.splitlines() if line not in shown(answer)] == []
    assert f"{citation.paragraph} · {policy.paragraphs[citation.paragraph].heading}" in shown(answer)
    assert policy.version in shown(answer)
    assert set(buttons(answer)) == {"request_form", "ask_person"}
    assert office.told(asker) == [answer]


def test_a_mention_is_answered_once_though_slack_tells_of_it_twice(office: Office) -> None:
    ts = office.mention(office.anna, office.general, QUESTION["sv"])
    office.at_rest()

    replies = office.replies(office.general, ts)
    assert [shown(reply).startswith(knowledge().entries[COOKIE].answer["sv"]) for reply in replies] == [True]
    assert office.told(office.anna) == []
    assert office.slack.sent >= 2, "the mention and the message both came"


def test_a_question_in_a_thread_is_answered_in_that_thread(office: Office) -> None:
    root = office.slack.say(office.bo, office.general, "Does anybody know about our banner?")
    office.mention(office.anna, office.general, QUESTION["en"], thread_ts=root)
    office.at_rest()

    (answer,) = office.replies(office.general, root)
    assert shown(answer).startswith(knowledge().entries[COOKIE].answer["en"])
    assert answer.thread_ts == root


def test_a_follow_up_in_a_direct_thread_is_answered_there(office: Office) -> None:
    channel = office.slack.dm(office.anna)
    root = office.slack.say(office.anna, channel, QUESTION["sv"])
    first = office.reply(channel, root)
    office.slack.say(office.anna, channel, "Var sparar ni kontaktuppgifterna?", thread_ts=root)
    office.at_rest()

    replies = office.replies(channel, root)
    assert replies[0] == first
    assert [shown(reply).startswith(knowledge().entries["data-storage-hubspot"].answer["sv"]) for reply in replies] == [
        False,
        True,
    ]


def test_people_who_talk_among_themselves_are_left_alone(office: Office) -> None:
    ts = office.slack.say(office.anna, office.general, QUESTION["sv"])
    office.slack.say(office.bo, office.general, "Radera mina uppgifter", thread_ts=ts)
    office.at_rest()

    assert office.posted() == []


def test_a_question_for_a_person_reaches_the_officers_with_the_name_of_who_asks(office: Office) -> None:
    answer = office.ask(office.anna, QUESTION["sv"])
    office.press(office.anna, answer, "ask_person")
    office.open_view(office.anna)
    sent = office.slack.submit(office.anna, {"words": "Vem kan jag ringa?"})
    office.at_rest()

    (wanted,) = office.notices()
    assert sent.closed
    assert f"<@{office.anna}>" in wanted
    assert "Vem kan jag ringa?" in wanted
    assert len(office.told(office.anna)) == 2, "the answer, and word that the question was handed over"
    assert office.faults() == []


def test_slack_that_knows_no_locale_does_not_keep_anybody_from_an_answer(office: Office) -> None:
    office.slack.fail("users.info", "http_500")
    answer = office.ask(office.anna, QUESTION["sv"])

    assert shown(answer).startswith(knowledge().entries[COOKIE].answer["sv"])


def test_who_says_which_question_was_meant_gets_its_answer_in_the_language_of_the_question(office: Office) -> None:
    choices = office.ask(office.anna, ambiguous())
    values = [element["value"] for element in pressable(choices) if element["action_id"] == "choose"]
    office.press(office.anna, choices, "choose", values[-1])
    office.at_rest()

    (answer,) = office.whispers(office.anna)
    assert shown(answer).split("\n")[0] in {entry.answer["en"].split("\n")[0] for entry in knowledge().entries.values()}
