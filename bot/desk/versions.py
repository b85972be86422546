"""Two versions of one message, and what tells whether the desk would treat them alike."""

from dataclasses import dataclass

from bot.desk.messages import Edit, Message
from bot.desk.ports import KnownMessage, UnitOfWork
from bot.knowledge import Right
from bot.understanding import Reading, Verdict


@dataclass(frozen=True, slots=True)
class Change:
    """An edit with what is known of its message, and how both versions are read."""

    unit: UnitOfWork
    edit: Edit
    known: KnownMessage | None
    before: Reading | None
    after: Reading | None

    @property
    def had(self) -> set[Right]:
        """Rights that the message exercised towards the desk until now."""
        read = rights_of(self.edit.before, self.before) if self.edit.was_for_desk else ()
        return {*read, *(self.known.rights if self.known else ())}

    @property
    def has(self) -> set[Right]:
        """Rights that it exercises now; a file that it carries, which is not read again, asks for what it asked for before."""
        of_file = self.known.rights if self.known and self.edit.after and self.edit.after.file else ()
        return {*rights_of(self.edit.after, self.after), *of_file}

    @property
    def lost(self) -> set[Right]:
        """Rights that it exercises no more, at least not for the same person."""
        return self.had if self.is_other_person else self.had - self.has

    @property
    def is_other_person(self) -> bool:
        """Whether the words are about somebody else's data now."""
        before, after = self.before, self.after
        return bool(before and after) and (before.name, before.email) != (after.name, after.email)  # type: ignore[union-attr]

    @property
    def is_same(self) -> bool:
        """Whether the desk would treat both versions alike."""
        was = self.known.meaning if self.known else meaning_of(self.before) if self.edit.was_for_desk else None
        return was == meaning_of(self.after) and not self.is_other_person


def meaning_of(reading: Reading | None) -> str:
    """What a reading makes the desk do: equal for two readings that it treats alike."""
    if reading is None:
        return ""
    about = (*reading.entries, *reading.asked, reading.unanswered or "", reading.smalltalk or "")
    flags = (reading.maybe_request, reading.unsure, reading.breach, reading.for_someone_else, reading.about_privacy)
    parts = (reading.verdict, reading.language, reading.customer_language or "", *about, *sorted(reading.rights))
    return "|".join((*parts, *(f"{flag:d}" for flag in flags)))


def rights_of(message: Message | None, reading: Reading | None) -> tuple[Right, ...]:
    """The rights that a message exercises, for sure or perhaps; in a thread only for sure, as in ``Conversation.add``."""
    if message is None or reading is None or (message.thread and reading.unsure):
        return ()
    return tuple(reading.rights) if reading.verdict is Verdict.REQUEST or reading.maybe_request else ()


def both(before: str | None, after: str | None) -> str:
    """Both versions of edited words, for the thread of a ticket."""
    return f"{before or '…'}\n⟶\n{after or '…'}"
