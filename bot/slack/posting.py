"""Sends one letter to Slack: beside a button, into a thread, over an earlier message, or as a deletion."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from bot.desk.letters import AnsweredPrivately, Card, FileToFetch, Introduction, Letter, ReplyRemoval, ThreadRemoval, ToPerson
from bot.desk.places import Direct, OfficersChannel, Place, Private, Thread, TicketThread
from bot.desk.ports import Clock, Outbox, WaitingLetter
from bot.slack.blocks import Post, posts
from bot.slack.errors import NotSent
from bot.slack.leases import Leases
from bot.slack.mailbox import MESSAGE_GONE, Address, Mailbox
from bot.texts.sheet import Sheet

LOOK_BACK = timedelta(days=2)
"""How far before a letter's queueing to search for its message: an earlier letter of the ticket may have posted the card."""
NOT_REWRITTEN = MESSAGE_GONE | {"cant_update_message", "edit_window_closed"}
"""Slack's error codes for a message that cannot be updated."""

At = tuple[str, str]
"""Channel and timestamp of a message."""


@dataclass(frozen=True)
class Posting:
    """Renders letters and posts them."""

    outbox: Outbox
    mailbox: Mailbox
    words: Callable[[Letter], Sheet]
    officers_channel: str
    clock: Clock
    fetch: Callable[[FileToFetch, int], None] = lambda *_: None
    """Fetches the file that a message waits for, and asks the desk; raises NotSent where that must be tried again.

    It is told which attempt this is.
    """
    leases: Leases = field(default_factory=Leases)
    """Until when a letter may be posted."""

    def send(self, waiting: WaitingLetter) -> At | None:
        """Send a letter and return channel and timestamp of its message, or None if it has none.

        Raises NotSent if Slack does not accept it.
        """
        if isinstance(waiting.letter, FileToFetch):
            self.fetch(waiting.letter, waiting.attempts)
            return None
        if isinstance(waiting.letter, ReplyRemoval):
            self._remove(waiting, waiting.replaces or 0)
            return None
        if self._is_unneeded(waiting):
            return None
        pages = posts(self.words(_as_things_are(waiting)))
        if isinstance(waiting.letter, ThreadRemoval):
            self._forget(waiting.letter.ticket, pages[0])
            return None
        if isinstance(waiting.place, Private):
            for page in pages:
                self.leases.need(waiting.id)
                self.mailbox.respond(waiting.place, page)
            return None
        if waiting.replaces is not None and (written := self._rewrite(waiting, waiting.replaces, pages)):
            return written
        if isinstance(waiting.place, TicketThread):
            return self._below_card(waiting, waiting.place.ticket, pages)
        return self._to_address(waiting, waiting.place, pages)

    def _is_unneeded(self, waiting: WaitingLetter) -> bool:
        """Whether a letter that nobody asked for comes where something was said already."""
        letter, place = waiting.letter, waiting.place
        if not isinstance(letter, Introduction) or not letter.unasked or not isinstance(place, Direct):
            return False
        return not self.mailbox.is_empty(self.mailbox.direct(place.user))

    def _to_address(self, waiting: WaitingLetter, place: Place, pages: Sequence[Post]) -> At:
        if isinstance(waiting.letter, ToPerson) and isinstance(place, Direct):
            self.mailbox.need_reader(place.user)
        to = self._address(place)
        try:
            return self._post(waiting, to, pages)
        except NotSent as error:
            if error.code not in MESSAGE_GONE or not isinstance(place, Direct):
                raise
            # The person has deleted the message that started the thread, and must still get the letter.
            return self._post(waiting, Address(to.channel), pages)

    def _below_card(self, waiting: WaitingLetter, ticket: int, pages: Sequence[Post]) -> At:
        """Post into the thread of a ticket's card, or below a new card if that was deleted."""
        card = self.outbox.card_location(ticket)
        try:
            if card is not None:
                return self._post(waiting, Address(*card), pages)
        except NotSent as error:
            if error.code not in MESSAGE_GONE:
                raise
        return self._post(waiting, Address(*self._card_anew(waiting, ticket)), pages)

    def _card_anew(self, waiting: WaitingLetter, ticket: int) -> At:
        # The card comes before its replies in the lane, so one that is not there has failed or was deleted.
        [page, *_] = posts(self.words(Card(language=waiting.letter.language, ticket=ticket)))
        to, mark = Address(self.officers_channel), {"card": ticket}
        at = self.mailbox.find(to, mark, _since(waiting))
        if at is None:
            self.leases.need(waiting.id)
            at = self.mailbox.post(to, page, mark)
        self.outbox.card_moved(ticket, *at)
        return at

    def _rewrite(self, waiting: WaitingLetter, replaces: int, pages: Sequence[Post]) -> At | None:
        """Update an earlier message. Return None if it is gone and a new one must be posted."""
        at = self.outbox.location(replaces)
        if at is None or not self._written_over(at, pages[0]):
            return None
        if not isinstance(waiting.letter, Card):  # a card always has one page
            self._rewrite_rest(waiting, replaces, pages)
        return at

    def _rewrite_rest(self, waiting: WaitingLetter, replaces: int, pages: Sequence[Post]) -> None:
        """Update the pages after the first: replace those that exist, post missing ones, delete superfluous ones."""
        to = self._address(waiting.place)
        there = self.mailbox.pages(to, replaces, _since(waiting))
        for number, page in enumerate(pages[1:], 1):
            if number not in there or not self._written_over(there[number], page):
                self.leases.need(waiting.id)
                self.mailbox.post(to, page, {"id": replaces, "part": number})
        for number, at in there.items():
            if number >= len(pages):
                self.mailbox.delete(at)

    def _remove(self, waiting: WaitingLetter, reply: int) -> None:
        """Delete every page of a reply, also where nothing tells whether it was posted."""
        first = self.outbox.location(reply)
        try:
            pages = list(self.mailbox.pages(self._address(waiting.place), reply, "0").values())
        except NotSent as error:
            if error.code not in MESSAGE_GONE:
                raise
            pages = []  # the thread went with the message
        for at in dict.fromkeys((*([first] if first else []), *pages)):
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
                self.leases.need(waiting.id)
                there[number] = self.mailbox.post(to, page, {"id": waiting.id, "part": number})
        return there[0]

    def _forget(self, ticket: int, page: Post) -> None:
        """Delete the messages about a ticket from the officers' channel, and replace its card."""
        card = self.outbox.card_location(ticket)
        lines = [(channel, ts) for channel, ts, kind in self.outbox.posted_of(ticket) if kind == "ticket_line"]
        # Replies older than the card belong to an earlier card that was deleted.
        for at in [*([card] if card else []), *(line for line in lines if card is None or float(line[1]) < float(card[1]))]:
            self._empty_thread(at, keep=card)
        if card is not None:
            self._written_over(card, page)

    def _empty_thread(self, at: At, keep: At | None) -> None:
        """Delete the desk's messages in a thread, each page of long ones included. ``at`` is any message of the thread."""
        try:
            found = [message for message, _ in self.mailbox.marked(Address(*at), "0")]
        except NotSent as error:
            if error.code not in MESSAGE_GONE:
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


def _as_things_are(waiting: WaitingLetter) -> Letter:
    """The letter; one that was to announce another says so where that was given up."""
    letter = waiting.letter
    if isinstance(letter, AnsweredPrivately) and waiting.is_in_vain:
        return letter.model_copy(update={"arrived": False})
    return letter


def _since(waiting: WaitingLetter) -> str:
    return f"{(waiting.since - LOOK_BACK).timestamp():.6f}"
