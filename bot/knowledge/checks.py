"""Checks that the parts of a knowledge folder agree with each other and with the policy."""

import re
from collections.abc import Iterator

from bot.knowledge.faults import Fault
from bot.knowledge.values import EVERY, Citation, Entry, Knowledge, Note, PerLanguage, Phrasings, Unanswered

_UNANSWERED, _NOTES = "unanswered.yaml", "notes.yaml"
_YES_OR_NO = {"sv": r"(ja|jo|jodå|javisst|nej|nejdå|nä)\b", "en": r"(yes|yeah|yep|nope|no(?!\s+\w))\b"}
"""How a yes or no opens a text; "No cookies are set" does not. An answer serves whoever asks the other way round too."""


def check(knowledge: Knowledge, *, whole: bool = True) -> Iterator[Fault]:
    """The faults between files. Pass ``whole=False`` where something could not be read: what seems missing may be there."""
    questions: list[tuple[str, str, Entry | Unanswered]] = [
        *((knowledge.files[id], "answer", entry) for id, entry in knowledge.entries.items()),
        *((_UNANSWERED, "instead", item) for item in knowledge.unanswered.values()),
    ]
    for file, field, question in questions:
        yield from _question(knowledge, file, question, field)
        if whole:
            yield from _links(knowledge, file, question, field)
    for note in knowledge.notes.values():
        yield from _note(knowledge, note)
    if whole:
        yield from _unnamed(knowledge)
    yield from _repeated_phrasings(knowledge)


def spaced(text: str) -> str:
    """The text with each run of white space as one blank, as YAML folds it."""
    return " ".join(text.split())


def bare(text: str) -> str:
    """A phrasing without case and punctuation, to find repeated ones."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _question(knowledge: Knowledge, file: str, question: Entry | Unanswered, field: str) -> Iterator[Fault]:
    yield from _languages(knowledge, file, question.id, **{"phrasings": question.phrasings, field: question.told})
    for number, citation in enumerate(question.citations, 1):
        yield from _citation(knowledge, Fault(file, question.id, f"citations[{number}]", ""), citation)
    for language, text in question.told.items():
        if language in _YES_OR_NO and (found := re.match(_YES_OR_NO[language], text, re.IGNORECASE)):
            wrong = f"opens with '{found[0]}', which says the opposite to whoever asks the other way round; state the fact"
            yield Fault(file, question.id, f"{field}.{language}", wrong)


def _citation(knowledge: Knowledge, place: Fault, citation: Citation) -> Iterator[Fault]:
    paragraph = knowledge.policy.paragraphs.get(citation.paragraph)
    if paragraph is None:
        yield Fault(place.file, place.entry, f"{place.field}.paragraph", f"the policy has no {citation.paragraph}")
    elif not _stands_in(citation.quote, paragraph.text):
        wrong = f"these words do not stand in paragraph {citation.paragraph}: {citation.quote}"
        yield Fault(place.file, place.entry, f"{place.field}.quote", wrong)


def _stands_in(quote: str, text: str) -> bool:
    """Whether a text contains the quotation, not within longer words; line breaks do not matter."""
    return bool(re.search(rf"(?<!\w){re.escape(spaced(quote))}(?!\w)", spaced(text)))


def _links(knowledge: Knowledge, file: str, question: Entry | Unanswered, field: str) -> Iterator[Fault]:
    for number, note in enumerate(question.notes, 1):
        if note not in knowledge.notes:
            yield Fault(file, question.id, f"notes[{number}]", f"there is no note '{note}' in {_NOTES}")
    for other in question.related if isinstance(question, Entry) else ():
        if other not in knowledge.entries or other == question.id:
            yield Fault(file, question.id, "related", f"there is no other entry '{other}'")
    known = _numbers(" ".join(_sources(knowledge, question)))
    for language, text in question.told.items():
        for found in sorted(_numbers(text) - known, key=int):
            yield Fault(
                file, question.id, f"{field}.{language}", f"the number {found} stands in none of its paragraphs and notes"
            )


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


def _sources(knowledge: Knowledge, question: Entry | Unanswered) -> Iterator[str]:
    """All that a question's answer can rest on."""
    paragraphs, notes = knowledge.policy.paragraphs, knowledge.notes
    yield from (paragraphs[id].text for id in question.paragraphs if id in paragraphs)
    for note in (notes[id] for id in question.notes if id in notes):
        yield from (*note.text.values(), *note.source.values())


def _note(knowledge: Knowledge, note: Note) -> Iterator[Fault]:
    yield from _languages(knowledge, _NOTES, note.id, text=note.text)
    if EVERY not in note.source:
        yield from _languages(knowledge, _NOTES, note.id, source=note.source)


def _unnamed(knowledge: Knowledge) -> Iterator[Fault]:
    questions = (*knowledge.entries.values(), *knowledge.unanswered.values())
    named = {note for question in questions for note in question.notes}
    for id in knowledge.notes.keys() - named:
        yield Fault(_NOTES, id, "id", "no entry and no unanswered question names this note")


def _languages(knowledge: Knowledge, file: str, id: str, **fields: PerLanguage | Phrasings) -> Iterator[Fault]:
    for field, texts in fields.items():
        for language in knowledge.languages:
            if not texts.get(language):
                yield Fault(file, id, f"{field}.{language}", "is missing")


def _repeated_phrasings(knowledge: Knowledge) -> Iterator[Fault]:
    seen: dict[tuple[str, str], tuple[str, str]] = {}
    items: list[tuple[str, Entry | Unanswered]] = [(knowledge.files[id], entry) for id, entry in knowledge.entries.items()]
    items += [(_UNANSWERED, item) for item in knowledge.unanswered.values()]
    for file, item in items:
        for language, phrasings in item.phrasings.items():
            for phrasing in phrasings:
                first = seen.setdefault((language, bare(phrasing)), (file, item.id))
                if first != (file, item.id):
                    wrong = f"entry '{first[1]}' in {first[0]} has it too: {phrasing}"
                    yield Fault(file, item.id, f"phrasings.{language}", wrong)
