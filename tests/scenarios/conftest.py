from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenarios.office import Office, open_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office of the test's own."""
    with open_office(tmp_path) as found:
        yield found


@pytest.fixture(scope="module")
def busy_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for all tests of a module; each brings somebody new and looks at that person's conversation alone."""
    with open_office(tmp_path_factory.mktemp("office")) as found:
        yield found
