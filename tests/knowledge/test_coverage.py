"""Which sentences of a policy are told by an entry."""

from bot.knowledge.coverage import Sentence, sentences
from tests.knowledge.folder import Folder


def told(folder: Folder) -> dict[str, tuple[str, ...]]:
    return {sentence.text: sentence.entries for sentence in sentences(folder.load())}


def quoting(folder: Folder, paragraph: str, quote: str) -> None:
    folder.entry["citations"] = [{"paragraph": paragraph, "quote": quote}]


def test_each_sentence_has_the_entries_that_quote_it_and_a_list_is_one_sentence_an_item(folder: Folder) -> None:
    assert list(sentences(folder.load())) == [
        Sentence("1.1", "We keep your address for two years.", ("storage-time",)),
        Sentence("1.1", "After that we erase it.", ()),
        Sentence("1.2", "We never sell data.", ("selling",)),
        Sentence("2.1", "- The guest book is public.", ()),
        Sentence("2.1", "- The camera is not.", ()),
    ]


def test_a_quotation_over_two_sentences_tells_both(folder: Folder) -> None:
    quoting(folder, "1.1", "We keep your address for two years. After that we erase it.")

    assert told(folder)["After that we erase it."] == ("storage-time",)


def test_a_sentence_of_which_a_quotation_has_less_than_half_is_not_told_by_it(folder: Folder) -> None:
    quoting(folder, "1.1", "We keep your address for two years. After that")

    assert told(folder)["After that we erase it."] == ()


def test_a_few_words_within_one_sentence_tell_it(folder: Folder) -> None:
    quoting(folder, "1.1", "two years")

    assert told(folder)["We keep your address for two years."] == ("storage-time",)


def test_abbreviations_initials_and_numbers_end_no_sentence(folder: Folder) -> None:
    text = "Write to P.O. Box 7, e.g. by mail. Version 1.3 applies, i.e. the newest. «Ask» us! (Or call.)"
    folder.policy = folder.policy.replace("We never sell data.", f"{text}\n\nWe never sell data.")
    folder.entries[1]["citations"][0]["paragraph"] = "1.3"

    found = [sentence.text for sentence in sentences(folder.load()) if sentence.paragraph == "1.2"]

    assert found == [
        "Write to P.O. Box 7, e.g. by mail.",
        "Version 1.3 applies, i.e. the newest.",
        "«Ask» us!",
        "(Or call.)",
    ]


def test_the_same_words_in_two_sentences_are_told_apart(folder: Folder) -> None:
    folder.policy = folder.policy.replace("After that we erase it.", "After that we erase it. After that we erase it. We do.")

    assert [sentence.text for sentence in sentences(folder.load())][1:4] == ["After that we erase it."] * 2 + ["We do."]
