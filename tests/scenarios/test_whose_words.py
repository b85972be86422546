"""Only persons who speak to the desk are heard: not apps, not Slackbot, not quotations, not another company's chat."""

from typing import Any

import pytest

from tests.scenarios.office import Office, texts
from tests.scenarios.shown import shown

ORDER = "Ta bort allt som ni har sparat om mig."


@pytest.mark.parametrize(
    "marks",
    [
        {"user": "USLACKBOT"},
        {"user": "USLACKBOT", "subtype": "file_share"},
        {"subtype": "bot_message", "bot_id": "B0FLOW", "username": "Veckobrev"},
        {"user": "{anna}", "bot_id": "B0CAL", "app_id": "A0CAL"},
        {"user": "{anna}", "app_id": "A0CAL"},
        {"user": "{anna}", "bot_profile": {"id": "B0CAL", "name": "Kalender"}},
        {"user": "{anna}", "workflow_id": "Wf0"},
    ],
    ids=["Slackbot", "Slackbot's file", "a workflow", "an app for a person", "its app alone", "its profile alone", "a step"],
)
def test_what_no_person_wrote_is_left_alone(office: Office, marks: dict[str, Any]) -> None:
    marks = {name: office.anna if value == "{anna}" else value for name, value in marks.items()}
    office.slack.post(office.slack.dm(office.anna), {**marks, "text": ORDER})
    office.slack.post(office.general, {**marks, "text": f"<@{office.desk}> {ORDER}"})
    office.at_rest()

    assert office.posted() == []


QUOTED = {
    "a quoted line": "&gt; <@{desk}> {order}\nhaha, minns ni?",
    "a quotation to the end": "Minns ni?\n&gt;&gt;&gt; förr\n<@{desk}> {order}",
    "code": "skriv `<@{desk}> {order}` så händer det",
    "a code block": "```\n<@{desk}> {order}\n```",
}
ELEMENTS = {"a quotation": "rich_text_quote", "a code block": "rich_text_preformatted"}


@pytest.mark.parametrize("text", QUOTED.values(), ids=QUOTED)
def test_a_mention_in_a_quotation_wakes_nobody(office: Office, text: str) -> None:
    office.slack.say(office.bo, office.general, text.format(desk=office.desk, order=ORDER))
    office.at_rest()

    assert office.posted() == []


@pytest.mark.parametrize("kind", ELEMENTS.values(), ids=ELEMENTS)
def test_a_mention_that_the_editor_shows_as_a_quotation_wakes_nobody(office: Office, kind: str) -> None:
    parts = [{"type": "user", "user_id": office.desk}, {"type": "text", "text": f" {ORDER}"}]
    blocks = [{"type": "rich_text", "elements": [{"type": kind, "elements": parts}]}]
    office.slack.post(office.general, {"user": office.bo, "text": f"<@{office.desk}> {ORDER}", "blocks": blocks})
    office.at_rest()

    assert office.posted() == []


def test_a_mention_beside_a_quotation_is_heard(office: Office) -> None:
    ts = office.slack.say(office.bo, office.general, f"&gt; Vad är en cookie?\n<@{office.desk}> vad svarar vi?")
    office.at_rest()

    assert len(office.replies(office.general, ts)) == 1


def test_in_a_conversation_of_several_the_desk_answers_who_mentions_it(office: Office) -> None:
    several = office.slack.add_group_dm([office.anna, office.bo, office.desk])
    office.slack.say(office.bo, several, "Radera allt om mig, hur svårt kan det vara?")
    question = office.mention(office.anna, several, "Vad är en cookie?")
    office.at_rest()

    (answer,) = [message for message in office.slack.messages(several) if message.user == office.desk]
    assert (answer.thread_ts, office.cards()) == (question, [])


def test_what_is_a_persons_own_is_never_told_in_a_conversation_of_several(office: Office) -> None:
    several = office.slack.add_group_dm([office.anna, office.bo, office.desk])
    ts = office.mention(office.anna, several, ORDER)
    office.at_rest()

    (seen,) = office.replies(several, ts)
    assert shown(seen) == texts().say("sv", "answered_privately")
    assert len(office.told(office.anna)) == len(office.cards()) == 1


@pytest.mark.parametrize("facts", [{"team_id": "T0ELSE"}, {"api_app_id": "A0ELSE"}], ids=["another team", "another app"])
def test_events_of_another_team_or_app_are_acked_and_ignored(office: Office, heard: list[str], facts: dict[str, str]) -> None:
    office.slack.alter(facts)
    office.slack.say(office.anna, office.slack.dm(office.anna), ORDER)
    office.at_rest()

    assert (office.posted(), office.slack.given_up) == ([], 0)
    assert [line for line in heard if ORDER in line or office.anna in line] == []
    assert any("another team or app" in line for line in heard)
