"""What people wrote, sealed with each ticket's key in a table of its own."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from bot.store.tables import TICKET_CONTENTS, TICKET_KEYS
from bot.store.vault import Vault

EVENT = "event:"
"""Prefix of the names under which the words of log rows are stored; the row's number follows."""


class Contents:
    """The sealed contents of tickets. A ticket whose key was destroyed has none and accepts none."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def start(self, ticket: int, texts: Mapping[str, str]) -> None:
        """Create a new ticket's key and seal its texts."""
        self._connection.execute(insert(TICKET_KEYS).values(ticket=ticket, wrapped=self._vault.new_key()))
        self.write(ticket, texts)

    def of(self, tickets: Sequence[int], names: Iterable[str]) -> dict[int, dict[str, str]]:
        """Return the opened texts of tickets under these names: ticket -> name -> text."""
        query = (
            select(TICKET_CONTENTS.c.ticket, TICKET_CONTENTS.c.name, TICKET_CONTENTS.c.sealed, TICKET_KEYS.c.wrapped)
            .join(TICKET_KEYS, TICKET_KEYS.c.ticket == TICKET_CONTENTS.c.ticket)
            .where(TICKET_CONTENTS.c.ticket.in_(tickets), TICKET_CONTENTS.c.name.in_(list(names)))
        )
        found: dict[int, dict[str, str]] = {}
        openers: dict[int, Callable[[str], str]] = {}
        for row in self._connection.execute(query):
            opener = openers.get(row.ticket) or openers.setdefault(row.ticket, self._vault.opener(row.wrapped))
            found.setdefault(row.ticket, {})[row.name] = opener(row.sealed)
        return found

    def write(self, ticket: int, texts: Mapping[str, str]) -> None:
        """Seal the texts that differ from what is stored; an empty text is removed."""
        key: str | None = self._connection.scalar(select(TICKET_KEYS.c.wrapped).where(TICKET_KEYS.c.ticket == ticket))
        if key is None:
            return
        kept = self.of([ticket], texts).get(ticket, {})
        for name, text in ((name, clean(text)) for name, text in texts.items()):
            if text == kept.get(name, ""):
                continue
            here = (TICKET_CONTENTS.c.ticket == ticket, TICKET_CONTENTS.c.name == name)
            if not text:
                self._connection.execute(delete(TICKET_CONTENTS).where(*here))
            elif name in kept:
                self._connection.execute(update(TICKET_CONTENTS).where(*here).values(sealed=self._vault.seal(key, text)))
            else:
                row = insert(TICKET_CONTENTS).values(ticket=ticket, name=name, sealed=self._vault.seal(key, text))
                self._connection.execute(row)

    def forget(self, ticket: int, *names: str) -> None:
        """Delete the texts with these names."""
        self._delete(ticket, TICKET_CONTENTS.c.name.in_(names))

    def forget_events(self, ticket: int) -> None:
        """Delete the words of a ticket's log."""
        self._delete(ticket, TICKET_CONTENTS.c.name.startswith(EVENT, autoescape=True))

    def shred(self, ticket: int) -> None:
        """Destroy a ticket's key, which makes every copy of its contents unreadable."""
        self._connection.execute(delete(TICKET_KEYS).where(TICKET_KEYS.c.ticket == ticket))
        self._connection.execute(delete(TICKET_CONTENTS).where(TICKET_CONTENTS.c.ticket == ticket))

    def _delete(self, ticket: int, which: ColumnElement[bool]) -> None:
        self._connection.execute(delete(TICKET_CONTENTS).where(TICKET_CONTENTS.c.ticket == ticket, which))


def clean(text: str) -> str:
    """Replace lone surrogates and NUL by �, so that no request is lost because the database cannot hold them."""
    return "".join("�" if char == "\0" or "\ud800" <= char <= "\udfff" else char for char in text)
