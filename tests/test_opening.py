"""The first start makes the database and its key without a question; one that was there before is missed, not replaced."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.opening import begin_records, open_records
from bot.settings import RecordsSettings, Secret, SettingsError, database_name, read_records_settings
from bot.store import LostDatabase, NoDatabase, OlderDatabase, SqlStore, StoreUnavailable
from tests.keys import MASTER
from tests.postgres import Postgres
from tests.store.database_file import column
from tests.store.old_database import first_version

TABLES = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
ANEW = (
    " Mount its disk or restore it from a backup, then start Insyn again. Only if it is gone for good: “insyn serve "
    "--new-database” begins an empty one, in which tickets are numbered from 1 again."
)


def now() -> datetime:
    return datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> RecordsSettings:
    """Of a bare machine: nothing is set but the place of the database, and that is not there."""
    return read_records_settings({"DATABASE_URL": f"sqlite:///{tmp_path}/data/desk.db"})


def there(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.name.endswith(("-wal", "-shm"))}


def begun(settings: RecordsSettings, **more: bool) -> None:
    begin_records(settings, now, **more).close()


def test_the_first_start_makes_folder_database_and_key_and_says_so_once(
    settings: RecordsSettings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    begun(settings)

    assert there(tmp_path) == {"data", "data/desk.db", "data/insyn.key"}
    assert capsys.readouterr().err.startswith(f"A master key was made in {tmp_path}/data/insyn.key. Keep a copy apart")
    open_records(settings, now).close()
    begun(settings)
    assert capsys.readouterr().err == ""


def test_the_first_start_with_a_key_of_ones_own_asks_nothing_either(settings: RecordsSettings, tmp_path: Path) -> None:
    begun(replace(settings, master_keys=(Secret(MASTER),), key_file=None))

    assert there(tmp_path) == {"data", "data/desk.db"}


def test_a_key_file_that_was_made_by_hand_before_the_first_start_is_no_trace(tmp_path: Path) -> None:
    key = tmp_path / "insyn.secret"
    key.write_text(MASTER)
    key.chmod(0o600)

    begun(read_records_settings({"DATABASE_URL": f"sqlite:///{tmp_path}/desk.db", "INSYN_KEY_FILE": str(key)}))

    assert there(tmp_path) == {"desk.db", "insyn.secret"}


def test_a_first_start_that_failed_after_its_key_was_made_is_made_again(settings: RecordsSettings, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="soon"):
        begun(replace(settings, database_url=f"{settings.database_url}?timeout=soon"))
    assert there(tmp_path) == {"data", "data/desk.db", "data/insyn.key"}

    begun(settings)
    open_records(settings, now).close()


def test_the_file_is_made_before_its_key_so_that_no_key_is_ever_alone(settings: RecordsSettings, tmp_path: Path) -> None:
    """Another process that starts between the two would miss the database."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data/insyn.key").symlink_to("nowhere")

    with pytest.raises(SettingsError, match=r"insyn\.key cannot be read"):
        begun(settings)
    assert there(tmp_path) == {"data", "data/desk.db", "data/insyn.key"}


def test_a_key_without_its_database_stops_the_start_and_makes_nothing(settings: RecordsSettings, tmp_path: Path) -> None:
    begun(settings)
    (tmp_path / "data/desk.db").unlink()

    with pytest.raises(LostDatabase) as told:
        begun(settings)

    key = f"{tmp_path}/data/insyn.key"
    assert str(told.value) == f"The key file {key} is there, but the database that was begun with it is not.{ANEW}"
    assert there(tmp_path) == {"data", "data/insyn.key"}


def test_what_the_desk_wrote_to_slack_without_its_database_stops_the_start_and_makes_nothing(
    settings: RecordsSettings, tmp_path: Path
) -> None:
    with pytest.raises(LostDatabase) as told:
        begin_records(settings, now, has_written=lambda: True)

    assert str(told.value) == f"The desk has written in the officers' channel before, but its database is empty or gone.{ANEW}"
    assert there(tmp_path) == set()


