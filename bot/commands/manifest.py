"""`insyn manifest`: the Slack app's manifest, for Socket Mode or for HTTP mode."""

import re
from typing import Any

import click
import yaml

from bot.assembly import shipped
from bot.slack.web import EVENTS

_HOST = re.compile(
    r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}(?P<port>:[1-9][0-9]{0,4})?", re.IGNORECASE
)
"""A host name of two labels or more, and a port if wanted. Slack calls from outside, so a name like ``localhost`` is none."""


def run(address: str | None) -> None:
    """Print the manifest: as it is shipped, or with an address for Slack's requests."""
    text = shipped("app.yaml").read_text(encoding="utf-8")
    if address is None:
        click.echo(text, nl=False)
        return
    manifest = for_http(yaml.safe_load(text), f"https://{_host(address)}{EVENTS}")
    click.echo(yaml.safe_dump(manifest, sort_keys=False, allow_unicode=True, width=120), nl=False)


def for_http(manifest: dict[str, Any], url: str) -> dict[str, Any]:
    """Change a manifest for Socket Mode into one whose events, buttons and commands go to a URL, and return it."""
    for command in manifest["features"]["slash_commands"]:
        command["url"] = url
    settings = manifest["settings"]
    settings["event_subscriptions"]["request_url"] = url
    settings["interactivity"]["request_url"] = url
    settings["socket_mode_enabled"] = False
    return manifest


def _host(address: str) -> str:
    """Host, and port if there is one, of an address that is nothing but https and these."""
    scheme, mark, rest = address.partition("://")
    host = rest.removesuffix("/")
    if scheme.lower() != "https" or not mark:
        raise click.BadParameter("Slack sends requests only to addresses that begin with https://", param_hint="--http")
    found = _HOST.fullmatch(host)
    if not found or int((found["port"] or ":0")[1:]) > 65535:
        raise click.BadParameter(
            "give https and a host name that Slack can reach, such as https://desk.example", param_hint="--http"
        )
    return host
