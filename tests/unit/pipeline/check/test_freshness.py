"""Is the feed alive?"""

from datetime import datetime, timedelta

import pytest

from pipeline.check.freshness import freshness, header_stamp
from pipeline.deciding.belief import Stamp
from tests.builders import NOON, after
from tests.unit.pipeline.check.samples import make_observed, make_sample, said


@pytest.mark.parametrize(
    ("stamped_at", "now", "expected"),
    [
        pytest.param(NOON, NOON, "note: A file: judged as of its header's time", id="a file, by its own time"),
        pytest.param(after(hours=-2), NOON, "note: A file, judged as of the time you gave", id="a file, by another"),
        pytest.param(None, NOON, "warning: The header has no time", id="no time, or zero"),
        pytest.param(after(hours=1), NOON, "warning: The header's time is 60 min ahead", id="an hour ahead"),
    ],
)
def test_a_file_is_judged_by_its_header(stamped_at: datetime | None, now: datetime, expected: str) -> None:
    sample = make_sample(observed=make_observed(stamped_at=stamped_at), now=now)

    assert said(freshness(sample).findings)[0].startswith(expected)


@pytest.mark.parametrize(
    ("age", "moved", "stamp", "expected"),
    [
        pytest.param(5, 2, Stamp.GENERATED, "ok: The header's time is 5 s old.", id="moves with every request"),
        pytest.param(5, 0, Stamp.GENERATED, "ok: The header's time is 5 s old.", id="fresh, and has not moved yet"),
        pytest.param(7200, 2, Stamp.GENERATED, "warning: The header's time is 2 h old and moves", id="a clock behind"),
        pytest.param(
            7200, 0, Stamp.CHANGED, "warning: The header's time is 2 h old: either it moves only", id="old and still"
        ),
        pytest.param(7200, None, Stamp.CHANGED, "warning: The header's time is 2 h old: either", id="old, and a 304"),
    ],
)
def test_two_looks_at_a_url_say_what_its_time_means(age: int, moved: int | None, stamp: Stamp, expected: str) -> None:
    later = None if moved is None else timedelta(seconds=moved)
    observed = make_observed(stamped_at=after(seconds=-age), is_live=True, moved=later, validators=["ETag"])
    sample = make_sample(observed=observed)

    assert said(freshness(sample).findings)[0].startswith(expected)
    assert header_stamp(sample) is stamp


@pytest.mark.parametrize(
    ("moved", "validators", "expected"),
    [
        pytest.param(None, ["ETag"], "ok: The server answers 304 to ETag", id="answers 304"),
        pytest.param(0, [], "note: The server offers neither ETag nor Last-Modified", id="sends all every time"),
        pytest.param(0, ["ETag"], "note: The server offers ETag, but sent all again", id="offers what it ignores"),
    ],
)
def test_what_polling_costs_is_said(moved: int | None, validators: list[str], expected: str) -> None:
    later = None if moved is None else timedelta(seconds=moved)
    sample = make_sample(observed=make_observed(is_live=True, moved=later, validators=validators))

    assert said(freshness(sample).findings)[-1].startswith(expected)
