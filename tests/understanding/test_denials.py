"""What a sentence says not to do is not done; who forbids erasure for the sake of a legal claim restricts processing."""

import pytest

from bot.understanding import Reader, Verdict


@pytest.mark.parametrize(
    "words",
    [
        "Jag vill inte att ni raderar något, jag vill bara veta hur länge ni sparar det.",
        "Please do not erase anything, I only want to know what you have.",
        "Ni ska inte radera mig, jag undrar bara vad som gäller.",
    ],
)
def test_a_denied_right_is_not_exercised(reader: Reader, words: str) -> None:
    assert {"erasure", "restriction"}.isdisjoint(reader.read(words).rights)


@pytest.mark.parametrize(
    "words",
    [
        "Ta inte bort loggarna, jag behöver dem som bevis.",
        "Radera ingenting om mig, min advokat behöver det i domstol.",
        "Do not remove my calls, they are proof in my lawsuit.",
    ],
)
def test_data_that_a_legal_claim_needs_is_restricted(reader: Reader, words: str) -> None:
    reading = reader.read(words)

    assert (reading.verdict, list(reading.rights)) == (Verdict.REQUEST, ["restriction"])


@pytest.mark.parametrize(
    "words",
    [
        "Glöm inte att radera mina uppgifter.",
        "Don't forget to delete my data.",
        "Ni har fortfarande inte raderat mina uppgifter, gör det nu.",
        "I don't want you to keep my details, delete them.",
        "Varför raderar ni inte mina uppgifter? Gör det!",
    ],
)
def test_a_denial_of_something_else_denies_no_right(reader: Reader, words: str) -> None:
    assert "erasure" in reader.read(words).rights
