"""Polls in the forms in which people save them."""

from collections.abc import Callable

import pytest
from google.protobuf import json_format, text_format
from google.transit.gtfs_realtime_pb2 import FeedMessage

from pipeline.reading.decode import decode, decode_frame
from pipeline.reading.frame import UnreadableError
from pipeline.reading.frame_formats import read_poll
from tests.builders import encode_feed, make_alert

BODY = encode_feed([make_alert()])


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(text_format.MessageToString, id="protobuf text"),
        pytest.param(lambda poll: "# a comment\n" + text_format.MessageToString(poll), id="text with a comment"),
        pytest.param(json_format.MessageToJson, id="JSON"),
        pytest.param(lambda poll: "\ufeff" + json_format.MessageToJson(poll), id="JSON with a byte order mark"),
    ],
)
def test_a_text_says_what_the_binary_form_says(form: Callable[[FeedMessage], str]) -> None:
    text = form(FeedMessage.FromString(BODY)).encode()

    assert decode_frame(read_poll(text)) == decode(BODY)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"<html>We are sorry</html>", id="a page that says sorry"),
        pytest.param(b'{"data": []}', id="JSON of something else"),
        pytest.param(b"[" * 5000, id="brackets without end"),
        pytest.param(b"\xff\xfe\x00", id="no text at all"),
    ],
)
def test_what_is_no_feed_in_any_form_is_unreadable(content: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_poll(content)
