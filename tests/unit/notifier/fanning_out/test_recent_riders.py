"""Riders that were read a moment ago are known, unless they have changed since."""

from models.rider import encode_rider
from notifier.fanning_out.recent_riders import MARKS, RecentRiders
from tests.unit.notifier.events import NOON, make_rider

ROW = encode_rider(make_rider())


def marks(**changed: object) -> dict[str, object]:
    return {name: ROW[name] for name in ("_id", *MARKS)} | changed


def test_a_rider_who_has_not_changed_is_known() -> None:
    recent = RecentRiders()
    rider = recent.decode(ROW)

    assert recent.unchanged(marks()) is rider


def test_a_rider_who_has_changed_is_to_be_read() -> None:
    recent = RecentRiders()
    recent.decode(ROW)

    changes = (marks(version=1), marks(status="stopped"), marks(suppressed_at=NOON))
    assert [recent.unchanged(each) for each in changes] == [None, None, None]


def test_a_rider_who_was_never_read_is_to_be_read() -> None:
    assert RecentRiders().unchanged(marks()) is None


def test_no_more_are_kept_than_fit() -> None:
    recent = RecentRiders(kept=2)
    for name in "abc":
        recent.decode({**ROW, "_id": name})

    assert [recent.unchanged(marks(_id=name)) is not None for name in "abc"] == [False, False, True]


def test_a_rider_who_cannot_be_read_keeps_nobody_else_back() -> None:
    riders = RecentRiders().decode_all([{**ROW, "_id": "b", "status": "of-tomorrow"}, ROW])

    assert [rider.id for rider in riders] == [ROW["_id"]]
