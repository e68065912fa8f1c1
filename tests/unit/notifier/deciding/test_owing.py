"""Which texts riders are owed about an event, and when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from models.alert import Alert, Translation
from models.delivery import DeliveryState, Kind, Slot
from models.event import AlertEvent, Change
from models.incident import AlertClass, IncidentState
from models.rider import Level, Quiet, Rider
from models.time_range import TimeRange
from models.window import Window
from models.wording_files import load_wordings
from notifier.deciding.bodies import Bodies
from notifier.deciding.kinds import Earlier
from notifier.deciding.owing import Errand, Page, Sibling, owed_to, texts_owed
from notifier.deciding.standing import Standing
from notifier.deciding.texts import Owed
from notifier.deciding.timing import Hours
from tests.unit.notifier.events import KING, QUEEN, STANDING, WILSON, at, make_event, make_rider, standing, subscription

HOUR = timedelta(hours=1)
MORNING = Window((0, 1, 2, 3, 4), 7 * 60, 9 * 60)
COMMUTER = make_rider(subscription(windows=(MORNING,)))
EVENT = make_event(KING, QUEEN)
CLEARED = EVENT.model_copy(update={"change": Change.CLEARED, "revision": 2})
CLOSED = replace(STANDING, revision=2, state=IncidentState.CLOSED)
TOLD = Earlier(Slot.NOTICE, 1, DeliveryState.DELIVERED, (KING.target,))
NIGHT = TimeRange(at(1, days=1), at(5, days=1))
UPCOMING = make_event(
    change=Change.UPCOMING,
    alert_class=AlertClass.PLANNED,
    service_date=date(2026, 3, 12),
    alert=Alert("1", active_periods=(NIGHT,)),
)
ELEVATORS = f"{WILSON.target}/elevators"
PLANNED = standing(AlertClass.PLANNED, (NIGHT,))


def owed(
    event: AlertEvent,
    rider: Rider,
    earlier: Sequence[Earlier] = (),
    *,
    there: Standing = STANDING,
    now: datetime | None = None,
    until: datetime | None = None,
) -> Owed | None:
    errand = Errand(event, there, now or at(12), Hours(), useful_until=until or at(13), useful_for=HOUR)
    return owed_to(rider, errand, earlier)


def test_a_text_goes_out_at_once_where_nothing_is_in_its_way() -> None:
    assert owed(EVENT, make_rider()) == Owed(Kind.FIRST, (KING.target,), at(13))


def test_a_text_that_waits_is_useful_for_an_hour_from_then_on() -> None:
    assert owed(EVENT, COMMUTER) == Owed(Kind.FIRST, (KING.target,), at(8, days=1), not_before=at(7, days=1))


def test_a_text_is_for_all_that_its_rider_subscribed_to_in_the_alert_s_order() -> None:
    found = owed(EVENT, make_rider(QUEEN.target, KING.target))

    assert found is not None
    assert found.targets == (KING.target, QUEEN.target)


@pytest.mark.parametrize("state", list(DeliveryState))
def test_what_has_a_row_at_this_revision_is_not_owed_again(state: DeliveryState) -> None:
    assert owed(EVENT, make_rider(), [replace(TOLD, state=state)]) is None
    assert owed(CLEARED, make_rider(), [TOLD, Earlier(Slot.CLEAR, 2, state)], there=CLOSED) is None


@pytest.mark.parametrize(
    ("rider", "there", "expected"),
    [
        pytest.param(make_rider(subscription(level=Level.ALL)), standing(AlertClass.INFO), True, id="504 ALL"),
        pytest.param(make_rider(), standing(AlertClass.INFO), False, id="504"),
        pytest.param(make_rider("ttc/route/29"), STANDING, False, id="another route"),
    ],
)
def test_information_is_for_who_asked_for_it(rider: Rider, there: Standing, expected: bool) -> None:
    event = EVENT.model_copy(update={"alert_class": there.alert_class})

    assert (owed(event, rider, there=there) is not None) is expected


@pytest.mark.parametrize(
    ("rider", "now", "expected"),
    [
        pytest.param(make_rider(), at(12), Owed(Kind.CLEAR, (KING.target,), at(13), (KING.target,)), id="at once"),
        pytest.param(
            make_rider(quiet=Quiet(720, 750)),
            at(12),
            Owed(Kind.CLEAR, (KING.target,), at(13), (KING.target,), not_before=at(12, 30)),
            id="quiet for half an hour",
        ),
        pytest.param(make_rider(quiet=Quiet(720, 840)), at(12), None, id="quiet for two hours"),
        pytest.param(COMMUTER, at(12), None, id="three hours after the window"),
        pytest.param(make_rider("ttc/route/29"), at(12), None, id="the route was given up"),
    ],
)
def test_an_end_is_told_within_the_hour_or_not_at_all(rider: Rider, now: datetime, expected: Owed | None) -> None:
    assert owed(CLEARED, rider, [TOLD], there=CLOSED, now=now) == expected


@pytest.mark.parametrize("alert_class", [AlertClass.PLANNED, AlertClass.INFO])
def test_planned_work_and_information_end_quietly(alert_class: AlertClass) -> None:
    event = CLEARED.model_copy(update={"alert_class": alert_class})

    assert owed(event, make_rider(), [TOLD], there=replace(CLOSED, alert_class=alert_class)) is None


@pytest.mark.parametrize(
    ("rider", "now", "expected"),
    [
        pytest.param(make_rider(), at(18), Owed(Kind.PLANNED, (KING.target,), at(20)), id="at 18:00"),
        pytest.param(COMMUTER, at(18), None, id="a night's work, for a commuter"),
        pytest.param(
            make_rider(quiet=Quiet(17 * 60, 19 * 60)),
            at(18),
            Owed(Kind.PLANNED, (KING.target,), at(20), not_before=at(19)),
            id="quiet until 19:00",
        ),
        pytest.param(make_rider(quiet=Quiet(17 * 60, 21 * 60)), at(18), None, id="quiet until it is too late"),
    ],
)
def test_a_reminder_goes_out_in_the_evening(rider: Rider, now: datetime, expected: Owed | None) -> None:
    assert owed(UPCOMING, rider, there=PLANNED, now=now, until=at(20)) == expected


def test_a_page_becomes_texts_held_or_to_be_sent() -> None:
    riders = [make_rider(), replace(COMMUTER, id="b"), replace(make_rider("ttc/route/29"), id="c")]
    errand = Errand(EVENT, STANDING, at(12), Hours(), useful_until=at(13), useful_for=HOUR)
    portion = texts_owed(errand, Page(riders, {}, "c", is_last=True), Bodies(load_wordings()), most=9)

    assert [(each.subscriber, each.attempt, each.not_before) for each in portion.texts] == [
        ("a", 1, None),
        ("b", 0, at(7, days=1)),
    ]


@pytest.mark.parametrize(
    ("riders", "told", "cursor", "is_last"),
    [
        pytest.param("now now now", 1, "0", False, id="one at a time"),
        pytest.param("later later now later now", 3, "2", False, id="those who are told later keep nobody waiting"),
        pytest.param("later later later", 3, "end", True, id="all of them later"),
        pytest.param("later now", 2, "end", True, id="the last one now"),
        pytest.param("", 0, "end", True, id="nobody"),
    ],
)
def test_a_page_ends_behind_the_last_text_that_may_go_out(riders: str, told: int, cursor: str, is_last: bool) -> None:
    page = [
        replace(COMMUTER if each == "later" else make_rider(), id=str(number))
        for number, each in enumerate(riders.split())
    ]
    errand = Errand(EVENT, STANDING, at(12), Hours(), useful_until=at(13), useful_for=HOUR)
    portion = texts_owed(errand, Page(page, {}, "end", is_last=True), Bodies(load_wordings()), most=1)

    assert (len(portion.texts), portion.cursor, portion.is_last) == (told, cursor, is_last)


@pytest.mark.parametrize(
    ("rider", "now", "expected"),
    [
        pytest.param(make_rider(), at(15), None, id="a rider of any hour: too late"),
        pytest.param(COMMUTER, at(15), (at(7, days=1), at(8, days=1)), id="held until their hours begin"),
        pytest.param(COMMUTER, at(7, 30, days=1), (None, at(8, days=1)), id="their hours began half an hour ago"),
        pytest.param(COMMUTER, at(8, 30, days=1), None, id="their hours began more than an hour ago"),
        pytest.param(COMMUTER, at(10, days=1), (at(7, days=2), at(8, days=2)), id="their hours have gone by"),
    ],
)
def test_who_is_asleep_misses_nothing_by_a_fan_out_that_comes_late(
    rider: Rider, now: datetime, expected: tuple[datetime | None, datetime] | None
) -> None:
    found = owed(EVENT, rider, now=now)

    assert (found and (found.not_before, found.useful_until)) == expected


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        pytest.param([], "Wilson Station: 2 elevators out: concourse; bus bay. TTC 12:00p", id="both are news"),
        pytest.param(
            [replace(TOLD, targets=(ELEVATORS,))],
            "Wilson Station: Elevator out of service at concourse. TTC 12:00p",
            id="told of the other one",
        ),
    ],
)
def test_what_is_owed_about_a_sibling_goes_with_the_text(earlier: Sequence[Earlier], expected: str) -> None:
    there = standing(AlertClass.ACCESS)
    rider = make_rider(ELEVATORS)
    errands = [
        Errand(_outage(place), there, at(12), Hours(), useful_until=at(13), useful_for=HOUR)
        for place in ("concourse", "bus bay")
    ]
    page = Page([rider], {}, "end", is_last=True)
    sibling = Sibling(errands[1], {rider.id: earlier})
    [text] = texts_owed(errands[0], page, Bodies(load_wordings()), most=9, siblings=[sibling]).texts

    assert text.body == expected


def _outage(place: str) -> AlertEvent:
    said = f"Elevator out of service at {place}."
    return make_event(
        routes=(),
        stations=(WILSON,),
        targets=(WILSON.target, ELEVATORS),
        alert_class=AlertClass.ACCESS,
        incident=place,
        event_id=place,
        alert=Alert(place, (Translation(said, "en"),)),
    )
