"""A fresh small folder for each test."""

from pathlib import Path

import pytest

from tests.knowledge.folder import Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "lanterns")
