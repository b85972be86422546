"""Modals as their user sees them: reading, filling in, submitting, closing."""

from collections.abc import Mapping
from typing import Any

from . import payloads
from .checks import checked_view
from .forms import ActInput, entered, refusals, shown, state_of
from .interacting import Interacting
from .methods_views import DEEPEST_STACK, put_on_top, replace
from .values import ImpossibleError, Json, RefusedError, SubmitResult, View


class Modals(Interacting):
    """What a person does with modals."""

    def view(self, user: str) -> View | None:
        """Return the topmost modal of a user."""
        with self._world.changed:
            stack = self._world.stacks.get(user, [])
            return self._seen(stack[-1]) if stack else None

    def home(self, user: str) -> View | None:
        """Return the home tab that the app published for a user."""
        with self._world.changed:
            return self._seen(self._world.homes[user]) if user in self._world.homes else None

    def _seen(self, view_id: str) -> View:
        raw = self._world.views[view_id]
        values = state_of(raw["blocks"], self._world.typed[view_id])
        flat = {block_id: shown(next(iter(held.values()))) for block_id, held in values.items()}
        return View.seen(raw, flat)

    def _top(self, user: str) -> str:
        stack = self._world.stacks.get(user, [])
        if not stack:
            raise ImpossibleError(f"{user} has no modal open")
        return stack[-1]

    def submit(self, user: str, values: Mapping[str, ActInput] | None = None) -> SubmitResult:
        """Fill in the inputs by block_id and press submit; inputs that are not given keep their value."""
        with self._world.changed:
            view_id = self._top(user)
            view = self._world.views[view_id]
            self._fill(view, values or {})
            held = state_of(view["blocks"], self._world.typed[view_id])
            if not view.get("submit"):
                raise ImpossibleError("this modal has no submit button")
            refused = refusals(view["blocks"], held)
            if refused:
                return SubmitResult(refused)
            payload = payloads.view_submission(self._world, self._world.user(user), self._view_with_state(view_id))
            delivery = self._send_and_wait("interactive", payload)
            if delivery.state == "failed":
                return SubmitResult(problem="operation_timeout")
            return self._apply_answer(user, view_id, delivery.answer)

    def forge_form(self, user: str, view: Json) -> Any:
        """Submit a form that was never opened, or not so. Return what the app answers; None where it does not acknowledge."""
        with self._world.changed:
            payload = payloads.view_submission(self._world, self._world.user(user), view)
            delivery = self._send_and_wait("interactive", payload)
            return None if delivery.state == "failed" else delivery.answer or {}

    def _fill(self, view: Json, values: Mapping[str, ActInput]) -> None:
        inputs = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
        for block_id, value in values.items():
            if block_id not in inputs:
                raise ImpossibleError(f"there is no input block {block_id!r}; there are {', '.join(inputs) or 'none'}")
            element = inputs[block_id]
            self._world.typed[view["id"]].setdefault(block_id, {})[element["action_id"]] = entered(element, value)
        self._world.touch()

    def _apply_answer(self, user: str, view_id: str, answer: Any) -> SubmitResult:
        said: Json = answer if isinstance(answer, dict) else {}
        try:
            return self._respond(user, view_id, said)
        except RefusedError as refused:
            return SubmitResult(problem=refused.error)

    def _respond(self, user: str, view_id: str, said: Json) -> SubmitResult:
        action = said.get("response_action")
        if action == "errors":
            return self._errors(view_id, said.get("errors"))
        if action == "update":
            replace(self._world, view_id, checked_view(self._world, said.get("view")))
            return SubmitResult()
        if action == "push":
            return self._push(user, said.get("view"))
        if action not in (None, "clear"):
            return SubmitResult(problem="invalid_response_action")
        self._close_views(user, view_id, everything=action == "clear")
        return SubmitResult(closed=True)

    def _errors(self, view_id: str, errors: Any) -> SubmitResult:
        inputs = {block["block_id"] for block in self._world.views[view_id]["blocks"] if block["type"] == "input"}
        if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
            # Slack shows errors below input blocks only and otherwise says that it had trouble.
            return SubmitResult(problem="errors_for_no_input_block")
        return SubmitResult(errors)

    def _push(self, user: str, view: Any) -> SubmitResult:
        if len(self._world.stacks[user]) >= DEEPEST_STACK:
            return SubmitResult(problem="push_limit_reached")
        put_on_top(self._world, user, checked_view(self._world, view))
        return SubmitResult()

    def _close_views(self, user: str, view_id: str, *, everything: bool) -> None:
        stack = self._world.stacks[user]
        if everything:
            stack.clear()
        elif view_id in stack:
            stack.remove(view_id)
        self._world.touch()

    def close(self, user: str) -> bool:
        """Close the topmost modal. Return whether the app acknowledged it, or did not ask to be notified."""
        with self._world.changed:
            view_id = self._top(user)
            view = self._view_with_state(view_id)
            self._close_views(user, view_id, everything=bool(view.get("clear_on_close")))
            if not view.get("notify_on_close"):
                return True
            payload = payloads.view_closed(self._world, self._world.user(user), view)
            return self._send_and_wait("interactive", payload).state == "acked"
