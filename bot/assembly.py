"""Builds the service from its parts; the only module that imports all of them."""

from __future__ import annotations

import logging
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from zoneinfo import ZoneInfo

import platformdirs

from bot.desk.desk_rules import DeskRules
from bot.knowledge import Knowledge, load, load_for_records
from bot.knowledge.values import RecordsKnowledge
from bot.model_file import kept_or_trained
from bot.progress import show_progress
from bot.service import Service
from bot.texts import Renderer, Texts
from bot.texts.renderer import TicketSource
from bot.understanding import Reader

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.desk.ports import Clock
    from bot.desk.scheduler import Scheduler
    from bot.settings import RecordsSettings, Settings
    from bot.slack.authorization import Authorization
    from bot.slack.mailbox import Mailbox
    from bot.store import SqlStore
    from bot.tickets import Event, Ticket

log = logging.getLogger("insyn")


class StartError(Exception):
    """The desk cannot start. The message says why and what to do."""


def shipped(name: str) -> Path:
    """The path of a file or folder that comes with the package, in an installed wheel or in a checkout."""
    package = Path(__file__).parent
    inside = package / "shipped" / name
    return inside if inside.exists() else package.parent / name


def load_knowledge(folder: Path | None) -> Knowledge:
    """The knowledge of a folder, or the shipped one for None. Raises KnowledgeError with every fault."""
    return load(folder or shipped("knowledge"), defaults=shipped("knowledge"))


def load_records_knowledge(folder: Path | None) -> RecordsKnowledge:
    """The languages and retention periods alone, several times as fast. Raises KnowledgeError with every fault."""
    return load_for_records(folder or shipped("knowledge"), defaults=shipped("knowledge"))


def load_reader(knowledge: Knowledge) -> Reader:
    """The reader of messages. Its trained model is cached in the user's cache folder; training takes a minute or two."""
    folder = Path(platformdirs.user_cache_dir("insyn"))
    return Reader(knowledge, model=kept_or_trained(knowledge, folder, _training))


def _training() -> AbstractContextManager[None]:
    return show_progress(
        "Learning from the knowledge how people ask: once, a minute or two ...", "Learnt, and kept for the next start."
    )


def load_texts(knowledge: Knowledge | RecordsKnowledge) -> Texts:
    """The catalogues of the knowledge's languages. Raises MissingCatalogue where one is not compiled."""
    return Texts(shipped("locales"), knowledge.languages)


@dataclass(frozen=True)
class Answerer:
    """The parts that answer questions, without Slack and a database."""

    knowledge: Knowledge
    reader: Reader
    renderer: Renderer


def build_answerer(folder: Path | None) -> Answerer:
    """The parts for `insyn ask`. Raises KnowledgeError where the folder has faults."""
    knowledge = load_knowledge(folder)
    return Answerer(knowledge, load_reader(knowledge), Renderer(knowledge, load_texts(knowledge), _no_records()))


def desk_rules(settings: RecordsSettings, knowledge: Knowledge | RecordsKnowledge, clock: Clock | None = None) -> DeskRules:
    """The company's rules, from settings and knowledge. Raises StartError where the knowledge lacks the officers' language."""
    language = settings.officers_language or knowledge.languages[0]
    if language not in knowledge.languages:
        raise StartError(f"OFFICERS_LANGUAGE is {language}, but the knowledge has {', '.join(knowledge.languages)}.")
    return DeskRules(
        clock=clock or _now,
        zone=settings.timezone,
        language=language,
        country=settings.country,
        four_eyes=settings.four_eyes,
        opens=settings.opens,
        closes=settings.closes,
        periods=knowledge.retention,
    )


def open_records(settings: RecordsSettings, clock: Clock | None = None) -> SqlStore:
    """Open the database that the settings name, as it is; nothing is made. Raises StoreUnavailable where that cannot be."""
    from bot import opening

    return opening.open_records(settings, clock)


