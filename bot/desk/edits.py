"""What the desk does when a message is edited or deleted, in whatever order Slack tells of it.

The newest words are answered. A request that was in older ones stands until its person withdraws it, because an edit may
be a slip and the law knows no request that lapses by itself: officers see both versions, and the person is told.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.desk.conversation import Conversation
from bot.desk.desk_rules import DeskRules
from bot.desk.letters import ReplyRemoval, ToPerson
from bot.desk.messages import DELETED, ORIGINAL, Edit, Message
from bot.desk.ports import KnownMessage, SentLetter, Store, UnitOfWork
from bot.desk.ticket_log import note_event, place_of, redraw
from bot.desk.versions import Change, both, meaning_of, rights_of
from bot.tickets import Role, State, Ticket
from bot.tickets.retention import is_forgotten
from bot.understanding import Reading, Verdict

EDIT_WITHIN = timedelta(minutes=10)
"""How long a reply is written over by that to an edit; later the reply has been read, and the new one is put below it."""
UNREAD_WITHIN = timedelta(days=7)
"""How old a message can be that was edited before it was read. Older ones were read, but nothing is kept of them any more."""
HAS_REFERENCE = frozenset({"opened", "answered_privately"})
"""Kinds of letters that say where a ticket was opened, and are kept beside an answer to other words."""
SLIGHT = frozenset({Verdict.SMALLTALK, Verdict.UNREADABLE})
SLIGHT_BESIDE_A_REQUEST = SLIGHT | {Verdict.NO_ANSWER}
"""Verdicts that need no answer where the letter about a request that was taken back is one already."""


class Edits:
    """Takes in messages and their edits, each version of a message in its place."""

    def __init__(self, store: Store, rules: DeskRules, conversation: Conversation, read: Callable[[Message], Reading]) -> None:
        self._store = store
        self._rules = rules
        self._conversation = conversation
        self._read = read

    def original(self, unit: UnitOfWork, message: Message, reading: Reading) -> None:
        """Take in a message as it was first written. One whose edit came before it is not answered any more."""
        known = unit.known_message(message.about) if message.about else None
        if known:
            self._save(unit, message, reading, known)
            return
        ticket = self._conversation.take(unit, message, reading)
        if message.about:
            unit.keep_message(message.about, _known(ORIGINAL, message, reading, ticket))

    def change(self, edit: Edit) -> None:
        """Take in an edit or a deletion. One of a message that was never for the desk changes nothing."""
        before, after = (self._read(version) if version and edit.concerns_desk else None for version in (edit.before, edit.after))
        with self._store.transaction() as unit:
            change = Change(unit, edit, unit.known_message(edit.about), before, after)
            if not self._concerns_desk(change) or self._is_told_already(change) or not unit.first_time(edit.keys):
                return
            if change.known and edit.version < change.known.version:
                self._older(change)
            else:
                self._newest(change)

    def _concerns_desk(self, change: Change) -> bool:
        unit, edit = change.unit, change.edit
        return edit.concerns_desk or bool(change.known or self._tickets(change) or unit.letters_about(edit.about))

    @staticmethod
    def _is_told_already(change: Change) -> bool:
        """Whether Slack tells of one edit twice: of a mention also as ``app_mention``, and once more with each preview."""
        known = change.known
        return bool(known and known.version.partition(" ")[0] == change.edit.second and change.is_same)

    def _older(self, change: Change) -> None:
        """Of an edit that arrives after a newer one: nothing is answered, and nothing that was asked for is lost."""
        unit, edit, known = change.unit, change.edit, change.known
        assert known is not None
        for ticket in self._tickets(change):
            self._note(change, ticket, "edited")
        if edit.was_for_desk and edit.before and change.before:
            self._save(unit, edit.before, change.before, known)
        if edit.for_desk and edit.after and change.after:
            self._save(unit, edit.after, change.after, known)

    def _newest(self, change: Change) -> None:
        unit, edit, kept = change.unit, change.edit, change.known.ticket if change.known else None
        if change.known is None and (unread := self._unread(change)):
            kept = unread.id
        for ticket in self._tickets(change, kept):
            self._tell(change, ticket)
        tickets = self._tickets(change, kept)
        if edit.after is None:
            self._remove_replies(change, tickets)
            unit.keep_message(edit.about, KnownMessage(DELETED, "", (), kept))
            return
        taken = self._answer(change, tickets) if edit.for_desk else None
        unit.keep_message(edit.about, _known(edit.version, edit.after, change.after, taken, kept))

    def _unread(self, change: Change) -> Ticket | None:
        """The ticket of a request that was edited away before the desk had read it."""
        edit = change.edit
        if not edit.was_for_desk or edit.before is None or change.before is None:
            return None
        is_gone = change.lost or (change.before.breach and not (change.after and change.after.breach))
        is_recent = edit.written_at > self._rules.clock() - UNREAD_WITHIN
        tickets = self._tickets(change)
        if not is_gone or not is_recent or self._conversation.has_all(edit.before, change.before, tickets):
            return None
        return self._conversation.keep(change.unit, edit.before, change.before, tickets)

    def _save(self, unit: UnitOfWork, message: Message, reading: Reading, known: KnownMessage) -> None:
        """Make a ticket of older words that ask for what no newer words ask for, and tell that they were edited away."""
        tickets = _found(unit, message.source_channel, message.source_ts, known.ticket)
        if self._conversation.has_all(message, reading, tickets):
            return
        kept = self._conversation.keep(unit, message, reading, tickets)
        if kept is None:
            return
        if known.version == DELETED:
            note_event(unit, self._rules, kept, "deleted", role=Role.DESK, before=kept.state)
        elif kept.incident:
            note_event(unit, self._rules, kept, "edited", role=_role(kept), words=both(message.words, None), before=kept.state)
        else:
            self._taken_back(unit, kept, both(message.words, None))
        unit.keep_message(message.about or "", replace(known, ticket=kept.id))

    @staticmethod
    def _tickets(change: Change, kept: int | None = None) -> list[Ticket]:
        known = change.known.ticket if change.known else None
        return _found(change.unit, change.edit.channel, change.edit.ts, known, kept)

    def _tell(self, change: Change, ticket: Ticket) -> None:
        """Tell the officers of a ticket about the change and, where it takes the request back, the person too."""
        if change.edit.after is None:
            note_event(change.unit, self._rules, ticket, "deleted", role=Role.DESK, before=ticket.state)
        elif self._is_taken_back(change, ticket):
            self._taken_back(change.unit, ticket, _words(change.edit, ticket))
        else:
            self._note(change, ticket, "edited")

    @staticmethod
    def _is_taken_back(change: Change, ticket: Ticket) -> bool:
        is_open = ticket.state.is_open and not ticket.incident
        return is_open and _is_own(change.edit, ticket) and not change.lost.isdisjoint(ticket.rights)

    def _note(self, change: Change, ticket: Ticket, what: str) -> None:
        role = _role(ticket) if _is_own(change.edit, ticket) else Role.DESK  # else someone else's words were passed on
        note_event(change.unit, self._rules, ticket, what, role=role, words=_words(change.edit, ticket), before=ticket.state)

    def _taken_back(self, unit: UnitOfWork, ticket: Ticket, words: str) -> None:
        """The request stands. A prepared answer goes back to work: it must not be sent as if nothing had happened."""
        state = State.WORKING if ticket.state is State.REVIEW else ticket.state
        changed = replace(ticket, state=state)
        seq = note_event(unit, self._rules, changed, "taken_back", role=_role(ticket), words=words, before=ticket.state)
        unit.enqueue(place_of(ticket), ToPerson(language=ticket.language, ticket=ticket.id, about="taken_back", event=seq))
        if changed != ticket:
            unit.save(changed)
            redraw(unit, self._rules, changed)

    def _answer(self, change: Change, tickets: Sequence[Ticket]) -> Ticket | None:
        """Answer the newest words, and return the ticket that they made or were added to."""
        unit, edit, reading = change.unit, change.edit, change.after
        assert edit.after is not None
        assert reading is not None
        letters = unit.letters_about(edit.about)
        own = [ticket for ticket in tickets if _is_own(edit, ticket)]
        if change.is_same and (change.known or letters or own) and not self._is_ended_breach(reading, own):
            return None
        open_ = [] if change.is_other_person else [ticket for ticket in own if ticket.state.is_open]
        thread = self._conversation.own_thread(unit, edit.after)
        if thread and thread in open_:
            return self._added(change, thread)
        new = self._new(change, own, open_)
        if new is None:
            return None
        earlier = self._written_over(letters, new, open_)
        return self._conversation.reply(unit, self._received(change, edit.after), new, replaces=earlier, own=open_)

    @staticmethod
    def _is_ended_breach(reading: Reading, own: Sequence[Ticket]) -> bool:
        """Whether a breach is told of again whose ticket nobody works on any more; its 72 hours allow no doubt."""
        breaches = [ticket for ticket in own if ticket.incident]
        return reading.breach and bool(breaches) and not any(ticket.state.is_open for ticket in breaches)

    def _added(self, change: Change, ticket: Ticket) -> Ticket | None:
        """Of an edit in the ticket's own thread, which its officers have seen: only a further right is news."""
        assert change.edit.after is not None
        assert change.after is not None
        if change.has.issubset(ticket.rights):
            return None
        return self._conversation.take(change.unit, change.edit.after, change.after)

    @staticmethod
    def _new(change: Change, own: Sequence[Ticket], open_: Sequence[Ticket]) -> Reading | None:
        """The reading without what the message's tickets have already; None where nothing is left to answer."""
        reading = change.after
        assert reading is not None
        requests = [ticket for ticket in open_ if not ticket.incident]
        had = {right for ticket in requests for right in ticket.rights}
        if own and not requests and not change.is_other_person:
            had = change.had  # its ticket has ended: what it asked for was answered
        confirms = any(ticket.state is State.SUSPECTED for ticket in requests) and not reading.unsure
        left = change.has - had
        match reading.verdict:
            case Verdict.REQUEST if not left and not confirms:
                return None
            case Verdict.REQUEST if had and not confirms:
                return replace(reading, rights=tuple(right for right in reading.rights if right in left))
            case Verdict.INCIDENT if any(ticket.incident for ticket in open_):
                return None
            case verdict if verdict in (SLIGHT_BESIDE_A_REQUEST if own else SLIGHT if change.known else ()):
                return None
        return replace(reading, maybe_request=reading.maybe_request and bool(left))

    def _written_over(self, letters: Sequence[SentLetter], new: Reading, open_: Sequence[Ticket]) -> int | None:
        """Outbox id of the recent letter that the reply is written over; None where it is a message of its own."""
        last = next(iter(letters[-1:]), None)
        if last is None or last.at < self._rules.clock() - EDIT_WITHIN:
            return None
        opens = new.verdict in {Verdict.REQUEST, Verdict.INCIDENT}
        return None if last.kind in HAS_REFERENCE and not (opens and open_) else last.id

    @staticmethod
    def _received(change: Change, after: Message) -> Message:
        """The message with when its request reached the company: when it was first written, if it asked for the same then."""
        edit, before = change.edit, change.before
        if before is None:
            stood = change.known is None  # nothing tells, so the date that favours the person counts
        else:
            is_breach = before.breach and change.after is not None and change.after.breach
            stood = is_breach or not change.has.isdisjoint(rights_of(edit.before, before))
        return replace(after, sent_at=edit.written_at) if stood and not change.is_other_person else after

    def _remove_replies(self, change: Change, tickets: Sequence[Ticket]) -> None:
        """Take back the replies to a deleted message. Letters about a ticket stay."""
        if any(_is_own(change.edit, ticket) for ticket in tickets):
            return
        for letter in change.unit.letters_about(change.edit.about):
            change.unit.enqueue(letter.place, ReplyRemoval(language=self._rules.language), replaces=letter.id)
            change.unit.discard(letter.id)


