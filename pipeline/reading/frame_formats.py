"""A FeedMessage in whatever form somebody saved it: binary, protobuf text or JSON."""

from google.protobuf import json_format, text_format
from google.protobuf.message import DecodeError, EncodeError
from google.transit.gtfs_realtime_pb2 import FeedMessage

from pipeline.reading.frame import Frame, UnreadableError, read_frame


def read_poll(content: bytes) -> Frame:
    """The frame of a FeedMessage in binary, protobuf text or JSON, whatever the file is called.

    Raises:
        UnreadableError: it is none of these.
    """
    try:
        return read_frame(content)
    except UnreadableError:
        binary = _from_text(content)
        if binary is None:
            raise
    return read_frame(binary)


def _from_text(content: bytes) -> bytes | None:
    try:
        text = content.decode("utf-8-sig")
        message = FeedMessage()
        if text.lstrip().startswith("{"):
            json_format.Parse(text, message, ignore_unknown_fields=True)
        else:
            text_format.Parse(text, message, allow_unknown_field=True)
        return message.SerializePartialToString(deterministic=True)
    except (UnicodeError, json_format.ParseError, text_format.ParseError, DecodeError, EncodeError, RecursionError):
        return None
