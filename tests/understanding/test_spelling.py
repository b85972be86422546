"""Unknown words are read as the known ones that were meant."""

import pytest

from bot.understanding.spelling import Spelling

SPELLING = Spelling(
    ["uppgifter", "uppgifter", "spara", "spåra", "sparar", "kakan", "kan", "rätta", "får"],
    foreign=["tracking", "spare"],
    read_as={"opplysninger": "uppgifter"},
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("upgifter", "uppgifter"),
        ("uppgfiter", "uppgifter"),
        ("ratta", "rätta"),
        ("spara", "spara"),
        ("spåra", "spåra"),
        ("kakn", "kakan"),
        ("opplysninger", "uppgifter"),
        ("tracking", "tracking"),
        ("spare", "spare"),
        ("sparx", "spara"),
        ("elefant", "elefant"),
        ("upgiftre", "uppgifter"),
        ("upgiftr", "upgiftr"),
        ("kam", "kam"),
        ("kakam", "kakan"),
        ("far", "får"),
        ("ka", "ka"),
        ("2018", "2018"),
    ],
)
def test_what_was_meant(written: str, meant: str) -> None:
    assert SPELLING.mended(written) == meant
