"""The desk goes away and comes back, and reads what it missed."""

from datetime import timedelta

from tests.scenarios.office import Office

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def away(office: Office) -> None:
    """The desk's process ends when all is done."""
    office.at_rest()
    office.slack.wait(lambda: office.slack.connections == len(office.desks))
    office.desks.pop().leave()


def back(office: Office, after: timedelta = HOUR) -> None:
    """The desk starts again when Slack has given up what people wrote, and reads what it missed."""
    office.clock.advance(after)
    office.slack.tick()
    office.open()
    caught_up(office)


def caught_up(office: Office) -> None:
    office.wait(lambda: not any(desk.service.hearing.has_gap for desk in office.desks))
    office.at_rest()


def calls(office: Office, method: str) -> int:
    return [call.method for call in office.slack.calls].count(method)
