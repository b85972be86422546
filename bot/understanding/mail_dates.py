"""Reads the day in a mail's Date header, in any language whose months are known."""

import re
from collections.abc import Sequence
from datetime import date

_ISO = re.compile(r"(?<!\d)(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?!\d)")
_DAY_FIRST = re.compile(
    r"(?<![\d:])(\d{1,2})(?:st|nd|rd|th|er|º|°)?[.,]?\s+(?:de\s+)?([^\W\d_]{2,12})\.?,?\s+(?:de\s+)?(\d{4})(?!\d)"
)
_MONTH_FIRST = re.compile(r"([^\W\d_]{2,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")


class MailDates:
    """Reads days. ``months`` has the names of each month, which may be cut off after three letters."""

    def __init__(self, months: Sequence[Sequence[str]]) -> None:
        self._months = {name.casefold(): number for number, names in enumerate(months, 1) for name in names}

    def day(self, words: str) -> date | None:
        """The first day that the words name; None where they name none, or one that could be two days."""
        return self._iso(words) or self._named(words) or self._numbers(words)

    def _iso(self, words: str) -> date | None:
        found = _ISO.search(words)
        return _date(int(found[1]), int(found[2]), int(found[3])) if found else None

    def _named(self, words: str) -> date | None:
        for pattern, day, month in ((_DAY_FIRST, 1, 2), (_MONTH_FIRST, 2, 1)):
            for found in pattern.finditer(words.casefold()):
                if (number := self._month(found[month])) and (made := _date(int(found[3]), number, int(found[day]))):
                    return made
        return None

    def _month(self, name: str) -> int | None:
        if name in self._months:
            return self._months[name]
        near = {number for known, number in self._months.items() if len(name) > 2 and known.startswith(name)}
        return near.pop() if len(near) == 1 else None

    @staticmethod
    def _numbers(words: str) -> date | None:
        """A day in numbers; 2.3.2026 is 2 March, but 2/3/2026 is another day in America and so is no day."""
        found = _NUMBERS.search(words)
        if not found:
            return None
        first, second, year = int(found[1]), int(found[2]), int(found[3]) + (2000 if len(found[3]) == 2 else 0)
        if "/" in found[0] and first != second and max(first, second) < 13:
            return None
        return _date(year, first, second) if second > 12 else _date(year, second, first)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
