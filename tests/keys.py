"""The key with which the tests seal; another one each time that they run."""

from bot.settings import new_key
from bot.store import Vault

MASTER = new_key()
VAULT = Vault([MASTER])
