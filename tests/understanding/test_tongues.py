"""A right that is exercised in a language that the desk does not speak is heard, and answered in English."""

import pytest

from bot.knowledge import Knowledge
from bot.understanding import Reader, Verdict
from bot.understanding.tongues import Tongues

SAID = {
    "bg": [("Моля, изтрийте личните ми данни.", "erasure"), ("Искам копие на моите лични данни.", "access")],
    "cs": [("Prosím o výmaz mých osobních údajů.", "erasure"), ("Žádám o kopii svých osobních údajů.", "access")],
    "de": [("Ich möchte, dass Sie meine Daten löschen.", "erasure"), ("Ich widerrufe meine Einwilligung.", "consent_withdrawal")],
    "el": [("Παρακαλώ διαγράψτε τα προσωπικά μου δεδομένα.", "erasure"), ("Θέλω αντίγραφο των δεδομένων μου.", "access")],
    "es": [("Por favor, borren todos mis datos personales.", "erasure"), ("Solicito acceso a mis datos.", "access")],
    "et": [("Palun kustutage minu isikuandmed.", "erasure"), ("Soovin koopiat oma andmetest.", "access")],
    "fi": [("Poistakaa kaikki minua koskevat tiedot.", "erasure"), ("Haluan kopion henkilötiedoistani.", "access")],
    "fr": [("Supprimez mes données svp", "erasure"), ("Veuillez rectifier mes coordonnées.", "rectification")],
    "ga": [("Scrios mo shonraí pearsanta le do thoil.", "erasure"), ("Ba mhaith liom cóip de mo shonraí.", "access")],
    "hr": [("Molim vas da izbrišete moje osobne podatke.", "erasure")],
    "hu": [("Kérem, töröljék a személyes adataimat.", "erasure"), ("Szeretnék másolatot kapni az adataimról.", "access")],
    "is": [("Vinsamlegast eyðið persónuupplýsingum mínum.", "erasure"), ("Ég vil fá afrit af öllum gögnum um mig.", "access")],
    "it": [("Chiedo la cancellazione dei miei dati personali.", "erasure"), ("Vorrei una copia dei miei dati.", "access")],
    "lt": [("Prašau ištrinti mano asmens duomenis.", "erasure"), ("Noriu gauti savo duomenų kopiją.", "access")],
    "lv": [("Lūdzu, izdzēsiet manus personas datus.", "erasure")],
    "mt": [("Jekk jogħġbok ħassar id-data personali tiegħi.", "erasure")],
    "nl": [("Verwijder al mijn gegevens alstublieft.", "erasure"), ("Ik wil inzage in mijn persoonsgegevens.", "access")],
    "pl": [("Żądam usunięcia moich danych osobowych.", "erasure"), ("Chcę otrzymać kopię moich danych.", "access")],
    "pt": [("Apaguem todos os meus dados, por favor.", "erasure"), ("Quero uma cópia dos meus dados pessoais.", "access")],
    "ro": [("Vă rog să ștergeți datele mele personale.", "erasure"), ("Doresc o copie a datelor mele.", "access")],
    "sk": [("Žiadam vás, aby ste vymazali moje osobné údaje. Ďakujem.", "erasure")],
    "sl": [("Prosim, izbrišite vse moje podatke.", "erasure")],
    "uk": [("Прошу видалити мої персональні дані.", "erasure"), ("Хочу отримати копію моїх даних.", "access")],
    "ar": [("أرجو حذف بياناتي الشخصية", "erasure"), ("أريد نسخة من بياناتي", "access")],
    "tr": [("Lütfen tüm kişisel verilerimi silin.", "erasure"), ("Kişisel verilerimin bir kopyasını istiyorum.", "access")],
}
CASES = [(code, words, right) for code, said in SAID.items() for words, right in said]
SPOKEN_NEARLY = ["Jeg vil at dere sletter alle opplysninger om meg.", "Jeg vil gerne have slettet mine oplysninger."]


@pytest.mark.parametrize(("code", "words", "right"), CASES)
def test_a_right_is_heard_in_a_language_that_the_desk_does_not_speak(reader: Reader, code: str, words: str, right: str) -> None:
    reading = reader.read(words)

    assert (reading.tongue, list(reading.rights), reading.maybe_request) == (code, [right], True)
    assert (reading.verdict, reading.language) == (Verdict.NO_ANSWER, "en")


def test_every_language_of_the_union_and_its_neighbours_is_known(knowledge: Knowledge) -> None:
    assert {"no", "da", "sv", "en", *SAID} == knowledge.tongues.keys()


@pytest.mark.parametrize("words", SPOKEN_NEARLY)
def test_norwegian_and_danish_are_answered_in_swedish(reader: Reader, words: str) -> None:
    reading = reader.read(words)

    assert (reading.language, reading.tongue) == ("sv", None)
    assert "erasure" in reading.rights


def test_what_exercises_no_right_in_another_language_is_no_ticket(reader: Reader) -> None:
    reading = reader.read("Guten Tag, wie ist das Wetter bei Ihnen und was gibt es zu essen?")

    assert (reading.tongue, reading.maybe_request, reading.about_privacy) == ("de", False, False)


@pytest.mark.parametrize(("spoken", "heard"), [(["en"], "sv"), (["sv", "en"], None), (["sv"], None)])
def test_a_desk_without_swedish_hears_a_right_in_it(knowledge: Knowledge, spoken: list[str], heard: str | None) -> None:
    found = Tongues(knowledge.tongues, spoken).heard("Jag vill att ni raderar mina uppgifter")

    assert (found and found.language) == heard
    assert found is None or list(found.rights) == ["erasure"]
