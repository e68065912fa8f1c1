"""MORE: goes on where the last answer stopped."""

from datetime import timedelta

import pytest

from bot.conversation.outcome import LastText
from models.incident import Incident
from tests.fakes.bot_world import KING, NOW, make_incident
from tests.fakes.phone import Phone

NOTHING = "There is no more to show. STATUS shows what goes on now."


def event(number: int) -> Incident:
    return make_incident(text=f"Event {number}: {'somewhere ' * 8}", changed_at=NOW - timedelta(minutes=number))


def test_more_of_nothing_says_so() -> None:
    assert Phone().reads("more") == NOTHING


def test_more_shows_every_alert_once_and_ends() -> None:
    phone = Phone(incidents=[event(number) for number in range(6)])
    pages = [phone.reads("504", "status"), phone.reads("more"), phone.reads("more")]
    shown = [line.split()[3] for page in pages for line in page.splitlines() if "Event" in line]

    assert shown == ["0:", "1:", "2:", "3:", "4:", "5:"]
    assert phone.reads("more") == NOTHING


def test_what_more_shows_counts_as_told() -> None:
    phone = Phone(incidents=[event(number) for number in range(6)])

    assert [each.incident for each in phone.writes("504", "status", "more").told] == [event(2).id, event(3).id]


def test_an_alert_that_came_meanwhile_is_shown_first() -> None:
    phone = Phone(incidents=[event(number) for number in range(6)])
    phone.writes("504", "status")
    phone.incidents = [*phone.incidents, make_incident(text="Brand new.", changed_at=NOW + timedelta(minutes=1))]

    assert phone.reads("more").startswith("504 King: Brand new.")


def test_alerts_that_ended_meanwhile_are_left_out() -> None:
    phone = Phone(incidents=[event(number) for number in range(6)])
    phone.writes("504", "status")
    phone.incidents = []

    assert phone.reads("more") == NOTHING


def test_more_goes_on_with_a_route_that_the_rider_does_not_have() -> None:
    phone = Phone(incidents=[event(number) for number in range(6)])

    assert "Event 2" in phone.reads("status 504", "more")


@pytest.mark.parametrize("between", ["why", "list", "status 510"])
def test_more_goes_on_with_the_last_answer_alone(between: str) -> None:
    last = LastText(make_incident(), NOW, (KING,))
    phone = Phone(incidents=[event(number) for number in range(6)], last_text=last)

    assert phone.reads("504", "status", between, "more") == NOTHING
