"""The context that all listeners share: who they speak to, and what every press and form has."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.desk.desk import Desk
from bot.desk.messages import FormFaults, TicketCommand
from bot.desk.places import Direct, Place, Private
from bot.slack import act_forms, views
from bot.slack.people import UserLocales
from bot.texts import Texts
from bot.tickets import Act, State, Ticket, row_for

Body = dict[str, Any]

URL_LIVES = timedelta(minutes=25)
"""How long the address beside a button is used; Slack takes nothing there after half an hour."""


@dataclass(frozen=True)
class Listening:
    """Whom listeners speak to, and what they do alike. One object, handed to each of them."""

    desk: Desk
    people: UserLocales
    texts: Texts
    officers_language: str
    bot_user: str
    clock: Callable[[], datetime]
    zone: ZoneInfo
    ticket: Callable[[int], Ticket | None]
    """A ticket as it stands, for the form of an act on it."""

    def press(self, body: Body, act: Act, ticket: int, client: WebClient, only_in: State | None = None) -> None:
        """Do what a button stands for; where that needs something filled in, its form opens.

        The desk is asked first: whoever may not do it, or not now, is told so and sees no form.
        """
        place = beside(body)
        try:
            self.desk.act(TicketCommand(keys(body), ticket, act, place.user, place, only_in=only_in))
        except FormFaults:
            self._open_form(body, act, ticket, client)

    def _open_form(self, body: Body, act: Act, id: int, client: WebClient) -> None:
        ticket = self.ticket(id)
        row = row_for(ticket, act) if ticket else None
        if ticket is None or row is None:
            return
        language = ticket.language if body["channel"]["id"].startswith("D") else self.officers_language
        view = act_forms.act_form(self.texts, language, ticket, row, self.now, body["response_url"])
        client.views_open(trigger_id=body["trigger_id"], view=view)

    def tell_faults(self, ack: Ack, body: Body, faults: Mapping[str, str]) -> None:
        """Keep a form open, with the sentences of these names at its fields."""
        language = views.language_of(body)
        said = {field: self.texts.say(language, name) for field, name in faults.items()}
        ack(response_action="errors", errors=views.faulty(body, said))

    def answer_to(self, body: Body) -> Place:
        """Where the one who sent a form hears of it: beside what they pressed, as long as Slack takes that."""
        state, user = views.state_of(body), body["user"]["id"]
        opened = datetime.fromtimestamp(state["at"], UTC)
        return Private(user, state["response_url"]) if self.clock() - opened < URL_LIVES else Direct(user)

    def language_for(self, user: str) -> str:
        """The language in which to speak to somebody who pressed or commanded, and wrote nothing."""
        return self.desk.language(self.people.locale(user))

    @property
    def now(self) -> datetime:
        """The local time."""
        return self.clock().astimezone(self.zone)


def beside(body: Mapping[str, Any]) -> Private:
    """Beside what somebody pressed, for their eyes alone."""
    return Private(body["user"]["id"], body["response_url"])


def keys(body: Mapping[str, Any]) -> tuple[str, ...]:
    """The delivery key of a press."""
    return (f"action:{body['trigger_id']}",)


def form_keys(body: Mapping[str, Any]) -> tuple[str, ...]:
    """The delivery key of a form that was sent."""
    return (f"view:{body['view']['id']}",)
