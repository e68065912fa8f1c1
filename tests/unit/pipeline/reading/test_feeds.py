"""feeds.toml."""

from pathlib import Path

import pytest

from pipeline.deciding.belief import Stamp
from pipeline.reading.feeds import FeedConfig, read_feeds
from runtime.errors import StartError

TTC = """[[feeds]]
id = "ttc"
alert_url = "https://gtfsrt.example/alerts"
static_gtfs = "gtfs"
"""


def read(folder: Path, text: str) -> tuple[FeedConfig, ...]:
    (folder / "feeds.toml").write_text(text)
    return read_feeds(folder / "feeds.toml")


def test_a_feed_needs_three_keys(tmp_path: Path) -> None:
    [feed] = read(tmp_path, TTC)

    assert feed == FeedConfig(id="ttc", alert_url="https://gtfsrt.example/alerts", static_gtfs="gtfs")
    assert (feed.poll_interval_s, feed.header_stamp) == (20, Stamp.GENERATED)


def test_everything_else_may_be_set(tmp_path: Path) -> None:
    rest = 'name = "TTC"\nzone = "America/Toronto"\npoll_interval_s = 0.5\nheader_stamp = "changed"\n'
    [feed] = read(tmp_path, f'{TTC}{rest}headers = {{ "X-Api-Key" = "k" }}\n')

    assert (feed.zone, feed.poll_interval_s, feed.header_stamp, feed.headers) == (
        "America/Toronto",
        0.5,
        Stamp.CHANGED,
        {"X-Api-Key": "k"},
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("", "lists no feed", id="empty"),
        pytest.param("[feeds]\nid = 'x'\n", "lists no feed", id="a table instead of a list"),
        pytest.param("[[feeds]", "is no TOML", id="no TOML"),
        pytest.param(TTC.replace('id = "ttc"\n', ""), "feeds.id of feed 1 is wrong: Field required", id="no id"),
        pytest.param(TTC.replace('"ttc"', '"t/c"'), "feeds.id of feed 1 is wrong", id="an id with a slash"),
        pytest.param(TTC.replace("https://", "gopher://"), "feeds.alert_url of feed 1", id="no address"),
        pytest.param(f'{TTC}zone = "Toronto"\n', "feeds.zone of feed 1 is wrong: .*no time zone", id="no time zone"),
        pytest.param(f"{TTC}poll_interval_s = 0\n", "feeds.poll_interval_s of feed 1", id="no interval"),
        pytest.param(f"{TTC}pol_interval_s = 1\n", "feeds.pol_interval_s of feed 1", id="a slip of the pen"),
        pytest.param(TTC + TTC, "feeds.id ttc is listed twice", id="twice the same"),
    ],
)
def test_what_is_wrong_is_named_with_its_file_and_key(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(StartError, match=rf"feeds\.toml:? .*{problem}|feeds\.toml {problem}"):
        read(tmp_path, text)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StartError, match=r"cannot read FEEDS_FILE=.*none\.toml: No such file"):
        read_feeds(tmp_path / "none.toml")
