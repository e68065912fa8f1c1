"""When an incident is over."""

from typing import Any

import pytest

from pipeline.clearing import is_reopened, over_because
from pipeline.rules import Rules
from tests.builders import NOON, after, make_alert
from tests.unit.pipeline.incidents import make_closed, make_incident

ENDED = make_alert(periods=[(after(hours=-2), after(hours=-1)), (after(hours=-1), NOON)])
STILL_TONIGHT = make_alert(periods=[(after(hours=-2), after(hours=-1)), (after(hours=8), after(hours=9))])


@pytest.mark.parametrize(
    ("changes", "poll", "facts", "rule"),
    [
        pytest.param({}, 9, {}, None, id="listed"),
        pytest.param({}, 9, {"is_deleted": True}, "deleted", id="is_deleted"),
        pytest.param({"alert": ENDED}, 9, {}, "ended", id="its last period has passed"),
        pytest.param({"alert": ENDED}, 9, {"is_fresh": False}, None, id="it has passed, but the feed is stale"),
        pytest.param({"alert": STILL_TONIGHT}, 9, {}, None, id="one of two periods has passed"),
        pytest.param(
            {"missing_since": after(minutes=-3), "missing_from_poll": 7}, 9, {}, "absent", id="3 polls, 3 min"
        ),
        pytest.param({"missing_since": after(minutes=-3), "missing_from_poll": 8}, 9, {}, None, id="2 polls, 3 min"),
        pytest.param({"missing_since": after(minutes=-2), "missing_from_poll": 1}, 9, {}, None, id="9 polls, 2 min"),
        pytest.param(
            {"missing_since": after(minutes=-9), "missing_from_poll": 1}, 9, {"is_fresh": False}, "absent", id="stale"
        ),
    ],
)
def test_an_incident_is_over_when_the_feed_says_so_or_is_silent_for_long(
    changes: dict[str, Any], poll: int, facts: dict[str, bool], rule: str | None
) -> None:
    facts = {"is_deleted": False, "is_fresh": True} | facts
    why = over_because(make_incident(**changes), poll=poll, rules=Rules(), now=NOON, **facts)

    assert (why.rule if why else None) == rule


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [pytest.param(10, True, id="back within ten minutes"), pytest.param(10.1, False, id="back later")],
)
def test_what_comes_back_soon_was_not_over(minutes: float, *, expected: bool) -> None:
    assert is_reopened(make_closed(), Rules(), after(minutes=minutes)) is expected
