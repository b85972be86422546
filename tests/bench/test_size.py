"""The size of an installation counts what is needed, once, and nothing that only developers need."""

from bot.bench import size


def test_the_desk_is_larger_than_any_library_that_it_needs() -> None:
    assert size.installed() > size.with_dependencies("slack-bolt") + size.own() > size.own() > 100_000


def test_what_only_developers_or_postgresql_need_is_not_counted() -> None:
    needed = size.library_and_dependencies("insyn")

    assert {"insyn", "slack-bolt", "slack-sdk", "numpy", "sqlalchemy"} <= needed.keys()
    assert {"pytest", "mypy", "ruff", "hypothesis", "psycopg"} & needed.keys() == set()


def test_a_library_that_is_not_there_has_no_size() -> None:
    assert size.with_dependencies("no-such-library") == 0
