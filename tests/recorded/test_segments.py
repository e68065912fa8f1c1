"""What first notices cost over everything that was recorded."""

import re
from pathlib import Path

import pytest

from benchmarks.segments import composed, main, measure


def test_nine_in_ten_first_notices_take_one_segment_and_none_more_than_two(real_feeds: Path) -> None:
    rows = measure(real_feeds)

    assert rows[-1].alerts >= 1_900
    assert {row.agency: row.average for row in rows if row.average > 1.11} == {}
    assert {row.agency: row.most for row in rows if row.most > 2} == {}
    # Header and description as they come would take nearly three.
    assert rows[-1].average < 1.05
    assert rows[-1].naive_average > 2.8


def test_no_text_has_markup_or_half_a_link(real_feeds: Path) -> None:
    for _, text, naive in composed(real_feeds):
        assert not re.search(r"</?[A-Za-z][^<>]*>|&\w+;|\n", text)
        assert all(link in naive or text.endswith(link) for link in re.findall(r"https?://\S+", text))


def test_the_command_prints_a_table(real_feeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(real_feeds)]) == 0

    header, *rows, as_json = capsys.readouterr().out.splitlines()

    assert header.split()[:3] == ["agency", "alerts", "average"]
    assert rows[-1].startswith("all")
    assert as_json.startswith("[{")
