"""A feed with mirrors answers while one of its addresses does."""

import pytest

from pipeline.reading.fetch import FeedBody, FetchError, NotModified
from pipeline.reading.mirrors import MirroredFeed
from tests.builders import encode_feed

BODY = encode_feed()
HERE, THERE = FeedBody(BODY, "tag-here"), FeedBody(BODY, "tag-there")


class Address:
    """One address: answers, or fails, and keeps what it was asked with."""

    def __init__(self, answer: FeedBody | NotModified | None) -> None:
        self.answer = answer
        self.asked_with: list[str | None] = []

    async def fetch(self, *, etag: str | None, last_modified: str | None) -> FeedBody | NotModified:
        self.asked_with.append(etag)
        if self.answer is None:
            raise FetchError("timeout")
        return self.answer


async def test_the_mirror_is_not_asked_while_the_address_answers() -> None:
    first, mirror = Address(HERE), Address(THERE)

    assert await MirroredFeed([first, mirror]).fetch(etag=None, last_modified=None) == HERE
    assert mirror.asked_with == []


async def test_the_mirror_answers_for_an_address_that_says_nothing() -> None:
    assert await MirroredFeed([Address(None), Address(THERE)]).fetch(etag=None, last_modified=None) == THERE


async def test_validators_go_only_to_the_address_that_gave_them() -> None:
    first, mirror = Address(HERE), Address(THERE)
    feed = MirroredFeed([first, mirror])
    await feed.fetch(etag=None, last_modified=None)
    first.answer = None
    await feed.fetch(etag="tag-here", last_modified=None)
    await feed.fetch(etag="tag-there", last_modified=None)

    assert (first.asked_with, mirror.asked_with) == ([None, "tag-here"], [None, "tag-there"])


async def test_where_nobody_answers_the_feed_says_nothing() -> None:
    with pytest.raises(FetchError, match="timeout"):
        await MirroredFeed([Address(None), Address(None)]).fetch(etag=None, last_modified=None)


async def test_a_page_that_says_maintenance_is_no_answer() -> None:
    page = Address(FeedBody(b"<html>back soon</html>"))

    assert await MirroredFeed([page, Address(THERE)]).fetch(etag=None, last_modified=None) == THERE


async def test_a_page_that_says_maintenance_is_a_failure_where_there_is_no_mirror() -> None:
    with pytest.raises(FetchError, match="unreadable"):
        await MirroredFeed([Address(FeedBody(b"<html>back soon</html>"))]).fetch(etag=None, last_modified=None)


async def test_validators_of_an_earlier_run_are_nobodys() -> None:
    first = Address(HERE)
    await MirroredFeed([first, Address(THERE)]).fetch(etag="tag-of-somebody", last_modified=None)

    assert first.asked_with == [None]
