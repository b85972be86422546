"""How values of the core become what a database column can hold, and back."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Text, TypeDecorator

from bot.tickets import Decision


class Moment(TypeDecorator[datetime]):
    """An aware time: UTC in the database, UTC out of it, also where the database knows no time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's
        """The time in UTC; a time without a zone is refused, because nobody can say which moment it means."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's
        """The time, aware."""
        if not isinstance(value, datetime):
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Code(TypeDecorator[StrEnum]):
    """One of an enumeration's members, kept as its value."""

    impl = Text
    cache_ok = True

    def __init__(self, of: type[StrEnum]) -> None:
        super().__init__()
        self.of = of

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's
        """The member's value; ValueError for what is no member."""
        return None if value is None else self.of(value).value

    def process_result_value(self, value: Any | None, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002 - SQLAlchemy's
        """The member."""
        return None if value is None else self.of(value)


class Codes(TypeDecorator[tuple[str, ...]]):
    """Several codes in their order, kept as a JSON list."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> Any:  # noqa: ARG002 - SQLAlchemy's
        """The codes as a list."""
        return None if value is None else list(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[str, ...]:  # noqa: ARG002 - SQLAlchemy's
        """The codes."""
        return tuple(value or ())


class Decisions(TypeDecorator[Mapping[str, Decision]]):
    """What came of each right, kept as a JSON object."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Mapping[str, Decision] | None, dialect: Dialect) -> Any:  # noqa: ARG002 - SQLAlchemy's
        """The outcomes' values by right."""
        return None if value is None else {right: outcome.value for right, outcome in value.items()}

    def process_result_value(self, value: Any | None, dialect: Dialect) -> dict[str, Decision]:  # noqa: ARG002 - SQLAlchemy's
        """The outcomes by right."""
        return {right: Decision(outcome) for right, outcome in (value or {}).items()}
