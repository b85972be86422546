"""The context that all listeners share, and what presses and forms have in common."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.desk.desk import Desk
from bot.desk.messages import FormFaults, TicketCommand
from bot.desk.places import Direct, Place, Private
from bot.desk.ports import OfficersUnknown
from bot.slack import act_forms, views
from bot.slack.form_opener import FormOpener
from bot.slack.payloads import thread_of_press
from bot.slack.people import UserLocales
from bot.slack.views import View
from bot.texts import Texts
from bot.tickets import Act, State, Ticket, row_for

Body = dict[str, Any]

URL_LIVES = timedelta(minutes=25)
"""How long a response_url is used. Slack accepts nothing there after half an hour."""


@dataclass(frozen=True)
class ListenerContext:
    """The desk, the people and the texts, and what all listeners do with them. Every listener gets the same object."""

    desk: Desk
    people: UserLocales
    texts: Texts
    officers_language: str
    bot_user: str
    clock: Callable[[], datetime]
    zone: ZoneInfo
    ticket: Callable[[int], Ticket | None]
    """Finds the ticket for which a form is opened."""
    team: str = ""
    """The desk's own team in Slack."""
    forms: FormOpener = field(default_factory=FormOpener)
    officers_channel: str = ""
    channel_changed: Callable[[str | None], None] = lambda _: None
    """Hears that the officers' channel changed, or that a user joined or left it."""

    def press(self, body: Body, act: Act, ticket: int, client: WebClient, only_in: State | None = None) -> None:
        """Carry out an act, or open its form if it needs input.

        The desk is asked first: a person who may not do it, or not now, is told so and sees no form.
        """
        place = beside(body)
        try:
            self.desk.act(TicketCommand(keys(body), ticket, act, place.user, place, only_in=only_in))
        except FormFaults:
            self._open_act_form(body, act, ticket, client)
        except OfficersUnknown:
            self.press_again(body)

    def open_form(self, body: Body, view: View, client: WebClient) -> None:
        """Open a form after a press or a command, without waiting for Slack. Who used it is told where that fails."""
        self.forms.open(client, body["trigger_id"], view, lambda: self.press_again(body))

    def press_again(self, body: Body) -> None:
        """Tell whoever pressed something, or used a command, that nothing was done and that they are to do it again."""
        place = beside(body)
        again = tuple(f"{key}:again" for key in keys(body))
        self.desk.press_again(again, place, self.language_for(place.user))

    def _open_act_form(self, body: Body, act: Act, id: int, client: WebClient) -> None:
        ticket = self.ticket(id)
        row = row_for(ticket, act) if ticket else None
        if ticket is None or row is None:
            return
        language = ticket.language if body["channel"]["id"].startswith("D") else self.officers_language
        view = act_forms.act_form(self.texts, language, ticket, row, self.now, beside(body))
        self.open_form(body, view, client)

    def tell_faults(self, ack: Ack, body: Body, faults: Mapping[str, str]) -> None:
        """Keep a form open with error messages: ``faults`` maps fields to text names."""
        language = views.language_of(body)
        said = {field: self.texts.say(language, name) for field, name in faults.items()}
        ack(response_action="errors", errors=views.input_errors(body, said))

    def answer_to(self, body: Body) -> Place:
        """Return where to answer a form: beside the message it was opened from while its response_url works, else directly."""
        state, user = views.state_of(body), body["user"]["id"]
        opened = datetime.fromtimestamp(state["at"], UTC)
        if self.clock() - opened >= URL_LIVES:
            return Direct(user)
        return Private(user, state["response_url"], state.get("thread"))

    def language_for(self, user: str) -> str:
        """The language for somebody who used a button or command and wrote no text to tell it from."""
        return self.desk.language(self.people.locale(user))

    @property
    def now(self) -> datetime:
        """The local time."""
        return self.clock().astimezone(self.zone)


def beside(body: Mapping[str, Any]) -> Private:
    """Return the place beside the message or command that was used, visible to that person only."""
    user = body.get("user_id") or body["user"]["id"]
    return Private(user, body["response_url"], thread_of_press(body))


def keys(body: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the delivery key of a button press."""
    return (f"action:{body['trigger_id']}",)


def form_keys(body: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the delivery key of a submitted form."""
    return (f"view:{body['view']['id']}",)
