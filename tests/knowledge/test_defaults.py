"""How people exercise rights and chat does not depend on the company, so a folder need not say it."""

from bot.assembly import shipped
from bot.knowledge import RIGHTS
from bot.knowledge.values import MailWords, Requests
from tests.knowledge.folder import Folder


def test_a_folder_without_shared_files_takes_those_that_come_with_the_desk(folder: Folder) -> None:
    knowledge = folder.load(defaults=shipped("knowledge"))

    assert all(knowledge.requests.of(right)["en"] for right in RIGHTS)
    assert knowledge.smalltalk["greeting"]["en"]
    assert knowledge.outside["en"]
    assert knowledge.concepts["cookie"]["en"]
    assert knowledge.neighbours["en"]
    assert knowledge.mail.greetings
    assert knowledge.tongues["de"].rights["erasure"]
    assert knowledge.authorities.names
    assert knowledge.unanswered.keys() == {"officer"}


def test_a_folder_with_shared_files_of_its_own_uses_them(folder: Folder) -> None:
    own = {"greeting": {"en": ["Ahoy"]}}
    folder.files["smalltalk.yaml"] = own

    assert folder.load(defaults=shipped("knowledge")).smalltalk == own


def test_without_defaults_the_shared_files_are_empty(folder: Folder) -> None:
    knowledge = folder.load()

    assert (knowledge.requests, knowledge.smalltalk, knowledge.outside, knowledge.concepts, knowledge.mail) == (
        Requests(),
        {},
        {},
        {},
        MailWords(),
    )


def test_what_the_policy_does_not_answer_is_the_companys_own(folder: Folder) -> None:
    del folder.files["unanswered.yaml"]

    assert folder.load(defaults=shipped("knowledge")).unanswered == {}


def test_a_fault_in_a_shared_file_is_found(folder: Folder) -> None:
    folder.raw["outside.yaml"] = b"en: football\n"

    assert folder.faults() == ["outside.yaml, en: must be a list"]
