"""The gettext catalogues. Messages have short names as ids, so that no language is the source of the others."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.support import Translations

DOMAIN = "insyn"


def capitalised(text: str) -> str:
    """The text with its first letter in upper case; unlike ``str.capitalize``, the rest is unchanged."""
    return text[:1].upper() + text[1:]


class MissingCatalogue(Exception):
    """A language has no compiled catalogue."""


class Texts:
    """The messages, dates and lists of several languages. Raises MissingCatalogue for one without a catalogue."""

    def __init__(self, folder: Path, languages: Sequence[str]) -> None:
        self._catalogues = {language: _load(folder, language) for language in languages}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that were loaded."""
        return tuple(self._catalogues)

    def say(self, language: str, name: str, /, **facts: object) -> str:
        """The message of that name with the facts filled in. Raises KeyError where there is none, or a fact is missing."""
        text = self._catalogues[language].gettext(name)
        if text == name:
            raise KeyError(f"no message '{name}' in '{language}'")
        return text.format(**facts)

    def count(self, language: str, name: str, number: int, /, **facts: object) -> str:
        """The message in the plural form of ``number``, with ``number`` and the facts filled in."""
        return self._catalogues[language].ngettext(name, name, number).format(number=number, **facts)

    def day(self, language: str, day: date) -> str:
        """A date in words: ``31 januari 2026``."""
        return format_date(day, format="long", locale=self.say(language, "locale"))

    def weekday(self, language: str, day: date) -> str:
        """A date with its weekday, as within a sentence: ``lördagen den 31 januari 2026``."""
        return format_date(day, format=self.say(language, "weekday"), locale=self.say(language, "locale"))

    def moment(self, language: str, local: datetime) -> str:
        """A local time in words: ``31 januari 2026 kl. 14.05``."""
        return self.say(language, "moment", day=self.day(language, local.date()), hours=local.hour, minutes=local.minute)

    def language(self, language: str, code: str) -> str:
        """The name of a language in a language: ``Swedish``."""
        return str(Locale.parse(self.say(language, "locale")).languages[code])

    def listed(self, language: str, items: Sequence[str], style: Literal["standard", "or"] = "standard") -> str:
        """A list in words: ``a, b and c``, or ``a, b or c`` with the style ``or``."""
        return format_list(list(items), style=style, locale=self.say(language, "locale"))


def _load(folder: Path, language: str) -> Translations:
    # For a missing file Babel returns a catalogue without messages, which would go unnoticed.
    if not (folder / language / "LC_MESSAGES" / f"{DOMAIN}.mo").is_file():
        raise MissingCatalogue(f"there are no compiled texts for '{language}' in {folder}; in a checkout, run: make .venv/ready")
    found = Translations.load(folder, [language], DOMAIN)
    assert isinstance(found, Translations)
    return found
