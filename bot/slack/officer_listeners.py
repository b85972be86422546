"""What officers do with tickets, by the buttons and the menu of a card and by the forms behind them.

Whoever may do something, and when, is for the desk to decide: a button that was drawn once can be pressed by anybody later.
"""

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.desk.messages import FormFaults, TicketCommand
from bot.slack import act_forms, views
from bot.slack.listening import Body, Listening, form_keys
from bot.tickets import ACTS, Act, Role, State

OFFICERS_ACTS = tuple(act for act, rows in ACTS.items() if any(Role.OFFICER in row.who for row in rows))
"""What a card can offer."""
WITH_FORM = tuple(act for act in OFFICERS_ACTS if any(row.needs for row in ACTS[act] if Role.OFFICER in row.who))
"""What needs something filled in."""


class OfficerListeners:
    """Hears the officers, and whoever passed on a letter to somebody outside Slack."""

    def __init__(self, context: Listening) -> None:
        self._context = context
        self._desk = context.desk

    def on_button(self, ack: Ack, body: Body, action: Body, client: WebClient) -> None:
        """A button for an act; its value is the ticket."""
        act = Act(action["action_id"].removeprefix(act_forms.PREFIX))
        # Taking is a button on a new ticket only. Of two officers who press it the later one is told, and takes over nothing.
        self._context.press(body, act, int(action["value"]), client, only_in=State.OPEN if act is Act.TAKE else None)
        ack()

    def on_menu(self, ack: Ack, body: Body, action: Body, client: WebClient) -> None:
        """A choice from the menu; its value is the act and the ticket."""
        act, _, ticket = action["selected_option"]["value"].partition(" ")
        self._context.press(body, Act(act), int(ticket), client)
        # A menu says nothing when the same is chosen again; redrawn, it has forgotten what was chosen.
        self._desk.redraw(int(ticket))
        ack()

    def on_form(self, ack: Ack, body: Body) -> None:
        """The form for an act was sent; what is wrong or missing is said at its field."""
        state = views.state_of(body)
        command = TicketCommand(
            form_keys(body),
            state["ticket"],
            Act(state["act"]),
            body["user"]["id"],
            self._context.answer_to(body),
            given=act_forms.read_act(body),
            other=act_forms.read_other(body),
        )
        try:
            self._desk.act(command)
        except FormFaults as faults:
            self._context.tell_faults(ack, body, faults.faults)
        else:
            ack()
