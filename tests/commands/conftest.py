"""A small company's folder for commands to work on."""

from pathlib import Path

import pytest

from tests.knowledge.folder import Folder


@pytest.fixture
def lanterns(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "lanterns")
