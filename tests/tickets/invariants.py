"""The ten invariants of tickets, checked after each step of random sequences of events."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.desk.desk import Desk
from bot.desk.letters import Digest, Reminder, ToPerson
from bot.desk.messages import FormFaults
from bot.knowledge.values import RIGHTS
from bot.tickets import STOP_FIRST, Act, Actor, Decision, Event, Incident, Kind, Record, Role, State, Ticket, possible, row_for
from bot.tickets.codes import EXTENSIONS, GROUNDS, checklist
from tests.desk.fakes import NOON, Clock, OfficerList, ScriptedReader, desk_rules
from tests.desk.people import ANNA, BO, ODA, OLLE, READINGS, command, form, next_message
from tests.shipped import knowledge
from tests.tickets.probes import Probe

PERIODS = knowledge().retention
WORDS = sorted(words for words, reading in READINGS.items() if not words.endswith("/Eva") and words != "Our newsletter")
DESKS_OWN = {"confirm", "delivered", "bounce", "merged", "undelivered", "removed"}
"""Acts of the desk itself, which never refuses, closes or dismisses."""
OWING = {"suspected", "open", "waiting_identity", "waiting_scope", "working", "review", "sent", "refused"}
"""States in which an answer is owed until it has arrived."""
FULFILLED = {Decision.GRANTED, Decision.PARTLY}
ANSWERS = {"answer", "refusal"}
BESIDES = {Act.NOTE, Act.REPLY, Act.HOLD, Act.RELEASE, Act.COMPLAINT, Act.CORRECT, Act.LINK, Act.TAKE, Act.WITHDRAW}
"""Acts that bring a ticket no nearer to its answer, except when it is first taken."""
PERSONS = [ANNA, BO]
OFFICERS = [OLLE, ODA]
DAYS = [1 / 24, 0.5, 1, 1, 2, 3, 7, 13, 31]


def row_of_log(event: Event) -> tuple[Any, ...]:
    """The part of an event that never changes; its words can be removed."""
    return (event.seq, event.at, event.actor, event.role, event.what, event.before, event.after, event.code)


class Life(RuleBasedStateMachine):
    """People write, officers act, time passes, letters get lost, and two replicas run their schedulers."""

    open_probe: ClassVar[Callable[[Clock], Probe]]

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock(NOON)
        self.probe = type(self).open_probe(self.clock)
        self.desk_rules = desk_rules(self.clock, periods=PERIODS)
        officers = OfficerList(*OFFICERS)
        self.desks = [Desk(ScriptedReader(READINGS), self.probe.store, officers, self.desk_rules) for _ in range(2)]
        self.steps = 0
        self.lossy = False
        self.known: dict[int, Ticket] = {}
        self.logs: dict[int, list[tuple[Any, ...]]] = {}
        self.alarms: Counter[tuple[object, ...]] = Counter()

    def teardown(self) -> None:
        self.probe.close()

    @property
    def desk(self) -> Desk:
        return self.desks[self.steps % 2]

    @property
    def now(self) -> datetime:
        return self.desk_rules.local(self.clock())

    # What happens

    @rule(words=st.sampled_from(WORDS), who=st.sampled_from(PERSONS), late=st.integers(0, 20), data=st.data())
    def somebody_writes(self, words: str, who: str, late: int, data: st.DataObject) -> None:
        """The desk reads it now or some days later; it may be in the thread of an earlier ticket."""
        self.steps += 1
        source = f"{who}.{self.steps}"
        threads = [None, *(("D", known.source_ts) for known in self.known.values() if known.source_ts)]
        thread = data.draw(st.sampled_from(threads))
        written = self.clock() - timedelta(days=late)
        facts = {"asker": who, "sent_at": written, "source_channel": "D", "source_ts": source, "thread": thread}
        self.desk.ask(next_message(self.steps, words, **facts))

    @rule(rights=st.sets(st.sampled_from(RIGHTS), min_size=1, max_size=3), who=st.sampled_from(PERSONS), days=st.integers(0, 40))
    def somebody_fills_in_the_form(self, rights: set[Any], who: str, days: int) -> None:
        self.steps += 1
        receipt = self.desk_rules.today - timedelta(days=days)
        self.desk.request(form(key=f"view:{self.steps}", asker=who, rights=tuple(sorted(rights)), receipt=receipt))

    @precondition(lambda self: self.known)
    @rule(data=st.data(), steps=st.integers(2, 8))
    def officers_work_on_a_ticket(self, data: st.DataObject, steps: int) -> None:
        """The next step mostly, and sometimes another; hours or days lie between."""
        id = data.draw(st.sampled_from(sorted(self.known)))
        for _ in range(steps):
            ticket, officer = self.probe.tickets()[id], data.draw(st.sampled_from(OFFICERS))
            offered = possible(ticket, Actor(officer, Role.OFFICER, self.clock(), self.desk_rules.today))
            steps_on = [act for act in offered if act not in BESIDES or act is offered[0]]
            if offered:
                self._act(ticket, data.draw(st.sampled_from([*steps_on[:1] * 3, *steps_on] or offered)), officer, data)
            self.clock.advance(timedelta(days=data.draw(st.sampled_from([0, 0, 0.1, 1, 2]))))
            self.dates_never_move_to_a_later_day()

    @precondition(lambda self: self.known)
    @rule(data=st.data(), officer=st.sampled_from(OFFICERS))
    def an_officer_does_what_is_offered(self, data: st.DataObject, officer: str) -> None:
        ticket = data.draw(st.sampled_from(list(self.known.values())))
        offered = possible(ticket, Actor(officer, Role.OFFICER, self.clock(), self.desk_rules.today))
        if offered:
            self._act(ticket, data.draw(st.sampled_from(offered)), officer, data)

    @precondition(lambda self: self.known)
    @rule(data=st.data(), who=st.sampled_from([*PERSONS, *OFFICERS]), act=st.sampled_from(Act))
    def anybody_tries_anything(self, data: st.DataObject, who: str, act: Act) -> None:
        self._act(data.draw(st.sampled_from(list(self.known.values()))), act, who, data)

    @precondition(lambda self: len(self.known) > 1)
    @rule(data=st.data())
    def an_officer_links(self, data: st.DataObject) -> None:
        """(3) The earliest receipt date survives, and no date gets later by it."""
        linked, into = data.draw(st.permutations(list(self.known.values())))[:2]
        self._act(linked, Act.LINK, OLLE, data, other=into.reference)
        after = self.probe.tickets()
        if after[linked.id].state is not linked.state:
            assert after[into.id].receipt == min(linked.receipt, into.receipt)
            assert set(after[into.id].rights) == {*linked.rights, *into.rights}

    @rule(days=st.sampled_from(DAYS))
    def time_passes(self, days: float) -> None:
        self.clock.advance(timedelta(days=days))

    @rule()
    def a_year_passes(self) -> None:
        self.clock.advance(timedelta(days=370))

    @rule()
    def the_post_is_lost_or_found(self) -> None:
        self.lossy = not self.lossy

    @rule()
    def the_scheduler_runs(self) -> None:
        """(7) Overdue tickets are reminded of on the same day."""
        self._deliver()
        for desk in (*self.desks, self.desks[0]):
            desk.scheduler.run_due()
        self._deliver()
        if self.now.hour < self.desk_rules.opens:
            return
        for ticket in self.probe.tickets().values():
            is_owed = ticket.kind is Kind.REQUEST and ticket.state in OWING and ticket.informed_at is None
            if is_owed and self.desk_rules.today > ticket.due:
                left = (ticket.due - self.desk_rules.today).days
                assert self.alarms[ticket.id, "overdue", ticket.due, left], f"nobody was told that {ticket.state} is late"

    # What always holds

    @invariant()
    def dates_never_move_to_a_later_day(self) -> None:
        """(1) Only an extension or another country gives a later date."""
        self._deliver()
        tickets = self.probe.tickets()
        for id, before in self.known.items():
            after = tickets[id]
            assert after.receipt <= before.receipt <= self.desk_rules.today
            if (after.extended_at, after.country) == (before.extended_at, before.country):
                assert after.due <= before.due
        self.known = dict(tickets)

    @invariant()
    def nobody_unidentified_is_given_anything(self) -> None:
        """(2) After a doubt about identity only a check allows a disclosure; objections need no check."""
        for ticket in self.known.values():
            asked = [event.what for event in self.probe.log(ticket.id) if event.what in {"ask_identity", "identity_ok"}]
            if ticket.state is State.SENT and asked[-1:] == ["ask_identity"]:
                given = {right for right, decision in ticket.decisions.items() if decision in FULFILLED}
                assert given <= STOP_FIRST

    @invariant()
    def what_was_answered_ends_when_the_person_is_informed(self) -> None:
        """(4)"""
        for ticket in self.known.values():
            if ticket.state is State.CLOSED and ticket.kind is Kind.REQUEST and ticket.decisions:
                ends = [event for event in self.probe.log(ticket.id) if event.what == "close"]
                assert ticket.informed_at or not ends or ends[-1].before == "withdrawn"

    @invariant()
    def nothing_is_refused_without_a_ground(self) -> None:
        """(5)"""
        for ticket in self.known.values():
            if ticket.state in {State.SENT, State.REFUSED} and {"refused", "partly"} & set(ticket.decisions.values()):
                assert ticket.ground in GROUNDS

    @invariant()
    def extensions_have_a_ground_and_were_in_time(self) -> None:
        """(6)"""
        for ticket in self.known.values():
            assert (ticket.extended_at is None) == (ticket.extension_ground is None)
            if ticket.extended_at:
                assert ticket.extension_ground in EXTENSIONS
                assert self.desk_rules.local(ticket.extended_at).date() <= ticket.deadline.legal

    @invariant()
    def logs_only_grow_and_the_desk_decides_nothing(self) -> None:
        """(8) and (9)"""
        for id, ticket in self.known.items():
            events = self.probe.log(id)
            rows, before = [row_of_log(event) for event in events], self.logs.get(id, [])
            if "register" in ticket.removed:
                assert rows == []
            else:
                assert rows[: len(before)] == before
                assert [event.seq for event in events] == list(range(1, ticket.log_length + 1))
            assert {event.what for event in events if event.role is Role.DESK} <= DESKS_OWN
            self.logs[id] = rows
        assert not self.probe.faults()

    @invariant()
    def each_alarm_is_one_letter(self) -> None:
        """(10)"""
        assert [alarm for alarm, letters in self.alarms.items() if letters > 1] == []

    def _deliver(self) -> None:
        tickets = self.probe.tickets()
        for letter in self.probe.deliver(lossy=self.lossy):
            if isinstance(letter, Reminder):
                date = {"stop": self.desk_rules.today, "incident": None}.get(letter.name, tickets[letter.ticket].due)
                days = None if letter.name == "stop" else letter.days
                self.alarms[letter.ticket, letter.name, date, days] += 1
            elif isinstance(letter, Digest):
                self.alarms["digest", self.now.isocalendar()[:2]] += 1
            elif isinstance(letter, ToPerson) and letter.about in ANSWERS:
                assert tickets[letter.ticket].prepared_by, "nothing leaves that nobody prepared"

    def _act(self, ticket: Ticket, act: Act, who: str, data: st.DataObject, other: str | None = None) -> None:
        self.steps += 1
        row = row_for(ticket, act)
        given = {
            "words": data.draw(st.sampled_from(["Så är det"] * 5 + [""])),
            "code": data.draw(st.sampled_from([*row.codes, None])) if row and row.codes else None,
            "day": self.desk_rules.today - timedelta(days=data.draw(st.sampled_from([0, 0, 0, 0, 1, -1]))),
            "moment": self.clock(),
            "decisions": {right: data.draw(st.sampled_from(Decision)) for right in ticket.rights},
            "checked": checklist(RIGHTS),
            "answer": "Det är gjort.",
            "incident": Incident(aware_at=self.clock(), what="Kundlistan"),
            "record": self._record(ticket, data) if act is Act.CORRECT else None,
        }
        try:
            self.desk.act(command(act, who, ticket=ticket.id, click=self.steps, other=other, **given))
        except FormFaults:
            return  # mended another time

    def _record(self, ticket: Ticket, data: st.DataObject) -> Record:
        rights = data.draw(st.sets(st.sampled_from(RIGHTS), max_size=2))
        receipt = ticket.receipt - timedelta(days=data.draw(st.integers(-2, 50)))
        return Record(tuple(sorted(rights)), receipt, data.draw(st.sampled_from(["SE", "NO", "SE+NO", "DK"])))
