"""Removes data whose retention period has ended. Each removal is recorded in a log."""

from datetime import datetime
from secrets import token_hex

from sqlalchemy import Connection, delete, func, insert, select, update

from bot.store.contents import EVENT, Contents
from bot.store.layout import PERSONS_COLUMNS, PERSONS_CONTENTS
from bot.store.log import Log
from bot.store.outbox import FAILED, GONE, SENT
from bot.store.tables import ALARMS, LOG_PURGES, MESSAGES, OUTBOX, TICKET_LOG, TICKETS
from bot.tickets import Act, Event, Role, Ticket
from bot.tickets.retention import Removal

TO_PERSON = ("opened", "to_person")
"""Kinds of letters that go to the person about their ticket."""


class Remover:
    """Permanently removes parts of one ticket."""

    def __init__(self, connection: Connection, contents: Contents, log: Log) -> None:
        self._connection = connection
        self._contents = contents
        self._log = log

    def remove(self, ticket: Ticket, removal: Removal, now: datetime) -> None:
        """Carry out a removal and record it."""
        match removal:
            case Removal.DRAFTS:
                self._contents.forget(ticket.id, "answer", *self._prepared(ticket))
            case Removal.THREAD:
                self._contents.forget_events(ticket.id)
            case Removal.DISMISSED:
                self._shred(ticket, now)
            case Removal.LINK:
                self._anonymise(ticket)
            case Removal.REGISTER:
                self._anonymise(ticket)
                self._shred(ticket, now)
                self._purge(ticket, now)
        if removal is not Removal.REGISTER:
            removed = Event(ticket.id, now, None, "removed", role=Role.DESK, after=ticket.state.value, code=removal.value)
            self._log.append(removed)
        self._change(ticket, removed=[*ticket.removed, removal.value])

    def _prepared(self, ticket: Ticket) -> list[str]:
        """Return the names of the log's words that are drafts of the answer."""
        prepared = select(TICKET_LOG.c.seq).where(TICKET_LOG.c.ticket == ticket.id, TICKET_LOG.c.what == Act.PREPARE)
        return [f"{EVENT}{seq}" for seq in self._connection.scalars(prepared)]

    def _shred(self, ticket: Ticket, now: datetime) -> None:
        self._contents.shred(ticket.id)
        self._change(ticket, shredded_at=ticket.shredded_at or now)

    def _anonymise(self, ticket: Ticket) -> None:
        self._contents.forget(ticket.id, *PERSONS_CONTENTS)
        gone = dict.fromkeys(PERSONS_COLUMNS)
        self._change(ticket, subject_key=f"gone:{token_hex(16)}", **gone)
        self._connection.execute(delete(MESSAGES).where(MESSAGES.c.ticket == ticket.id))
        letters = OUTBOX.c.ticket == ticket.id, OUTBOX.c.kind.in_(TO_PERSON)
        ended = OUTBOX.c.state.in_([SENT, FAILED])
        # The conversation that a letter was posted in identifies its person.
        nowhere = dict.fromkeys(("place", "letter", "about", "sent_channel", "sent_ts"))
        self._connection.execute(update(OUTBOX).where(*letters, ended).values(lane="person", state=GONE, **nowhere))

    def _purge(self, ticket: Ticket, now: datetime) -> None:
        head = self._log.head(ticket.id)
        rows: int = self._connection.execute(
            select(func.count()).select_from(TICKET_LOG).where(TICKET_LOG.c.ticket == ticket.id)
        ).scalar_one()
        self._change(ticket, officer=None, prepared_by=None)
        # The triggers allow deleting only logs that are named here.
        self._connection.execute(insert(LOG_PURGES).values(ticket=ticket.id, at=now, rows=rows, head=head))
        self._connection.execute(delete(TICKET_LOG).where(TICKET_LOG.c.ticket == ticket.id))
        self._connection.execute(delete(ALARMS).where(ALARMS.c.ticket == ticket.id))
        self._forget_letters(ticket)
        self._log.append_desk("removed", now, Removal.REGISTER.value, before=ticket.reference, after=f"{rows}:{head}")

    def _forget_letters(self, ticket: Ticket) -> None:
        ended = select(OUTBOX.c.id).where(OUTBOX.c.ticket == ticket.id, OUTBOX.c.state.in_([SENT, FAILED, GONE]))
        ids = list(self._connection.scalars(ended))
        self._connection.execute(update(OUTBOX).where(OUTBOX.c.replaces.in_(ids)).values(replaces=None))
        self._connection.execute(delete(OUTBOX).where(OUTBOX.c.id.in_(ids)))

    def _change(self, ticket: Ticket, **values: object) -> None:
        self._connection.execute(update(TICKETS).where(TICKETS.c.id == ticket.id).values(**values))
