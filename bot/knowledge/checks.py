"""Whether the parts of a knowledge folder agree with each other and with the policy."""

import re
from collections.abc import Iterator

from bot.knowledge.faults import Fault
from bot.knowledge.values import Entry, Knowledge, PerLanguage, Phrasings


def check(knowledge: Knowledge) -> Iterator[Fault]:
    """Faults that only show when files are read together."""
    for entry in knowledge.entries.values():
        yield from _entry(knowledge, entry)
    for item in knowledge.unanswered.values():
        yield from _languages(knowledge, "unanswered.yaml", item.id, phrasings=item.phrasings, instead=item.instead)
    yield from _repeated_phrasings(knowledge)


def coverage(knowledge: Knowledge) -> dict[str, list[str]]:
    """Ids of the entries that cite each paragraph, for every paragraph of the policy."""
    cited: dict[str, list[str]] = {paragraph: [] for paragraph in knowledge.policy.paragraphs}
    for entry in knowledge.entries.values():
        for paragraph in entry.paragraphs:
            cited[paragraph].append(entry.id)
    return cited


def _spaced(text: str) -> str:
    """Line breaks and runs of blanks as one blank: YAML folds them, and no word changes by it."""
    return " ".join(text.split())


def bare(text: str) -> str:
    """A phrasing without case and punctuation: two that are equal then are the same to a person."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _entry(knowledge: Knowledge, entry: Entry) -> Iterator[Fault]:
    file = knowledge.files[entry.id]
    yield from _languages(knowledge, file, entry.id, phrasings=entry.phrasings, answer=entry.answer)
    for number, citation in enumerate(entry.citations, 1):
        paragraph = knowledge.policy.paragraphs.get(citation.paragraph)
        if paragraph is None:
            yield Fault(file, entry.id, f"citations[{number}].paragraph", f"the policy has no {citation.paragraph}")
        elif _spaced(citation.quote) not in _spaced(paragraph.text):
            wrong = f"these words do not stand in paragraph {citation.paragraph}: {citation.quote}"
            yield Fault(file, entry.id, f"citations[{number}].quote", wrong)
    for other in entry.related:
        if other not in knowledge.entries or other == entry.id:
            yield Fault(file, entry.id, "related", f"there is no other entry '{other}'")
    for number, note in enumerate(entry.notes, 1):
        yield from _languages(knowledge, file, entry.id, **{f"notes[{number}].text": note.text})


def _languages(knowledge: Knowledge, file: str, id: str, **fields: PerLanguage | Phrasings) -> Iterator[Fault]:
    for field, texts in fields.items():
        for language in knowledge.languages:
            if not texts.get(language):
                yield Fault(file, id, f"{field}.{language}", "is missing")


def _repeated_phrasings(knowledge: Knowledge) -> Iterator[Fault]:
    seen: dict[tuple[str, str], str] = {}
    for entry in knowledge.entries.values():
        for language, phrasings in entry.phrasings.items():
            for phrasing in phrasings:
                other = seen.setdefault((language, bare(phrasing)), entry.id)
                if other != entry.id:
                    wrong = f"entry '{other}' has it too: {phrasing}"
                    yield Fault(knowledge.files[entry.id], entry.id, f"phrasings.{language}", wrong)
