"""People's words are text wherever they come out, and however long they are, no limit of Slack's is broken."""

from typing import Any

import pytest

from bot.workspace import ShownMessage
from tests.scenarios.acts import do, prepare
from tests.scenarios.office import Office, texts
from tests.scenarios.shown import draft, facts, markup, shown

LIVE = (
    "<!channel> <!here> <@U0123456789> <#C0123456789|x> <https://evil.example|Klicka> <!subteam^S1> a & b &lt;!everyone&gt; *b*"
)
SHAPES = {
    "live": LIVE,
    "live and long": LIVE * 100,
    "ampersands": "&" * 3000,
    "brackets": "<" * 3000,
    "one word": "x" * 3000,
    "lines": "å\n" * 1500,
    "quoted lines": ">\n" * 1500,
    "emoji": "🎉" * 3000,
    "combining": "e\u0301" * 1500,
    "surrogates": "\ud800" * 3000,
}

shapes = pytest.mark.parametrize("odd", SHAPES.values(), ids=SHAPES.keys())


def foreign(message: ShownMessage, office: Office) -> list[str]:
    """Live markup that is not the desk's own: it names people of this office and links to its messages."""
    own = {f"<@{user}>" for user in (office.anna, office.bo, office.olle, office.oda)}
    return [found for found in markup(message) if found not in own and not found.startswith("<https://insyn-test.slack.com/")]


def all_is_well(office: Office) -> bool:
    assert office.faults() == []
    assert [found for message in office.posted() for found in foreign(message, office)] == []
    return True


@shapes
def test_words_in_the_form_come_out_as_text(office: Office, odd: str) -> None:
    office.form(office.anna)
    address = "".join(odd[:100].replace("@", "").split()) + "@example.com"
    customer = {"for": "customer", "customer_name": odd[:200], "customer_email": address}
    sent = office.slack.submit(office.anna, {"rights": ["access", "erasure"], "words": odd[:3000], **customer})
    office.at_rest()

    (told,) = office.told(office.anna)
    assert sent.closed
    assert "DSR-2026-0001" in draft(told)
    assert all_is_well(office)


@shapes
def test_an_officers_words_come_out_as_text_on_card_line_and_letter(office: Office, odd: str) -> None:
    office.ask(office.anna, "Radera mina uppgifter")
    office.at_rest()
    do(office, office.olle, "take")
    for act in ("note", "reply"):
        do(office, office.olle, act, words=odd[:3000])
    prepare(office, office.olle, answer=odd[:3000], ground="legal_obligation", erasure="refused")
    do(office, office.oda, "refuse")

    refusal = "".join(shown(told) for told in office.told(office.anna)[2:])
    assert facts(office.card())[texts().say("sv", "card_state")] == texts().say("sv", "state_refused")
    assert texts().say("sv", "ground_legal_obligation") in refusal
    assert "www.imy.se" in refusal
    assert all_is_well(office)


@shapes
def test_a_question_for_a_person_comes_out_as_text(office: Office, odd: str) -> None:
    answer = office.ask(office.anna, "Vad är en cookie?")
    office.press(office.anna, answer, "ask_person")
    office.open_view(office.anna)
    office.slack.submit(office.anna, {"words": odd[:3000]})
    office.at_rest()

    assert f"<@{office.anna}> {texts().say('sv', 'question_handed_over')}" in office.notices()[0]
    assert all_is_well(office)


@pytest.mark.parametrize("odd", [odd for odd in SHAPES.values() if odd.isprintable()], ids=len)
def test_a_mail_that_is_a_request_comes_out_as_text(office: Office, odd: str) -> None:
    mail = {"sender": "x" * 200 + "@example.com", "sender_name": odd[:2000], "subject": f"My data {odd[:1000]}"}
    ts = office.slack.mail(office.support, **mail, body=f"Hi,\n\nPlease delete all my data.\n\nBest regards\n\n{odd * 13}")
    office.at_rest()

    assert "DSR-2026-0001" in draft(office.replies(office.support, ts)[0])
    assert "Please delete all my data." in "".join(office.lines(office.card()))
    assert all_is_well(office)


@shapes
def test_a_mail_that_is_a_question_gets_a_draft_with_its_writers_name_as_text(office: Office, odd: str) -> None:
    body = "Hello,\n\nWhere do you store contact details?\n\nBest regards"
    ts = office.slack.mail(office.support, sender="x@example.com", sender_name=odd[:2000], subject="Hello", body=body)
    office.at_rest()

    assert "Hubspot" in draft(office.replies(office.support, ts)[0])
    assert all_is_well(office)


@pytest.mark.parametrize("length", [2_900, 3_000, 11_000, 13_000, 40_000])
@pytest.mark.parametrize("filler", ["&", "rad\n", "Det är en lång historia. ", "x"])
def test_the_officers_get_every_word_of_a_long_request(busy_office: Office, length: int, filler: str) -> None:
    office, user = busy_office, busy_office.newcomer()
    before = len(office.cards())
    long = "Radera mina uppgifter.\n\n" + (filler * length)[: length - 40] + "\nslut."
    office.ask(user, long)
    office.at_rest()

    card = office.card(before + 1)
    whole = "".join("".join(office.lines(card)).split())
    assert whole.count("&amp;" if filler == "&" else "".join(filler.split())) >= (length - 40) // len(filler)
    assert whole.endswith("slut.")
    assert office.faults() == []


def test_an_answer_is_escaped_in_its_notification_too(office: Office) -> None:
    answer = office.ask(office.anna, "Vad är en cookie? <!channel> & co")

    assert markup(answer) == []


def test_slack_makes_no_links_and_mentions_out_of_plain_words(office: Office) -> None:
    """Without `verbatim`, a bare @channel, #general or example.com in somebody's words becomes live."""
    office.form(office.anna)
    office.slack.submit(office.anna, {"rights": ["access"], "words": "@channel #general example.com"})
    office.at_rest()

    texts_shown = [node for message in office.posted() for node in mrkdwn(list(message.blocks))]
    assert texts_shown
    assert [node["text"] for node in texts_shown if not node.get("verbatim")] == []


def mrkdwn(node: Any) -> list[dict[str, object]]:
    match node:
        case {"type": "mrkdwn"}:
            return [node]
        case dict():
            return [found for value in node.values() for found in mrkdwn(value)]
        case list():
            return [found for value in node for found in mrkdwn(value)]
    return []


def test_a_card_with_every_right_keeps_within_its_heading(office: Office) -> None:
    every = ["access", "rectification", "erasure", "restriction", "portability", "objection", "consent_withdrawal"]
    office.form(office.anna)
    office.slack.submit(office.anna, {"rights": [*every, "automated_decision"]})
    office.at_rest()

    assert texts().say("sv", "right_automated_decision") in shown(office.told(office.anna)[0])
    assert all_is_well(office)
