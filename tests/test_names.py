"""One name, one meaning: two classes of one name would make a reader ask which is meant."""

import ast
from collections import defaultdict
from pathlib import Path

import bot

PACKAGE = Path(bot.__file__).parent


def classes() -> dict[str, list[str]]:
    """The public classes of the package: name -> the files that define it."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(path.relative_to(PACKAGE).as_posix())
    return found


def test_no_public_class_shares_its_name_with_another() -> None:
    assert "Ticket" in classes()
    assert {name: files for name, files in classes().items() if len(files) > 1} == {}
