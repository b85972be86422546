"""Letters from a supervisory authority: they go to the officers at once, and the desk answers none of them itself."""

from bot.desk.desk_rules import DeskRules
from bot.desk.letters import AuthorityWrote, Notice
from bot.desk.messages import Message
from bot.desk.places import OfficersChannel
from bot.desk.ports import UnitOfWork
from bot.understanding import Reading


def tell_of_authority(unit: UnitOfWork, rules: DeskRules, message: Message, reading: Reading, replaces: int | None) -> None:
    """Hand a letter of a supervisory authority to the officers, and say so to who brought it, if anybody did."""
    letter, given, at = reading.authority, message.customer, (message.source_channel, message.source_ts)
    day = rules.local(min(filter(None, (given.sent_at if given else None, message.sent_at, rules.clock())))).date()
    handed_over = AuthorityWrote(
        language=rules.language,
        asker=message.asker,
        words="\n\n".join(filter(None, (message.words, given.words if given else ""))),
        source=(at[0], at[1]) if at[0] and at[1] else None,
        received=min(day, reading.written_at) if reading.written_at else day,
        reference=letter.reference if letter else None,
        due=letter.due if letter else None,
    )
    unit.enqueue(OfficersChannel(), handed_over)
    if message.asker:
        notice = Notice(language=reading.language, text="authority_passed_on")
        unit.enqueue(message.confidential, notice, about=message.about, replaces=replaces)
