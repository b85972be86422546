"""The desk: one short method for each thing that a person can do."""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.desk.forms import check_form
from bot.desk.intake import Intake, Wish
from bot.desk.letters import Explain, Letter, Notice, PersonWanted, Reply
from bot.desk.messages import Message, RequestForm
from bot.desk.outcome_of import outcome_of
from bot.desk.outcomes import Answer
from bot.desk.places import Direct, Place
from bot.desk.places import Officers as OfficersChannel
from bot.desk.ports import Clock, Offer, Officers, Store, Unit
from bot.desk.work import Work
from bot.tickets import Act
from bot.understanding import Reader, Reading, Verdict

EDIT_WITHIN = timedelta(minutes=10)
"""An edit later than this is a new thought, and people have read the answer."""
OFFER_FOR = timedelta(days=14)
"""How long a doubtful message is kept for its button."""


class Desk:
    """Everything that reaches the desk goes through here; each method is one transaction.

    A method returns when what it was told is on disk. An exception means that nothing of it is.
    """

    def __init__(
        self,
        reader: Reader,
        store: Store,
        officers: Officers,
        clock: Clock,
        zone: ZoneInfo,
        officers_language: str,
    ) -> None:
        self._reader = reader
        self._store = store
        self._clock = clock
        self._zone = zone
        self._officers_language = officers_language
        self._intake = Intake(clock, zone, officers_language)
        self._work = Work(store, officers, clock, officers_language)

    def ask(self, message: Message) -> None:
        """Somebody wrote to the desk: they get an answer, or a ticket if they exercise a right."""
        reading = self._read(message)
        with self._store.transaction() as unit:
            if unit.first_time(message.keys, self._clock()):
                self._reply(unit, message, reading)

    def mail(self, message: Message) -> None:
        """A mail came into a channel by itself: nobody asked, so only what concerns privacy is answered."""
        reading = self._read(message)
        if reading.verdict in {Verdict.SMALLTALK, Verdict.UNREADABLE} or not reading.about_privacy:
            return
        with self._store.transaction() as unit:
            if unit.first_time(message.keys, self._clock()):
                self._reply(unit, message, reading)

    def choose(self, keys: Sequence[str], entry: str, place: Place, language: str, draft: str | None = None) -> None:
        """Somebody says which of the questions offered they meant, or a customer; then with a draft in that language."""
        self._say(keys, place, Reply(language=language, outcome=Answer(entry=entry), draft_language=draft))

    def edit(self, message: Message) -> None:
        """Somebody changed what they had written: a recent reply is written anew in its place."""
        reading = self._read(message)
        now = self._clock()
        with self._store.transaction() as unit:
            earlier = unit.sent_about(message.about or "", now - EDIT_WITHIN)
            if earlier and unit.first_time(message.keys, now):
                # The reference of a ticket stays readable when its message becomes something else.
                keeps = earlier.kind == "opened" and reading.verdict is not Verdict.REQUEST
                self._reply(unit, message, reading, replaces=None if keeps else earlier.id)

    def explain(self, keys: Sequence[str], place: Place, locale: str | None) -> None:
        """Somebody wants to know what the desk is."""
        self._say(keys, place, Explain(language=self.language(locale)))

    def request(self, form: RequestForm) -> None:
        """Somebody filled in the form; FormFaults where it cannot be taken as it is."""
        now = self._clock()
        check_form(form, now.astimezone(self._zone).date())
        with self._store.transaction() as unit:
            if unit.first_time((form.key,), now):
                self._intake.open(unit, Wish.from_form(form, now.astimezone(self._zone).date()), Direct(form.asker))

    def accept(self, keys: Sequence[str], offer: int, user: str, place: Place, language: str) -> None:
        """Somebody says that their doubtful message, or a mail that nobody passed on, was meant as a request."""
        with self._store.transaction() as unit:
            if not unit.first_time(keys, self._clock()):
                return
            kept = unit.offer(offer)
            is_anothers = kept is not None and kept.asker not in {None, user}
            if is_anothers or (kept := unit.take_offer(offer)) is None:
                refusal = Notice(language=language, text="offer_of_another" if is_anothers else "offer_gone")
                unit.put(place, refusal, now=self._clock())
                return
            self._intake.open(unit, Wish.from_offer(kept, self._zone, user), Direct(user))

    def hand_over(self, keys: Sequence[str], user: str, words: str, language: str) -> None:
        """Somebody wants a person to answer: the officers get the question."""
        with self._store.transaction() as unit:
            if unit.first_time(keys, self._clock()):
                now = self._clock()
                unit.put(OfficersChannel(), PersonWanted(language=self._officers_language, asker=user, words=words), now=now)
                unit.put(Direct(user), Notice(language=language, text="handed_over"), now=now)

    def act(self, keys: Sequence[str], ticket: int, act: Act, user: str, place: Place, words: str = "") -> None:
        """An officer does something with a ticket; anybody else is told that they cannot."""
        self._work.act(keys, ticket, act, user, place, words)

    def language(self, locale: str | None) -> str:
        """The language in which to speak to somebody of whom only the locale is known, if that."""
        return self._reader.languages.guess("", locale)

    def guess_rights(self, words: str, locale: str | None) -> Reading:
        """What somebody's words would fill into the form."""
        return self._reader.read(words, locale=locale)

    def _read(self, message: Message) -> Reading:
        customer = message.customer.words if message.customer else None
        return self._reader.read(message.words, customer=customer, locale=message.locale)

    def _say(self, keys: Sequence[str], place: Place, letter: Letter) -> None:
        with self._store.transaction() as unit:
            if unit.first_time(keys, self._clock()):
                unit.put(place, letter, now=self._clock())

    def _reply(self, unit: Unit, message: Message, reading: Reading, replaces: int | None = None) -> None:
        if reading.verdict is Verdict.REQUEST:
            self._intake.from_message(unit, message, reading, replaces)
            return
        offer = self._offer(unit, message, reading) if reading.rights else None
        letter = Reply(
            language=reading.language,
            outcome=outcome_of(reading, offer),
            draft_language=reading.customer_language,
            customer=self._intake.subject(message, reading).name if reading.customer_language else None,
        )
        unit.put(message.reply_to, letter, now=self._clock(), about=message.about, replaces=replaces)

    def _offer(self, unit: Unit, message: Message, reading: Reading) -> int:
        wish = self._intake.wish(message, reading)
        subject = wish.subject
        offer = Offer(
            asker=wish.asker,
            rights=wish.rights,
            words=wish.words,
            language=wish.language,
            customer_name=subject.name,
            customer_email=subject.email,
            for_customer=subject.is_customer,
            draft_language=wish.draft_language,
            receipt=self._intake.received(message),
            source_channel=wish.source_channel,
            source_ts=wish.source_ts,
        )
        return unit.add_offer(offer, self._clock() + OFFER_FOR)
