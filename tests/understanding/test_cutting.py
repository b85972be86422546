"""A text is cut into the pieces that are judged, and its words into what the model compares."""

from itertools import pairwise

import pytest

from bot.understanding.concepts import Concepts, concept_features
from bot.understanding.features import FeatureExtractor
from bot.understanding.pieces import clauses, is_long, items, pieces, sentences
from bot.understanding.words import fold, tokens


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("", [""]),
        ("Radera allt", ["Radera allt"]),
        ("Radera\nallt", ["Radera allt"]),
        ("Radera allt. Nu!", ["Radera allt. Nu!"]),
        ("Radera allt. Gör det!", ["Radera allt. Gör det!", "Radera allt.", "Gör det!"]),
        ("Radera allt\nGör det", ["Radera allt Gör det", "Radera allt", "Gör det"]),
        ('Sa ni "radera allt."  Gör det', ['Sa ni "radera allt." Gör det', 'Sa ni "radera allt.', "Gör det"]),
        ("Se sid.3 nu? Gör det", ["Se sid.3 nu? Gör det", "Se sid.3 nu?", "Gör det"]),
    ],
)
def test_a_short_text_is_judged_whole_and_by_its_sentences(text: str, cut: list[str]) -> None:
    assert pieces(text) == cut


def test_a_text_is_short_up_to_sixty_words() -> None:
    short, long = ("Gör det. " + "nu " * words for words in (58, 59))

    assert (is_long(short), is_long(long)) == (False, True)
    assert pieces(short) == [short.strip(), "Gör det.", ("nu " * 58).strip()]
    assert pieces(long) == ["Gör det.", ("nu " * 59).strip(), long.strip()]


def test_a_long_text_is_judged_by_its_sentences_and_each_two_neighbours() -> None:
    sentences = [f"Det här är mening nummer {number}." for number in range(20)]

    assert pieces(" ".join(sentences)) == [
        *sentences,
        *(f"{one} {other}" for one, other in pairwise(sentences)),
    ]


def test_a_text_is_read_to_its_end() -> None:
    many = "".join(f"Gör det {number}. " for number in range(300))

    assert (len(sentences(many)), len(pieces(many)), len(clauses(many))) == (300, 359, 300)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Jag vill:\n- utdrag\n- rättelse", ["utdrag", "rättelse"]),
        ("1. Vad?\n2) Hur då?\n(3) När?", ["Vad?", "Hur då?", "När?"]),
        ("1) vem är det 2) vilken lag 3) när", ["vem är det", "vilken lag", "när"]),
        ("Mötet är 1. mars", []),
        ("- bara en", []),
        ("den 3. maj och 4. juni", []),
    ],
)
def test_the_items_of_a_list_are_told_by_their_marks(text: str, found: list[str]) -> None:
    assert items(text) == found


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Radera allt", ["Radera allt"]),
        ("Radera allt och mejla", ["Radera allt"]),
        ("Skicka allt och radera det", ["Skicka allt", "radera det"]),
        ("Skicka allt  OCH\tradera det", ["Skicka allt", "radera det"]),
        ("Skicka allt, radera det; säg till", ["Skicka allt", "radera det", "säg till"]),
        ("Send it & erase it. Tell me then", ["Send it", "erase it.", "Tell me then"]),
        ("Gör 1,2 eller", ["Gör 1,2 eller"]),
        ("Han sände mig bandet", ["Han sände mig bandet"]),
        ("Radera", []),
    ],
)
def test_clauses_are_what_an_and_or_a_comma_joins(text: str, cut: list[str]) -> None:
    assert clauses(text) == cut


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Radera ALLT, nu!", ["radera", "allt", "nu"]),
        ("don’t or don't", ["don't", "or", "don't"]),
        ("'ord' e-post", ["ord", "e", "post"]),
        ("art15 och 2.5", ["art", "15", "och", "2", "5"]),
        ("a_b", ["a", "b"]),
        ("x" * 41, ["x" * 40]),
        ("", []),
    ],
)
def test_words_are_letters_or_digits_in_lower_case(text: str, words: list[str]) -> None:
    assert tokens(text) == words


@pytest.mark.parametrize(("word", "bare"), [("å", "a"), ("øl", "ol"), ("idé", "ide"), ("straße", "strasse"), ("ok", "ok")])
def test_accents_are_folded_away(word: str, bare: str) -> None:
    assert fold(word) == bare


CONCEPTS = Concepts(
    "en",
    {
        "erase": {"en": ["delete", "get rid of"], "sv": ["radera"]},
        "data": {"en": ["info*", "*base"]},
        "me": {"en": ["me", "get"]},
    },
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["deleting"], [{"erase"}]),
        (["radera"], [set()]),
        (["get", "rid", "of", "it"], [{"erase", "me"}, set(), set(), set()]),
        (["get", "rid"], [{"me"}, set()]),
        (["information", "infos"], [{"data"}, {"data"}]),
        (["database", "based"], [{"data"}, set()]),
    ],
)
def test_concepts_are_found_by_word_beginning_ending_and_expression(words: list[str], found: list[set[str]]) -> None:
    assert list(map(set, CONCEPTS.find(words))) == found


def test_concepts_count_alone_together_and_in_their_order() -> None:
    both = frozenset({"me", "x"})

    assert dict(concept_features([frozenset({"erase"}), frozenset(), both])) == {
        "#erase": 1.0,
        "#me": 1.0,
        "#x": 1.0,
        "#erase&me": 0.5,
        "#erase&x": 0.5,
        "#me&x": 0.5,
        "#erase>me": 0.5,
        "#erase>x": 0.5,
    }


def test_the_features_of_words_are_stems_neighbours_runs_and_the_question_mark() -> None:
    describer = FeatureExtractor("en", {"me": {"en": ["us"]}})

    assert describer.features(["sells", "us"], asks=True) == {
        **dict.fromkeys((" se", "sel", "ell", "lls", "ls ", " sel", "sell", "ells", "lls ", " sell", "sells", "ells "), 0.5),
        **dict.fromkeys((" us", "us ", " us "), 0.5),
        **dict.fromkeys(("^+sell", "sell+us", "us+$"), 0.4),
        **dict.fromkeys(("=sell", "=us", "#me", "?"), 1.0),
    }
    assert "?" not in describer.features(["sells"], asks=False)


def test_sorts_of_features_can_be_left_out_to_measure_what_each_is_worth() -> None:
    describer = FeatureExtractor("en", {"me": {"en": ["us"]}}, without=frozenset({"run", "pair"}))

    assert set(describer.features(["us"], asks=True)) == {"=us", "#me"}
