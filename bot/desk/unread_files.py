"""Files that the desk cannot read, such as pictures and documents: what their words say of them, and who is told."""

from bot.desk.desk_rules import DeskRules
from bot.desk.letters import Notice, QuestionHandedOver
from bot.desk.messages import Message
from bot.desk.places import OfficersChannel
from bot.desk.ports import UnitOfWork
from bot.understanding import Reading, Verdict


def tell_of_file(unit: UnitOfWork, rules: DeskRules, message: Message, reading: Reading) -> None:
    """Say that a file cannot be read, and pass the message on to the officers where the file may hold a request."""
    passed_on = _may_hold_request(reading)
    if passed_on:
        _pass_on(unit, rules, message)
    notice = Notice(language=reading.language, text="file_passed_on" if passed_on else "file_unread")
    place = message.confidential if passed_on else message.reply_to
    unit.enqueue(place, notice, about=message.about if is_about_file(reading) else None)


def is_of_interest(message: Message, reading: Reading) -> bool:
    """Whether a mail that was not written to the desk is about privacy, or says that a request is attached.

    What a program sent, and what asks nothing, waits for no reply.
    """
    if reading.verdict is Verdict.AUTHORITY:
        return True
    if reading.automatic or not reading.asks:
        return False
    about_privacy = reading.verdict not in {Verdict.SMALLTALK, Verdict.UNREADABLE} and reading.about_privacy
    return about_privacy or (message.unreadable and reading.names_request and reading.names_file)


def is_about_file(reading: Reading) -> bool:
    """Whether the words say nothing beside what a file holds that the desk cannot read."""
    says_something = reading.verdict in {Verdict.ANSWER, Verdict.INCIDENT}
    return reading.verdict is Verdict.UNREADABLE or (_may_hold_request(reading) and not says_something)


def _may_hold_request(reading: Reading) -> bool:
    """Whether the words point to a request in a file that the desk cannot read, and surely make none themselves."""
    return reading.names_request and (reading.verdict is not Verdict.REQUEST or reading.unsure)


def _pass_on(unit: UnitOfWork, rules: DeskRules, message: Message) -> None:
    words = "\n\n".join(filter(None, (message.words, message.customer.words if message.customer else "")))
    at = (message.source_channel, message.source_ts)
    source = (at[0], at[1]) if at[0] and at[1] else None
    unit.enqueue(OfficersChannel(), QuestionHandedOver(language=rules.language, asker=message.asker, words=words, source=source))
