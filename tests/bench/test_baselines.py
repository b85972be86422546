"""The baselines of the benchmark find what they are known to find."""

import pytest

from bot.bench.baselines import LADDER
from bot.understanding.targets import Target, Wording

STORAGE, COOKIES, SELLING = (Target("entry", id) for id in ("storage-time", "cookies", "selling"))
KNOWN = [
    Wording(target=STORAGE, language="en", text="how long do you keep my data"),
    Wording(target=STORAGE, language="en", text="when is my data deleted"),
    Wording(target=COOKIES, language="en", text="what is a cookie"),
    Wording(target=SELLING, language="en", text="do you sell my data"),
    Wording(target=COOKIES, language="sv", text="vad är en kaka"),
    Wording(target=STORAGE, language="sv", text="hur länge sparas uppgifter"),
]


@pytest.mark.parametrize("name", LADDER)
@pytest.mark.parametrize("wording", KNOWN, ids=lambda wording: wording.text)
def test_a_wording_is_nearest_to_itself(name: str, wording: Wording) -> None:
    assert LADDER[name](KNOWN)(wording.text, wording.language) == wording.target


@pytest.mark.parametrize("name", LADDER)
def test_only_wordings_of_the_texts_language_are_compared(name: str) -> None:
    assert LADDER[name](KNOWN)("what is a cookie", "sv") in {COOKIES, STORAGE}


@pytest.mark.parametrize("name", ["BM25", "TF-IDF"])
def test_a_rare_word_weighs_more_than_common_ones(name: str) -> None:
    assert LADDER[name](KNOWN)("my data sell", "en") == SELLING


@pytest.mark.parametrize("name", LADDER)
@pytest.mark.parametrize("text", ["", "?", "xyzzy"])
def test_any_text_gets_some_meaning(name: str, text: str) -> None:
    assert LADDER[name](KNOWN)(text, "en") in {STORAGE, COOKIES, SELLING}
