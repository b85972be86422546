"""Reads a knowledge folder, and reports every fault in it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from bot.knowledge.alternatives import expand
from bot.knowledge.checks import check
from bot.knowledge.faults import Fault, KnowledgeError, faults_of
from bot.knowledge.policy import Policy, parse_policy
from bot.knowledge.values import (
    Authorities,
    Company,
    ConceptTerms,
    Entry,
    Incidents,
    Kept,
    Knowledge,
    MailWords,
    Note,
    Period,
    Phrasings,
    RecordsKnowledge,
    Requests,
    Smalltalk,
    Text,
    Tongue,
    Topic,
    Unanswered,
)
from bot.knowledge.yaml_files import read_text, read_yaml

T = TypeVar("T")
Q = TypeVar("Q", Entry, Unanswered)
N = TypeVar("N", Unanswered, Note)


def load(folder: Path, defaults: Path | None = None) -> Knowledge:
    """The knowledge of a folder. Raises KnowledgeError with every fault where anything in it is wrong.

    Files that do not depend on the company are taken from ``defaults`` where the folder lacks them: ``requests.yaml``,
    ``incidents.yaml``, ``smalltalk.yaml``, ``outside.yaml``, ``concepts.yaml``, ``neighbours.yaml``, ``tongues.yaml``,
    ``authorities.yaml``, ``retention.yaml`` and ``mail.yaml``.
    """
    reader = _Reader(folder, defaults)
    knowledge = reader.knowledge()
    faults = [*reader.faults, *(check(knowledge, whole=not reader.faults) if knowledge else ())]
    if faults or not knowledge:
        raise KnowledgeError(faults)
    return knowledge


def load_for_records(folder: Path, defaults: Path | None = None) -> RecordsKnowledge:
    """The languages and the retention periods alone, which is several times as fast as ``load``.

    Raises KnowledgeError with every fault of ``knowledge.yaml`` and ``retention.yaml``.
    """
    reader = _Reader(folder, defaults)
    knowledge = reader.for_records()
    if reader.faults or not knowledge:
        raise KnowledgeError(reader.faults)
    return knowledge


class _Reader:
    """Reads the files of a folder, and collects their faults in ``faults`` instead of raising."""

    def __init__(self, folder: Path, defaults: Path | None) -> None:
        self.folder = folder
        self.defaults = defaults
        self.faults: list[Fault] = []

    def knowledge(self) -> Knowledge | None:
        company = self.read("knowledge.yaml", Company, required=True)
        policy = self.policy(company.policy) if company else None
        topics = [(path, self.read(path, Topic)) for path in self.entry_files()]
        unanswered = self.read("unanswered.yaml", list[Unanswered])
        notes = self.read("notes.yaml", list[Note])
        requests = self.read("requests.yaml", Requests, shared=True)
        smalltalk = self.read("smalltalk.yaml", dict[Smalltalk, Phrasings], shared=True)
        outside = self.read("outside.yaml", dict[str, list[str]], shared=True)
        concepts = self.read("concepts.yaml", dict[str, ConceptTerms], shared=True)
        mail = self.read("mail.yaml", MailWords, shared=True)
        tongues = self.read("tongues.yaml", dict[str, Tongue], shared=True)
        authorities = self.read("authorities.yaml", Authorities, shared=True)
        neighbours = self.read("neighbours.yaml", dict[str, dict[str, Text]], shared=True)
        incidents = self.read("incidents.yaml", Incidents, shared=True)
        retention = self.read("retention.yaml", dict[Kept, Period], shared=True)
        if company is None or policy is None:
            return None
        known = [(file, topic) for file, topic in topics if topic]
        return Knowledge(
            company=company,
            policy=policy,
            entries={entry.id: self.expanded(file, entry) for file, topic in known for entry in topic.entries},
            files=self.files(known),
            unanswered={
                item.id: self.expanded("unanswered.yaml", item) for item in self.once("unanswered.yaml", unanswered or ())
            },
            notes={note.id: note for note in self.once("notes.yaml", notes or ())},
            requests=requests or Requests(),
            smalltalk=smalltalk or {},
            outside=outside or {},
            concepts=concepts or {},
            mail=mail or MailWords(),
            tongues=tongues or {},
            authorities=authorities or Authorities(),
            neighbours=neighbours or {},
            incidents=incidents or Incidents(),
            retention=retention or {},
        )

    def for_records(self) -> RecordsKnowledge | None:
        company = self.read("knowledge.yaml", Company, required=True)
        retention = self.read("retention.yaml", dict[Kept, Period], shared=True)
        return RecordsKnowledge(tuple(company.languages), retention or {}) if company else None

    def entry_files(self) -> list[str]:
        files = sorted(path.relative_to(self.folder).as_posix() for path in self.folder.glob("entries/*.y*ml"))
        if not files:
            self.faults.append(Fault("entries/", "", "", "there is no file of entries"))
        return files

    def policy(self, name: str) -> Policy | None:
        try:
            return parse_policy(read_text(self.folder / name))
        except (OSError, ValueError, yaml.YAMLError) as error:
            self.faults.append(Fault(name, "", "", _sentence(error)))
            return None

    def files(self, known: list[tuple[str, Topic]]) -> dict[str, str]:
        """The file of each entry id; a repeated id is a fault."""
        found: dict[str, str] = {}
        for file, topic in known:
            for entry in topic.entries:
                if entry.id in found:
                    self.faults.append(Fault(file, entry.id, "id", f"is the id of an entry in {found[entry.id]} too"))
                found[entry.id] = file
        return found

    def once(self, file: str, items: Sequence[N]) -> Sequence[N]:
        """The items of a file; a repeated id is a fault."""
        for id, count in Counter(item.id for item in items).items():
            if count > 1:
                self.faults.append(Fault(file, id, "id", "stands more than once in this file"))
        return items

    def expanded(self, file: str, entry: Q) -> Q:
        """The entry with the alternatives of its phrasings expanded; a phrasing that cannot be is a fault."""
        phrasings: dict[str, list[str]] = {}
        for language, wordings in entry.phrasings.items():
            phrasings[language] = []
            for number, wording in enumerate(wordings, 1):
                try:
                    phrasings[language] += expand(wording)
                except ValueError as error:
                    field = f"phrasings.{language}[{number}]"
                    self.faults.append(Fault(file, entry.id, field, str(error)))
                    phrasings[language].append(wording)
        return entry.model_copy(update={"phrasings": phrasings})

    def read(self, name: str, shape: type[T], *, required: bool = False, shared: bool = False) -> T | None:
        path = self.folder / name
        if shared and not path.exists() and self.defaults:
            path = self.defaults / name
        if not path.exists():
            if required:
                self.faults.append(Fault(name, "", "", f"is missing in {self.folder}"))
            return None
        try:
            data = read_yaml(path)
        except (OSError, ValueError, yaml.YAMLError) as error:
            self.faults.append(Fault(name, "", "", _sentence(error)))
            return None
        return self.shaped(name, shape, data)

    def shaped(self, name: str, shape: type[T], data: Mapping[str, Any]) -> T | None:
        try:
            return TypeAdapter(shape).validate_python(data)
        except ValidationError as error:
            self.faults.extend(faults_of(name, data, error))
            return None


def _sentence(error: Exception) -> str:
    match error:
        case FileNotFoundError():
            return "there is no such file"
        case OSError():
            return f"cannot be read: {error.strerror}"
        case UnicodeDecodeError():
            return f"is not UTF-8 (byte {error.start})"
        case yaml.MarkedYAMLError() if error.problem_mark:
            return f"is not YAML: line {error.problem_mark.line + 1}: {error.problem}"
        case yaml.YAMLError():
            return f"is not YAML: {str(error).splitlines()[0]}"
    return str(error)
