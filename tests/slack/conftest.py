from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.slack.post_office import PostOffice, open_post_office


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PostOffice]:
    """A courier at work on the stand-in for Slack."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    with open_post_office(tmp_path) as found:
        yield found
