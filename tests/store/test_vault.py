"""What is sealed is opened by the right key alone, and a master key can be changed."""

import re

import pytest

from bot.settings import new_key
from bot.store import BadKey, SqlStore, Vault, WrongKey, open_store
from tests.keys import MASTER, VAULT
from tests.store.people import NOW, STOCKHOLM, TICKET, log, open_ticket, opened

NEW = new_key()


def test_what_is_sealed_is_opened_with_the_tickets_key() -> None:
    key = VAULT.new_key()

    sealed = VAULT.seal(key, "Åsa vill bli glömd 🙂")

    assert VAULT.open(key, sealed) == "Åsa vill bli glömd 🙂"
    assert ("Åsa" in sealed, VAULT.seal(key, "Åsa vill bli glömd 🙂") == sealed) == (False, False)


def test_another_tickets_key_opens_nothing() -> None:
    sealed = VAULT.seal(VAULT.new_key(), "hemligt")

    with pytest.raises(BadKey, match="another key"):
        VAULT.open(VAULT.new_key(), sealed)


def test_another_master_key_opens_nothing() -> None:
    key = VAULT.new_key()

    with pytest.raises(BadKey, match="another key"):
        Vault([NEW]).open(key, VAULT.seal(key, "hemligt"))


@pytest.mark.parametrize("keys", [[], [""], ["short"], [MASTER, "ö" * 44], [MASTER[:-2]]])
def test_a_malformed_key_is_refused_without_being_quoted(keys: list[str]) -> None:
    with pytest.raises(BadKey, match="Make one with: insyn key new") as refused:
        Vault(keys)

    assert [key for key in keys if len(key) > 5 and key in str(refused.value)] == []


def test_the_first_of_the_keys_seals_and_all_of_them_open() -> None:
    old, both = Vault([MASTER]), Vault([NEW, MASTER])
    before, after = old.new_key(), both.new_key()

    assert both.open(before, old.seal(before, "gammalt")) == "gammalt"
    assert Vault([NEW]).open(after, both.seal(after, "nytt")) == "nytt"


def test_what_was_hashed_is_found_again_when_a_new_key_is_put_before() -> None:
    hashes = [Vault(keys).blind("user:U1") for keys in ([MASTER], [NEW, MASTER], [f" {MASTER}\n"], [NEW])]

    assert hashes[0] == hashes[1] == hashes[2] != hashes[3]
    assert re.fullmatch("[0-9a-f]{64}", hashes[0])


@pytest.mark.parametrize("text", ["", "åäö🙂", "half \ud800 a pair", "nul \0"])
def test_any_text_at_all_is_hashed_and_two_are_never_the_same(text: str) -> None:
    assert VAULT.blind(text) == VAULT.blind(text) != VAULT.blind(f"{text}.")


def test_somebody_whose_name_holds_half_a_character_is_found_again(store: SqlStore) -> None:
    """Slack hands such names on; a request is not lost over them."""
    ticket = open_ticket(store, subject_key="name:U0SUPPORT:\ud800sa")

    with store.transaction() as unit:
        assert unit.open_ticket("name:U0SUPPORT:\ud800sa", []) == ticket


def test_a_store_needs_a_key() -> None:
    with pytest.raises(BadKey, match="There is no key"):
        open_store("sqlite://")


def test_a_database_is_read_with_a_new_key_before_the_old_one(store: SqlStore, url: str) -> None:
    before = open_ticket(store)

    later = open_store(url, lambda: NOW, Vault([NEW, MASTER]), STOCKHOLM)
    after = open_ticket(later)

    assert (later.ticket(before.id), later.ticket(after.id)) == (before, after)
    with later.transaction() as unit:
        assert unit.open_ticket(TICKET.subject_key, TICKET.rights) == before
    later.close()


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ([NEW], "The tickets in this database were sealed with another key. Start Insyn with the key that they were sealed with"),
        ([MASTER, NEW], "The last of the keys is not the one that this database began with. Put the oldest key last"),
    ],
)
def test_a_key_that_is_not_the_databases_is_refused_at_the_start(
    store: SqlStore, url: str, keys: list[str], sentence: str
) -> None:
    ticket = open_ticket(store)
    log(store, ticket.id, "opened")

    with pytest.raises(WrongKey, match=f"^{re.escape(sentence)}"):
        open_store(url, vault=Vault(keys))

    again = opened(url)
    assert again.ticket(ticket.id) == store.ticket(ticket.id)
    again.close()
