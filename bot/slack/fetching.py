"""Fetches the files that messages wait for, after the ack: Slack may take longer for a file than it waits for an ack."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient

from bot.desk.desk import Desk
from bot.desk.letters import FileToFetch
from bot.slack import payloads
from bot.slack.errors import NotSent, slack_errors

NO_FILE = frozenset({"file_deleted", "file_not_found"})
"""Slack's error codes for a file that there is not."""
ATTEMPTS = 8
"""Attempts at a file that Slack refuses for a reason that may pass, such as a scope: some minutes. Then it is done without."""

log = logging.getLogger("insyn.files")


@dataclass(frozen=True)
class FileFetcher:
    """Hands a waiting message to the desk with its file."""

    client: WebClient
    desk: Desk

    def __call__(self, letter: FileToFetch, attempt: int) -> None:
        """Fetch the file and ask the desk; a second time does nothing. Raises NotSent where it must be tried again."""
        message = payloads.with_file(letter.message, self._file(letter.message.file or "", is_last=attempt >= ATTEMPTS))
        (self.desk.ask if letter.addressed else self.desk.mail)(message)

    def _file(self, id: str, *, is_last: bool) -> Mapping[str, Any] | None:
        try:
            with slack_errors():
                found: Mapping[str, Any] = self.client.files_info(file=id)["file"]
                return found
        except NotSent as error:
            if error.passing or (error.code not in NO_FILE and not is_last):
                raise
            log.warning("a file cannot be fetched: %s", error.code)
            return None
