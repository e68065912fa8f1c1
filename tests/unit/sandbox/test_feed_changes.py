"""When the entities of a feed were last changed."""

from google.transit import gtfs_realtime_pb2 as pb

from sandbox.feed_changes import FeedChanges
from tests.builders import after, encode_feed, make_alert


def entities(**texts: str) -> list[pb.FeedEntity]:
    alerts = [make_alert(entity_id, text) for entity_id, text in texts.items()]
    return list(pb.FeedMessage.FromString(encode_feed(alerts)).entity)


def test_what_stays_as_it_is_is_as_old_as_before() -> None:
    changes = FeedChanges()
    changes.note(entities(king="Detour", queen="Detour"), after(minutes=1))
    changes.note(entities(king="Detour", queen="No service"), after(minutes=2))

    assert changes.last_before(after(minutes=9), "king") == after(minutes=1)
    assert changes.last_before(after(minutes=9), "queen") == after(minutes=2)


def test_what_leaves_the_feed_has_changed() -> None:
    changes = FeedChanges()
    changes.note(entities(king="Detour"), after(minutes=1))
    changes.note(entities(), after(minutes=2))

    assert changes.last_before(after(minutes=9), "king") == after(minutes=2)


def test_what_is_known_by_another_id_came_with_the_last_change_before() -> None:
    changes = FeedChanges()
    changes.note(entities(king="Detour"), after(minutes=1))
    changes.note(entities(king="No service"), after(minutes=5))

    assert changes.last_before(after(minutes=9), "elsewhere") == after(minutes=5)
    assert changes.last_before(after(minutes=2), "elsewhere") is None


def test_a_feed_that_was_never_seen_to_change_says_nothing() -> None:
    assert FeedChanges().last_before(after(minutes=1), "king") is None
