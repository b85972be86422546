"""The key with which the tests seal; another one each time that they run."""

from bot.store import Vault

MASTER = Vault.generate()
VAULT = Vault([MASTER])
