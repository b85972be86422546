"""`insyn tickets letter`: prints a letter of a ticket as text that support can send."""

from typing import NoReturn

import click

from bot.assembly import load_knowledge, load_texts, records_of
from bot.commands.records import Records, records
from bot.desk.letters import Opened
from bot.knowledge import Knowledge
from bot.texts import Renderer
from bot.texts.sheet import Draft
from bot.tickets import Event, Ticket
from bot.tickets.transitions import TRANSITIONS

ABOUT = tuple(dict.fromkeys(row.tells for row in TRANSITIONS if row.tells))
"""Letters named in the table of transitions; ``opened`` is the acknowledgement."""


def run(reference: str, about: str, language: str | None) -> None:
    """Print a letter with the officers' latest words for it."""
    with records() as found:
        ticket, knowledge = found.ticket(reference), load_knowledge(found.knowledge_folder)
        language = language or ticket.letter_language or ticket.language
        if language not in knowledge.languages:
            raise click.BadParameter(f"{language!r} is not spoken here; there are {', '.join(knowledge.languages)}.")
        if ticket.shredded_at:
            raise click.BadParameter(f"the contents of {ticket.reference} were removed; no letter can be written of it.")
        click.echo(text(found, knowledge, ticket, about, language))
        found.store.desk_event("ticket_shown", ticket.reference)


def text(found: Records, knowledge: Knowledge, ticket: Ticket, about: str, language: str) -> str:
    """Return the text of the letter."""
    renderer = Renderer(knowledge, load_texts(knowledge), records_of(found.store, found.rules))
    if about == "opened":
        sheet = renderer.sheet(Opened(language=language, ticket=ticket.id, draft_language=language))
        drafts = [part.text for part in sheet.parts if isinstance(part, Draft)]
        return drafts[0] if drafts else _none(ticket, about)
    return renderer.draft(about, ticket, _event(found, ticket, about), language)


def _event(found: Records, ticket: Ticket, about: str) -> Event:
    """Return the latest event that the letter is about."""
    acts = {row.act for row in TRANSITIONS if row.tells == about}
    happened = [event for event in found.store.events(ticket.id) if event.what in acts]
    return happened[-1] if happened else _none(ticket, about)


def _none(ticket: Ticket, about: str) -> NoReturn:
    acts = ", ".join(dict.fromkeys(row.act for row in TRANSITIONS if row.tells == about))
    raise click.BadParameter(f"{ticket.reference} has no letter “{about}”: nothing that it tells of has happened ({acts}).")
