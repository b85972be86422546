"""`insyn doctor` tells what is well and what has to be mended, and its exit status is 0 only where nothing has to be."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result

from bot.assembly import shipped
from bot.settings import new_key
from bot.store import open_store
from bot.workspace import Workspace
from tests.commands.insyn import insyn
from tests.keys import MASTER, VAULT
from tests.knowledge.folder import Folder

MANIFEST = yaml.safe_load(shipped("app.yaml").read_text(encoding="utf-8"))
AGAIN = "Mend what is marked and run insyn doctor again."


class Office:
    """A workspace and a database in which all is well, until a test spoils something."""

    def __init__(self, slack: Workspace, manifest: dict[str, Any], file: Path, knowledge: Folder) -> None:
        self.slack, self.file, self.knowledge = slack, file, knowledge
        self.installed_scopes: list[str] = manifest["oauth_config"]["scopes"]["bot"]
        open_store(f"sqlite:///{file}", vault=VAULT).close()
        self.environment = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_API_URL": slack.url,
            "OFFICERS_CHANNEL": slack.add_channel("officers", private=True, members=[slack.bot_user_id]),
            "DATABASE_URL": f"sqlite:///{file}",
            "INSYN_KEY": MASTER,
            "INSYN_KNOWLEDGE": str(knowledge.write()),
        }

    def use(self, **environment: str) -> None:
        """Settings that the desk is given instead."""
        self.environment |= environment

    def doctor(self, *arguments: str) -> Result:
        return insyn("doctor", *arguments, **self.environment)


@pytest.fixture
def office(tmp_path: Path, lanterns: Folder) -> Iterator[Office]:
    manifest = deepcopy(MANIFEST)
    with Workspace(manifest) as slack:
        yield Office(slack, manifest, tmp_path / "desk.db", lanterns)


def spoil_key(office: Office) -> None:
    office.use(INSYN_KEY=new_key())


def spoil_order_of_keys(office: Office) -> None:
    office.use(INSYN_KEY=f"{MASTER},{new_key()}")


def spoil_version(office: Office) -> None:
    with closing(sqlite3.connect(office.file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


def spoil_database(office: Office) -> None:
    office.file.write_bytes(b"no database" * 1000)


def spoil_bot_token(office: Office) -> None:
    office.use(SLACK_BOT_TOKEN="xoxb-1-2-unknown")


def spoil_app_token(office: Office) -> None:
    office.use(SLACK_APP_TOKEN="xapp-1-unknown")


def spoil_membership(office: Office) -> None:
    office.use(OFFICERS_CHANNEL=office.slack.add_channel("others", private=True))


def spoil_privacy(office: Office) -> None:
    office.use(OFFICERS_CHANNEL=office.slack.add_channel("open", members=[office.slack.bot_user_id]))


def spoil_scopes(office: Office) -> None:
    office.installed_scopes.remove("users:read")


def marks(result: Result) -> list[tuple[str, str]]:
    """The marked lines: ``ok`` or ``MEND``, and what was looked at."""
    lines = [line.split(None, 1) for line in result.stdout.splitlines() if line.startswith(("ok ", "MEND"))]
    return [(mark, what) for mark, what in lines]


def test_where_all_is_well_that_is_said_and_everything_was_looked_at(office: Office) -> None:
    result = office.doctor()

    assert marks(result) == [
        ("ok", "The knowledge of Lanterns is faultless: 2 entries"),
        ("ok", "The database can be used"),
        ("ok", "The master key in INSYN_KEY opens what is sealed in the database"),
        ("ok", "The bot token opens the workspace “Insyn test”"),
        ("ok", f"The app has its {len(MANIFEST['oauth_config']['scopes']['bot'])} scopes"),
        ("ok", "The app-level token opens Socket Mode"),
        ("ok", f"The desk is in the officers' channel {office.environment['OFFICERS_CHANNEL']}"),
    ]
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "All is well.")


CASES: list[tuple[Callable[[Office], None], str, str]] = [
    (spoil_key, "The master key in INSYN_KEY opens what is sealed in the database", "sealed with another key"),
    (spoil_order_of_keys, "The master key among the 2 in INSYN_KEY opens what is sealed in the database", "key"),
    (spoil_version, "The database can be used", "newer version"),
    (spoil_database, "The database can be used", "database"),
    (spoil_bot_token, "The bot token opens the workspace", "The token is not valid (any more)."),
    (spoil_scopes, "The app has its scopes", "These are missing: users:read."),
    (spoil_app_token, "The app-level token opens Socket Mode", "The token is not valid (any more)."),
    (spoil_membership, "The desk is in the officers' channel ", "There is no such channel, or it is private"),
    (spoil_privacy, "The officers' channel is private", "It is public: everybody in the workspace can read the tickets"),
]


@pytest.mark.parametrize(("spoil", "what", "todo"), CASES, ids=[case[0].__name__.removeprefix("spoil_") for case in CASES])
def test_one_thing_that_is_wrong_is_marked_with_what_to_do(
    office: Office, spoil: Callable[[Office], None], what: str, todo: str
) -> None:
    spoil(office)
    result = office.doctor()
    lines = result.stdout.splitlines()

    [marked] = [line for line in lines if line.startswith("MEND")]
    assert marked.startswith(f"MEND  {what}")
    assert todo in lines[lines.index(marked) + 1]
    assert (result.exit_code, lines[-1]) == (1, AGAIN)


def test_everything_that_is_wrong_is_marked_at_once(office: Office) -> None:
    for spoil in (spoil_key, spoil_app_token, spoil_privacy):
        spoil(office)
    result = office.doctor()

    assert [mark for mark, _ in marks(result)] == ["ok", "MEND", "ok", "ok", "MEND", "ok", "MEND"]
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (1, AGAIN)


def test_in_http_mode_the_app_level_token_is_not_needed(office: Office) -> None:
    spoil_app_token(office)

    assert office.doctor("--http").exit_code == 0


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ({"INSYN_KEY": f"{new_key()},{MASTER}"}, "The master key among the 2 in INSYN_KEY opens"),
        ({"INSYN_KEY": "", "INSYN_KEY_FILE": "master.key"}, "The master key in {folder}/master.key opens"),
    ],
    ids=["several", "a file"],
)
def test_where_the_master_key_stands_is_told(office: Office, tmp_path: Path, where: dict[str, Any], told: str) -> None:
    file = tmp_path / "master.key"
    file.write_text(MASTER)
    file.chmod(0o600)
    office.use(**{name: value.replace("master.key", str(file)) for name, value in where.items()})
    result = office.doctor()

    assert told.format(folder=tmp_path) in result.stdout
    assert result.exit_code == 0


def test_knowledge_with_a_fault_is_told_before_anything_else_is_asked(office: Office) -> None:
    office.knowledge.entry["citations"][0]["quote"] = "We keep nothing."
    office.knowledge.write()
    result = office.doctor()

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("The knowledge folder cannot be used:")
    assert office.slack.calls == []
