"""Keeps people's words out of the logs: Slack's libraries print whole payloads now and then."""

import logging

_LIBRARIES = frozenset({"slack_bolt", "slack_sdk", "asyncio", "sqlalchemy", "alembic", "aiohttp", "waitress"})


class _Withheld(logging.Filter):
    """Lets through where a library spoke and how loud, and nothing of what it said."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = f"{record.module}:{record.lineno} (the library's words are withheld: they may quote people's messages)"
        record.args, record.exc_info, record.exc_text, record.stack_info = None, None, None, None
        return True


def keep_quiet() -> None:
    """Withhold the text of everything that Slack's libraries log, and drop what is no warning."""
    for handler in logging.getLogger().handlers:
        handler.addFilter(_of_libraries)


def _of_libraries(record: logging.LogRecord) -> bool:
    if record.name.partition(".")[0] not in _LIBRARIES:
        return True
    return record.levelno >= logging.WARNING and _Withheld().filter(record)
