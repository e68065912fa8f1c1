"""How an event is shown that no notifier has taken over."""

from datetime import UTC, datetime

from pipeline.requeueing.left import LeftEvent

NOON = datetime(2026, 8, 5, 16, tzinfo=UTC)
EVENT = LeftEvent("ttc/1c0f3a/42/1/opened", "ttc/1c0f3a/42", "ttc", 10, NOON)


def test_what_is_left_alone_is_told_apart_from_what_goes_on_by_itself() -> None:
    alone, going_on = EVENT.line(most_publishes=10), EVENT.line(most_publishes=11)

    assert alone.startswith("ttc/1c0f3a/42/1/opened  published 10 times, last 2026-08-05T16:00:00Z; left alone")
    assert going_on.endswith("is published again by itself")


def test_the_row_of_json_has_the_same_figures() -> None:
    assert EVENT.row(most_publishes=10) == {
        "event": "ttc/1c0f3a/42/1/opened",
        "incident": "ttc/1c0f3a/42",
        "feed": "ttc",
        "publishes": 10,
        "published_at": NOON.isoformat(),
        "is_left_alone": True,
    }
