"""/privacy: what only the one who asks sees."""

import pytest

from tests.scenarios.office import Office, knowledge, texts
from tests.scenarios.shown import shown


def test_the_answer_to_a_command_is_seen_by_the_asker_alone(office: Office) -> None:
    ack = office.command(office.anna, office.general, "/privacy", "Vad är en cookie?")

    (answer,) = office.whispers(office.anna)
    assert ack.ok
    assert answer.channel == office.general
    assert shown(answer).startswith(knowledge().entries["cookie-definition"].answer["sv"])
    assert office.posted() == [answer]


@pytest.mark.parametrize(("who", "language"), [("anna", "sv"), ("bo", "en")])
@pytest.mark.parametrize("words", ["", "   "])
def test_the_command_alone_explains_the_desk_in_the_language_of_the_locale(
    office: Office, who: str, language: str, words: str
) -> None:
    user = getattr(office, who)
    ack = office.command(user, office.general, "/privacy", words)

    (answer,) = office.whispers(user)
    assert ack.ok
    assert shown(answer) == texts().say(language, "introduction", company=knowledge().company.company)
    assert office.posted() == [answer]


def test_a_right_exercised_with_the_command_is_answered_in_a_direct_message(office: Office) -> None:
    office.command(office.bo, office.general, "/privacy", "Delete my data")

    (whisper,) = office.whispers(office.bo)
    assert shown(whisper) == texts().say("en", "answered_privately")
    assert len(office.told(office.bo)) == 1
    assert len(office.cards()) == 1
    assert office.slack.messages(office.general) == []


def test_a_late_answer_to_a_command_is_a_direct_message_after_some_tries(office: Office) -> None:
    """Its address ends after half an hour."""
    office.slack.fail("response_url", "http_500", times=100)
    office.slack.command(office.anna, office.general, "/privacy", "Vad är en cookie?")
    office.pass_time_until(lambda: office.told(office.anna))

    [answer] = office.posted()
    assert (answer.channel, shown(answer)[:20]) == (
        office.slack.dm(office.anna),
        knowledge().entries["cookie-definition"].answer["sv"][:20],
    )