def build_service(
    settings: Settings, clock: Clock | None = None, reader: Reader | None = None, *, new_database: bool = False
) -> Service:
    """Build the service for a workspace, not yet started. ``reader`` saves loading the knowledge again.

    Raises StartError where Slack refuses the token or the officers' language is unknown, KnowledgeError where the
    knowledge has faults, and StoreUnavailable where the database cannot be used. One that is gone is only begun anew with
    ``new_database``.
    """
    # Imported here: `insyn ask` needs neither Slack's libraries nor the database's, and starts in half the time.
    from bot.desk.desk import Desk
    from bot.desk.troubles import Troubles
    from bot.opening import begin_records
    from bot.slack.admission import home_of
    from bot.slack.app import build_app
    from bot.slack.conversation_listeners import ConversationListeners
    from bot.slack.conversation_order import Backlog
    from bot.slack.courier import Courier
    from bot.slack.fetching import FileFetcher
    from bot.slack.form_opener import FormOpener
    from bot.slack.hearing import Hearing
    from bot.slack.listener_context import ListenerContext
    from bot.slack.mailbox import Mailbox
    from bot.slack.missed import MissedMessages
    from bot.slack.officers import ChannelOfficers
    from bot.slack.people import UserLocales
    from bot.slack.posting import Posting
    from bot.slack.readiness import Readiness
    from bot.slack.watch import Watch

    now = clock or _now
    knowledge = reader.knowledge if reader else load_knowledge(settings.knowledge)
    texts, rules = load_texts(knowledge), desk_rules(settings, knowledge, now)
    client = web_client(settings)
    authorization = _let_in(client)
    home = home_of(client, authorization.identity)
    mailbox = Mailbox(client, home.user)
    store = begin_records(settings, clock, anew=new_database, has_written=lambda: _has_written(mailbox, settings))
    renderer = Renderer(knowledge, texts, _with_addresses(records_of(store, rules), store, mailbox, authorization))
    officers, people = ChannelOfficers(client, settings.officers_channel, home.team), UserLocales(client)
    desk = Desk(reader or load_reader(knowledge), store, officers, rules)
    fetch = FileFetcher(client, desk)
    backlog = Backlog()
    courier = Courier(Posting(store.outbox(), mailbox, renderer.sheet, settings.officers_channel, now, fetch), backlog)
    store.on_enqueue.append(courier.wake)
    watch = Watch(client, settings.officers_channel, store.outbox(), Troubles(store, rules), officers)
    forms = FormOpener()
    listening = ListenerContext(
        desk,
        people,
        texts,
        rules.language,
        home.user,
        now,
        settings.timezone,
        store.ticket,
        home.team,
        forms,
        settings.officers_channel,
        watch.heard,
    )
    missed = MissedMessages(client, ConversationListeners(listening), home)
    hearing = Hearing(store.heard(), missed.read, now)
    app = build_app(client, authorization, settings.signing_secret, listening, home, hearing.interrupted)
    readiness = Readiness(authorization, store.outbox())
    return Service(
        app,
        desk,
        store,
        courier,
        settings,
        now,
        authorization,
        readiness,
        people,
        backlog,
        hearing,
        officers,
        watch,
        forms,
    )


def web_client(settings: Settings) -> WebClient:
    """Slack's Web API as the bot; no call has been made yet. A call that fails is not made again by itself."""
    from slack_sdk import WebClient

    client = WebClient(token=settings.bot_token, base_url=settings.api_url, timeout=10)
    # The library's retry would post twice when an answer is lost; the courier looks for the message first.
    client.retry_handlers.clear()
    return client


def _let_in(client: WebClient) -> Authorization:
    """The desk's authorization. Waits while Slack is out of order; raises StartError where it refuses the token."""
    from bot.slack.authorization import authorize
    from bot.slack.errors import NotSent

    try:
        return authorize(client, time.sleep)
    except NotSent as error:
        raise StartError(f"Slack does not let the desk in ({error.code}). Run: insyn doctor") from None


class _Nobody:
    """An ``Officers`` port without any officers."""

    def includes(self, user: str) -> bool:  # noqa: ARG002 - the port's
        """False: no user acts in a command."""
        return False

    def is_colleague_in(self, channel: str, user: str) -> bool:  # noqa: ARG002 - the port's
        """False, as ``includes``."""
        return False


def scheduler_without_slack(store: SqlStore, rules: DeskRules) -> Scheduler:
    """The scheduler for commands that run while no Slack is there to say who is an officer."""
    from bot.desk.scheduler import Scheduler
    from bot.desk.ticket_actions import TicketActions

    return Scheduler(store, _Nobody(), TicketActions(store, _Nobody(), rules), rules)


def _has_written(mailbox: Mailbox, settings: Settings) -> bool:
    """Whether the desk wrote in the officers' channel before. StartError where Slack cannot tell now."""
    from bot.slack.errors import NotSent

    try:
        return mailbox.has_written(settings.officers_channel)
    except NotSent as error:
        if not error.passing:
            return False  # a channel that the desk is not in, or that is not there: it has no tickets there either
        raise StartError(f"Slack does not tell whether the desk had a database before ({error.code}). Try again.") from None


def _now() -> datetime:
    return datetime.now(UTC)


def records_of(store: SqlStore, rules: DeskRules) -> TicketSource:
    """The lookups that letters about tickets need, from the store alone: without links into Slack."""

    def ticket(id: int) -> Ticket:
        found = store.ticket(id)
        if found is None:
            raise LookupError(f"no ticket {id}")
        return found

    def event(id: int, seq: int) -> Event:
        found = store.event(id, seq)
        if found is None:
            raise LookupError(f"no event {seq} of ticket {id}")
        return found

    return TicketSource(ticket, event, lambda _: None, rules)


def _with_addresses(records: TicketSource, store: SqlStore, mailbox: Mailbox, authorization: Authorization) -> TicketSource:
    outbox = store.outbox()

    def link(ticket: Ticket) -> str | None:
        # Only the asker could open a link into their direct messages.
        if not ticket.source_ts or not ticket.source_channel or ticket.source_channel.startswith("D"):
            return None
        return mailbox.permalink(ticket.source_channel, ticket.source_ts)

    def card(ticket: Ticket) -> str | None:
        at = outbox.card_location(ticket.id)
        return authorization.identity.address_of(*at) if at else None

    return replace(records, link=link, card=card, address=mailbox.permalink)


def _no_records() -> TicketSource:
    def nothing(*_: object) -> NoReturn:
        raise LookupError("there are no tickets here")

    return TicketSource(nothing, nothing, nothing, DeskRules(_now, ZoneInfo("Europe/Stockholm"), "sv"))
