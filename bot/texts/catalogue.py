"""The gettext catalogues. A message is known by a short name, so that no language is the original of the others."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from babel.dates import format_date
from babel.lists import format_list
from babel.support import Translations

DOMAIN = "insyn"


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

    def listed(self, language: str, items: Sequence[str]) -> str:
        """``a, b and c``."""
        return format_list(list(items), locale=self.say(language, "locale"))


def _load(folder: Path, language: str) -> Translations:
    # Babel answers a missing file with a catalogue that translates nothing, which nobody would notice.
    if not (folder / language / "LC_MESSAGES" / f"{DOMAIN}.mo").is_file():
        raise MissingCatalogue(f"there are no compiled texts for '{language}' in {folder}; in a checkout, run: make .venv/ready")
    found = Translations.load(folder, [language], DOMAIN)
    assert isinstance(found, Translations)
    return found