def test_an_empty_database_on_a_server_is_begun_or_missed_in_the_same_way(postgres: Postgres) -> None:
    settings = read_records_settings({"DATABASE_URL": postgres.empty(), "INSYN_KEY": MASTER})

    with pytest.raises(LostDatabase):
        begin_records(settings, now, has_written=lambda: True)
    assert column(settings.database_url, TABLES) == [0]
    begun(settings)
    begin_records(settings, now, has_written=lambda: True).close()


def test_a_database_that_is_gone_for_good_is_begun_anew_when_that_is_said(settings: RecordsSettings, tmp_path: Path) -> None:
    begun(settings)
    key = (tmp_path / "data/insyn.key").read_text()
    (tmp_path / "data/desk.db").unlink()

    begin_records(settings, now, anew=True, has_written=lambda: True).close()

    assert (tmp_path / "data/insyn.key").read_text() == key
    begun(settings)


def test_a_database_that_is_there_is_not_begun_anew(settings: RecordsSettings) -> None:
    begun(settings)

    with pytest.raises(StoreUnavailable, match=r"^There is a database already, and --new-database does not touch it\. "):
        begun(settings, anew=True)


@pytest.mark.parametrize("use", [begin_records, open_records])
def test_a_database_without_its_key_gets_no_other_key(
    settings: RecordsSettings, tmp_path: Path, use: Callable[..., SqlStore]
) -> None:
    begun(settings)
    (tmp_path / "data/insyn.key").unlink()

    with pytest.raises(SettingsError, match=r"^The database is there, but the key that it was begun with is gone\. Restore "):
        use(settings, now)
    assert there(tmp_path) == {"data", "data/desk.db"}


def test_a_command_makes_neither_database_nor_key(settings: RecordsSettings, tmp_path: Path) -> None:
    with pytest.raises(NoDatabase):
        open_records(settings, now)

    assert there(tmp_path) == set()


def test_a_command_makes_no_tables_on_a_server(postgres: Postgres) -> None:
    settings = read_records_settings({"DATABASE_URL": postgres.empty(), "INSYN_KEY": MASTER})

    with pytest.raises(NoDatabase):
        open_records(settings, now)
    assert column(settings.database_url, TABLES) == [0]


@pytest.mark.parametrize("server", [False, True], ids=["sqlite", "postgresql"])
def test_a_command_leaves_an_older_database_to_the_desk(request: pytest.FixtureRequest, tmp_path: Path, server: bool) -> None:
    url = request.getfixturevalue("postgres").empty() if server else f"sqlite:///{tmp_path}/desk.db"
    first_version(url)
    settings = read_records_settings({"DATABASE_URL": url, "INSYN_KEY": MASTER})

    with pytest.raises(OlderDatabase, match="Start the desk once with “insyn serve”"):
        open_records(settings, now)
    assert column(url, "SELECT version_num FROM alembic_version") == ["0001"]
    begun(settings)
    open_records(settings, now).close()


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("sqlite:////srv/insyn/desk.db?timeout=1", "/srv/insyn/desk.db"),
        ("sqlite:///desk.db", "{here}/desk.db"),
        ("postgresql+psycopg://desk:hidden@db.example:5433/insyn?sslpassword=hidden", "insyn on db.example, port 5433"),
        ("postgresql+psycopg://desk@/insyn?host=/run/postgresql&password=hidden", "insyn on /run/postgresql"),
        ("postgresql+psycopg://desk@/?host=a&host=b", "desk on a, b"),
        ("postgresql+psycopg:///insyn", "insyn on this machine"),
        ("sqlite:///file:desk.db?uri=true", "file:desk.db"),
        ("hidden", "not understood"),
    ],
)
def test_a_database_is_named_by_what_people_know_it_by_and_never_with_a_password(url: str, name: str) -> None:
    assert database_name(url) == name.format(here=Path.cwd())
