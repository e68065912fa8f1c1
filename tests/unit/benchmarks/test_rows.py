"""A figure holds, does not, or proves nothing."""

import pytest

from benchmarks.suite.rows import Bound, Row, Verdict, judged, ratio_of_medians, share, table


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        pytest.param(Row("speed", 0.95, limit=0.95), Verdict.HOLDS, id="exactly as fast as is asked for"),
        pytest.param(Row("speed", 0.949, limit=0.95), Verdict.BROKEN, id="a little too slow"),
        pytest.param(Row("speed", 0.8, limit=0.95, slack=0.2), Verdict.HOLDS, id="too slow, within the slack"),
        pytest.param(Row("speed", 0.75, limit=0.95, slack=0.2), Verdict.BROKEN, id="too slow, beyond the slack"),
        pytest.param(Row("memory", 200, bound=Bound.AT_MOST, limit=200), Verdict.HOLDS, id="as large as it may be"),
        pytest.param(Row("memory", 201, bound=Bound.AT_MOST, limit=200), Verdict.BROKEN, id="too large"),
        pytest.param(Row("time", 3.5, bound=Bound.AT_MOST, limit=3, slack=0.2), Verdict.HOLDS, id="late, within it"),
        pytest.param(Row("rate", 12), Verdict.SHOWN, id="nothing is asked for"),
        pytest.param(Row("rate", None, limit=5), Verdict.MISSING, id="it was not measured"),
    ],
)
def test_a_figure_is_held_against_its_limit(row: Row, verdict: Verdict) -> None:
    assert row.verdict is verdict


@pytest.mark.parametrize(
    ("row", "others", "verdict"),
    [
        pytest.param(Row("short", 0.1, limit=1, slack=0.2), 0.3, Verdict.BROKEN, id="others used what they may"),
        pytest.param(Row("short", 0.1, limit=1, slack=0.2), 0.4, Verdict.DISTURBED, id="others used more"),
        pytest.param(Row("full", 0.1, limit=1), 0.4, Verdict.BROKEN, id="a full run is judged, whatever others did"),
        pytest.param(Row("shown", 0.1), 0.4, Verdict.SHOWN, id="nothing is asked for"),
    ],
)
def test_a_short_measurement_is_not_judged_while_others_use_the_machine(
    row: Row, others: float, verdict: Verdict
) -> None:
    assert [each.verdict for each in judged([row], others=others, cores=2)] == [verdict]


def test_one_disturbed_round_does_not_change_the_ratio() -> None:
    assert ratio_of_medians([1.0, 1.0, 9.0], [2.0, 2.0, 2.0]) == 0.5


@pytest.mark.parametrize(("part", "value"), [(0.5, 11), (0.95, 20), (1, 20), (0, 1)])
def test_a_share_of_the_values_does_not_exceed_it(part: float, value: float) -> None:
    assert share(list(range(1, 21)), part) == value


def test_the_table_says_what_was_asked_and_what_became_of_it() -> None:
    rows = [
        Row("webhook", 0.5912, "of a bare one", limit=0.6, slack=0.2),
        Row("texts", 12345.6, "/s"),
        Row("segments", None, note="no feeds"),
    ]

    assert table(rows).splitlines() == [
        "webhook   0.5912 of a bare one  >= 0.6 (within 20%)  holds",
        "texts                12,346 /s                       shown",
        "segments                     -                       not measured  no feeds",
    ]
