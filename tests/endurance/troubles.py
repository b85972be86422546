"""How calls of the Web API fail, at random."""

import random
import threading
from collections import Counter

ALL = (
    *("ratelimited",) * 3,
    "ratelimited_silent",
    *("http_500",) * 3,
    *("http_503",) * 2,
    *("drop",) * 3,
    *("lost_answer",) * 4,
    "timeout",
    *("internal_error",) * 2,
    "rate_limited",
    "not_in_channel",
    "fatal_error",
    "request_timeout",
    "service_unavailable",
)
"""As often as they stand here."""
SHORT = tuple(error for error in ALL if error not in {"ratelimited_silent", "rate_limited", "timeout"})
"""Those after which the desk tries again within seconds."""
RECONNECTS = "apps.connections.open"
"""Where this fails, Slack's library waits ten seconds before it looks again."""
SHARE = 0.3


class Troubles:
    """Tells the stand-in of each call whether it fails, and counts."""

    def __init__(self, errors: tuple[str, ...], seed: int, share: float = SHARE) -> None:
        self._errors, self._random, self._share = errors, random.Random(seed), share
        self.calls: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()
        self._lock = threading.Lock()

    def __call__(self, method: str, channel: str | None) -> str | None:
        """Return how a call fails, or None."""
        with self._lock:
            self.calls[method] += 1
            is_spared = method == RECONNECTS and self._errors is SHORT
            if is_spared or self._random.random() >= self._share:
                return None
            error = self._random.choice(self._errors)
            self.failures[error] += 1
            return error