def _words(edit: Edit, ticket: Ticket) -> str:
    return both(edit.before.words if edit.before else ticket.own_words, edit.after.words if edit.after else None)


def _known(
    version: str, message: Message, reading: Reading | None, ticket: Ticket | None, kept: int | None = None
) -> KnownMessage:
    return KnownMessage(version, meaning_of(reading), rights_of(message, reading), ticket.id if ticket else kept)


def _is_own(edit: Edit, ticket: Ticket) -> bool:
    """Whether the message's writer is the ticket's person; the writer of a deleted message is not told."""
    return edit.after is None or edit.after.asker in {ticket.asker, ticket.subject.user}


def _role(ticket: Ticket) -> Role:
    return Role.EMPLOYEE if ticket.subject.is_customer else Role.PERSON


def _found(unit: UnitOfWork, channel: str | None, ts: str | None, *more: int | None) -> list[Ticket]:
    """The tickets of a message whose words may still be shown; the one that it was linked to instead of a linked one."""
    ids = [*(unit.tickets_from(channel, ts) if channel and ts else ()), *more]
    found = [unit.ticket(id) for id in dict.fromkeys(ids) if id is not None]
    linked = [unit.ticket(ticket.linked_to) if ticket and ticket.linked_to else ticket for ticket in found]
    return [ticket for ticket in linked if ticket and not is_forgotten(ticket)]
