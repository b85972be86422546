"""The keys that seal what people wrote: made once, read from where they may stand, and kept from others."""

import base64
import os
from dataclasses import replace
from pathlib import Path

import pytest

from bot.settings import (
    RecordsSettings,
    SettingsError,
    read_records_settings,
    with_keys,
)

KEY, OLD_KEY = (base64.urlsafe_b64encode(bytes([number]) * 32).decode() for number in (1, 2))
SOCKET = {"SLACK_BOT_TOKEN": "xoxb-hidden", "SLACK_APP_TOKEN": "xapp-hidden", "OFFICERS_CHANNEL": "C0123456789"}


class Keys:
    """A folder with a database address and, perhaps, a key file."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "insyn.key"
        self.said: list[str] = []
        self.environment = {"DATABASE_URL": f"sqlite:///{folder}/desk.db"}

    def write(self, text: str, mode: int = 0o600) -> None:
        self.file.write_text(text)
        self.file.chmod(mode)

    def read(self, make: str = KEY) -> RecordsSettings:
        return with_keys(read_records_settings(self.environment), lambda: make, self.said.append)

    def faults(self) -> tuple[str, ...]:
        with pytest.raises(SettingsError) as caught:
            self.read()
        return caught.value.faults


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return Keys(tmp_path)


def test_the_first_key_is_made_beside_the_database_for_its_owner_alone_and_said_once(keys: Keys) -> None:
    first, second = keys.read(KEY), keys.read(OLD_KEY)

    assert (first.master_keys, second.master_keys) == ((KEY,), (KEY,))
    assert keys.file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in keys.file.parent.iterdir()] == ["insyn.key"]
    [said] = keys.said
    assert str(keys.file) in said
    assert KEY not in said


def test_reading_the_settings_makes_nothing(keys: Keys) -> None:
    read_records_settings(keys.environment)

    assert not keys.file.exists()


def test_a_process_that_starts_at_the_same_moment_takes_the_key_of_the_first(keys: Keys) -> None:
    settings = read_records_settings(keys.environment)

    def make() -> str:
        keys.write(OLD_KEY)
        return KEY

    assert with_keys(settings, make, keys.said.append).master_keys == (OLD_KEY,)
    assert keys.said == []


def test_the_folder_of_a_new_database_is_made_for_the_key_too(keys: Keys, tmp_path: Path) -> None:
    keys.environment = {"DATABASE_URL": f"sqlite:///{tmp_path}/new/desk.db"}

    assert keys.read().key_file == tmp_path / "new" / "insyn.key"


def test_settings_that_name_only_a_database_find_the_key_beside_it(keys: Keys) -> None:
    settings = replace(read_records_settings(keys.environment), key_file=None)

    assert with_keys(settings, lambda: KEY, keys.said.append).key_file == keys.file


def test_where_no_key_can_be_made_that_is_a_fault(keys: Keys, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    keys.environment = {"DATABASE_URL": f"sqlite:///{tmp_path}/file/desk.db"}

    [fault] = keys.faults()
    assert fault.startswith(f"The key file {tmp_path}/file/insyn.key cannot be made: ")


def test_a_key_file_holds_a_key_on_each_line_and_the_first_one_seals(keys: Keys) -> None:
    keys.write(f"{KEY}\n{OLD_KEY}\n\n")

    assert keys.read().master_keys == (KEY, OLD_KEY)
    assert keys.said == []


def test_a_key_file_may_stand_anywhere(keys: Keys, tmp_path: Path) -> None:
    elsewhere = tmp_path / "secrets.txt"
    elsewhere.write_text(KEY)
    elsewhere.chmod(0o400)
    keys.environment |= {"INSYN_KEY_FILE": str(elsewhere)}

    assert (keys.read().master_keys, keys.read().key_file) == ((KEY,), elsewhere)


@pytest.mark.skipif(os.name != "posix", reason="other systems have other rights")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o660, 0o644])
def test_a_key_file_that_others_can_open_is_a_fault_with_the_command_that_mends_it(keys: Keys, mode: int) -> None:
    keys.write(KEY, mode)

    assert keys.faults() == (f"The key file {keys.file} is open to others than its owner. Run: chmod 600 {keys.file}",)


@pytest.mark.parametrize(
    ("text", "why"), [("", "it holds no key"), (f"{KEY}\nhidden", "number 2 of its 2 keys is none"), ("\n", "it holds no key")]
)
def test_a_key_file_without_keys_is_a_fault_that_does_not_show_it(keys: Keys, text: str, why: str) -> None:
    keys.write(text)

    assert keys.faults() == (f"The key file {keys.file} cannot be used: {why}. A key is what “insyn key new” prints.",)


def test_a_key_file_that_is_no_text_is_a_fault(keys: Keys) -> None:
    keys.file.write_bytes(b"\xff\xfe\x00")
    keys.file.chmod(0o600)

    [fault] = keys.faults()
    assert fault.startswith(f"The key file {keys.file} cannot be read.")


@pytest.mark.parametrize("url", ["postgresql+psycopg://desk:hidden@db/insyn", "sqlite:///file:desk.db?uri=true"])
def test_where_no_key_file_has_its_place_a_key_must_be_set_and_it_is_said_how_to_make_one(url: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_records_settings({"DATABASE_URL": url})

    [fault] = caught.value.faults
    assert fault.startswith("INSYN_KEY is not set. ")
    assert "insyn key new" in fault


def test_a_key_and_a_key_file_at_once_are_a_fault(keys: Keys) -> None:
    keys.write(KEY)
    keys.environment |= {"INSYN_KEY": KEY, "INSYN_KEY_FILE": str(keys.file)}

    assert keys.faults() == ("INSYN_KEY_FILE and INSYN_KEY are both set. Keep one of them.",)
