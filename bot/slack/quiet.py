"""Keeps people's words out of the logs, since Slack's libraries sometimes log whole payloads."""

import logging

_LIBRARIES = frozenset({"slack_bolt", "slack_sdk", "asyncio", "sqlalchemy", "alembic", "aiohttp", "waitress"})
_COUNTS_REQUESTS = "waitress.queue"
"""Says how many requests wait, for each one that waits: a line that anybody can have written as often as they like."""


class _Withheld(logging.Filter):
    """A log filter that keeps a record's logger and level and removes its message."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = f"{record.module}:{record.lineno} (the library's words are withheld: they may quote people's messages)"
        record.args, record.exc_info, record.exc_text, record.stack_info = None, None, None, None
        return True


def keep_quiet() -> None:
    """Drop log records of libraries below WARNING, and those that only count requests; remove the others' messages."""
    for handler in logging.getLogger().handlers:
        handler.addFilter(_of_libraries)


def _of_libraries(record: logging.LogRecord) -> bool:
    if record.name.partition(".")[0] not in _LIBRARIES:
        return True
    return record.levelno >= logging.WARNING and record.name != _COUNTS_REQUESTS and _Withheld().filter(record)
