"""What people use: commands, shortcuts, buttons."""

import copy
import re

from . import payloads
from .answers import show
from .checks import content
from .core import Core
from .event_queue import QueuedPayload
from .forms import TEXT_INPUTS, ActInput, action, elements_in, entered, state_of
from .limits import STATEFUL
from .values import Ack, ImpossibleError, Json, RefusedError


class Interacting(Core):
    """Interactions of a person with the app. Each waits for the app's ack."""

    def response_url(self, user: str, channel: str, ts: str | None = None) -> str:
        """Return a response_url as an interaction of this user carries it, for the message with that `ts` if given."""
        with self._world.changed:
            return self._world.new_response_url(self._world.user(user).id, self._world.channel(channel).id, ts)

    def command(self, user: str, channel: str, command: str, text: str = "") -> Ack:
        """Use a slash command. Return the app's immediate answer."""
        with self._world.changed:
            person, place = self._world.user(user), self._world.channel(channel)
            known = {entry["command"]: entry for entry in self._world.manifest.get("features", {}).get("slash_commands", ())}
            if command not in known:
                raise ImpossibleError(f"{command} is not a valid command: the manifest has {', '.join(known) or 'none'}")
            text = self._escaped(text) if known[command].get("should_escape") else text
            delivery = self._send_and_wait("slash_commands", payloads.slash_command(self._world, person, place, command, text))
            return self._show_ack(user, channel, delivery)

    def _escaped(self, text: str) -> str:
        names = {f"@{user.name}": f"<@{user.id}|{user.name}>" for user in self._world.users.values()}
        names |= {f"#{c.name}": f"<#{c.id}|{c.name}>" for c in self._world.channels.values() if c.kind != "im"}
        return re.sub(r"(?<![<\w])[@#][\w.-]+", lambda found: names.get(found[0], found[0]), text)

    def _show_ack(self, user: str, channel: str, delivery: QueuedPayload) -> Ack:
        if delivery.state == "failed":
            return Ack(ok=False, error="operation_timeout")
        said: Json = {"text": delivery.answer} if isinstance(delivery.answer, str) else delivery.answer or {}
        try:
            told = content(self._world, said)
        except RefusedError as refused:
            return Ack(ok=False, error=refused.error)
        kind = said.get("response_type", "ephemeral")
        if told.get("text") or told.get("blocks"):
            show(self._board, user, channel, told, kind)
        return Ack(ok=True, text=told.get("text", ""), blocks=tuple(told.get("blocks", ())), response_type=kind)

    def shortcut(self, user: str, channel: str, ts: str, callback_id: str) -> bool:
        """Choose a message shortcut on a message. Return whether the app acknowledged it."""
        with self._world.changed:
            person, place = self._world.user(user), self._world.channel(channel)
            shortcuts = self._world.manifest.get("features", {}).get("shortcuts", ())
            known = [entry["callback_id"] for entry in shortcuts if entry["type"] == "message"]
            if callback_id not in known:
                raise ImpossibleError(f"there is no message shortcut {callback_id!r}: the manifest has {known}")
            message = copy.deepcopy(self._world.message(channel, ts))
            payload = payloads.message_action(self._world, person, place, message, callback_id)
            return self._send_and_wait("interactive", payload).state == "acked"

    def press(
        self, user: str, channel: str, ts: str, action_id: str, *, block_id: str | None = None, value: ActInput = None
    ) -> bool:
        """Press a button, or choose `value` in a select, in a message. Return whether the app acknowledged it."""
        with self._world.changed:
            person, place = self._world.user(user), self._world.channel(channel)
            message, ephemeral = self._message_seen(user, channel, ts)
            block, element = _only_element(message.get("blocks", []), action_id, block_id, value)
            chosen = self._world.chosen.setdefault((user, ts), {})
            if element["type"] in STATEFUL:
                chosen.setdefault(block["block_id"], {})[action_id] = entered(element, value)
            payload = payloads.block_actions_on_message(self._world, person, place, message, ephemeral=ephemeral)
            payload["state"] = {"values": copy.deepcopy(state_of(message["blocks"], chosen))}
            payload["actions"] = [action(block, element, value, self._world.stamp())]
            return self._send_and_wait("interactive", payload).state == "acked"

    def _message_seen(self, user: str, channel: str, ts: str) -> tuple[Json, bool]:
        whispered = self._world.ephemerals.get(user, {}).get(ts)
        if whispered and whispered[0] == channel:
            return copy.deepcopy(whispered[1]), True
        return copy.deepcopy(self._world.message(channel, ts)), False

    def forge(self, user: str, channel: str, ts: str, **pressed: object) -> bool:
        """Press something that is not in a message: the payload is signed, and what was ``pressed`` is made up."""
        with self._world.changed:
            person, place = self._world.user(user), self._world.channel(channel)
            message, ephemeral = self._message_seen(user, channel, ts)
            payload = payloads.block_actions_on_message(self._world, person, place, message, ephemeral=ephemeral)
            payload["actions"] = [{"type": "button", "block_id": "b", "action_ts": self._world.stamp(), **pressed}]
            return self._send_and_wait("interactive", payload).state == "acked"

    def press_in_view(
        self, user: str, view_id: str, action_id: str, value: ActInput = None, *, block_id: str | None = None
    ) -> bool:
        """Press a button, or change an input with dispatch_action, in an open view. Return whether the app acknowledged it."""
        with self._world.changed:
            person = self._world.user(user)
            if view_id not in [*self._world.stacks.get(user, []), self._world.homes.get(user)]:
                raise ImpossibleError(f"{user} does not have the view {view_id!r} open")
            view, typed = self._world.views[view_id], self._world.typed[view_id]
            block, element = _only_element(view["blocks"], action_id, block_id, value)
            if block["type"] == "input" and not block.get("dispatch_action"):
                raise ImpossibleError(
                    f"the input {action_id!r} does not have dispatch_action: the app hears of it on submit only"
                )
            if element["type"] in STATEFUL:
                typed.setdefault(block["block_id"], {})[action_id] = entered(element, value)
            payload = payloads.block_actions_in_view(self._world, person, self._view_with_state(view_id))
            payload["actions"] = [action(block, element, value, self._world.stamp()) | _typed_value(element, value)]
            return self._send_and_wait("interactive", payload).state == "acked"

    def _view_with_state(self, view_id: str) -> Json:
        view = copy.deepcopy(self._world.views[view_id])
        return view | {"state": {"values": copy.deepcopy(state_of(view["blocks"], self._world.typed[view_id]))}}


def _typed_value(element: Json, value: ActInput) -> Json:
    return {"value": value} if element["type"] in TEXT_INPUTS else {}


def _only_element(blocks: list[Json], action_id: str, block_id: str | None, value: ActInput) -> tuple[Json, Json]:
    there = list(elements_in(blocks))
    found = [pair for pair in there if pair[1]["action_id"] == action_id and block_id in (None, pair[0]["block_id"])]
    if len(found) > 1 and value is not None:
        found = [pair for pair in found if pair[1].get("value", value) == value]
    if len(found) != 1:
        known = ", ".join(f"{block['block_id']}/{element['action_id']}" for block, element in there) or "nothing"
        raise ImpossibleError(f"{len(found)} elements are {action_id!r}; what can be pressed: {known}")
    return found[0]
