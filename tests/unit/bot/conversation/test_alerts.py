"""Which incidents a reply shows, in which order."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.alerts import age_of_feed, alert_text, newest_first, weightiest_first
from bot.conversation.outcome import Situation
from models.incident import AlertClass, Incident
from models.time_range import TimeRange
from tests.fakes.bot_world import KING, MIWAY, NOW, QUEEN, TTC, make_incident, make_setting

HOUR = timedelta(hours=1)
SETTING = make_setting()


def during(incident: Incident, start: timedelta, end: timedelta) -> Incident:
    return replace(incident, alert=replace(incident.alert, active_periods=(TimeRange(NOW + start, NOW + end),)))


OLD = make_incident(text="Old", changed_at=NOW - HOUR)
FRESH = make_incident(text="Fresh")
SOON = during(make_incident(text="Soon"), HOUR, 2 * HOUR)
OVER = during(make_incident(text="Over"), -2 * HOUR, -HOUR)
QUEENS = make_incident("501", "Queen")
WORKS = make_incident(text="Works", alert_class=AlertClass.PLANNED)
ALL = [SOON, OLD, OVER, QUEENS, FRESH, WORKS]


def test_the_newest_comes_first_and_what_lies_ahead_last() -> None:
    assert newest_first(ALL, {KING}, NOW) == [FRESH, WORKS, OLD, SOON]


def test_urgent_ones_come_before_planned_ones_and_nothing_that_lies_ahead() -> None:
    assert weightiest_first(ALL, {KING}, NOW) == [FRESH, OLD, WORKS]


def test_an_alert_is_told_by_the_routes_that_were_asked_for() -> None:
    both = replace(make_incident(text="Delays."), routes=(*QUEENS.routes, *FRESH.routes), targets=(QUEEN, KING))

    assert alert_text(both, {KING}, SETTING).startswith("504 King: Delays.")
    assert alert_text(both, {"ttc/agency"}, SETTING).startswith("501 Queen, 504: Delays.")


@pytest.mark.parametrize(
    ("target", "minutes", "said"),
    [
        (KING, 4, ""),
        (KING, 14, "TTC's feed was last good 14 min ago."),
        ("miway/route/10", 14, ""),
        ("gone/route/1", 14, ""),
    ],
)
def test_the_age_of_a_stale_feed_is_said(target: str, minutes: int, said: str) -> None:
    setting = make_setting(TTC, MIWAY, fresh_at=NOW - timedelta(minutes=minutes))

    assert age_of_feed({target}, Situation(NOW), setting) == said
