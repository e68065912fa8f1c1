"""The report as people and programs read it."""

import json

from pipeline.check.examine import examine
from pipeline.check.page import page, page_of_json
from pipeline.check.report import Report
from pipeline.check.unreadable import unreadable
from tests.builders import NOON, make_alert, make_catalogue, make_route
from tests.unit.pipeline.check.samples import make_sample
from tests.wordings import ENGLISH


def many(count: int) -> Report:
    numbers = [str(number) for number in range(1, count + 1)]
    alerts = [make_alert(each, f"Detour number {each}.", routes=(each,)) for each in numbers]
    return examine(make_sample(alerts, catalogue=make_catalogue(*map(make_route, numbers))))


def test_the_page_ends_with_texts_and_a_table() -> None:
    lines = page(examine(make_sample()), ENGLISH).splitlines()

    assert lines[0] == "feed.pb, judged as of 2026-08-05 12:00 in America/Toronto"
    assert "If all this were news, riders would get 1 text and 0 reminders today." in lines
    assert lines.index("[[feeds]]") > lines.index("For feeds.toml:")


def test_twenty_texts_are_shown_and_the_rest_is_counted() -> None:
    shown = page(many(23), ENGLISH)

    assert shown.count("Detour number") == 20
    assert "  and 3 more (--json lists all)" in shown


def test_json_has_everything() -> None:
    found = json.loads(page_of_json(many(23)))

    assert (len(found["texts"]), found["is_usable"]) == (23, True)
    assert {each["level"] for each in found["findings"]} <= {"ok", "note", "warning", "problem"}
    assert found["judged_at"] == NOON.isoformat()


def test_what_is_no_feed_has_a_page_too() -> None:
    report = unreadable("http://feed", "status", "status: 403", NOON)

    assert "a key may be missing" in " ".join(page(report, ENGLISH).split())
    assert json.loads(page_of_json(report))["is_usable"] is False
