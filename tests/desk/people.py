"""Who writes to the desk in these tests, what they write, and how it is read."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.desk.desk import Desk
from bot.desk.messages import DELETED, Customer, Edit, Message, RequestForm, TicketCommand
from bot.desk.places import Direct, Place, Private, Thread
from bot.tickets import Act, ActInput, Decision
from bot.tickets.codes import checklist
from bot.understanding import AuthorityLetter, Verdict
from tests.desk.fakes import NOON, MemoryStore, reading

ANNA, BO, OLLE, ODA = "UANNA", "UBO", "UOLLE", "UODA"
IN_CHANNEL = Thread("CSUPPORT", "100.1")

READINGS = {
    "Yttra er i IMY-2026-77": reading(Verdict.AUTHORITY, authority=AuthorityLetter("IMY-2026-77", None), about_privacy=False),
    "Jag är på semester": reading(Verdict.ANSWER, entries=["cookie-definition"], automatic=True),
    "Tisdag passar bra": reading(Verdict.CHOICES, entries=["cookie-definition", "cookie-consent"], asks=False),
    "Radera mig, den 24 februari": reading(
        Verdict.REQUEST, rights=["erasure"], for_someone_else=True, name="Bo Berg", written_at=date(2026, 2, 24)
    ),
    "Radera mig, ni skickade min lista till fel person": reading(Verdict.REQUEST, rights=["erasure"], breach=True),
    "Vad är en cookie?": reading(Verdict.ANSWER, entries=["cookie-definition"]),
    "What is a cookie?": reading(Verdict.ANSWER, "en", entries=["cookie-definition"]),
    "Kakor?": reading(Verdict.CHOICES, entries=["cookie-definition", "cookie-consent"]),
    "Vem är ert ombud?": reading(Verdict.NO_ANSWER, unanswered="dpo-name"),
    "Vad är huvudstaden i Peru?": reading(Verdict.NO_ANSWER, about_privacy=False),
    "Tack!": reading(Verdict.SMALLTALK, smalltalk="thanks"),
    "...": reading(Verdict.UNREADABLE, about_privacy=False),
    "Radera mina uppgifter": reading(Verdict.REQUEST, rights=["erasure"]),
    "Radera allt nu!": reading(Verdict.REQUEST, rights=["erasure"]),
    "Visa allt och radera det": reading(Verdict.REQUEST, rights=["access", "erasure"]),
    "Mitt kundnummer är 4711": reading(Verdict.REQUEST, rights=["access"], unsure=True),
    "Visa vad ni har": reading(Verdict.REQUEST, rights=["access"]),
    "Eva Ek vill bli raderad": reading(
        Verdict.REQUEST, rights=["erasure"], for_someone_else=True, name="Eva Ek", email="eva@kund.example"
    ),
    "Ni sparar för mycket": reading(
        Verdict.ANSWER, entries=["storage-time"], rights=["erasure", "objection"], maybe_request=True
    ),
    "Kakor, bort med dem": reading(
        Verdict.CHOICES, entries=["cookie-consent"], rights=["consent_withdrawal"], maybe_request=True
    ),
    "Ni borde skämmas": reading(Verdict.NO_ANSWER, rights=["objection"], maybe_request=True),
    "What is a cookie? /Eva": reading(Verdict.ANSWER, "sv", "en", entries=["cookie-definition"]),
    "Please delete Eva Ek, eva@kund.example": reading(
        Verdict.REQUEST, "sv", "en", rights=["erasure"], name="Eva Ek", email="eva@kund.example"
    ),
    "Please delete me /Eva": reading(Verdict.REQUEST, "sv", "en", rights=["erasure"]),
    "Please keep less of me /Eva": reading(
        Verdict.ANSWER, "sv", "en", entries=["storage-time"], rights=["erasure"], maybe_request=True
    ),
    "Sluta med reklam": reading(Verdict.REQUEST, rights=["objection"]),
    "Jag skickade kundlistan till fel person": reading(Verdict.INCIDENT, breach=True),
    "Kundlistan gick till fel kund": reading(Verdict.INCIDENT, breach=True),
    "We were sent the list of others /Eva": reading(Verdict.INCIDENT, "sv", "en", breach=True, name="Eva Ek"),
    "Kundlistan gick fel, vad gör jag?": reading(Verdict.ANSWER, entries=["security"], breach=True),
    "Kundlistan gick fel. Radera mig!": reading(Verdict.REQUEST, rights=["erasure"], breach=True),
    "Radera mig! Och vad är en cookie?": reading(Verdict.REQUEST, rights=["erasure"], entries=["cookie-definition"]),
    "Vad är en cookie, och vem är ert ombud?": reading(
        Verdict.ANSWER, entries=["cookie-definition"], asked=["cookie-definition", "dpo-name"]
    ),
    "Bitte löschen Sie meine Daten": reading(Verdict.NO_ANSWER, "en", tongue="de", rights=["erasure"], maybe_request=True),
    "IMY-2026-1234: yttra er senast den 1 april 2026": reading(
        Verdict.AUTHORITY, authority=AuthorityLetter("IMY-2026-1234", date(2026, 4, 1))
    ),
    "Our newsletter": reading(Verdict.NO_ANSWER, "en", "en", about_privacy=False),
}


def message(words: str = "Vad är en cookie?", **facts: Any) -> Message:
    """A direct message of Anna's, unless changed."""
    asked = Message(
        keys=("event:1", "message:T:DANNA:100.1"),
        about="message:T:DANNA:100.1",
        asker=ANNA,
        words=words,
        reply_to=Direct(ANNA, "100.1"),
        sent_at=NOON,
        locale="sv-SE",
        source_channel="DANNA",
        source_ts="100.1",
    )
    return replace(asked, **facts)


