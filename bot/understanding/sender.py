"""Who sent a mail, as its headers say."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_VIA = re.compile(r" (?:via|genom|gjennom|gennem|über|par|através de|tramite|przez) .*$", re.IGNORECASE)
_LAST_FIRST = re.compile(r"([^,@<>()]+),\s*([^,@<>()]+)")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Sender:
    """The writer of a mail by its headers, whose names are in lower case."""

    name: str | None = None
    email: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def person_name(shown: str | None) -> str | None:
    """A person's name out of what a From header shows: "Holm, Karin" is Karin Holm, "'Karin Holm' via Support" Karin Holm."""
    name = _VIA.sub("", _one_line(shown)).strip(" \"'“”‘’,;:*<>()[]")
    if found := _LAST_FIRST.fullmatch(name):
        name = f"{found[2]} {found[1]}"
    return None if not name or "@" in name else name[:_LONGEST].strip()


def is_via(shown: str | None) -> bool:
    """Whether a mail was passed on by a list: its address is then the list's and not the writer's."""
    return bool(_VIA.search(_one_line(shown)))


def _one_line(shown: str | None) -> str:
    return " ".join((shown or "").split())
