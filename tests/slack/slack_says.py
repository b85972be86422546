"""Payloads as Slack sends them: literal dictionaries, with all the keys that stand beside those that matter."""

from datetime import UTC, datetime
from typing import Any

from bot.desk.messages import Customer

BOT = "U0INSYN"
TS, AT = "1772449200.000100", datetime(2026, 3, 2, 11, 0, 0, 100, tzinfo=UTC)
EARLIER, EARLIER_AT = "1772100000.000200", datetime(2026, 2, 26, 10, 0, 0, 200, tzinfo=UTC)

DIRECT = {
    "type": "message",
    "channel": "D0ANNA",
    "channel_type": "im",
    "user": "U0ANNA",
    "text": "Vad är en cookie?",
    "ts": TS,
    "event_ts": TS,
    "team": "T0ACME",
    "client_msg_id": "6f1f8b1e-0b0e-4d5c-a3a5-2f0e6f3d9c11",
    "blocks": [],
}
MENTION = {
    "type": "app_mention",
    "user": "U0ANNA",
    "text": f"<@{BOT}> Vad är en cookie?",
    "ts": TS,
    "channel": "C0SUPPORT",
    "event_ts": TS,
    "team": "T0ACME",
}
IN_CHANNEL = {**MENTION, "type": "message", "channel_type": "channel"}
FORWARD = {
    "is_share": True,
    "is_msg_unfurl": True,
    "author_id": "U0EVA",
    "author_name": "Eva Ek",
    "author_subname": "Eva",
    "author_link": "https://acme.slack.com/team/U0EVA",
    "channel_id": "C0KUND",
    "channel_name": "kund",
    "channel_team": "T0ACME",
    "ts": EARLIER,
    "from_url": "https://acme.slack.com/archives/C0KUND/p1772100000000200",
    "text": "Hur länge sparar ni &lt;allt&gt;?",
    "fallback": "[February 26th, 2026 2:00 AM] eva: Hur länge sparar ni allt?",
    "footer": "Posted in #kund",
    "mrkdwn_in": ["text"],
    "message_blocks": [],
}
EVA = Customer("Hur länge sparar ni <allt>?", name="Eva Ek", sent_at=EARLIER_AT)
COMMAND = {
    "token": "t",
    "team_id": "T0ACME",
    "team_domain": "acme",
    "channel_id": "C0GENERAL",
    "channel_name": "general",
    "user_id": "U0ANNA",
    "user_name": "anna",
    "command": "/privacy",
    "text": "Vad är en cookie &amp; varför?",
    "response_url": "https://hooks.slack.com/commands/T0ACME/1/a",
    "trigger_id": "13.7.abc",
    "api_app_id": "A0INSYN",
    "is_enterprise_install": "false",
}
SHORTCUT: dict[str, Any] = {
    "type": "message_action",
    "token": "t",
    "callback_id": "answer_for_customer",
    "trigger_id": "14.7.abc",
    "response_url": "https://hooks.slack.com/app/T0ACME/2/b",
    "action_ts": TS,
    "message_ts": EARLIER,
    "team": {"id": "T0ACME", "domain": "acme"},
    "channel": {"id": "C0SUPPORT", "name": "support"},
    "user": {"id": "U0ANNA", "name": "anna"},
    "message": {"type": "message", "user": "U0EVA", "text": "What is a cookie?", "ts": EARLIER, "team": "T0ACME"},
}

MAIL = {
    "id": "F0MAIL",
    "name": "Fråga",
    "title": "Fråga",
    "subject": "Fråga om cookies",
    "mimetype": "text/html",
    "filetype": "email",
    "pretty_type": "Email",
    "mode": "email",
    "from": [{"address": "eva@kund.example", "name": "Eva Ek", "original": "Eva Ek <eva@kund.example>"}],
    "to": [{"address": "support@acme.slack.com", "name": "", "original": "support@acme.slack.com"}],
    "cc": [],
    "attachments": [],
    "original_attachment_count": 0,
    "plain_text": "Hej!\r\n\r\nVad är en cookie?\r\n\r\nMvh Eva",
    "preview": "<p>Hej!</p>",
    "preview_plain_text": "Hej!",
    "headers": {
        "date": "Thu, 26 Feb 2026 11:00:00 +0100",
        "in_reply_to": None,
        "reply_to": None,
        "message_id": "<m1@kund.example>",
    },
    "has_more": False,
    "sent_to_self": False,
    "file_access": "visible",
}
MAIL_MESSAGE = {
    "type": "message",
    "subtype": "file_share",
    "user": "USLACKBOT",
    "bot_id": "B0MAIL",
    "display_as_bot": True,
    "upload": True,
    "text": "",
    "files": [MAIL],
    "channel": "C0SUPPORT",
    "channel_type": "channel",
    "ts": TS,
    "event_ts": TS,
}


def envelope(event: dict[str, Any], id: str = "Ev1") -> dict[str, Any]:
    return {
        "token": "t",
        "team_id": "T0ACME",
        "api_app_id": "A0INSYN",
        "event": event,
        "type": "event_callback",
        "event_id": id,
        "event_time": 1772449200,
        "authorizations": [{"enterprise_id": None, "team_id": "T0ACME", "user_id": BOT, "is_bot": True}],
        "is_ext_shared_channel": False,
        "context_team_id": "T0ACME",
    }
