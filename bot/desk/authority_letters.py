"""Letters of supervisory authorities: the officers answer them, the desk never does."""

from bot.desk.desk_rules import DeskRules
from bot.desk.letters import Notice, QuestionHandedOver
from bot.desk.messages import Message
from bot.desk.places import OfficersChannel
from bot.desk.ports import UnitOfWork
from bot.understanding import Reading


def pass_on_letter(
    unit: UnitOfWork, rules: DeskRules, message: Message, reading: Reading, *, replaces: int | None = None
) -> None:
    """Hand the officers an authority's letter at once, with its date and case number, and tell who passed it on."""
    given = message.customer
    day = rules.local(min(filter(None, (given.sent_at if given else None, message.sent_at, rules.clock())))).date()
    at = (message.source_channel, message.source_ts)
    letter = QuestionHandedOver(
        language=rules.language,
        asker=message.asker,
        words="\n\n".join(filter(None, (message.words, given.words if given else ""))),
        source=(at[0], at[1]) if at[0] and at[1] else None,
        received=min(day, reading.written_at) if reading.written_at else day,
        reference=reading.reference,
    )
    unit.enqueue(OfficersChannel(), letter)
    if message.asker:
        notice = Notice(language=reading.language, text="authority_passed_on")
        unit.enqueue(message.reply_to, notice, about=message.about, replaces=replaces)