def in_channel(words: str, **facts: Any) -> Message:
    """The same message as a mention in a channel."""
    return message(words, reply_to=IN_CHANNEL, source_channel="CSUPPORT", **facts)


def edit(
    after: Message | None, before: Message | None = None, *, number: int = 1, was_for_desk: bool | None = None, **facts: Any
) -> Edit:
    """Anna's message is edited for the n-th time, in the n-th second; ``after`` is None where it is deleted."""
    edited = NOON + timedelta(seconds=number)
    made = Edit(
        keys=(f"event:edit:{number}",),
        about="message:T:DANNA:100.1",
        version=f"{edited.timestamp():.6f} {edited.timestamp():.6f}" if after else DELETED,
        channel=(after or before or message()).source_channel or "",
        ts="100.1",
        written_at=NOON,
        after=replace(after, sent_at=edited) if after else None,
        before=before,
        for_desk=after is not None,
        was_for_desk=before is not None if was_for_desk is None else was_for_desk,
    )
    return replace(made, **facts)


def next_message(number: int, words: str, **facts: Any) -> Message:
    """A further message, the desk's n-th."""
    place: dict[str, Place] = {"reply_to": Direct(ANNA, f"100.{number}")}
    keys = (f"event:{number}", f"message:T:DANNA:100.{number}")
    return message(words, **(place | {"keys": keys, "about": keys[1], "source_ts": f"100.{number}"} | facts))


def mail(words: str, **facts: Any) -> Message:
    """A customer's mail that arrived in a channel directly."""
    eva = Customer(words=words, name="Eva Ek", email="eva@kund.example", sent_at=NOON)
    return in_channel("", asker=None, locale=None, **({"customer": eva} | facts))


def form(**facts: Any) -> RequestForm:
    """Anna's form for herself, filled in as it should be."""
    filled = RequestForm(
        key="view:V1",
        asker=ANNA,
        rights=("access",),
        for_customer=False,
        customer_name=None,
        customer_email=None,
        words="Allt, tack",
        receipt=None,
        language="sv",
    )
    return replace(filled, **facts)


BESIDE = Private(OLLE, "https://hooks.example/1")


def command(
    act: Act, user: str = OLLE, *, ticket: int = 1, click: int = 1, other: str | None = None, **given: Any
) -> TicketCommand:
    """Somebody presses a button of a ticket, or sends its form."""
    return TicketCommand((f"action:{act}:{click}",), ticket, act, user, replace(BESIDE, user=user), ActInput(**given), other)


def answer(*rights: Any, decision: Decision = Decision.GRANTED, **facts: Any) -> dict[str, Any]:
    """What preparing an answer to these rights needs."""
    ground = None if decision is Decision.GRANTED else "legal_obligation"
    decisions = dict.fromkeys(rights, decision)
    return {"decisions": decisions, "checked": checklist(rights), "answer": "Det är gjort.", "code": ground} | facts


def sent(desk: Desk, store: MemoryStore, act: Act = Act.SEND) -> int:
    """Answer or refuse Anna's request, and return the outbox id of the answer."""
    desk.ask(message("Radera mina uppgifter"))
    desk.act(command(Act.TAKE))
    given = answer("erasure") if act is Act.SEND else answer("erasure", decision="refused")
    desk.act(command(Act.PREPARE, **given))
    desk.act(command(act, ODA))
    [letter] = [ticket.answer_letter for ticket in store.tickets]
    assert letter is not None
    return letter
