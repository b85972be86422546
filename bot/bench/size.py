"""How much room an installation takes, without what only developers need."""

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from bot.assembly import shipped

OURS = ("knowledge", "locales", "app.yaml")
"""What comes with the package besides code."""


def with_dependencies(name: str) -> int:
    """Bytes of a library and of all that it needs, by what the installer wrote down."""
    return sum(_size(found) for found in _closure(name).values())


def installed() -> int:
    """Bytes of the desk and of all that it needs. A checkout is measured as what a wheel of it would hold."""
    needed = {name: found for name, found in _closure("insyn").items() if name != "insyn"}
    return own() + sum(_size(found) for found in needed.values())


def own() -> int:
    """Bytes of the desk alone."""
    package = Path(__file__).parents[1]
    beside = [shipped(name) for name in OURS]
    outside = [path for path in beside if package not in path.parents]
    return sum(_bytes(path) for path in (package, *outside))


def _closure(name: str) -> dict[str, Distribution]:
    """What a library needs, itself included; an extra that nobody asked for is not needed."""
    found: dict[str, Distribution] = {}
    waiting = [name]
    while waiting:
        known = _name(waiting.pop())
        if known in found:
            continue
        try:
            found[known] = distribution(known)
        except PackageNotFoundError:
            continue  # needed on another system, or by another Python
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
