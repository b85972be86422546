"""What every test may count on: a clean environment."""

import os

import pytest
from hypothesis import settings

# A property is about what comes out; how long it takes depends on what else the machine is doing.
settings.register_profile("insyn", deadline=None)
settings.load_profile("insyn")

_OURS = ("SLACK_", "OFFICERS_", "INSYN_", "DATABASE_URL", "TIMEZONE", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the machine's reaches a test; a proxy would stand between a bot and a stand-in on this machine."""
    for name in list(os.environ):
        if name.upper().startswith(_OURS):
            monkeypatch.delenv(name)
