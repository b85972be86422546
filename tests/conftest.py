"""What every test may count on: a clean environment."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

# A property is about what comes out; how long it takes depends on what else the machine is doing. The same examples every
# time: a red run can be repeated, and is about the change at hand. `make random` looks for new ones (--hypothesis-profile).
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.register_profile("long", deadline=None, max_examples=1000, print_blob=True)
settings.load_profile("repeatable")

_OURS = (
    "SLACK_",
    "OFFICERS_",
    "OFFICE_HOURS",
    "FOUR_EYES",
    "CONTROLLER_",
    "INSYN_",
    "DATABASE_URL",
    "TIMEZONE",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
)


@pytest.fixture(scope="session", autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the desk keeps for its user, it keeps in folders of the tests' own."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME"):
            patch.setenv(name, str(tmp_path_factory.mktemp(name.lower())))
        yield


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the machine's reaches a test; a proxy would stand between a bot and a stand-in on this machine."""
    for name in list(os.environ):
        if name.upper().startswith(_OURS):
            monkeypatch.delenv(name)
