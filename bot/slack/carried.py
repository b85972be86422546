"""Finds what others wrote in a message: e-mails, forwarded messages, and what a support tool has posted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.desk.mails import one_line
from bot.desk.messages import Customer
from bot.slack.block_words import words_of_blocks
from bot.slack.damage import Payload, entries, identifier, text, time_in
from bot.slack.mails import customer_of_mail, has_attachments, is_mail, is_stub, needs_fetching
from bot.slack.markup import plain
from bot.slack.tool_fields import customer_of_fields, fields_of

_GONE = frozenset({"tombstone"})
"""Modes of files that have been deleted."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What a message carries beside its writer's own words."""

    mails: Sequence[Customer | str] = ()
    """E-mails; of one whose text must be fetched, the id of its file."""
    forwards: Sequence[Customer] = ()
    """Forwarded messages that have words."""
    stubs: Sequence[str] = ()
    """Ids of files of which nothing is known until they are fetched."""
    unreadable: bool = False
    """Whether it has files that the desk cannot read, such as pictures, voice and documents."""

    @property
    def others(self) -> Sequence[Customer | str]:
        """What others wrote, mails first."""
        return [*self.mails, *self.forwards, *self.stubs]


def carried(message: Payload, posted: datetime) -> Carried:
    """Return what a message carries. Of attachments only forwarded messages count: others are previews of links."""
    files = [file for file in entries(message, "files") if text(file, "mode") not in _GONE]
    shares = [share for share in entries(message, "attachments") if share.get("is_share") is True]
    inner = [_forwarded(share, posted) for share in shares]
    return Carried(
        mails=[*_mails(files, posted), *(mail for share in inner for mail in share.mails)],
        forwards=[forward for share in inner for forward in share.forwards],
        stubs=[*_stubs(files), *(id for share in inner for id in share.stubs)],
        unreadable=any(_is_unreadable(file) for file in files) or any(share.unreadable for share in inner),
    )


def customer_of(message: Payload, posted: datetime) -> Customer:
    """Return a message as its writer's, as a customer's: its text, and what a tool put into attachments, fields and blocks."""
    parts = [part for part in entries(message, "attachments") if not part.get("is_msg_unfurl")]
    fields = [*fields_of(message), *(field for part in parts for field in fields_of(part))]
    words = [_own_words(message), *(_words_of_part(part) for part in parts)]
    return replace(customer_of_fields(fields, "\n\n".join(filter(None, words))), sent_at=posted)


def _mails(files: Sequence[Payload], posted: datetime) -> Iterator[Customer | str]:
    for file in files:
        if not is_mail(file):
            continue
        id = identifier(file, "id")
        yield id if id and needs_fetching(file) else customer_of_mail(file, posted)


def _stubs(files: Sequence[Payload]) -> Iterator[str]:
    yield from (id for file in files if is_stub(file) and not is_mail(file) and (id := identifier(file, "id")))


def _is_unreadable(file: Payload) -> bool:
    return has_attachments(file) if is_mail(file) else not is_stub(file)


def _forwarded(share: Payload, posted: datetime) -> Carried:
    sent = time_in(share, "ts")
    files = carried({"files": share.get("files")}, sent or posted)
    words = plain(text(share, "text")) or words_of_blocks(entries(share, "message_blocks"))
    found = customer_of({**share, "text": words}, posted) if _is_of_tool(share) else Customer(words)
    author = found.name or one_line(plain(text(share, "author_name")))
    forward = replace(found, name=author, sent_at=sent)
    return replace(files, forwards=[forward] if forward.words.strip() and not files.mails else ())


def _is_of_tool(share: Payload) -> bool:
    return bool(entries(share, "fields") or entries(share, "attachments") or text(share, "pretext") or text(share, "title"))


def _own_words(message: Payload) -> str:
    written, shown = plain(text(message, "text")), words_of_blocks(entries(message, "blocks"))
    # What a tool gives as text is often only the line of the notification.
    return shown if not written or (message.get("bot_id") and len(shown) > len(written)) else written


def _words_of_part(part: Payload) -> str:
    written = [plain(text(part, name)) for name in ("pretext", "title", "text")]
    found = "\n\n".join(filter(None, written)) or words_of_blocks(entries(part, "blocks"))
    return found or plain(text(part, "fallback"))
