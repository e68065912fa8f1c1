"""The table for feeds.toml is one that the pipeline can read."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from pipeline.check.feed_table import feed_table
from pipeline.deciding.belief import Stamp
from pipeline.reading.feeds import read_feeds
from tests.builders import after
from tests.unit.pipeline.check.samples import make_observed, make_sample

URL = 'https://gtfs.example.org/alerts?key="a"'


def test_the_table_of_a_url_is_ready_made(tmp_path: Path) -> None:
    observed = replace(make_observed(stamped_at=after(hours=-3), is_live=True, moved=timedelta(0)), source=URL)
    file = tmp_path / "feeds.toml"
    file.write_text(feed_table(make_sample(observed=observed), "static.zip"))
    [feed] = read_feeds(file)

    assert (feed.id, feed.name, feed.zone, feed.alert_url) == ("ttc", "TTC", "America/Toronto", URL)
    assert (feed.static_gtfs, feed.header_stamp) == ("static.zip", Stamp.CHANGED)


def test_what_a_file_cannot_tell_is_left_to_fill_in(tmp_path: Path) -> None:
    table = feed_table(make_sample(is_static_given=False))

    assert table.count("https://...") == 2
    assert "header_stamp" not in table
