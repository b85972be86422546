"""The gettext catalogues. A message is known by a short name, so that no language is the original of the others."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from babel.dates import format_date
from babel.lists import format_list
from babel.support import Translations

DOMAIN = "insyn"


def capitalised(text: str) -> str:
    """The text as the beginning of a sentence; unlike ``capitalize``, it leaves the rest as it is."""
    return text[:1].upper() + text[1:]


class MissingCatalogue(Exception):
    """There is no compiled catalogue for a language."""


class Texts:
    """The desk's words in every language that has a catalogue."""

    def __init__(self, folder: Path, languages: Sequence[str]) -> None:
        self._catalogues = {language: _load(folder, language) for language in languages}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that can be spoken."""
        return tuple(self._catalogues)

    def say(self, language: str, name: str, /, **facts: object) -> str:
        """The message of that name with the facts put in; KeyError where no such message exists."""
        text = self._catalogues[language].gettext(name)
        if text == name:
            raise KeyError(f"no message '{name}' in '{language}'")
        return text.format(**facts)

    def count(self, language: str, name: str, number: int, /, **facts: object) -> str:
        """The message in the plural form that the number asks for; the number is the fact ``number``."""
        return self._catalogues[language].ngettext(name, name, number).format(number=number, **facts)

    def day(self, language: str, day: date) -> str:
        """A date as people write it: ``31 januari 2026``."""
        return format_date(day, format="long", locale=self.say(language, "locale"))

    def weekday(self, language: str, day: date) -> str:
        """A date with the day of its week, as in a sentence: ``lördagen den 31 januari 2026``."""
        return format_date(day, format=self.say(language, "weekday"), locale=self.say(language, "locale"))

    def moment(self, language: str, local: datetime) -> str:
        """A local time as people write it: ``31 januari 2026 kl. 14.05``."""
        return self.say(language, "moment", day=self.day(language, local.date()), hours=local.hour, minutes=local.minute)

    def listed(self, language: str, items: Sequence[str], style: Literal["standard", "or"] = "standard") -> str:
        """``a, b and c``, or with another style ``a, b or c``."""
        return format_list(list(items), style=style, locale=self.say(language, "locale"))


def _load(folder: Path, language: str) -> Translations:
    # Babel answers a missing file with a catalogue that translates nothing, which nobody would notice.
    if not (folder / language / "LC_MESSAGES" / f"{DOMAIN}.mo").is_file():
        raise MissingCatalogue(f"there are no compiled texts for '{language}' in {folder}; in a checkout, run: make .venv/ready")
    found = Translations.load(folder, [language], DOMAIN)
    assert isinstance(found, Translations)
    return found
