"""One conversation is one order; different conversations do not wait for each other."""

import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bot.slack.conversation_order import ConversationOrder, conversation_of


@pytest.mark.parametrize(
    ("payload", "conversation"),
    [
        ({"event": {"type": "message", "channel": "D01", "user": "U01"}}, "D01"),
        ({"event": {"type": "app_mention", "channel": "C01", "user": "U01"}}, "C01"),
        ({"command": "/privacy", "user_id": "U01", "channel_id": "C01"}, "U01"),
        ({"type": "block_actions", "user": {"id": "U02"}, "channel": {"id": "C01"}}, "U02"),
        ({"event": {"type": "app_home_opened", "user": "U01"}}, ""),
        (None, ""),
    ],
)
def test_a_request_belongs_to_its_channel_or_to_its_person(payload: Any, conversation: str) -> None:
    assert conversation_of({"type": "events_api", "payload": payload}) == conversation


def test_requests_of_one_conversation_keep_their_order_among_those_of_others() -> None:
    handled: list[tuple[str, int]] = []
    shuffled = random.Random(7)
    with ThreadPoolExecutor(8) as pool:
        order = ConversationOrder(pool)

        def request(conversation: str, number: int) -> Callable[[], None]:
            return lambda: handled.append((conversation, number))

        for number in range(400):
            conversation = shuffled.choice("abc")
            order.submit(conversation, request(conversation, number))

    assert len(handled) == 400
    for conversation in "abc":
        numbers = [number for name, number in handled if name == conversation]
        assert numbers == sorted(numbers)


def test_a_slow_request_holds_up_its_own_conversation_alone() -> None:
    may_go, other = threading.Event(), threading.Event()
    handled: list[str] = []

    def first() -> None:
        may_go.wait()
        handled.append("anna's first")

    with ThreadPoolExecutor(2) as pool:
        order = ConversationOrder(pool)
        order.submit("anna", first)
        order.submit("anna", lambda: handled.append("anna's second"))
        order.submit("bo", lambda: handled.append("bo's"))
        order.submit("bo", other.set)
        other.wait()
        may_go.set()

    assert handled == ["bo's", "anna's first", "anna's second"]
