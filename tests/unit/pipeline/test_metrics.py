"""What changes by itself between polls is reckoned when Prometheus asks."""

from dataclasses import dataclass

from prometheus_client import CollectorRegistry, generate_latest

from pipeline.metrics import FeedCollector


@dataclass
class SeenFeed:
    feed: str
    is_held: bool
    age_s: float | None


def test_the_age_of_a_feed_grows_without_a_poll() -> None:
    registry = CollectorRegistry()
    feed = SeenFeed("ttc", is_held=True, age_s=20.0)
    registry.register(FeedCollector([feed]))
    first = generate_latest(registry).decode()
    feed.age_s = 25.0
    second = generate_latest(registry).decode()

    assert 'headway_feed_age_seconds{feed="ttc"} 20.0' in first
    assert 'headway_feed_age_seconds{feed="ttc"} 25.0' in second


def test_a_feed_that_was_never_heard_has_no_age() -> None:
    registry = CollectorRegistry()
    registry.register(FeedCollector([SeenFeed("ttc", is_held=False, age_s=None)]))

    assert generate_latest(registry).decode().splitlines()[-1] == 'headway_is_poller{feed="ttc"} 0.0'
