"""What a feed's memory survives."""

from pipeline.deciding.memory import Drop, FeedMemory, Start, decode_memory, encode_memory
from tests.builders import NOON

FULL = FeedMemory(
    start=Start.KNOWN,
    good_polls=7,
    good_at=NOON,
    stamped_at=NOON,
    content_hash="x",
    alert_count=74,
    etag='"x"',
    drop=Drop(74, NOON, 5),
    held_openings=1,
)


def test_a_memory_comes_back_from_its_document() -> None:
    assert decode_memory(encode_memory(FULL)) == FULL


def test_a_feed_that_was_never_polled_has_an_empty_memory() -> None:
    assert decode_memory(None) == FeedMemory()


def test_a_memory_of_another_version_is_read_as_far_as_it_is_known() -> None:
    document = {"start": "known", "good_polls": 3, "something_new": 1}

    assert decode_memory(document) == FeedMemory(start=Start.KNOWN, good_polls=3)
