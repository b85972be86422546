"""Column types that convert values of the core to what a database can hold, and back."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Text, TypeDecorator

from bot.tickets import Decision


class Moment(TypeDecorator[datetime]):
    """An aware datetime, stored and returned in UTC, also on databases without time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's
        """Convert to UTC. ValueError for a naive time, since it is ambiguous."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's
        """Return the aware datetime."""
        if not isinstance(value, datetime):
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Code(TypeDecorator[StrEnum]):
    """A member of an enumeration, stored as its value."""

    impl = Text
    cache_ok = True

    def __init__(self, of: type[StrEnum]) -> None:
        super().__init__()
        self.of = of

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's
        """Return the member's value. ValueError if it is no member."""
        return None if value is None else self.of(value).value

    def process_result_value(self, value: Any | None, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002 - SQLAlchemy's
        """Return the member."""
        return None if value is None else self.of(value)


class Codes(TypeDecorator[tuple[str, ...]]):
    """A sequence of codes, stored as a JSON list."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> Any:  # noqa: ARG002 - SQLAlchemy's
        """Return the codes as a list."""
        return None if value is None else list(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[str, ...]:  # noqa: ARG002 - SQLAlchemy's
        """Return the codes."""
        return tuple(value or ())


class Decisions(TypeDecorator[Mapping[str, Decision]]):
    """The decision about each right, stored as a JSON object."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Mapping[str, Decision] | None, dialect: Dialect) -> Any:  # noqa: ARG002 - SQLAlchemy's
        """Return the decisions' values by right."""
        return None if value is None else {right: decision.value for right, decision in value.items()}

    def process_result_value(self, value: Any | None, dialect: Dialect) -> dict[str, Decision]:  # noqa: ARG002 - SQLAlchemy's
        """Return the decisions by right."""
        return {right: Decision(decision) for right, decision in (value or {}).items()}
