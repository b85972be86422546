"""Support pass on what customers wrote: by shortcut, by forwarding, by a mail that comes into a channel."""

import pytest

from tests.scenarios.office import Office, knowledge, texts
from tests.scenarios.shown import draft, facts, reference, shown
from tests.scenarios.unsure import doubtful

STORAGE = "data-storage-hubspot"
QUESTION = {"sv": "Var sparar ni kontaktuppgifterna?", "en": "Where do you store contact details?"}
ORDER = "Hi,\n\nPlease delete all my data.\n\nBest regards\nJohn Reed"


def sender(address: str = "john.reed@example.com", name: str = "John Reed") -> dict[str, str]:
    return {"sender": address, "sender_name": name, "subject": "A question"}


def has_no_internal_words(letter: str, office: Office) -> bool:
    return not [word for word in ("Slack", "entry", "Insyn", STORAGE, office.anna, "<@") if word in letter]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_shortcut_gives_the_answer_and_a_draft_to_the_one_who_chose_it(office: Office, language: str) -> None:
    ts = office.slack.say(office.bo, office.support, QUESTION[language])
    taken = office.slack.shortcut(office.anna, office.support, ts, "answer_for_customer")
    office.at_rest()

    (answer,) = office.whispers(office.anna)
    assert taken
    assert knowledge().entries[STORAGE].answer[language] in draft(answer)
    assert knowledge().company.company in draft(answer)
    assert has_no_internal_words(draft(answer), office)
    assert office.posted() == [answer]


def test_the_draft_is_in_the_customers_language_and_the_rest_in_the_askers(office: Office) -> None:
    channel = office.slack.dm(office.anna)
    source = office.slack.say(office.bo, office.support, QUESTION["en"])
    ts = office.slack.forward(office.anna, office.support, source, channel, comment="Vad svarar jag den här kunden?")
    answer = office.reply(channel, ts)

    entry = knowledge().entries[STORAGE]
    assert shown(answer).startswith(entry.answer["sv"])
    assert texts().say("sv", "draft") in shown(answer)
    assert entry.answer["en"] in draft(answer)
    assert has_no_internal_words(draft(answer), office)


def test_a_message_forwarded_without_a_word_is_read_as_the_customers(office: Office) -> None:
    channel = office.slack.dm(office.anna)
    source = office.slack.say(office.bo, office.support, QUESTION["en"])
    answer = office.reply(channel, office.slack.forward(office.anna, office.support, source, channel))

    assert knowledge().entries[STORAGE].answer["en"] in draft(answer)


def test_a_message_forwarded_to_the_desk_in_a_channel_is_answered_there(office: Office) -> None:
    source = office.slack.say(office.bo, office.support, QUESTION["en"])
    comment = f"<@{office.desk}> vad svarar vi?"
    ts = office.slack.forward(office.anna, office.support, source, office.general, comment=comment)
    office.at_rest()

    (answer,) = office.replies(office.general, ts)
    assert knowledge().entries[STORAGE].answer["en"] in draft(answer)


@pytest.mark.parametrize("in_event", [True, False])
def test_a_mail_in_a_channel_is_answered_below_it_whether_or_not_the_event_holds_its_body(office: Office, in_event: bool) -> None:
    body = f"Hello,\n\n{QUESTION['en']}\n\nBest regards\nJohn Reed"
    ts = office.slack.mail(office.support, **sender(), body=body, body_in_event=in_event)
    office.at_rest()

    (answer,) = office.replies(office.support, ts)
    assert knowledge().entries[STORAGE].answer["en"] in draft(answer)
    assert draft(answer).startswith(texts().say("en", "draft_greeting_name", name="John Reed"))
    assert [call.method for call in office.slack.calls].count("files.info") == (0 if in_event else 1)


@pytest.mark.parametrize("in_event", [True, False])
def test_a_right_exercised_by_mail_opens_the_customers_ticket(office: Office, in_event: bool) -> None:
    ts = office.slack.mail(office.support, **sender(), body=ORDER, body_in_event=in_event)
    office.at_rest()

    (card,), (reply,) = office.cards(), office.replies(office.support, ts)
    assert facts(card)[texts().say("sv", "card_subject")] == "John Reed, john.reed@example.com"
    assert ts.replace(".", "") in facts(card)[texts().say("sv", "card_source")]
    assert "Please delete all my data." in office.lines(card)[0]
    assert reference(card) in draft(reply)
    assert draft(reply).startswith(texts().say("en", "draft_greeting_name", name="John Reed"))


