"""A database as the first version left it, with people's words in it."""

from alembic import command
from sqlalchemy import text

from bot.store.database import connect, migrating
from bot.store.migrate import _config

SECRETS = ("hemlig fråga", "Åsa", "asa@kund", "email:asa", "rättslig förpliktelse", "internt om kunden", "kanske radera", "Olle")
"""What people wrote, or what identifies them."""

_OPENED = "'2026-02-27 09:00:00{utc}'"
_DONE = "'2026-02-28 10:00:00{utc}'"
_TICKET = """INSERT INTO tickets (id, year, number, reference, asker, subject_user, subject_name, subject_email, subject_key,
    language, own_words, receipt, legal_date, opened_at, source_channel, source_ts, country, state, officer, reason)
    VALUES ({id}, 2026, {id}, 'DSR-2026-000{id}', 'U0SUPPORT', NULL, 'Åsa Öberg', 'asa@kund.example', 'email:asa@kund.example',
    'sv', 'hemlig fråga {id}', '2026-02-27', '2026-03-27', {opened}, 'C1', '1.{id}', 'SE', '{state}', {officer}, {reason})"""
_EVENT = (
    "INSERT INTO ticket_events (id, ticket, at, actor, what, words) VALUES ({id}, {ticket}, {at}, '{actor}', '{what}', {words})"
)
_LETTER = """INSERT INTO outbox (id, at, lane, place, letter, kind, ticket, state, attempts, doubtful, due_at)
    VALUES ({id}, {at}, 'officers', '{{"kind":"officers"}}', {letter}, '{kind}', {ticket}, '{state}', 0, {false}, {at})"""
_OFFER = """INSERT INTO offers (id, asker, rights, words, language, customer_name, customer_email, for_customer, draft_language,
    receipt, source_channel, source_ts, expires) VALUES ({id}, 'U0ANNA', '["erasure", "access"]', 'kanske radera mig', 'sv',
    {name}, NULL, {customer}, 'en', '2026-02-28 23:30:00{utc}', 'C2', '2.{id}', '{expires}{utc}')"""


def first_version(url: str) -> None:
    """Make the first version's tables, and fill them."""
    engine = connect(url)
    with migrating(engine) as connection:
        command.upgrade(_config(connection), "0001")
        postgresql = connection.dialect.name == "postgresql"
        for statement in _statements("+00" if postgresql else ".000000", "false" if postgresql else "0"):
            # Backslashes: what looks like a parameter is none.
            connection.execute(text(statement.replace(":", "\\:")))
        if postgresql:
            for table in ("tickets", "outbox"):
                connection.execute(text(f"SELECT setval('{table}_id_seq', 3)"))
    engine.dispose()


def _statements(utc: str, false: str) -> list[str]:
    opened, done = _OPENED.format(utc=utc), _DONE.format(utc=utc)
    true = "true" if false == "false" else "1"
    reason = "'Vi har en rättslig förpliktelse.'"
    line = '\'{"language":"sv","kind":"ticket_line","ticket":3,"event":4}\''
    reply = (
        '\'{"language":"sv","kind":"reply","draft_language":null,"customer":null,'
        '"outcome":{"kind":"answer","entry":"what-is-kept","rights":[],"offer":1}}\''
    )
    closed = '\'{"language":"sv","kind":"closed","ticket":3}\''
    return [
        "INSERT INTO ticket_numbers (year, last) VALUES (2026, 3)",
        _TICKET.format(id=1, opened=opened, state="working", officer="'U0OFFICER'", reason="NULL"),
        _TICKET.format(id=2, opened=opened, state="done", officer="'U0OFFICER'", reason="NULL"),
        _TICKET.format(id=3, opened=opened, state="refused", officer="NULL", reason=reason),
        *(
            f"INSERT INTO ticket_rights (ticket, \"right\", position) VALUES ({id}, '{right}', {n})"
            for id in (1, 2, 3)
            for n, right in enumerate(("erasure", "access"))
        ),
        *(
            _EVENT.format(id=id, ticket=ticket, at=at, actor=actor, what=what, words=words)
            for id, ticket, at, actor, what, words in (
                (1, 1, opened, "U0SUPPORT", "opened", "'hemlig fråga 1'"),
                (2, 3, opened, "U0SUPPORT", "opened", "'hemlig fråga 3'"),
                (3, 1, done, "U0OFFICER", "take", "NULL"),
                (4, 3, done, "U0OFFICER", "refuse", reason),
                (5, 1, done, "U0OFFICER", "note", "'internt om kunden'"),
                (6, 2, done, "U0OFFICER", "done", "NULL"),
            )
        ),
        _LETTER.format(id=1, at=opened, letter=line, kind="ticket_line", ticket=3, state="pending", false=false),
        _LETTER.format(id=2, at=opened, letter=reply, kind="reply", ticket="NULL", state="pending", false=false),
        _LETTER.format(id=3, at=done, letter=closed, kind="closed", ticket=3, state="pending", false=false),
        _OFFER.format(id=1, name="'Olle'", customer=true, utc=utc, expires="2026-03-03 00:00:00"),
        _OFFER.format(id=2, name="NULL", customer=false, utc=utc, expires="2026-03-02 09:30:00"),
    ]
