"""What the desk cannot read is said in words, and a request that may stand in it reaches the officers with a link."""

from typing import Any

import pytest

from tests.scenarios.office import Office, texts
from tests.scenarios.shown import draft, shown

FILES: dict[str, dict[str, Any]] = {
    "voice": {"filetype": "m4a", "mode": "hosted", "subtype": "slack_audio"},
    "a picture": {"filetype": "png", "mode": "hosted"},
    "a document": {"filetype": "pdf", "mode": "hosted"},
}
LETTER = {"filename": "letter.pdf", "mimetype": "application/pdf", "size": 9, "url": "https://files.example/letter.pdf"}
PASSED_ON = {
    "sv": ["Här är en begäran, se bilagan", "se bifogad begäran", "kunden har skickat en fullmakt"],
    "en": ["please see the attached request", "her data subject request is in the file", "enclosed is an objection"],
}


@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
@pytest.mark.parametrize(("locale", "language"), [("sv-SE", "sv"), ("en-GB", "en")])
def test_a_file_alone_cannot_be_read_and_the_person_is_told(
    office: Office, file: dict[str, Any], locale: str, language: str
) -> None:
    user = office.newcomer(locale)
    office.slack.say(user, office.slack.dm(user), "", files=[file])
    office.at_rest()

    assert [shown(told) for told in office.told(user)] == [texts().say(language, "notice_file_unread")]
    assert office.notices() == []


def test_a_question_beside_a_picture_is_answered_all_the_same(office: Office) -> None:
    channel = office.slack.dm(office.anna)
    ts = office.slack.say(office.anna, channel, "Vad är en cookie?", files=[FILES["a picture"]])
    office.at_rest()

    answer, unread = office.replies(channel, ts)
    assert shown(unread) == texts().say("sv", "notice_file_unread")
    assert "cookie" in shown(answer)


@pytest.mark.parametrize(("language", "words"), [(language, words) for language in PASSED_ON for words in PASSED_ON[language]])
@pytest.mark.parametrize("where", ["direct", "channel"])
def test_words_that_speak_of_a_request_in_a_file_reach_the_officers_with_a_link(
    office: Office, where: str, language: str, words: str
) -> None:
    channel = office.slack.dm(office.anna) if where == "direct" else office.general
    said = words if where == "direct" else f"<@{office.desk}> {words}"
    ts = office.slack.say(office.anna, channel, said, files=[FILES["a document"]])
    office.at_rest()

    (passed,), (told,) = office.notices(), office.told(office.anna)
    assert shown(told) == texts().say(language, "notice_file_passed_on")
    for part in (f"<@{office.anna}>", words, f"/archives/{channel}/p{ts.replace('.', '')}"):
        assert part in passed


@pytest.mark.parametrize("posted_by_a_person", [False, True])
def test_a_request_attached_to_a_mail_is_not_lost(office: Office, posted_by_a_person: bool) -> None:
    mail = {"sender": "maia@kund.example", "sender_name": "Maia Holm", "subject": "Hej", "attachments": [LETTER]}
    by = office.anna if posted_by_a_person else None
    ts = office.slack.mail(office.support, **mail, body="Hej,\n\nse bifogad begäran.\n\nMvh\nMaia", posted_by=by)
    office.at_rest()

    (passed,) = office.notices()
    assert "se bifogad begäran" in passed
    assert f"/archives/{office.support}/p{ts.replace('.', '')}" in passed
    told = office.told(office.anna) if posted_by_a_person else office.replies(office.support, ts)
    assert [shown(message) for message in told] == [texts().say("sv", "notice_file_passed_on")]


def test_a_mail_with_attachments_that_has_nothing_to_do_with_privacy_is_left_alone(office: Office) -> None:
    mail = {"sender": "kok@example.com", "sender_name": "Köket", "subject": "Meny", "attachments": [LETTER]}
    office.slack.mail(office.support, **mail, body="Hej,\n\nse bifogad meny för veckan.\n\nHälsningar\nKöket")
    office.at_rest()

    assert office.posted() == []


def test_a_pictures_message_by_the_shortcut_is_said_to_be_unreadable(office: Office) -> None:
    ts = office.slack.say(office.bo, office.support, "", files=[FILES["a picture"]])
    office.slack.shortcut(office.anna, office.support, ts, "answer_for_customer")
    office.at_rest()

    assert [shown(told) for told in office.whispers(office.anna)] == [texts().say("sv", "notice_file_unread")]
    assert draft(office.whispers(office.anna)[0]) == ""
