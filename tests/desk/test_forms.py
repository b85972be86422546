"""The request form: faults are shown at their fields, and a correct form opens a ticket."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.desk.desk import Desk
from bot.desk.letters import Opened
from bot.desk.messages import FormFaults
from bot.desk.places import Direct
from bot.tickets import Subject
from tests.desk.fakes import Clock, MemoryStore, Queued
from tests.desk.people import ANNA, form

TODAY = date(2026, 3, 2)
FOR_EVA = {"for_customer": True, "customer_name": "Eva Ek", "customer_email": "eva@kund.example"}
NO_RIGHTS, NO_NAME, NO_ADDRESS, LATER = (
    {"rights": "form_rights_missing"},
    {"customer_name": "form_name_missing"},
    {"customer_email": "form_email_missing"},
    {"receipt": "form_receipt_later"},
)


@pytest.mark.parametrize(
    ("facts", "faults"),
    [
        ({"rights": ()}, NO_RIGHTS),
        ({**FOR_EVA, "customer_name": None}, NO_NAME),
        ({**FOR_EVA, "customer_name": "  "}, NO_NAME),
        ({**FOR_EVA, "customer_email": None}, NO_ADDRESS),
        *(
            ({**FOR_EVA, "customer_email": wrong}, NO_ADDRESS)
            for wrong in ("eva", "eva@kund", "@kund.example", "e va@kund.example")
        ),
        ({"receipt": TODAY + timedelta(days=1)}, LATER),
        (
            {"for_customer": True, "rights": (), "receipt": date(2027, 1, 1)},
            NO_RIGHTS | NO_NAME | NO_ADDRESS | LATER,
        ),
    ],
)
def test_every_field_that_is_wrong_is_named_and_nothing_is_opened(
    desk: Desk, store: MemoryStore, facts: dict[str, Any], faults: dict[str, str]
) -> None:
    with pytest.raises(FormFaults) as caught:
        desk.request(form(**facts))

    assert caught.value.faults == faults
    assert (store.queue, store.tickets) == ([], [])


def test_a_form_that_was_put_right_is_taken(desk: Desk, store: MemoryStore) -> None:
    """Slack sends the corrected form under the same id."""
    with pytest.raises(FormFaults):
        desk.request(form(rights=()))

    desk.request(form())

    assert len(store.tickets) == 1


@pytest.mark.parametrize(
    ("facts", "subject", "draft"),
    [
        ({}, Subject(user=ANNA), None),
        ({"customer_name": "Eva Ek", "customer_email": "not an address"}, Subject(user=ANNA), None),
        (FOR_EVA, Subject(name="Eva Ek", email="eva@kund.example"), "sv"),
        (FOR_EVA | {"language": "en"}, Subject(name="Eva Ek", email="eva@kund.example"), "en"),
    ],
    ids=["for me", "for me, with a customer half filled in", "for a customer", "in English"],
)
def test_the_form_opens_a_ticket_for_whom_it_says(
    desk: Desk, store: MemoryStore, facts: dict[str, Any], subject: Subject, draft: str | None
) -> None:
    desk.request(form(**facts))

    [ticket] = store.tickets
    assert (ticket.asker, ticket.subject, ticket.rights, ticket.own_words) == (ANNA, subject, ("access",), "Allt, tack")
    opened = Opened(language=ticket.language, ticket=1, draft_language=draft)
    assert store.queue[-1] == Queued(Direct(ANNA), opened)


@pytest.mark.parametrize("receipt", [None, TODAY, TODAY - timedelta(days=1), TODAY - timedelta(days=400)])
def test_the_receipt_date_is_today_or_the_earlier_one_that_was_chosen(
    desk: Desk, store: MemoryStore, receipt: date | None
) -> None:
    desk.request(form(receipt=receipt))

    assert store.tickets[0].receipt == (receipt or TODAY)


def test_today_is_the_companys_today(desk: Desk, store: MemoryStore, clock: Clock) -> None:
    clock.now = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)

    desk.request(form(receipt=date(2026, 3, 3)))

    assert store.tickets[0].receipt == date(2026, 3, 3)


def test_a_form_that_is_delivered_twice_opens_one_ticket(desk: Desk, store: MemoryStore) -> None:
    desk.request(form())
    once = list(store.queue)

    desk.request(form())

    assert store.queue == once
