"""Master keys: made, rotated, and checked by the doctor."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.commands.findings import _database
from bot.demo.office import utc_now
from bot.opening import begin_records
from bot.settings import Secret, Settings, new_key, read_records_settings, read_settings
from bot.slack.checkup import Finding
from bot.store import Vault
from tests.commands.insyn import insyn
from tests.commands.register import Register
from tests.keys import MASTER

SLACK = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "OFFICERS_CHANNEL": "C0123456789"}


def test_a_new_key_is_printed_each_time_and_is_one_that_can_be_set() -> None:
    first, second = (insyn("key", "new").stdout for _ in range(2))

    assert first != second
    settings = read_settings(SLACK | {"INSYN_KEY": f"{first},{second}"})
    assert settings.master_keys == (first.strip(), second.strip())
    Vault(settings.master_keys)


def test_a_new_key_before_the_old_one_opens_what_the_old_one_sealed(register: Register) -> None:
    reference = register.request(words="hemliga ord")
    new = insyn("key", "new").stdout.strip()

    assert "hemliga ord" in register.insyn("tickets", "show", reference, INSYN_KEY=f"{new},{MASTER}").stdout


@pytest.mark.parametrize("order", ["{new}", "{old},{new}"])
def test_a_new_key_in_place_of_the_old_one_or_after_it_is_refused(register: Register, order: str) -> None:
    register.request()
    new = insyn("key", "new").stdout.strip()

    result = register.insyn("tickets", "list", INSYN_KEY=order.format(new=new, old=MASTER))

    assert (result.exit_code, result.stdout) == (2, "")


def settings_of(register: Register) -> Settings:
    return read_settings(SLACK | register.environment)


def test_the_doctor_says_that_the_key_opens_the_database(register: Register) -> None:
    register.request()

    found = list(_database(settings_of(register)))

    assert [(one.what, one.is_well) for one in found] == [
        ("The database can be used", True),
        ("The master key in INSYN_KEY opens what is sealed in the database", True),
    ]


def test_the_doctor_names_the_file_of_the_key(tmp_path: Path) -> None:
    environment = {"DATABASE_URL": f"sqlite:///{tmp_path}/desk.db"}
    begin_records(read_records_settings(environment), utc_now).close()

    assert [one.what for one in _database(read_settings(SLACK | environment))][-1] == (
        f"The master key in {tmp_path}/insyn.key opens what is sealed in the database"
    )


def test_the_doctor_says_what_to_do_where_the_key_does_not_fit(register: Register) -> None:
    register.request()
    settings = replace(settings_of(register), master_keys=(Secret(new_key()),))

    [found] = _database(settings)

    assert not found.is_well
    assert found.todo.endswith(".")
    assert settings.master_keys[0] not in found.todo


def test_the_doctor_makes_no_database_and_misses_one_whose_key_is_there(tmp_path: Path) -> None:
    file, settings = tmp_path / "desk.db", read_settings(SLACK | {"DATABASE_URL": f"sqlite:///{tmp_path}/desk.db"})
    yet = Finding(f"There is no database yet ({file}); the first “insyn serve” makes it")
    assert (list(_database(settings)), list(tmp_path.iterdir())) == ([yet], [])
    (tmp_path / "insyn.key").write_text(MASTER)
    (tmp_path / "insyn.key").chmod(0o600)

    [found] = _database(settings)

    assert (found.what, found.todo.partition(", but")[0]) == (
        "The database can be used",
        f"The key file {tmp_path}/insyn.key is there",
    )
    assert not file.exists()
