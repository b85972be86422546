"""Checks that the parts of a knowledge folder agree with each other and with the policy."""

import re
from collections.abc import Iterator

from bot.knowledge.faults import Fault
from bot.knowledge.values import EVERY, Entry, Knowledge, PerLanguage, Phrasings, Unanswered


def check(knowledge: Knowledge, *, whole: bool = True) -> Iterator[Fault]:
    """The faults between files. Pass ``whole=False`` where a file of entries could not be read: links are not checked then."""
    for entry in knowledge.entries.values():
        yield from _entry(knowledge, entry)
        if whole:
            yield from _related(knowledge, entry)
    for item in knowledge.unanswered.values():
        yield from _languages(knowledge, "unanswered.yaml", item.id, phrasings=item.phrasings, instead=item.instead)
    yield from _repeated_phrasings(knowledge)


def coverage(knowledge: Knowledge) -> dict[str, list[str]]:
    """For every paragraph of the policy, the ids of the entries that cite it."""
    cited: dict[str, list[str]] = {paragraph: [] for paragraph in knowledge.policy.paragraphs}
    for entry in knowledge.entries.values():
        for paragraph in entry.paragraphs:
            cited[paragraph].append(entry.id)
    return cited


def _stands_in(quote: str, text: str) -> bool:
    """Whether a text contains the quotation, not within longer words; line breaks do not matter."""
    return bool(re.search(rf"(?<!\w){re.escape(_spaced(quote))}(?!\w)", _spaced(text)))


def _spaced(text: str) -> str:
    """The text with each run of white space as one blank, as YAML folds it."""
    return " ".join(text.split())


def bare(text: str) -> str:
    """A phrasing without case and punctuation, to find repeated ones."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _entry(knowledge: Knowledge, entry: Entry) -> Iterator[Fault]:
    file = knowledge.files[entry.id]
    yield from _languages(knowledge, file, entry.id, phrasings=entry.phrasings, answer=entry.answer)
    for number, citation in enumerate(entry.citations, 1):
        paragraph = knowledge.policy.paragraphs.get(citation.paragraph)
        if paragraph is None:
            yield Fault(file, entry.id, f"citations[{number}].paragraph", f"the policy has no {citation.paragraph}")
        elif not _stands_in(citation.quote, paragraph.text):
            wrong = f"these words do not stand in paragraph {citation.paragraph}: {citation.quote}"
            yield Fault(file, entry.id, f"citations[{number}].quote", wrong)
    for number, note in enumerate(entry.notes, 1):
        yield from _languages(knowledge, file, entry.id, **{f"notes[{number}].text": note.text})
        if EVERY not in note.source:
            yield from _languages(knowledge, file, entry.id, **{f"notes[{number}].source": note.source})


def _related(knowledge: Knowledge, entry: Entry) -> Iterator[Fault]:
    for other in entry.related:
        if other not in knowledge.entries or other == entry.id:
            yield Fault(knowledge.files[entry.id], entry.id, "related", f"there is no other entry '{other}'")


def _languages(knowledge: Knowledge, file: str, id: str, **fields: PerLanguage | Phrasings) -> Iterator[Fault]:
    for field, texts in fields.items():
        for language in knowledge.languages:
            if not texts.get(language):
                yield Fault(file, id, f"{field}.{language}", "is missing")


def _repeated_phrasings(knowledge: Knowledge) -> Iterator[Fault]:
    seen: dict[tuple[str, str], tuple[str, str]] = {}
    items: list[tuple[str, Entry | Unanswered]] = [(knowledge.files[id], entry) for id, entry in knowledge.entries.items()]
    items += [("unanswered.yaml", item) for item in knowledge.unanswered.values()]
    for file, item in items:
        for language, phrasings in item.phrasings.items():
            for phrasing in phrasings:
                first = seen.setdefault((language, bare(phrasing)), (file, item.id))
                if first != (file, item.id):
                    wrong = f"entry '{first[1]}' in {first[0]} has it too: {phrasing}"
                    yield Fault(file, item.id, f"phrasings.{language}", wrong)
