"""What every test may count on: a clean environment."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.shipped import reader

pytest_plugins = ["tests.postgres"]

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
def _own_folders(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the desk keeps for its user, it keeps in folders of the tests' own.

    Its cache stays from one run to the next, and belongs to all processes of a run: half a minute's training is in it,
    which is done again when anything changes that it depends on.
    """
    with pytest.MonkeyPatch.context() as patch:
        # Nothing leaves this machine; each connection would read the machine's certificates anew.
        patch.setenv("SSL_CERT_FILE", os.devnull)
        patch.setenv("SSL_CERT_DIR", os.devnull)
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        kept = getattr(request.config, "cache", None)  # none with -p no:cacheprovider
        patch.setenv("XDG_CACHE_HOME", str(kept.mkdir("desk") if kept else tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def trained() -> None:
    """A command that asks finds what was trained, by one of the processes that run together."""
    reader()


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the machine's reaches a test; a proxy would stand between a bot and a stand-in on this machine."""
    monkeypatch.setenv("COLUMNS", "100")  # whatever terminal the tests are started in
    for name in list(os.environ):
        if name.upper().startswith(_OURS):
            monkeypatch.delenv(name)
