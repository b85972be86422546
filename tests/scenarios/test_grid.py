"""The desk in a workspace that is part of an Enterprise Grid works as in any other."""

from pathlib import Path

from tests.scenarios.acts import do
from tests.scenarios.office import open_office
from tests.scenarios.shown import reference


def test_questions_requests_forms_and_presses_are_taken_in_a_grid(tmp_path: Path) -> None:
    with open_office(tmp_path, grid=True) as office:
        office.ask(office.bo, "Do you sell my data?")
        office.ask(office.anna, "Radera mina uppgifter")
        office.form(office.bo)
        sent = office.slack.submit(office.bo, {"rights": ["access"], "words": "Everything, please."})
        office.at_rest()
        do(office, office.olle, "take")

        assert sent.closed
        assert [reference(card) for card in office.cards()] == ["DSR-2026-0001", "DSR-2026-0002"]
        assert office.ticket().officer == office.olle
