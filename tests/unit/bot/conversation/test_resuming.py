"""RESUME and START: what comes back, and what goes on there now."""

from datetime import timedelta

import pytest

from models.incident import AlertClass
from models.rider import Rider
from tests.fakes.bot_world import NEW, NOW, make_incident
from tests.fakes.phone import Phone


def rider_of(*texts: str) -> Rider:
    phone = Phone()
    phone.writes(*texts)
    return phone.rider


@pytest.mark.parametrize(
    ("rider", "after", "reply"),
    [
        pytest.param(
            rider_of("504 501", "pause 2h"), 1, "You get alerts again for 504 King, 501 Queen.", id="in the pause"
        ),
        pytest.param(
            rider_of("504", "pause 2h"), 3, "You are not paused. LIST shows what you get.", id="after its end"
        ),
        pytest.param(rider_of("504"), 1, "You are not paused. LIST shows what you get.", id="without a pause"),
        pytest.param(NEW, 1, "You get no alerts now. Write for example SUBSCRIBE 504.", id="a stranger"),
        pytest.param(
            rider_of("pause 2h"), 1, "You get no alerts now. Write for example SUBSCRIBE 504.", id="nothing to resume"
        ),
    ],
)
def test_resume_ends_a_pause(rider: Rider, after: int, reply: str) -> None:
    phone = Phone(rider)

    assert phone.reads("resume", after=timedelta(hours=after)) == reply
    assert phone.rider.paused_until is None


def test_what_happened_during_the_pause_stays_untold() -> None:
    [subscription] = Phone(rider_of("504", "pause 2h")).writes("resume", after=timedelta(hours=1)).rider.subscriptions

    assert subscription.active_since == NOW + timedelta(hours=1)


def test_what_goes_on_still_is_told_at_once() -> None:
    works = make_incident(text="Track work at Queen St.", alert_class=AlertClass.PLANNED)
    outcome = Phone(rider_of("504", "pause 2h"), [works, make_incident()]).writes("resume")

    assert outcome.reply == (
        "You get alerts again for 504 King. Now: 504 King: No service between Broadview Station and Parliament St "
        "due to a collision. TTC 8:12a. STATUS for more."
    )
    assert [told.incident for told in outcome.told] == [make_incident().id]
