"""Encrypts ("seals") what people wrote: each ticket with a key of its own, and that key with the master key.

The database alone reveals nobody's words, and a ticket whose key is destroyed cannot be read any more,
not even from an old copy. Sealing is Fernet of the library ``cryptography``: AES-128-CBC with HMAC-SHA256.

To change the master key, put a new one before the old: the first seals, all of them open. The last one must stay
the last: names and addresses are found again by a hash that is keyed with it.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode
from collections.abc import Callable, Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NO_KEY = "There is no key to seal the tickets with. Make one with: insyn key new"
_MALFORMED = "A key that the tickets are sealed with is malformed: it is 44 letters long. Make one with: insyn key new"
_WRONG = "What was sealed cannot be opened: it was sealed with another key, or it is damaged."


class BadKey(Exception):
    """A key is malformed or does not fit; the message never contains the key."""


class Vault:
    """Seals with the first master key, and opens with any of them."""

    def __init__(self, master_keys: Sequence[str]) -> None:
        if not master_keys:
            raise BadKey(_NO_KEY)
        self._masters = MultiFernet([_fernet(key) for key in master_keys])
        derived = HKDF(SHA256(), length=32, salt=None, info=b"insyn blind")
        self._blind_key = derived.derive(urlsafe_b64decode(master_keys[-1].strip()))

    def new_key(self) -> str:
        """Return a new ticket key, wrapped (sealed with the master key)."""
        return self.wrap(Fernet.generate_key().decode())

    def wrap(self, text: str) -> str:
        """Seal a short text with the master key itself."""
        return self._masters.encrypt(text.encode()).decode()

    def unwrap(self, wrapped: str) -> str:
        """Return the text that was wrapped. BadKey if no master key fits."""
        try:
            return self._masters.decrypt(wrapped.encode()).decode()
        except InvalidToken:
            raise BadKey(_WRONG) from None

    def seal(self, wrapped: str, text: str) -> str:
        """Seal a text with a ticket's wrapped key."""
        return Fernet(self.unwrap(wrapped)).encrypt(text.encode()).decode()

    def open(self, wrapped: str, sealed: str) -> str:
        """Open a text sealed with a ticket's key. BadKey if it was sealed with another one."""
        return self.opener(wrapped)(sealed)

    def opener(self, wrapped: str) -> Callable[[str], str]:
        """Return a function that opens texts sealed with one ticket's key."""
        box = Fernet(self.unwrap(wrapped))

        def open_it(sealed: str) -> str:
            try:
                return box.decrypt(sealed.encode()).decode()
            except InvalidToken:
                raise BadKey(_WRONG) from None

        return open_it

    def blind(self, text: str) -> str:
        """Return a keyed hash of a text, so that equal texts can be found without the text being guessable.

        Its key is derived from the last master key, so it stays the same when a new one is put first.
        """
        return hmac.new(self._blind_key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _fernet(key: str) -> Fernet:
    try:
        return Fernet(key.strip())
    except ValueError:
        raise BadKey(_MALFORMED) from None