def test_a_second_mail_of_the_same_customer_joins_the_open_ticket(office: Office) -> None:
    first = office.slack.mail(office.support, **sender(), body=ORDER)
    second = office.slack.mail(office.support, **sender("John.Reed@Example.com"), body=ORDER)
    office.at_rest()

    (card,) = office.cards()
    assert [reference(card) in shown(office.reply(office.support, ts)) for ts in (first, second)] == [True, True]
    assert len(office.lines(card)) == 2


def test_the_same_right_of_two_customers_gives_two_tickets(office: Office) -> None:
    office.slack.mail(office.support, **sender(), body=ORDER)
    office.slack.mail(office.support, **sender("mia@example.com", "Mia Falk"), body=ORDER)
    office.at_rest()

    assert [reference(card) for card in office.cards()] == ["DSR-2026-0001", "DSR-2026-0002"]


def test_a_mail_that_has_nothing_to_do_with_privacy_is_left_alone(office: Office) -> None:
    body = "Hi,\n\nOur spring menu has arrived: try the new salads and soups at lunch.\n\nBest regards\nThe kitchen"
    office.slack.mail(office.support, sender="menu@example.com", sender_name="The kitchen", subject="Lunch menu", body=body)
    office.at_rest()

    assert office.posted() == []


def test_a_doubtful_mail_becomes_its_writers_ticket_when_anybody_in_the_channel_says_so(office: Office) -> None:
    mail = {"sender": "mia@example.com", "sender_name": "Mia Falk", "subject": ""}
    ts = office.slack.mail(office.support, **mail, body=doubtful())
    answer = office.reply(office.support, ts)
    office.at_rest()
    assert facts(office.card())[texts().say("sv", "card_state")] == texts().say("sv", "state_suspected")
    office.press(office.bo, answer, "open_request")
    office.at_rest()

    (card,), (told,) = office.cards(), office.told(office.bo)
    assert facts(card)[texts().say("sv", "card_subject")] == "Mia Falk, mia@example.com"
    assert facts(card)[texts().say("sv", "card_asker")] == f"<@{office.bo}>"
    assert reference(card) in draft(told)
    assert len(office.replies(office.support, ts)) == 1


def test_a_mail_whose_body_slack_withholds_for_a_moment_is_delivered_again(office: Office) -> None:
    office.slack.fail("files.info", "http_500")
    ts = office.slack.mail(office.support, **sender(), body=ORDER, body_in_event=False)
    office.pass_time_until(lambda: office.replies(office.support, ts))
    office.at_rest()

    assert (len(office.cards()), len(office.replies(office.support, ts))) == (1, 1)


def test_a_right_in_a_forwarded_message_is_spoken_of_with_the_asker_alone(office: Office) -> None:
    source = office.slack.say(office.anna, office.support, "Please delete all my data.")
    office.slack.shortcut(office.bo, office.support, source, "answer_for_customer")
    office.at_rest()

    (whisper,), (told,), (card,) = office.whispers(office.bo), office.told(office.bo), office.cards()
    assert shown(whisper) == texts().say("en", "answered_privately")
    assert reference(card) in draft(told)
    assert facts(card)[texts().say("sv", "card_asker")] == f"<@{office.bo}>"
    assert office.slack.messages(office.support)[-1].ts == source


def test_a_forwarded_request_was_received_on_the_day_it_was_written(office: Office) -> None:
    source = office.slack.say(office.bo, office.support, "Please delete all my data.")
    office.clock.now = office.clock.now.replace(day=5)
    office.slack.forward(office.anna, office.support, source, office.slack.dm(office.anna))
    office.at_rest()

    assert facts(office.card())[texts().say("sv", "card_receipt")] == "2 mars 2026"
    assert "2 april 2026" in facts(office.card())[texts().say("sv", "card_dates")]
