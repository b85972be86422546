"""Letters that waited while the desk was updated are sent under the names that it gives them now."""

import pytest
from alembic import command
from sqlalchemy import text

from bot.desk.letters import (
    AnsweredPrivately,
    DeadlineExplanation,
    Introduction,
    Letter,
    QuestionHandedOver,
    ThreadRemoval,
    TicketList,
)
from bot.store.database import connect, migrating
from bot.store.migrate import _config, _support
from tests.keys import VAULT
from tests.store.clocks import StillClock
from tests.store.outbox_at import OutboxAt
from tests.store.people import LATER, MINUTE, NOW, STOCKHOLM, opened

WAITED: list[tuple[str, Letter]] = [
    ('{"language":"sv","kind":"mirror","tickets":[1],"officers":true}', TicketList(language="sv", tickets=[1], officers=True)),
    ('{"language":"en","kind":"explain"}', Introduction(language="en")),
    ('{"language":"sv","kind":"why","ticket":3}', DeadlineExplanation(language="sv", ticket=3)),
    ('{"language":"sv","kind":"forget","ticket":3}', ThreadRemoval(language="sv", ticket=3)),
    ('{"language":"sv","kind":"see_private"}', AnsweredPrivately(language="sv")),
    (
        r'{"language":"sv","kind":"person_wanted","asker":"U0ANNA","words":"why \"kind\":\"person_wanted\"?"}',
        QuestionHandedOver(language="sv", asker="U0ANNA", words='why "kind":"person_wanted"?'),
    ),
]


@pytest.mark.parametrize(("letter", "expected"), WAITED, ids=[expected.kind for _, expected in WAITED])
def test_a_letter_that_waited_keeps_what_it_says(empty_url: str, letter: str, expected: Letter) -> None:
    _before(empty_url, letter, letter.split('"kind":"')[1].split('"')[0])

    store = opened(empty_url)

    waiting = OutboxAt(store.outbox(), StillClock(NOW)).claim(LATER, 1, MINUTE)
    assert [(found.letter, found.letter.kind) for found in waiting] == [(expected, expected.kind)]
    assert [row.kind for row in OutboxAt(store.outbox(), StillClock(NOW)).undelivered()] == [expected.kind]
    store.close()


def _before(url: str, letter: str, kind: str) -> None:
    """A database of the revision before, with this letter waiting in it."""
    engine = connect(url)
    with migrating(engine) as connection:
        command.upgrade(_config(connection, handed=_support(VAULT, lambda: NOW, STOCKHOLM)), "0002")
        insert = text(
            "INSERT INTO outbox (at, lane, place, letter, kind, state, attempts, doubtful, due_at)"
            " VALUES (:at, 'officers', :place, :letter, :kind, 'pending', 0, :no, :at)"
        )
        at = NOW if connection.dialect.name == "postgresql" else NOW.strftime("%Y-%m-%d %H:%M:%S.000000")
        connection.execute(insert, {"at": at, "place": '{"kind":"officers"}', "letter": letter, "kind": kind, "no": False})
    engine.dispose()
