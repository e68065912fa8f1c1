"""feeds.toml: which feeds are watched, and how."""

import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, TypeAdapter, ValidationError, field_validator

from pipeline.deciding.belief import Stamp
from runtime.errors import StartError


class FeedConfig(BaseModel):
    """One `[[feeds]]` table; `name` and `zone` default to what the static GTFS says of its agency.

    `mirrors` serve the same bytes as `alert_url`: another dataset is another feed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern="^[a-z0-9][a-z0-9_-]*$")
    alert_url: str
    static_gtfs: str = Field(min_length=1)
    mirrors: tuple[str, ...] = ()
    name: str = ""
    zone: str = ""
    headers: dict[str, str] = Field(default_factory=dict)
    poll_interval_s: float = Field(default=20, gt=0)
    header_stamp: Stamp = Stamp.GENERATED

    @property
    def is_static_remote(self) -> bool:
        """Whether the static GTFS is fetched from somewhere, and is no file of the operator's own."""
        return self.static_gtfs.startswith(("http://", "https://"))

    @property
    def static_place(self) -> str:
        """Where the static GTFS is, for a log: without what may hold a key, the query and who we are."""
        if not self.is_static_remote:
            return self.static_gtfs
        parts = urlsplit(self.static_gtfs)
        return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))

    @field_validator("alert_url")
    @classmethod
    def _is_url(cls, value: str) -> str:
        TypeAdapter(HttpUrl).validate_python(value)
        return value

    @field_validator("mirrors")
    @classmethod
    def _are_urls(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(cls._is_url(value) for value in values)

    @field_validator("zone")
    @classmethod
    def _is_zone(cls, value: str) -> str:
        try:
            return ZoneInfo(value).key if value else ""
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"{value} is no time zone") from error


def read_feeds(file: Path) -> tuple[FeedConfig, ...]:
    """The feeds of `file`; relative paths in it start where the process does.

    Raises:
        StartError: the file is missing or wrong; the message names the file and the key.
    """
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8")).get("feeds")
    except OSError as error:
        raise StartError(f"cannot read FEEDS_FILE={file}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StartError(f"{file} is no TOML: {error}") from error
    if not isinstance(tables, list) or not tables:
        raise StartError(f"{file} lists no feed: it needs at least one [[feeds]] table")
    feeds = tuple(_feed(table, number, file) for number, table in enumerate(tables, start=1))
    names = [feed.id for feed in feeds]
    if repeated := sorted({name for name in names if names.count(name) > 1}):
        raise StartError(f"{file}: feeds.id {repeated[0]} is listed twice")
    return feeds


def _feed(table: Any, number: int, file: Path) -> FeedConfig:
    try:
        return FeedConfig.model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(["feeds", *(str(each) for each in first["loc"])])
        raise StartError(f"{file}: {key} of feed {number} is wrong: {first['msg']}") from error
