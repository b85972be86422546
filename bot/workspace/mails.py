"""E-mails as Slack posts them into a channel."""

from .places import new_file
from .values import Json
from .world import SLACKBOT, World

PREVIEW = 200
BODY = ("plain_text", "preview", "preview_plain_text", "headers")


def mail_message(world: World, channel: str, letter: Json, *, body_in_event: bool) -> Json:
    """Return the message for an e-mail. With ``body_in_event=False`` only files.info has the mail's text."""
    sender = letter["from"]
    given = {
        "name": letter["subject"],
        "title": letter["subject"],
        "subject": letter["subject"],
        "mimetype": "text/html",
        "filetype": "email",
        "pretty_type": "Email",
        "mode": "email",
        "from": [sender | {"original": f"{sender['name']} <{sender['address']}>"}],
        "to": [{"address": "channel@insyn-test.slack.com", "name": "", "original": "channel@insyn-test.slack.com"}],
        "cc": [],
        "attachments": letter["attachments"],
        "original_attachment_count": len(letter["attachments"]),
        "plain_text": letter["plain_text"],
        "preview": letter["html"][:PREVIEW],
        "preview_plain_text": letter["plain_text"][:PREVIEW],
        "headers": {
            "date": letter["date"],
            "in_reply_to": None,
            "reply_to": None,
            "message_id": f"<{world.new_id('m')}@example.com>",
        },
        "has_more": len(letter["plain_text"]) > PREVIEW,
        "sent_to_self": False,
        "content": letter["html"],
    }
    file = new_file(world, channel, SLACKBOT, given)
    shown = file if body_in_event else {name: value for name, value in file.items() if name not in BODY}
    marks = {
        "user": SLACKBOT,
        "bot_id": world.new_id("B"),
        "subtype": "file_share",
        "upload": True,
        "display_as_bot": True,
    }
    return marks | {"text": "", "files": [shown]}


def stub(file: Json) -> Json:
    """Return what Slack Connect tells of a file before files.info is asked."""
    return {"id": file["id"], "created": 0, "timestamp": 0, "mode": "file_access", "file_access": "check_file_info"}
