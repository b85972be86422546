"""A small company's knowledge folder, faultless until a test changes it."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from bot.knowledge import Knowledge, KnowledgeError, load

POLICY = """\
---
title: Privacy at Lanterns
publisher: Lanterns Ltd
version: "2"
date: 2024-05-01
language: en
---

# Privacy

We keep your address for two years.
After that we erase it.

We never sell data.

## Visitors

- The guest book is public.
- The camera is not.
"""

FILES: dict[str, Any] = {
    "knowledge.yaml": {
        "company": "Lanterns",
        "policy": "policy.md",
        "languages": ["en"],
        "contact": {"email": "hello@lanterns.example"},
    },
    "entries/data.yaml": {
        "topic": "data",
        "entries": [
            {
                "id": "storage-time",
                "phrasings": {"en": ["How long do you keep my address?", "retention period"]},
                "answer": {"en": "Two years."},
                "citations": [{"paragraph": "1.1", "quote": "We keep your address for two years."}],
                "notes": ["one-year"],
            },
            {
                "id": "selling",
                "phrasings": {"en": ["Do you sell my data?"]},
                "answer": {"en": "We never sell data."},
                "citations": [{"paragraph": "1.2", "quote": "We never sell data."}],
                "related": ["storage-time"],
                "right": "objection",
            },
        ],
    },
    "unanswered.yaml": [
        {"id": "officer", "phrasings": {"en": ["Who is your data officer?"]}, "instead": {"en": "The policy names nobody."}},
    ],
    "notes.yaml": [
        {
            "id": "one-year",
            "for": "customer",
            "text": {"en": "The law now says one."},
            "source": "Official Journal",
            "date": "2025-01-31",
        },
    ],
}


class Folder:
    """A knowledge folder, with its files as Python values that ``write`` saves as YAML."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.policy = POLICY
        self.files: dict[str, Any] = deepcopy(FILES)
        self.raw: dict[str, bytes] = {}
        """Raw contents that replace those of files, by name."""

    @property
    def company(self) -> dict[str, Any]:
        found: dict[str, Any] = self.files["knowledge.yaml"]
        return found

    @property
    def entries(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.files["entries/data.yaml"]["entries"]
        return found

    @property
    def entry(self) -> dict[str, Any]:
        """The first entry, ``storage-time``."""
        return self.entries[0]

    @property
    def unanswered(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.files["unanswered.yaml"]
        return found

    @property
    def note(self) -> dict[str, Any]:
        """The only note, ``one-year``, which the first entry names."""
        found: dict[str, Any] = self.files["notes.yaml"][0]
        return found

    def write(self) -> Path:
        written = {name: yaml.safe_dump(value, allow_unicode=True).encode() for name, value in self.files.items()}
        for name, content in ({"policy.md": self.policy.encode()} | written | self.raw).items():
            (self.path / name).parent.mkdir(parents=True, exist_ok=True)
            (self.path / name).write_bytes(content)
        return self.path

    def load(self, defaults: Path | None = None) -> Knowledge:
        return load(self.write(), defaults)

    def faults(self) -> list[str]:
        """The faults that loading reports."""
        try:
            self.load()
        except KnowledgeError as error:
            return [str(fault) for fault in error.faults]
        return []


def in_swedish(folder: Folder) -> None:
    """Makes Swedish the folder's second language, faultless too."""
    folder.company["languages"] = ["en", "sv"]
    folder.note["text"]["sv"] = "Lagen säger ett."
    for item in (*folder.entries, *folder.unanswered):
        item["phrasings"]["sv"] = [f"Fråga om {item['id']}?"]
        for field in {"answer", "instead"} & item.keys():
            item[field]["sv"] = "Svar."
