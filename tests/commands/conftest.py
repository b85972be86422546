"""What commands work on: a small company's folder, and a register of tickets."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import assembly
from tests.commands.register import Register
from tests.knowledge.folder import Folder


@pytest.fixture
def lanterns(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "lanterns")


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    """A register whose clock is that of the commands too."""
    register = Register(tmp_path)
    monkeypatch.setattr(assembly, "_now", register)
    yield register
    register.close()
