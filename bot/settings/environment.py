"""Reads and validates environment variables."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import platformdirs

from bot.settings.database_url import parsed
from bot.settings.keys import checked, key_file_beside, keys_in
from bot.settings.values import Secret, SettingsError


def default_database() -> str:
    """Return the URL of an SQLite file in the user's data folder."""
    return f"sqlite:///{Path(platformdirs.user_data_dir('insyn')) / 'insyn.db'}"


class EnvironmentReader:
    """Reads settings and collects faults; a faulty setting is returned as a harmless value, and ``check`` raises."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.faults: list[str] = []

    def check(self) -> None:
        """Raise SettingsError if there were any faults."""
        if self.faults:
            raise SettingsError(self.faults)

    def text(self, name: str) -> str:
        """Return a setting's value, stripped; empty if it is not set."""
        return self._environment.get(name, "").strip()

    def token(self, name: str, prefix: str, page: str, what: str) -> str:
        """Return a Slack token, which must start with ``prefix``."""
        value = self.text(name)
        if not value:
            self.faults.append(f"{name} is not set. It is the {what} on the page “{page}” of your app at api.slack.com/apps.")
        elif value.startswith("xoxe"):
            self.faults.append(
                f"{name} is a token that expires after twelve hours (token rotation), and the desk renews none. An app cannot "
                f"switch rotation off again: make a new app from what “insyn manifest” prints, and take its token."
            )
        elif not value.startswith(prefix):
            self.faults.append(f"{name} must begin with {prefix}; what is set begins otherwise. See “{page}” of your app.")
        return value

    def signing_secret(self) -> str:
        """Return the secret that signs Slack's HTTP requests."""
        value = self.text("SLACK_SIGNING_SECRET")
        if not value:
            self.faults.append(
                "SLACK_SIGNING_SECRET is not set. With --http every request is checked with it; "
                "it stands on the page “Basic Information” of your app."
            )
        return value

    def channel(self, name: str) -> str:
        """Return a channel id."""
        value = self.text(name)
        if not value:
            self.faults.append(
                f"{name} is not set. It is the id of the officers' channel (C0123456789): "
                "in Slack, open the channel's details and copy the id at the bottom."
            )
        elif value[0] not in "CG" or not value.isalnum() or not value.isupper():
            self.faults.append(f"{name} must be a channel's id such as C0123456789, not its name.")
        return value

    def database(self, name: str) -> str:
        """Return a database URL; by default that of a file in the user's data folder."""
        value = self.text(name) or default_database()
        url = parsed(value)
        if url is None:
            self.faults.append(f"{name} must be an address such as sqlite:////srv/insyn.db, not what is set.")
            return value
        if url.drivername not in {"sqlite", "postgresql+psycopg"}:
            self.faults.append(f"{name} must begin with sqlite:/// or postgresql+psycopg://.")
        elif url.drivername == "sqlite" and url.database in {None, "", ":memory:"}:
            self.faults.append(f"{name} must name a file, such as sqlite:////srv/insyn.db: what is in memory alone is lost.")
        return value

    def zone(self, name: str, default: str) -> ZoneInfo:
        """Return a time zone."""
        value = self.text(name) or default
        try:
            return ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: the name of a folder of zones, such as Europe
            self.faults.append(f"{name} is no time zone that this machine knows: {value}. Write it as Europe/Stockholm.")
            return ZoneInfo("UTC")

    def address(self, name: str, default: str) -> str:
        """Return a web address, with a slash at its end."""
        value = self.text(name) or default
        if not _is_address(value):
            self.faults.append(f"{name} must be a web address such as {default}.")
        return value if value.endswith("/") else f"{value}/"

    def folder(self, name: str) -> Path | None:
        """Return the path of an existing folder."""
        value = self.text(name)
        if value and not Path(value).is_dir():
            self.faults.append(f"{name} is no folder on this machine: {value}.")
        return Path(value) if value else None

    def one_of(self, name: str, known: Sequence[str], spelt: Callable[[str], str]) -> str:
        """Return one of the known words, after normalizing with ``spelt``; the first if nothing is set."""
        value = spelt(self.text(name)) or known[0]
        if value not in known:
            self.faults.append(f"{name} must be {', '.join(known[:-1])} or {known[-1]}, not what is set.")
        return value

    def hours(self, name: str, default: tuple[int, int]) -> tuple[int, int]:
        """Return two hours of the day."""
        value = self.text(name)
        found = re.fullmatch(r"(\d{1,2})\s*[-–]\s*(\d{1,2})", value)
        opens, closes = (int(found[1]), int(found[2])) if found else default
        if (value and not found) or not opens < closes <= 23:
            self.faults.append(f"{name} must be two hours of the day such as 8-17, the first earlier than the second.")
        return opens, closes

    def key_file(self, name: str, url: str) -> Path | None:
        """Return the key file: the one that is set or, if no key is set either, the one beside an SQLite database."""
        value = self.text(name)
        if value and not Path(value).is_file():
            self.faults.append(f"{name} is no file on this machine: {value}.")
        if value and self.text("INSYN_KEY"):
            self.faults.append(f"{name} and INSYN_KEY are both set. Keep one of them.")
        if value or self.text("INSYN_KEY"):
            return Path(value) if value else None
        return key_file_beside(url)

    def keys(self, name: str, file: Path | None) -> tuple[Secret, ...]:
        """Return the master keys from the setting or from the key file."""
        if value := self.text(name):
            return checked([key.strip() for key in value.split(",")], name, self.faults)
        if file is None and not any(fault.startswith("DATABASE_URL ") for fault in self.faults):
            self.faults.append(
                f"{name} is not set. Tickets' contents are encrypted with it; with this database none is made by itself. "
                f"Make one with “insyn key new” and set {name}, or INSYN_KEY_FILE to a file that holds it."
            )
        return keys_in(file, self.faults) if file is not None and file.is_file() else ()


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)
