"""Every right that a request names counts: by article, by name, in lists and clauses, and none that it denies."""

import pytest

from bot.understanding import Reader, Verdict
from bot.understanding.exercised import of_articles


@pytest.mark.parametrize(
    ("text", "rights"),
    [
        ("enligt artikel 15", ["access"]),
        ("Art. 16 GDPR", ["rectification"]),
        ("artiklarna 15, 17 och 21", ["access", "erasure", "objection"]),
        ("Articles 18 and 20", ["restriction", "portability"]),
        ("art. 15–17", ["access", "erasure", "rectification"]),
        ("Art. 15 to 18", ["access", "restriction", "rectification", "erasure"]),
        ("artikel 17.1 b", ["erasure"]),
        ("article 7(3)", ["consent_withdrawal"]),
        ("art 22", ["automated_decision"]),
        ("artikel 33", []),
        ("article 6(1)(f)", []),
        ("artikel nummer 15 i lagret", []),
        ("start 15 and 17", []),
        ("15 kunder", []),
    ],
)
def test_articles_of_the_gdpr_name_rights(text: str, rights: list[str]) -> None:
    assert of_articles(text) == rights


@pytest.mark.parametrize(
    ("words", "rights"),
    [
        ("Jag vill: 1) ha ett registerutdrag 2) få min adress rättad 3) bli raderad", {"access", "rectification", "erasure"}),
        ("Jag begär härmed:\n- registerutdrag\n- radering\n- att ni slutar med reklam", {"access", "erasure", "objection"}),
        ("Skicka mig en kopia av allt. Sedan ska ni radera det. Och sluta mejla mig.", {"access", "erasure", "objection"}),
        (
            "I withdraw my consent, object to profiling and demand deletion of my data.",
            {"consent_withdrawal", "objection", "erasure"},
        ),
        ("Rätta mitt namn till Lund och skicka därefter ett utdrag.", {"rectification", "access"}),
        ("I invoke art. 21 and art. 17 GDPR, act on it without delay.", {"objection", "erasure"}),
    ],
)
def test_every_demand_of_a_message_counts(reader: Reader, words: str, rights: set[str]) -> None:
    reading = reader.read(words)

    assert (reading.verdict, set(reading.rights)) == (Verdict.REQUEST, rights)


def test_five_demands_in_a_long_letter_all_count(reader: Reader) -> None:
    story = " ".join(f"On day {number} we walked to the harbour and had a coffee there." for number in range(1, 30))
    letter = (
        f"{story}\nErase my account. {story}\nSend me a copy of everything. I withdraw my consent to mailings.\n{story} "
        "I object to any profiling. Until then restrict the processing of my data."
    )

    reading = reader.read(letter)

    assert reading.verdict is Verdict.REQUEST
    assert {"erasure", "access", "consent_withdrawal", "objection", "restriction"} <= set(reading.rights)


@pytest.mark.parametrize("place", [0, 20, 400])
def test_a_request_is_heard_wherever_it_stands_in_a_long_text(reader: Reader, place: int) -> None:
    sentences = [f"Den {number} dagen var vädret fint och vi gick en runda." for number in range(400)]
    sentences.insert(place, "Radera alla uppgifter som ni har om mig, tack.")

    reading = reader.read(" ".join(sentences)[:39_000])

    assert "erasure" in reading.rights
