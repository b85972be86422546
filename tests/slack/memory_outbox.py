"""The port ``Outbox`` without a database."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.desk.letters import Card, Letter
from bot.desk.places import Place


@dataclass
class Row:
    """A letter in the outbox."""

    id: int
    place: Place
    letter: Letter
    replaces: int | None = None
    attempts: int = 0
    doubtful: bool = False
    at: tuple[str, str] | None = None
    state: str = "pending"


@dataclass
class MemoryOutbox:
    """Letters that wait, were sent, or were given up."""

    rows: list[Row] = field(default_factory=list)

    def enqueue(self, place: Place, letter: Letter, replaces: int | None = None, **facts: Any) -> Row:
        self.rows.append(Row(len(self.rows) + 1, place, letter, replaces, **facts))
        return self.rows[-1]

    def claim(self, _now: datetime, _limit: int, _lease: timedelta) -> Sequence[Row]:
        due = [row for row in self.rows if row.state == "pending"][:1]
        for row in due:
            row.attempts += 1
        return due

    def sent(self, id: int, _now: datetime, channel: str | None = None, ts: str | None = None) -> None:
        row = self.rows[id - 1]
        row.state, row.at = "sent", (channel, ts) if channel and ts else None

    def retry(self, id: int, _due_at: datetime, error_code: str, doubtful: bool) -> None:
        self.rows[id - 1].state = f"{'doubtful' if doubtful else 'later'}: {error_code}"

    def failed(self, id: int, _now: datetime, error_code: str) -> None:
        self.rows[id - 1].state = f"failed: {error_code}"

    def location(self, id: int) -> tuple[str, str] | None:
        return next((row.at for row in self.rows[::-1] if id in {row.id, row.replaces} and row.at), None)

    def card_location(self, ticket: int) -> tuple[str, str] | None:
        first = self._first_card(ticket)
        return self.location(first.id) if first else None

    def card_moved(self, ticket: int, _now: datetime, channel: str, ts: str) -> None:
        first = self._first_card(ticket)
        for row in self.rows:
            if first and (row is first or (row.replaces == first.id and row.at)):
                row.state, row.at = "sent", (channel, ts)

    def posted_of(self, ticket: int) -> Sequence[tuple[str, str, str]]:
        posted = [row for row in self.rows if row.at and getattr(row.letter, "ticket", None) == ticket]
        return [(*row.at, row.letter.kind) for row in posted if row.at and row.letter.kind in {"card", "ticket_line"}]

    def next_due(self, now: datetime) -> datetime | None:
        return now

    def _first_card(self, ticket: int) -> Row | None:
        cards = [row for row in self.rows if isinstance(row.letter, Card) and row.letter.ticket == ticket]
        return next((row for row in cards if row.replaces is None), None)
