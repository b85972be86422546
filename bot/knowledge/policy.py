"""A policy file: front matter, headings and paragraphs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.knowledge.yaml_files import parse_yaml


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The smallest citable piece of a policy: id ``13.4`` is the fourth block under the thirteenth heading."""

    id: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Policy:
    """One published version of a policy text."""

    title: str
    publisher: str
    version: str
    date: date
    language: str
    paragraphs: Mapping[str, Paragraph]


def parse_policy(source: str) -> Policy:
    """Parse a policy from Markdown with YAML front matter. Raises ValueError, or yaml.YAMLError, where it is not one."""
    _, front, body = _split(source)
    facts = parse_yaml(front)
    if not isinstance(facts, Mapping):
        raise ValueError("the front matter must be lines such as title: Privacy policy")
    missing = [key for key in ("title", "publisher", "version", "date", "language") if key not in facts]
    if missing:
        raise ValueError(f"the front matter lacks {', '.join(missing)}")
    if not isinstance(facts["date"], date):
        raise ValueError("the date in the front matter must be written as 2018-02-15")
    paragraphs = {paragraph.id: paragraph for paragraph in _paragraphs(body)}
    if not paragraphs:
        raise ValueError("there is no paragraph below a heading")
    return Policy(
        title=str(facts["title"]),
        publisher=str(facts["publisher"]),
        version=str(facts["version"]),
        date=facts["date"],
        language=str(facts["language"]),
        paragraphs=paragraphs,
    )


def _split(source: str) -> list[str]:
    parts = re.split(r"^---\s*$", source, maxsplit=2, flags=re.MULTILINE)
    if len(parts) != 3 or parts[0].strip():
        raise ValueError("it must begin with front matter between two lines of three dashes")
    return parts


def _paragraphs(body: str) -> list[Paragraph]:
    found = []
    headings = blocks = 0
    heading = ""
    for block in re.split(r"\n\s*\n", body.strip()):
        if block.lstrip().startswith("#"):
            headings, blocks, heading = headings + 1, 0, block.strip().lstrip("#").strip()
        elif headings:
            blocks += 1
            found.append(Paragraph(f"{headings}.{blocks}", heading, block.strip()))
    return found
