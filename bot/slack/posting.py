"""How one letter gets into Slack: beside a button, into a thread, over an earlier message, or out of Slack again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.desk.letters import Card, Letter, ThreadRemoval, ToPerson
from bot.desk.places import Direct, OfficersChannel, Place, Private, Thread, TicketThread
from bot.desk.ports import Clock, Outbox, WaitingLetter
from bot.slack.blocks import Post, posts
from bot.slack.errors import NotSent
from bot.slack.mailbox import GONE, Address, Mailbox
from bot.texts.sheet import Sheet

LOOK_BACK = timedelta(days=2)
"""How long before a letter was queued to look for its message: another letter of its ticket may have posted the card."""
NOT_REWRITTEN = GONE | {"cant_update_message", "edit_window_closed"}
"""What Slack says of a message that cannot be written over."""

At = tuple[str, str]
"""Channel and timestamp of a message."""


@dataclass(frozen=True)
class Posting:
    """Puts letters into words and posts them; NotSent where Slack does not take one."""

    outbox: Outbox
    mailbox: Mailbox
    words: Callable[[Letter], Sheet]
    officers_channel: str
    clock: Clock

    def send(self, waiting: WaitingLetter) -> At | None:
        """Send a letter; where it stands, if it does."""
        pages = posts(self.words(waiting.letter))
        if isinstance(waiting.letter, ThreadRemoval):
            self._forget(waiting.letter.ticket, pages[0])
            return None
        if isinstance(waiting.place, Private):
            for page in pages:
                self.mailbox.whisper(waiting.place.response_url, page)
            return None
        if waiting.replaces is not None and (written := self._rewrite(waiting, waiting.replaces, pages)):
            return written
        if isinstance(waiting.place, TicketThread):
            return self._below_card(waiting, waiting.place.ticket, pages)
        return self._to_address(waiting, waiting.place, pages)

    def _to_address(self, waiting: WaitingLetter, place: Place, pages: Sequence[Post]) -> At:
        if isinstance(waiting.letter, ToPerson) and isinstance(place, Direct):
            self.mailbox.need_reader(place.user)
        to = self._address(place)
        try:
            return self._post(waiting, to, pages)
        except NotSent as error:
            if error.code not in GONE or not isinstance(place, Direct):
                raise
            # They have deleted what they wrote, and must hear of their request all the same.
            return self._post(waiting, Address(to.channel), pages)

    def _below_card(self, waiting: WaitingLetter, ticket: int, pages: Sequence[Post]) -> At:
        """Post into the thread of a ticket's card; where somebody has deleted that, below a new one."""
        card = self.outbox.card_location(ticket)
        try:
            if card is not None:
                return self._post(waiting, Address(*card), pages)
        except NotSent as error:
            if error.code not in GONE:
                raise
        return self._post(waiting, Address(*self._card_anew(waiting, ticket)), pages)

    def _card_anew(self, waiting: WaitingLetter, ticket: int) -> At:
        # A card goes before its lines in their lane: one that is not there has failed, or was deleted.
        [page, *_] = posts(self.words(Card(language=waiting.letter.language, ticket=ticket)))
        to, mark = Address(self.officers_channel), {"card": ticket}
        at = self.mailbox.find(to, mark, _since(waiting)) or self.mailbox.post(to, page, mark)
        self.outbox.card_moved(ticket, self.clock(), *at)
        return at

    def _rewrite(self, waiting: WaitingLetter, replaces: int, pages: Sequence[Post]) -> At | None:
        """Write over an earlier message; None where it is gone, and a new one must be posted."""
        at = self.outbox.location(replaces)
        if at is None or not self._written_over(at, pages[0]):
            return None
        if not isinstance(waiting.letter, Card):  # a card is one page
            self._rewrite_rest(waiting, replaces, pages)
        return at

    def _rewrite_rest(self, waiting: WaitingLetter, replaces: int, pages: Sequence[Post]) -> None:
        """The pages after the first: over those that are there, below them, or away with those that are too many."""
        to = self._address(waiting.place)
        there = self.mailbox.pages(to, replaces, _since(waiting))
        for number, page in enumerate(pages[1:], 1):
            if number not in there or not self._written_over(there[number], page):
                self.mailbox.post(to, page, {"id": replaces, "part": number})
        for number, at in there.items():
            if number >= len(pages):
                self.mailbox.delete(at)

    def _written_over(self, at: At, page: Post) -> bool:
        try:
            self.mailbox.rewrite(at, page)
        except NotSent as error:
            if error.code not in NOT_REWRITTEN:
                raise
            return False
        return True

    def _post(self, waiting: WaitingLetter, to: Address, pages: Sequence[Post]) -> At:
        there = self.mailbox.pages(to, waiting.id, _since(waiting)) if waiting.doubtful else {}
        for number, page in enumerate(pages):
            if number not in there:
                there[number] = self.mailbox.post(to, page, {"id": waiting.id, "part": number})
        return there[0]

    def _forget(self, ticket: int, page: Post) -> None:
        """Take what was said of a ticket out of the officers' channel, and write over its card."""
        card = self.outbox.card_location(ticket)
        lines = [(channel, ts) for channel, ts, kind in self.outbox.posted_of(ticket) if kind == "ticket_line"]
        # Lines that are older than the card stand below an earlier one, which somebody has deleted.
        for at in [*([card] if card else []), *(line for line in lines if card is None or float(line[1]) < float(card[1]))]:
            self._empty_thread(at, keep=card)
        if card is not None:
            self._written_over(card, page)

    def _empty_thread(self, at: At, keep: At | None) -> None:
        """Delete the desk's messages of a thread, by any message of it: of a long one each page is a message."""
        try:
            found = [message for message, _ in self.mailbox.marked(Address(*at), "0")]
        except NotSent as error:
            if error.code not in GONE:
                raise
            return
        for message in found:
            if message != keep:
                self.mailbox.delete(message)

    def _address(self, place: Place) -> Address:
        match place:
            case Thread(channel, ts):
                return Address(channel, ts)
            case Direct(user, ts):
                return Address(self.mailbox.direct(user), ts)
            case OfficersChannel():
                return Address(self.officers_channel)
        raise AssertionError(place)


def _since(waiting: WaitingLetter) -> str:
    return f"{(waiting.since - LOOK_BACK).timestamp():.6f}"
