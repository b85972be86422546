"""The wheel holds everything: installed into an empty environment, outside the checkout, the desk answers."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

import bot

CHECKOUT = Path(bot.__file__).parent.parent
SOURCES = (
    "bot",
    "knowledge",
    "locales",
    "app.yaml",
    "hatch_build.py",
    "pyproject.toml",
    "README.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "docs",
)
NOT_SOURCE = shutil.ignore_patterns("__pycache__", "*.mo", "shipped")


def run(*command: str | Path, cwd: Path, home: Path) -> str:
    """What a program prints that knows nothing of the checkout."""
    environment = {"PATH": os.defpath, "HOME": str(home), "PYTHONUTF8": "1"}
    done = subprocess.run(list(map(str, command)), cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy of the sources, in which no catalogue is compiled yet."""
    source = tmp_path_factory.mktemp("source")
    for name in SOURCES:
        path = CHECKOUT / name
        if path.is_dir():
            shutil.copytree(path, source / name, ignore=NOT_SOURCE)
        else:
            shutil.copy(path, source)
    # Without --wheel, the wheel is made from the source archive: so that holds everything too.
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", "dist", ".", cwd=source, home=source)
    [built] = (source / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that has the wheel, and otherwise what the tests' own environment has."""
    folder = tmp_path_factory.mktemp("empty")
    venv.create(folder, symlinks=True)
    python = folder / "bin" / "python"
    where = "import sysconfig; print(sysconfig.get_paths()['purelib'])"
    site = Path(run(python, "-c", where, cwd=folder, home=folder).strip())
    # A path that is added so comes last, and the .pth files in it, such as the checkout's, are not read.
    site.joinpath("others.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check"]
    run(
        *pip,
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--force-reinstall",
        "--prefix",
        folder,
        wheel,
        cwd=folder,
        home=folder,
    )
    return folder / "bin"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of somebody who has never used the desk: it learns at its first answer, and keeps for the next what it has learnt."""
    return tmp_path_factory.mktemp("home")


def test_the_wheel_holds_the_code_and_all_that_is_shipped_with_it(wheel: Path) -> None:
    code = {path.relative_to(CHECKOUT).as_posix() for path in (CHECKOUT / "bot").rglob("*.py")}
    files = (path for name in ("knowledge", "locales") for path in (CHECKOUT / name).rglob("*") if path.is_file())
    shipped = {f"bot/shipped/{path.relative_to(CHECKOUT).as_posix()}" for path in files}
    compiled = {f"bot/shipped/locales/{language}/LC_MESSAGES/insyn.mo" for language in ("sv", "en")}

    held = set(zipfile.ZipFile(wheel).namelist())

    assert (code | shipped | compiled | {"bot/shipped/app.yaml", "bot/py.typed"}) - held == set()
    assert [name for name in held if not name.startswith(("bot/", "insyn-"))] == []


def test_the_source_archive_holds_what_people_read(wheel: Path) -> None:
    [archive] = wheel.parent.glob("*.tar.gz")

    with tarfile.open(archive) as held:
        names = {name.partition("/")[2] for name in held.getnames()}

    assert {"README.md", "CONTRIBUTING.md", "app.yaml", "docs/install.md", "knowledge/knowledge.yaml"} - names == set()


def test_it_runs_from_where_it_was_installed(installed: Path, home: Path) -> None:
    where = run(installed / "python", "-c", "import bot; print(bot.__file__)", cwd=home, home=home)

    assert Path(where.strip()).is_relative_to(installed.parent)
    assert run(installed / "insyn", "--version", cwd=home, home=home) == f"insyn, version {bot.__version__}\n"


@pytest.mark.parametrize(("question", "answer"), [("Vad är en cookie?", "Källa: Infosoft"), ("What is a cookie?", "Infosoft")])
def test_it_answers(installed: Path, home: Path, question: str, answer: str) -> None:
    said = run(installed / "insyn", "ask", question, cwd=home, home=home)

    assert answer in said
    assert "Cookies är små informationsfiler" in said


def test_it_answers_as_json(installed: Path, home: Path) -> None:
    found = json.loads(run(installed / "insyn", "ask", "--json", "Delete my data", cwd=home, home=home))

    assert (found["outcome"], found["rights"]) == ("request", ["erasure"])


def test_its_knowledge_is_faultless(installed: Path, home: Path) -> None:
    said = run(installed / "insyn", "knowledge", "check", cwd=home, home=home)

    assert said.startswith("Infosoft: policy 1.3 of 2018-02-15")
    assert said.endswith("No faults.\n")


def test_it_brings_its_database_up_to_date(installed: Path, home: Path) -> None:
    """The migrations are in the wheel too."""
    begin = "from bot.store import Vault, open_store; from bot.settings import new_key; import sys; "
    begin += "open_store(sys.argv[1], vault=Vault((new_key(),))).close(); print('begun')"
    url = f"sqlite:///{home}/desk.db"

    assert run(installed / "python", "-c", begin, url, cwd=home, home=home) == "begun\n"
