"""Opens forms apart from the acks: Slack wants a form within three seconds of a press, and the ack too, however slow it is."""

import logging
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from typing import Any

from slack_sdk import WebClient

from bot.slack.errors import NotSent, slack_errors

log = logging.getLogger("insyn.slack")


class FormOpener:
    """Opens forms in the background, each at once."""

    def __init__(self, worker: Executor | None = None) -> None:
        self._worker = worker or ThreadPoolExecutor(8, thread_name_prefix="forms")
        self._opening: set[Future[None]] = set()

    def open(self, client: WebClient, trigger: str, view: dict[str, Any], failed: Callable[[], None]) -> None:
        """Open a form, and call ``failed`` where Slack does not."""
        opening = self._worker.submit(self._open, client, trigger, view, failed)
        self._opening.add(opening)
        opening.add_done_callback(self._opening.discard)

    def finish(self) -> None:
        """Wait until every form that was asked for is open, or could not be opened."""
        wait(tuple(self._opening))

    def close(self) -> None:
        """Open no more forms."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    @staticmethod
    def _open(client: WebClient, trigger: str, view: dict[str, Any], failed: Callable[[], None]) -> None:
        try:
            with slack_errors():
                client.views_open(trigger_id=trigger, view=view)
        except NotSent as error:
            log.log(logging.WARNING if error.passing else logging.ERROR, "a form could not be opened: %s", error.code)
            try:
                failed()
            except Exception as trouble:  # noqa: BLE001 - nobody else would hear of it
                log.error("nobody could be told of it: %s", type(trouble).__name__)
