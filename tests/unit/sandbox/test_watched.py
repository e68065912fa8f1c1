"""A feeds.toml for a demonstration."""

from pathlib import Path

import pytest

from pipeline.reading.feeds import FeedConfig, read_feeds
from sandbox.watched import Watched

SERVED_AT = "http://127.0.0.1:9/alerts.pb"


def config_of(watched: Watched, folder: Path) -> FeedConfig:
    file = folder / "feeds.toml"
    file.write_text(watched.feeds_toml(SERVED_AT), encoding="utf-8")
    (feed,) = read_feeds(file)
    return feed


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("", SERVED_AT, id="served here"),
        pytest.param("https://example.org/alerts?key=1&x=%22", "https://example.org/alerts?key=1&x=%22", id="live"),
    ],
)
def test_the_pipeline_is_told_where_the_feed_is(url: str, expected: str, tmp_path: Path) -> None:
    assert config_of(Watched(url=url), tmp_path).alert_url == expected


def test_names_and_paths_may_hold_anything(tmp_path: Path) -> None:
    watched = Watched(name='Société "STM"\\n', static_gtfs="C:\\gtfs files\\é", zone="America/Toronto")
    feed = config_of(watched, tmp_path)

    assert (feed.name, feed.static_gtfs, feed.zone) == (watched.name, watched.static_gtfs, watched.zone)
