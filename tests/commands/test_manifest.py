"""`insyn manifest` prints an app that can be pasted as it is, for Socket Mode or for HTTP mode."""

from typing import Any

import pytest
import yaml

from bot.assembly import shipped
from tests.commands.insyn import insyn

SHIPPED: dict[str, Any] = yaml.safe_load(shipped("app.yaml").read_text(encoding="utf-8"))


def printed(*arguments: str) -> dict[str, Any]:
    result = insyn("manifest", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    found: dict[str, Any] = yaml.safe_load(result.stdout)
    return found


def test_for_socket_mode_it_is_the_shipped_one_with_its_reasons() -> None:
    assert insyn("manifest").stdout == shipped("app.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://desk.example", "desk.example"),
        ("https://desk.example/", "desk.example"),
        ("HTTPS://Desk.Example", "Desk.Example"),
        ("https://insyn.it.example.co.uk:8443", "insyn.it.example.co.uk:8443"),
        ("https://xn--integritet-52a.example", "xn--integritet-52a.example"),
    ],
)
def test_for_http_all_that_slack_sends_goes_to_the_address_and_nothing_else_differs(address: str, host: str) -> None:
    url = f"https://{host}/slack/events"
    found = printed("--http", address)
    settings = found["settings"]

    assert [command.pop("url") for command in found["features"]["slash_commands"]] == [url, url]
    assert [settings[name].pop("request_url") for name in ("event_subscriptions", "interactivity")] == [url, url]
    assert settings["socket_mode_enabled"] is False
    settings["socket_mode_enabled"] = True
    assert found == SHIPPED


@pytest.mark.parametrize("address", ["http://desk.example", "desk.example", "ftp://desk.example", "https:desk.example", ""])
def test_an_address_without_https_is_an_error(address: str) -> None:
    result = insyn("manifest", "--http", address)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "begin with https://" in result.stderr


@pytest.mark.parametrize(
    "rest",
    [
        "",
        "/",
        "desk.example//",
        "desk.example/slack/events",
        "desk.example?x=1",
        "desk.example#x",
        "me:secret@desk.example",
        "desk.example:0",
        "desk.example:65536",
        "desk.example:http",
        "desk.example:",
        "desk .example",
        "desk.example\n",
        "-desk.example",
        "desk..example",
        ".example",
        "localhost",
        "[::1]",
        "dåsk.example",
        "desk.example/\nsettings:",
        "a" * 64 + ".example",
    ],
)
def test_an_address_that_is_more_or_less_than_a_host_is_an_error(rest: str) -> None:
    result = insyn("manifest", "--http", f"https://{rest}")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "give https and a host name" in result.stderr
