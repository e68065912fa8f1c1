"""Whom the alerts name, and whether they can be found."""

from pipeline.check.selectors import selectors
from tests.builders import make_alert
from tests.unit.pipeline.check.samples import make_sample, said


def test_what_the_static_gtfs_lacks_is_listed() -> None:
    part = selectors(make_sample([make_alert(routes=("504", "999"), stops=("12",))]))
    [finding] = part.findings

    assert (part.facts["selectors_resolved"], part.facts["unknown"]) == (1, ["route 999", "stop 12"])
    assert finding.text.startswith("The static GTFS knows 1 of 3 selectors (33 %)")
    assert finding.examples == ("route 999", "stop 12")


def test_a_static_gtfs_that_knows_nothing_is_the_wrong_one() -> None:
    assert said(selectors(make_sample([make_alert(routes=("7",))])).findings)[0].startswith(
        "problem: The static GTFS knows no selector at all"
    )


def test_one_new_route_among_hundreds_is_no_reason_to_worry() -> None:
    alerts = [make_alert(str(number), routes=("504",)) for number in range(99)]

    assert said(selectors(make_sample([*alerts, make_alert("x", routes=("7",))])).findings)[0].startswith("note: ")


def test_without_static_gtfs_it_is_counted_what_is_named() -> None:
    sample = make_sample([make_alert(routes=("504", "7"), stops=("12",))], is_static_given=False)

    assert said(selectors(sample).findings) == [
        "warning: The alerts name 2 routes, 1 stop: give --static to see whether riders can be found by them."
    ]


def test_alerts_that_name_nobody_are_a_problem() -> None:
    assert said(selectors(make_sample([make_alert(routes=())])).findings)[0].startswith(
        "problem: 1 of 1 alerts (100 %) name no route"
    )
