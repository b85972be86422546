"""How a date was counted, in sentences with the articles that ask for each step."""

from collections.abc import Iterable
from datetime import date

from bot.texts.catalogue import Texts, capitalised
from bot.tickets import Step


class DeadlineWords:
    """Puts the steps of a calculation into words."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def steps(self, steps: Iterable[Step], language: str) -> list[str]:
        """One sentence for each step."""
        said = (self._texts.say(language, f"why_{step.name}", **self._facts(step, language)) for step in steps)
        return [capitalised(sentence) for sentence in said]

    def _facts(self, step: Step, language: str) -> dict[str, object]:
        return {name: self._fact(name, value, language) for name, value in step.facts.items()}

    def _fact(self, name: str, value: date | str | int, language: str) -> object:
        if isinstance(value, date):
            return self._texts.weekday(language, value)
        return self._texts.say(language, f"country_{value}") if name == "country" else value
