"""One poll of every kind of alert, from its bytes to what riders are told."""

from pathlib import Path

from models.incident import AlertClass
from pipeline.deciding.classify import classify
from pipeline.deciding.rules import Rules
from pipeline.reading.decode import decode_frame
from pipeline.reading.frame_formats import read_poll
from pipeline.reading.snapshot import FeedSnapshot
from tests.builders import NOON, after
from tests.unit.pipeline.lexicons import LEXICON

MORNING = Path(__file__).parents[3] / "feeds" / "morning.txtpb"


def morning() -> FeedSnapshot:
    return decode_frame(read_poll(MORNING.read_bytes()))


def test_every_alert_is_read_and_everything_else_left() -> None:
    snapshot = morning()

    assert [alert.entity_id for alert in snapshot.alerts] == [
        "65302",
        "65310",
        "65311",
        "202",
        "65298",
        "63915",
        "65000",
    ]
    assert (snapshot.stamped_at, snapshot.deleted_ids, snapshot.skipped) == (NOON, frozenset({"65290"}), 0)


def test_every_alert_is_of_the_class_that_riders_would_expect() -> None:
    classes = {alert.entity_id: classify(alert, LEXICON, Rules(), NOON).alert_class for alert in morning().alerts}

    assert classes == {
        "65302": AlertClass.URGENT,
        "65310": AlertClass.URGENT,
        "65311": AlertClass.URGENT,
        "202": AlertClass.PLANNED,
        "65298": AlertClass.PLANNED,
        "63915": AlertClass.ACCESS,
        "65000": AlertClass.INFO,
    }


def test_milliseconds_and_the_year_3000_are_read_as_they_are_meant() -> None:
    periods = {alert.entity_id: alert.active_periods for alert in morning().alerts}

    assert periods["65298"][0].start == after(seconds=43140)
    assert periods["63915"][0].end is None
