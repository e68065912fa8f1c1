"""What riders would get today."""

from pipeline.check.today import classes, play_day
from tests.builders import after, make_alert
from tests.unit.pipeline.check.samples import make_sample, said

TOMORROW = make_alert(
    "2", "504 King: No service on Thursday.", periods=[(after(hours=22), after(hours=30))], effect="NO_SERVICE"
)


def test_urgent_news_is_texted_at_once_and_tomorrows_closure_in_the_evening() -> None:
    texts = play_day(make_sample([make_alert("1", routes=("501",)), TOMORROW])).texts

    assert [(each.change, each.at, each.routes) for each in texts] == [
        ("opened", after(), ("501",)),
        ("upcoming", after(hours=6), ("504",)),
    ]


def test_in_the_night_before_nothing_more_is_due_today() -> None:
    sample = make_sample([TOMORROW], now=after(hours=11))

    assert play_day(sample).texts == ()


def test_an_old_poll_is_judged_by_its_content() -> None:
    assert len(play_day(make_sample(now=after(days=3))).texts) == 1


def test_classes_are_counted_with_what_decided() -> None:
    sample = make_sample([make_alert("1"), TOMORROW])
    facts = classes(sample, play_day(sample)).facts

    assert facts["classes"] == {"urgent": 1, "planned": 1}
    assert facts["judged"] == [
        {"class": "urgent", "why": "effect NO_SERVICE, running now", "count": 1},
        {"class": "planned", "why": "ahead starts later", "count": 1},
    ]


def test_copies_for_each_route_are_one_incident() -> None:
    text = "Detour via Queen St and Spadina Ave, due to a collision at the corner."
    copies = [make_alert(route, text, routes=(route,), effect="DETOUR") for route in ("501", "504")]
    sample = make_sample(copies)
    part = classes(sample, play_day(sample))

    assert (part.facts["incidents"], part.facts["merged"]) == (1, 1)


def test_an_alert_that_reaches_nobody_is_listed() -> None:
    sample = make_sample([make_alert(), make_alert("x", "Detour.", routes=("7",))])
    part = classes(sample, play_day(sample))

    assert part.facts["reach_nobody"] == ["x: Detour."]
    assert said(part.findings)[0].startswith("warning: 1 of 2 incidents (50 %) reach nobody")


def test_words_that_nobody_knows_are_listed() -> None:
    sample = make_sample([make_alert("x", "Lorem ipsum dolor.", effect="UNKNOWN_EFFECT")])
    [finding] = classes(sample, play_day(sample)).findings

    assert finding.examples == ("x: Lorem ipsum dolor.",)


def test_urgent_alerts_that_are_days_old_are_no_news_to_the_first_poll() -> None:
    sample = make_sample([make_alert(periods=[(after(days=-3), None)])])

    assert said(classes(sample, play_day(sample)).findings) == [
        "note: 1 of 1 urgent incidents (100 %) are over a day old: the first poll will text nobody."
    ]
