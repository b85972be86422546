"""Tells officers what keeps the desk from its work: once when it begins and, of some, once when it is over.

The database keeps what was told, so that neither a restart nor another replica tells it again.
"""

from collections.abc import Collection, Mapping, Sequence

from bot.desk.desk_rules import DeskRules
from bot.desk.letters import Notice
from bot.desk.places import Direct, OfficersChannel, Place
from bot.desk.ports import Store, UnitOfWork

REACHABLE = frozenset({"letters_persons", "channel_public", "channel_shared"})
"""Troubles in which the officers' channel can be reached; of the others each officer is told in person."""
WITH_END = frozenset({"letters_persons", "letters_officers"})
"""Troubles of which it is also told that they are over."""


class Troubles:
    """Remembers the troubles that there are."""

    def __init__(self, store: Store, rules: DeskRules) -> None:
        self._store = store
        self._rules = rules

    def note(self, found: Mapping[str, bool]) -> Sequence[tuple[str, bool]]:
        """Take in which troubles there are now; returns the changes, each with whether it begins."""
        with self._store.transaction() as unit:
            changes = [(name, is_so) for name, is_so in found.items() if self._is_new(unit, name, is_so)]
            for name, begins in changes:
                self._tell(unit, name, begins)
        return changes

    def keep_officers(self, users: Collection[str]) -> None:
        """Remember who the officers are: whom to tell when their channel cannot be reached."""
        with self._store.transaction() as unit:
            unit.keep_officers(users)

    @staticmethod
    def _is_new(unit: UnitOfWork, name: str, is_so: bool) -> bool:
        key = f"trouble:{name}"
        return unit.first_alarm(key, 0) if is_so else unit.end_alarm(key)

    def _tell(self, unit: UnitOfWork, name: str, begins: bool) -> None:
        if not begins and name not in WITH_END:
            return
        text = f"trouble_{name}" if begins else f"trouble_{name}_over"
        for place in self._places(unit, name):
            unit.enqueue(place, Notice(language=self._rules.language, text=text))

    @staticmethod
    def _places(unit: UnitOfWork, name: str) -> Sequence[Place]:
        return [OfficersChannel()] if name in REACHABLE else [Direct(user) for user in unit.known_officers()]
