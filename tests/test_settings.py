"""Settings are read whole or not at all, and what is wrong with them is said at once, in sentences, without secrets."""

import base64
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.settings import (
    DEFAULT_API,
    RecordsSettings,
    Secret,
    Settings,
    SettingsError,
    default_database,
    read_records_settings,
    read_settings,
    read_zone,
)

KEY, OLD_KEY = (base64.urlsafe_b64encode(bytes([number]) * 32).decode() for number in (1, 2))
SOCKET = {"SLACK_BOT_TOKEN": "xoxb-hidden", "SLACK_APP_TOKEN": "xapp-hidden", "OFFICERS_CHANNEL": "C0123456789"}
HTTP = {"SLACK_BOT_TOKEN": "xoxb-hidden", "SLACK_SIGNING_SECRET": "hidden", "OFFICERS_CHANNEL": "C0123456789"}


def faults(environment: dict[str, str], *, http: bool = False) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        read_settings(environment, http=http)
    return caught.value.faults


def test_what_is_not_set_has_its_default() -> None:
    assert read_settings(SOCKET) == Settings(
        bot_token=Secret("xoxb-hidden"),
        app_token=Secret("xapp-hidden"),
        signing_secret=Secret(""),
        officers_channel="C0123456789",
        database_url=default_database(),
        timezone=ZoneInfo("Europe/Stockholm"),
        api_url=DEFAULT_API,
        master_keys=(),
        key_file=Path(default_database().removeprefix("sqlite:///")).with_name("insyn.key"),
        country="SE",
        four_eyes=True,
        opens=8,
        closes=17,
    )


def test_everything_can_be_set(tmp_path: Path) -> None:
    environment = SOCKET | {
        "SLACK_SIGNING_SECRET": "hidden",
        "SLACK_API_URL": "http://127.0.0.1:8000/api",
        "DATABASE_URL": "postgresql+psycopg://desk:hidden@db/insyn",
        "TIMEZONE": "Europe/Oslo",
        "OFFICERS_LANGUAGE": "en",
        "INSYN_KNOWLEDGE": str(tmp_path),
        "INSYN_KEY": f"{KEY}, {OLD_KEY}",
        "CONTROLLER_COUNTRY": "se+no",
        "FOUR_EYES": "No",
        "OFFICE_HOURS": "7-15",
        "HOME": "/nowhere",
    }

    assert read_settings(environment) == Settings(
        bot_token=Secret("xoxb-hidden"),
        app_token=Secret("xapp-hidden"),
        signing_secret=Secret("hidden"),
        officers_channel="C0123456789",
        database_url="postgresql+psycopg://desk:hidden@db/insyn",
        timezone=ZoneInfo("Europe/Oslo"),
        api_url="http://127.0.0.1:8000/api/",
        officers_language="en",
        knowledge=tmp_path,
        master_keys=(Secret(KEY), Secret(OLD_KEY)),
        country="SE+NO",
        four_eyes=False,
        opens=7,
        closes=15,
    )


def test_blanks_around_a_value_are_no_part_of_it() -> None:
    """They come along when a token is copied."""
    padded = {name: f" {value}\n" for name, value in SOCKET.items()}

    assert read_settings(padded) == read_settings(SOCKET)


def test_an_empty_value_is_no_value() -> None:
    names = ["DATABASE_URL", "TIMEZONE", "SLACK_API_URL", "OFFICERS_LANGUAGE", "INSYN_KNOWLEDGE"]
    names += ["INSYN_KEY", "INSYN_KEY_FILE", "CONTROLLER_COUNTRY", "FOUR_EYES", "OFFICE_HOURS"]
    empty = dict.fromkeys(names, " ")

    assert read_settings(SOCKET | empty) == read_settings(SOCKET)


def test_http_needs_the_signing_secret_and_no_app_token() -> None:
    settings = read_settings(HTTP, http=True)

    assert (settings.signing_secret, settings.app_token) == ("hidden", "")


@pytest.mark.parametrize(
    ("http", "names"),
    [
        (False, ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "OFFICERS_CHANNEL"]),
        (True, ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "OFFICERS_CHANNEL"]),
    ],
)
def test_all_that_is_missing_is_said_together_and_where_to_find_it(http: bool, names: list[str]) -> None:
    found = faults({}, http=http)

    assert [fault.split(" is not set. ")[0] for fault in found] == names
    assert all(fault.endswith(".") and len(fault.split(". ")[1]) > 20 for fault in found)


