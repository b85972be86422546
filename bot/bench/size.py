"""The size of an installation, without development dependencies."""

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from bot.assembly import shipped

OURS = ("knowledge", "locales", "app.yaml")
"""Files and folders that the package ships besides code."""


def with_dependencies(name: str) -> int:
    """Return the bytes of a library and its dependencies, by the installer's records."""
    return sum(_size(found) for found in library_and_dependencies(name).values())


def installed() -> int:
    """Return the bytes of the desk and its dependencies. A checkout counts as the wheel that it would make."""
    needed = {name: found for name, found in library_and_dependencies("insyn").items() if name != "insyn"}
    return own() + sum(_size(found) for found in needed.values())


def own() -> int:
    """Return the bytes of the desk alone."""
    package = Path(__file__).parents[1]
    beside = [shipped(name) for name in OURS]
    outside = [path for path in beside if package not in path.parents]
    return sum(_bytes(path) for path in (package, *outside))


def library_and_dependencies(name: str) -> dict[str, Distribution]:
    """Return a library and its transitive dependencies, without extras."""
    found: dict[str, Distribution] = {}
    waiting = [name]
    while waiting:
        known = _name(waiting.pop())
        if known in found:
            continue
        try:
            found[known] = distribution(known)
        except PackageNotFoundError:
            continue  # required only on other systems or Python versions
        waiting += _needed(found[known])
    return found


def _needed(found: Distribution) -> Iterator[str]:
    for requirement in found.requires or ():
        what, _, condition = requirement.partition(";")
        if "extra" not in condition:
            yield re.split(r"[^\w.-]", what.strip(), maxsplit=1)[0]


def _name(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _size(found: Distribution) -> int:
    paths = (Path(str(file.locate())) for file in found.files or ())
    return sum(path.stat().st_size for path in paths if path.is_file())


def _bytes(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file() and "__pycache__" not in file.parts)
