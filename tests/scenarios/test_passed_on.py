"""What others wrote reaches the desk in whatever way people pass it on: mails, stubs, shares, a support tool's messages."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.slack.fetching import ATTEMPTS
from bot.workspace import ShownMessage
from tests.scenarios.office import Office, knowledge, texts
from tests.scenarios.shown import draft, facts, shown

MAIA = {"sender": "maia@kund.example", "sender_name": "Maia Holm", "subject": "Mitt konto"}
ORDER = "Hej!\n\nTa bort allt som ni har sparat om mig, tack.\n\nMvh\nMaia Holm"
SENT = "Fri, 27 Feb 2026 16:20:00 +0100"
PICTURE = {"id": "F0PIC", "filetype": "jpg", "mode": "hosted"}


def subject(card: ShownMessage) -> str:
    return facts(card)[texts().say("sv", "card_subject")]


def receipt(card: ShownMessage) -> str:
    return facts(card)[texts().say("sv", "card_receipt")]


def share(words: str, by: str = "Bo Lind", **more: object) -> dict[str, object]:
    ts = f"{datetime(2026, 2, 27, 9, tzinfo=UTC).timestamp():.6f}"
    return {"is_share": True, "is_msg_unfurl": True, "author_name": by, "ts": ts, "text": words, **more}


@pytest.mark.parametrize("how", [{}, {"body_in_event": False}, {"as_stub": True}], ids=["whole", "without its text", "a stub"])
@pytest.mark.parametrize("where", ["channel", "direct"])
def test_a_mail_that_a_person_posts_is_its_writers_and_the_person_passed_it_on(
    office: Office, where: str, how: dict[str, bool]
) -> None:
    channel = office.support if where == "channel" else office.slack.dm(office.anna)
    office.slack.mail(channel, **MAIA, body=ORDER, date=SENT, posted_by=office.anna, **how)
    office.at_rest()

    (card,), (told,) = office.cards(), office.told(office.anna)
    assert subject(card) == "Maia Holm, maia@kund.example"
    assert receipt(card) == "27 februari 2026"
    assert facts(card)[texts().say("sv", "card_asker")] == f"<@{office.anna}>"
    assert "Hej Maia Holm" in draft(told)
    assert [shown(m) for m in office.slack.messages(office.support) if m.user == office.desk] == (
        [texts().say("sv", "answered_privately")] if where == "channel" else []
    )


def test_a_mail_about_lunch_that_a_person_posts_is_left_alone(office: Office) -> None:
    menu = {"sender": "kok@example.com", "sender_name": "Köket", "subject": "Lunch"}
    body = "Hej,\n\nVåren är här: prova våra nya sallader och soppor till lunch.\n\nHälsningar\nKöket"
    office.slack.mail(office.support, **menu, body=body, posted_by=office.anna, as_stub=True)
    office.at_rest()

    assert office.posted() == []


@pytest.mark.parametrize("as_stub", [False, True])
def test_a_mail_within_a_forwarded_message_is_read(office: Office, as_stub: bool) -> None:
    source = office.slack.mail(office.support, **MAIA, body=ORDER, posted_by=office.bo, as_stub=as_stub)
    office.at_rest()
    office.slack.forward(office.anna, office.support, source, office.slack.dm(office.anna))
    office.at_rest()

    (card,) = office.cards()
    assert subject(card) == "Maia Holm, maia@kund.example"
    assert len(office.told(office.anna)) == 1


@pytest.mark.parametrize("error", ["http_500", "file_not_found"])
def test_a_file_that_slack_does_not_give_is_asked_for_again_or_said_to_be_unreadable(office: Office, error: str) -> None:
    office.slack.fail("files.info", error)
    office.slack.mail(office.slack.dm(office.anna), **MAIA, body=ORDER, posted_by=office.anna, as_stub=True)
    office.pass_time_until(lambda: office.told(office.anna))
    office.at_rest()

    (told,) = office.told(office.anna)
    assert (len(office.cards()), shown(told) == texts().say("sv", "notice_file_unread")) == (
        (1, False) if error == "http_500" else (0, True)
    )


@pytest.mark.parametrize(("refusals", "cards"), [(ATTEMPTS - 1, 1), (ATTEMPTS, 0)])
def test_a_file_that_slack_refuses_for_a_reason_that_may_pass_is_asked_for_during_some_minutes(
    office: Office, refusals: int, cards: int
) -> None:
    office.slack.fail("files.info", "missing_scope", times=refusals)
    office.slack.mail(office.slack.dm(office.anna), **MAIA, body=ORDER, posted_by=office.anna, as_stub=True)
    office.pass_time_until(lambda: office.told(office.anna), timedelta(minutes=1))
    office.at_rest()

    assert (len(office.cards()), len(office.told(office.anna))) == (cards, 1)


def test_a_share_without_words_hides_no_other(office: Office) -> None:
    channel = office.slack.dm(office.anna)
    shares = [share("", files=[PICTURE]), share("Hur länge sparar ni uppgifter om mig? /Kim, kund")]
    ts = office.slack.say(office.anna, channel, "vad svarar vi?", attachments=shares)
    office.at_rest()

    answer, unread = office.replies(channel, ts)
    assert shown(unread) == texts().say("sv", "notice_file_unread")
    assert "13.4" in shown(answer)
    assert draft(answer)


def test_each_of_several_customers_is_answered(office: Office) -> None:
    channel = office.slack.dm(office.anna)
    shares = [share("Vad är en cookie?\n\nMvh\nKim", by="Kim Ek"), share("Radera allt om mig!\n\nMvh\nMaia", by="Maia Holm")]
    office.slack.say(office.anna, channel, "", attachments=shares)
    office.at_rest()

    (card,) = office.cards()
    assert subject(card) == "Maia Holm"
    assert any(knowledge().entries["cookie-definition"].answer["sv"] in draft(told) for told in office.told(office.anna))


def test_the_preview_of_a_link_is_nobodys_words(office: Office) -> None:
    preview = {"is_msg_unfurl": True, "author_name": "Bo Lind", "ts": "1700000000.000100", "text": "Fika klockan tre?"}
    words = "Radera allt ni har om mig <https://x.example>"
    office.slack.say(office.anna, office.slack.dm(office.anna), words, attachments=[preview])
    office.at_rest()

    (card,) = office.cards()
    assert (subject(card), receipt(card)) == (texts().say("sv", "subject_self"), "2 mars 2026")


WORDS = "Hello,\n\nplease send me a copy of everything you have stored about me."
JO = "Jo Park <mailto:jo@example.org|jo@example.org>"
FIELD = {"title": "Requester", "value": JO, "short": True}
SECTION = {"type": "section", "fields": [{"type": "mrkdwn", "text": f"*Requester:*\n{JO}"}]}
SAID = {"type": "section", "text": {"type": "mrkdwn", "text": WORDS}}
TOOLS = {
    "text": {"attachments": [{"title": "Case 17", "text": WORDS, "fields": [FIELD, {"title": "Priority", "value": "High"}]}]},
    "pretext": {"text": "New case", "attachments": [{"pretext": WORDS, "fields": [FIELD]}]},
    "title": {"attachments": [{"title": WORDS, "fields": [FIELD, {"title": "Assignee", "value": "Al Agent <al@desk.example>"}]}]},
    "field": {"attachments": [{"title": "Case 17", "fields": [FIELD, {"title": "Message", "value": WORDS}]}]},
    "blocks": {"text": "New case", "blocks": [SAID, SECTION]},
    "attached blocks": {"attachments": [{"blocks": [SECTION, SAID]}]},
}


@pytest.mark.parametrize("message", TOOLS.values(), ids=TOOLS)
def test_a_support_tools_message_is_the_customers_by_the_shortcut_and_silence_without(
    office: Office, message: dict[str, object]
) -> None:
    tool = {"subtype": "bot_message", "bot_id": "B0TOOL", "text": "", **message}
    ts = office.slack.post(office.support, tool)
    office.at_rest()
    assert office.posted() == []
    office.slack.shortcut(office.anna, office.support, ts, "answer_for_customer")
    office.at_rest()

    (card,) = office.cards()
    assert subject(card) == "Jo Park, jo@example.org"
    assert office.ticket().rights == ("access",)
