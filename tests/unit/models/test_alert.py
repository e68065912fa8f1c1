"""Alerts in the specification's sense of time and language."""

from datetime import UTC, datetime, timedelta

import pytest

from models.alert import Alert, EntitySelector, Translation, text_in
from models.time_range import TimeRange

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("periods", "active", "ended", "ahead"),
    [
        pytest.param([], True, False, False, id="no period: active while it is in the feed"),
        pytest.param([(NOON, None)], True, False, False, id="the start belongs to it"),
        pytest.param([(None, NOON)], False, True, False, id="the end does not"),
        pytest.param([(NOON + HOUR, None)], False, False, True, id="begins in an hour"),
        pytest.param([(NOON - 2 * HOUR, NOON - HOUR), (NOON + HOUR, None)], False, False, False, id="in between"),
    ],
)
def test_periods_say_when_an_alert_is_active(
    periods: list[tuple[datetime | None, datetime | None]], active: bool, ended: bool, ahead: bool
) -> None:
    alert = Alert("1", active_periods=tuple(TimeRange(*period) for period in periods))

    assert (alert.is_active(NOON), alert.has_ended(NOON), alert.starts_after(NOON)) == (active, ended, ahead)


@pytest.mark.parametrize(
    ("language", "translations", "expected"),
    [
        pytest.param("fr", [("Detour", "en"), ("Déviation", "fr-CA")], "Déviation", id="the rider's own"),
        pytest.param("fr", [("Umleitung", "de"), ("Detour", "en")], "Detour", id="else English"),
        pytest.param("fr", [("Umleitung", "de"), ("Detour", None)], "Detour", id="else untagged"),
        pytest.param("fr", [("Umleitung", "de"), ("Desvio", "pt")], "Umleitung", id="else the first"),
        pytest.param("en", [("<p>Detour</p>", "en-html"), ("Detour", "en")], "Detour", id="markup is never text"),
        pytest.param("en", [("<p>Detour</p>", "en-html")], "", id="nothing but markup"),
    ],
)
def test_a_rider_reads_their_language_where_the_feed_has_it(
    language: str, translations: list[tuple[str, str | None]], expected: str
) -> None:
    assert text_in(language, tuple(Translation(*each) for each in translations)) == expected


def test_routes_are_named_once_in_the_feeds_order() -> None:
    entities = tuple(EntitySelector(route_id=each) for each in ("60", "960", None, "60"))

    assert list(Alert("1", informed_entities=entities).route_ids()) == ["60", "960"]
