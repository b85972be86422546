"""Tells mails that programs send from those that people write."""

import re

from bot.knowledge.values import MailWords
from bot.understanding.mail_heads import any_of
from bot.understanding.sender import Sender, is_via

_MARK = re.compile(r"^\s*subject\s*:\s*", re.IGNORECASE)
_LISTED = ("list-id", "list-unsubscribe", "feedback-id")
_BULK = frozenset({"bulk", "junk", "list", "auto_reply"})
_ROBOT = re.compile(r"^(?:mailer-daemon|postmaster|bounces?|newsletter|nyhetsbrev|news)(?:[+.=-].*)?$", re.IGNORECASE)


class Senders:
    """Tells who sends mails, by the words of ``mail.yaml``. ``home`` is the company's own domain."""

    def __init__(self, words: MailWords, home: str) -> None:
        self._subject = re.compile(rf"^\W{{0,3}}(?:{any_of(words.automatic_subjects)})(?!\w)", re.IGNORECASE)
        self._name = re.compile(rf"^\W{{0,3}}(?:{any_of(words.automatic_senders)})(?!\w)", re.IGNORECASE)
        self._home = home.casefold()

    def is_automatic(self, subject: str, sender: Sender) -> bool:
        """Whether a program sent a mail: an automatic reply, a bounce, a receipt, a list or a newsletter.

        A mail that somebody sent to a group's address comes from a list too, but shows a person (RFC 3834, RFC 2919).
        """
        headers = sender.headers
        submitted = headers.get("auto-submitted", "no").strip().casefold()
        if submitted.startswith("auto-") and submitted != "auto-forwarded":
            return True
        if headers.get("x-autoreply") or headers.get("x-autorespond") or headers.get("return-path", "").strip() == "<>":
            return True
        if self._subject.match(_MARK.sub("", subject)) or self._name.match(sender.name or ""):
            return True
        return bool(_ROBOT.match((sender.email or "").partition("@")[0])) or self._is_listed(sender)

    def _is_listed(self, sender: Sender) -> bool:
        headers = sender.headers
        if is_via(sender.name) or (self._home and self._home in headers.get("list-id", "").casefold()):
            return False
        return any(name in headers for name in _LISTED) or headers.get("precedence", "").strip().casefold() in _BULK