def test_all_that_is_wrong_is_said_together() -> None:
    wrong = {
        "SLACK_BOT_TOKEN": "xoxp-hidden",
        "SLACK_APP_TOKEN": "hidden",
        "OFFICERS_CHANNEL": "#privacy-officers",
        "DATABASE_URL": "mysql://desk:hidden@db/insyn",
        "TIMEZONE": "Stockholm",
        "SLACK_API_URL": "slack.com/api",
        "INSYN_KNOWLEDGE": "/no/such/folder",
        "INSYN_KEY": f"{KEY},hidden",
        "CONTROLLER_COUNTRY": "DK",
        "FOUR_EYES": "perhaps",
        "OFFICE_HOURS": "17-8",
    }

    assert faults(wrong) == (
        "SLACK_BOT_TOKEN must begin with xoxb-; what is set begins otherwise. See “OAuth & Permissions” of your app.",
        "SLACK_APP_TOKEN must begin with xapp-; what is set begins otherwise. See “Basic Information” of your app.",
        "OFFICERS_CHANNEL must be a channel's id such as C0123456789, not its name.",
        "DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://.",
        "OFFICE_HOURS must be two hours of the day such as 8-17, the first earlier than the second.",
        "TIMEZONE is no time zone that this machine knows: Stockholm. Write it as Europe/Stockholm.",
        "INSYN_KEY cannot be used: number 2 of its 2 keys is none. A key is what “insyn key new” prints.",
        "CONTROLLER_COUNTRY must be SE, NO or SE+NO, not what is set.",
        "FOUR_EYES must be yes or no, not what is set.",
        "INSYN_KNOWLEDGE is no folder on this machine: /no/such/folder.",
        "SLACK_API_URL must be a web address such as https://slack.com/api/.",
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("OFFICERS_CHANNEL", value) for value in ["privacy-officers", "c0123456789", "U0123456789", "C01234-6789"]),
        *(("TIMEZONE", value) for value in ["Europe", "../../etc/passwd", "x" * 300, "a\0b"]),
        *(("OFFICE_HOURS", value) for value in ["8", "8:30-17", "17-8", "8-8", "8-24", "-1-5", "always"]),
        *(("CONTROLLER_COUNTRY", value) for value in ["Sweden", "DK", "SE,NO", "NO+SE"]),
        *(("FOUR_EYES", value) for value in ["2", "off", "ja"]),
        *(("INSYN_KEY", value) for value in ["hidden", KEY[:-1], f"{KEY},", f"{KEY} {OLD_KEY}", KEY + "=", "å" * 44]),
        ("INSYN_KEY_FILE", "/no/such/file"),
        *(("SLACK_API_URL", value) for value in ["http://[::1", "ftp://slack.com/api/", "https://", "//slack.com"]),
        *(
            ("DATABASE_URL", value)
            for value in [
                "insyn.db",
                "postgresql://db/insyn",
                "postgresql+psycopg://desk:hidden@db:port/insyn",
                "sqlite+aiosqlite:///insyn.db",
                "sqlite://",
                "sqlite:///:memory:",
            ]
        ),
    ],
)
def test_a_wrong_value_is_one_fault_that_names_its_setting(name: str, value: str) -> None:
    [fault] = faults(SOCKET | {name: value})

    assert fault.startswith(f"{name} ")


@pytest.mark.parametrize("value", ["C0123456789", "G0123456789"])
def test_the_officers_channel_may_be_public_or_private(value: str) -> None:
    assert read_settings(SOCKET | {"OFFICERS_CHANNEL": value}).officers_channel == value


def test_no_secret_is_shown() -> None:
    environment = SOCKET | HTTP | {"DATABASE_URL": "postgresql+psycopg://desk:hidden@db/insyn", "INSYN_KEY": KEY}
    settings = read_settings(environment)
    wrong = environment | {"SLACK_BOT_TOKEN": "hidden", "SLACK_APP_TOKEN": "hidden", "DATABASE_URL": "mysql://desk:hidden@db/i"}

    wrong["INSYN_KEY"] = f"hidden,{KEY}"

    shown = [repr(settings), f"{settings}", repr(settings.bot_token), *faults(wrong)]
    assert [text for text in shown if "hidden" in text or KEY in text] == []


@pytest.mark.parametrize("token", ["xoxe-1-hidden", "xoxe.xoxb-1-hidden", "xoxe.xoxp-1-hidden"])
def test_a_token_that_expires_is_refused_in_words_that_say_what_to_do(token: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read_settings({**SOCKET, "SLACK_BOT_TOKEN": token})

    assert refused.value.faults == (
        "SLACK_BOT_TOKEN is a token that expires after twelve hours (token rotation), and the desk renews none. "
        "An app cannot switch rotation off again: make a new app from what “insyn manifest” prints, and take its token.",
    )


def test_a_secret_is_a_text_to_those_who_need_it() -> None:
    assert read_settings(SOCKET).bot_token == "xoxb-hidden"


def test_settings_do_not_change() -> None:
    with pytest.raises(AttributeError):
        read_settings(SOCKET).officers_channel = "C1"  # type: ignore[misc]


def test_the_default_database_is_a_file_in_the_users_own_folder() -> None:
    path = Path(default_database().removeprefix("sqlite:///"))

    assert path.is_absolute()
    assert (path.name, path.parent.name) == ("insyn.db", "insyn")


def test_a_command_for_the_records_needs_nothing_of_slack() -> None:
    settings = read_records_settings({"INSYN_KEY": KEY, "TIMEZONE": "Europe/Oslo"})

    assert settings == RecordsSettings(
        database_url=default_database(), timezone=ZoneInfo("Europe/Oslo"), master_keys=(Secret(KEY),), key_file=None
    )


def test_days_are_counted_in_the_zone_that_is_set() -> None:
    assert read_zone({}) == ZoneInfo("Europe/Stockholm")
    assert read_zone({"TIMEZONE": "Europe/Oslo"}) == ZoneInfo("Europe/Oslo")
    with pytest.raises(SettingsError):
        read_zone({"TIMEZONE": "Mars"})
