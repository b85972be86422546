"""Moves the data of the first version's tables to those of the second."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from bot.store.migrations.frozen import START, MigrationSupport, log_row, reference, subject_key

STATES = {"done": "closed"}
ACTS = {"done": "close"}


class CarryOver:
    """Moves the data of the old tables."""

    def __init__(self, connection: sa.Connection, handed: MigrationSupport) -> None:
        self._connection = connection
        self._support = handed
        self._now = handed.clock()
        # Reflected: at this point the tables have both the old and the new columns.
        known = sa.MetaData()
        known.reflect(connection)
        self._tables = known.tables

    def all(self) -> None:
        """Move tickets with their events, then offers, then letters that are still waiting."""
        places: dict[int, int] = {}
        known: dict[int, list[dict[str, Any]]] = {}
        for event in self._rows("ticket_events"):
            known.setdefault(event["ticket"], []).append(event)
        for ticket in self._rows("tickets"):
            events = known.get(ticket["id"], [])
            self._ticket(ticket, events)
            places |= {event["id"]: seq for seq, event in enumerate(events, 1)}
        offers = {offer["id"]: self._offer(offer) for offer in self._rows("offers") if _aware(offer["expires"]) > self._now}
        self._letters(places, offers)

    def _ticket(self, ticket: dict[str, Any], events: list[dict[str, Any]]) -> None:
        ended = next((_aware(event["at"]) for event in reversed(events) if event["what"] in {"done", "refuse"}), None)
        closed = (ended or _aware(ticket["opened_at"])) if ticket["state"] == "done" else None
        refused = ticket["state"] == "refused"
        self._change(
            ticket["id"],
            state=STATES.get(ticket["state"], ticket["state"]),
            subject_key=self._support.blind(ticket["subject_key"]),
            closed_at=closed,
            informed_at=closed,
            decisions=dict.fromkeys(self._rights(ticket["id"]), "refused") if refused else {},
            # The desk fills this in itself when the letter with the refusal arrives.
            answer_letter=self._letter_of(ticket["id"]) if refused else None,
        )
        words = {
            "own_words": ticket["own_words"],
            "name": ticket["subject_name"],
            "email": ticket["subject_email"],
            "answer": ticket["reason"],
        }
        self._seal(ticket["id"], words | {f"event:{n}": event["words"] for n, event in enumerate(events, 1)})
        self._log(ticket["id"], events)

    def _rights(self, ticket: int) -> list[str]:
        rights = self._tables["ticket_rights"]
        found = sa.select(rights.c.right).where(rights.c.ticket == ticket).order_by(rights.c.position)
        return list(self._connection.scalars(found))

    def _letter_of(self, ticket: int) -> int | None:
        outbox = self._tables["outbox"]
        found = sa.select(sa.func.max(outbox.c.id)).where(outbox.c.ticket == ticket, outbox.c.kind == "closed")
        letter: int | None = self._connection.scalar(found)
        return letter

    def _seal(self, ticket: int, contents: dict[str, str | None]) -> None:
        wrapped = self._support.new_key()
        self._insert("ticket_keys", ticket=ticket, wrapped=wrapped)
        for name, text in contents.items():
            if text:
                self._insert("ticket_contents", ticket=ticket, name=name, sealed=self._support.seal(wrapped, text))

    def _log(self, ticket: int, events: list[dict[str, Any]]) -> None:
        previous = START
        for seq, event in enumerate(events, 1):
            by_officer = event["what"] not in {"opened", "joined", "suspected"}
            actor, role = (event["actor"], "officer") if by_officer else (None, "person")
            what = ACTS.get(event["what"], event["what"])
            facts = {"ticket": ticket, "at": _aware(event["at"]), "actor": actor, "role": role, "what": what}
            row = log_row(facts, seq, previous, self._support.zone)
            self._insert("ticket_log", **row)
            previous = row["hash"]
        self._change(ticket, log_length=len(events))

    def _offer(self, offer: dict[str, Any]) -> int:
        user = None if offer["for_customer"] else offer["asker"]
        source = f"{offer['source_channel']}:{offer['source_ts']}"
        key = subject_key(user, offer["customer_email"], offer["customer_name"], offer["asker"] or "mail", source)
        receipt = _aware(offer["receipt"]).astimezone(self._support.zone).date()
        year = self._now.astimezone(self._support.zone).year
        number = self._next_number(year)
        facts = {name: offer[name] for name in ("asker", "language", "source_channel", "source_ts")}
        id = self._insert(
            "tickets",
            **facts,
            year=year,
            number=number,
            reference=reference(year, number),
            letter_language=offer["draft_language"],
            subject_user=user,
            subject_key=self._support.blind(key),
            own_words="",
            receipt=receipt,
            due=self._support.legal_date(receipt),
            opened_at=self._now,
            country="SE",
            state="suspected",
        )
        for position, right in enumerate(dict.fromkeys(offer["rights"])):
            self._insert("ticket_rights", ticket=id, right=right, position=position)
        words = {"own_words": offer["words"], "name": offer["customer_name"], "email": offer["customer_email"]}
        self._seal(id, words | {"event:1": offer["words"]})
        self._log(id, [{"at": self._now, "actor": None, "what": "suspected"}])
        self._card(id, offer["language"])
        return id

    def _next_number(self, year: int) -> int:
        numbers = self._tables["ticket_numbers"]
        last: int | None = self._connection.scalar(sa.select(numbers.c.last).where(numbers.c.year == year))
        if last is None:
            self._insert("ticket_numbers", year=year, last=1)
            return 1
        self._connection.execute(sa.update(numbers).where(numbers.c.year == year).values(last=last + 1))
        return last + 1

    def _card(self, ticket: int, language: str) -> None:
        self._insert(
            "outbox",
            at=self._now,
            lane="officers",
            place='{"kind":"officers"}',
            letter=json.dumps({"language": language, "kind": "card", "ticket": ticket}),
            kind="card",
            ticket=ticket,
            state="pending",
            attempts=0,
            doubtful=False,
            due_at=self._now,
        )

    def _letters(self, places: dict[int, int], offers: dict[int, int]) -> None:
        """Convert waiting letters to the new format."""
        outbox = self._tables["outbox"]
        for row in self._rows("outbox"):
            if row["letter"] and (letter := self._letter(json.loads(row["letter"]), places, offers)):
                changed = sa.update(outbox).where(outbox.c.id == row["id"])
                self._connection.execute(changed.values(letter=json.dumps(letter), kind=letter["kind"]))

    def _letter(self, letter: dict[str, Any], places: dict[int, int], offers: dict[int, int]) -> dict[str, Any] | None:
        if letter["kind"] == "ticket_line" and letter["event"] in places:
            return letter | {"event": places[letter["event"]]}
        if letter["kind"] == "reply" and letter["outcome"].get("offer") is not None:
            return letter | {"outcome": letter["outcome"] | {"offer": offers.get(letter["outcome"]["offer"])}}
        if letter["kind"] == "closed":
            return letter | {"kind": "to_person"} | self._end(letter["ticket"])
        return None

    def _end(self, ticket: int) -> dict[str, Any]:
        log = self._tables["ticket_log"]
        ends = log.c.what.in_(["close", "refuse"])
        last = sa.select(log.c.seq, log.c.what).where(log.c.ticket == ticket, ends).order_by(log.c.seq.desc()).limit(1)
        found = self._connection.execute(last).one_or_none()
        return {"about": "refusal" if found and found.what == "refuse" else "closing", "event": found.seq if found else 1}

    def _rows(self, table: str) -> Iterator[dict[str, Any]]:
        found = self._tables[table]
        first = next(iter(found.primary_key.columns))
        return iter([dict(row._mapping) for row in self._connection.execute(sa.select(found).order_by(first))])

    def _change(self, ticket: int, **values: Any) -> None:
        table = self._tables["tickets"]
        self._connection.execute(sa.update(table).where(table.c.id == ticket).values(_in_utc(values)))

    def _insert(self, table: str, **values: Any) -> int:
        done = self._connection.execute(sa.insert(self._tables[table]).values(_in_utc(values)))
        key = done.inserted_primary_key
        return int(key[0]) if key and isinstance(key[0], int) else 0


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _in_utc(values: dict[str, Any]) -> dict[str, Any]:
    # SQLite stores times without their zone.
    return {name: value.astimezone(UTC) if isinstance(value, datetime) else value for name, value in values.items()}
