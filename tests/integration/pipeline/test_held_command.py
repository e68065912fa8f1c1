"""What would text too many riders waits in a real database, for the operator's word."""

import json

import pytest

from models.alert import Alert
from models.documents.feed_state import FeedState
from models.documents.subscriber import Subscriber
from models.documents.verdict import Verdict
from pipeline.deciding.rider_limit import Limit
from runtime.mongo import Database, collection_of
from runtime.settings import ProcessSettings
from tests.builders import after, encode_feed, make_alert, make_alerts
from tests.integration.pipeline.asking import ask_pipeline as ask
from tests.integration.pipeline.polling import City, name_of, stored_events, stored_incidents

DETOUR = make_alert("7", "Detour via Queen St due to a broken water main.", routes=("501", "504"), effect="DETOUR")
CLOSURE = make_alert("8", "504 King: No service on Thursday.", periods=[(after(hours=22), after(hours=30))])
SINGLE = make_alert("9")
EVENING_S = 6 * 3600 + 20


@pytest.fixture
async def riders(database: Database) -> None:
    """Thirty riders of 504."""
    subscription = {"target": "ttc/route/504", "label": "504 King", "active_since": after()}
    rows = [
        {"_id": f"r{number}", "phone": f"+1416555{number:04}", "sender": "s", "status": "active"}
        | {"subscriptions": [subscription], "version": 0, "changed_at": after()}
        for number in range(30)
    ]
    await collection_of(Subscriber).insert_many(rows)


async def holding(alert: Alert, *, seconds: float = 20) -> tuple[City, str]:
    """A city that holds what would text more than twenty, and the incident that it holds."""
    city = await City(limit=Limit(20)).start()
    await city.poll([alert], seconds=seconds)
    return city, name_of(alert, 2)


async def changes() -> list[str]:
    return [event["change"] for event in await stored_events()]


async def test_a_held_detour_is_shown_and_released_once(riders: None, process_settings: ProcessSettings) -> None:
    city, name = await holding(DETOUR)
    before = await changes()
    code, shown, _err = await ask(process_settings, "held")
    _code, as_json, _err = await ask(process_settings, "held", "--json")
    released = await ask(process_settings, "release", name)
    for seconds in (40, 60):
        await city.poll([DETOUR], seconds=seconds)
    after_all = await ask(process_settings, "held")

    assert (before, code) == ([], 0)
    assert f"{name}\n" in shown
    assert "why    30 riders, more than 20" in shown
    assert json.loads(as_json)["text"] in shown
    assert released == (
        0,
        f"{name}: released; 30 riders are told at the next poll of ttc, within 20 s (poll_interval_s).\n",
        "",
    )
    assert (await changes(), city.records.changes) == (["opened"], [f"opened {name} 1"])
    assert after_all == (0, "", "nothing is held\n")


async def test_a_dropped_detour_is_told_to_nobody(riders: None, process_settings: ProcessSettings) -> None:
    city, name = await holding(DETOUR)
    dropped = await ask(process_settings, "drop", "--all")
    for seconds in (40, 60):
        await city.poll([DETOUR], seconds=seconds)

    assert dropped[1].startswith(f"{name}: dropped; nobody is told")
    assert (await changes(), [row["hold"] for row in await stored_incidents()]) == ([], [None])


async def test_a_held_reminder_is_released(riders: None, process_settings: ProcessSettings) -> None:
    city = await City(limit=Limit(20)).start()
    await city.poll([CLOSURE], seconds=20)
    told_before = await changes()
    await city.poll([CLOSURE], seconds=EVENING_S)
    _code, shown, _err = await ask(process_settings, "held")
    await ask(process_settings, "release", "--all")
    for seconds in (EVENING_S + 20, EVENING_S + 40):
        await city.poll([CLOSURE], seconds=seconds)

    assert "upcoming" not in told_before
    assert "class  planned" in shown
    assert (await changes()).count("upcoming") == 1


async def test_an_urgent_alert_of_one_route_passes(riders: None) -> None:
    city, _name = await holding(SINGLE)

    assert await changes() == ["opened"]
    assert len(city.records.events) == 1


async def test_what_is_over_while_it_is_held_is_held_no_longer(riders: None, process_settings: ProcessSettings) -> None:
    city, name = await holding(DETOUR)
    for seconds in range(40, 280, 20):
        await city.poll([], seconds=seconds)
    code, out, err = await ask(process_settings, "release", name)
    await city.poll([], seconds=300)

    assert "opened" not in await changes()
    assert (code, out, err) == (1, "", f"{name}: not held, or no longer; `python -m pipeline held` lists what is\n")


async def test_a_verdict_waits_for_a_poll_that_is_believed(riders: None, process_settings: ProcessSettings) -> None:
    city, name = await holding(DETOUR)
    await ask(process_settings, "release", name)
    # A cache serves an old copy.
    city.feed.body = encode_feed([DETOUR], stamped_at=after(seconds=10))
    await city.poll_again(after(seconds=40))
    told_by_old_copy = await changes()
    _code, shown, _err = await ask(process_settings, "held")
    await city.poll([DETOUR], seconds=60)

    assert told_by_old_copy == []
    assert "you have released it" in shown
    assert await changes() == ["opened"]


async def test_without_a_pipeline_the_answer_says_so(riders: None, process_settings: ProcessSettings) -> None:
    city, name = await holding(DETOUR)
    await city.lease.release()
    _code, out, _err = await ask(process_settings, "release", name)

    assert out.endswith("once a pipeline watches it: none does just now.\n")


async def test_a_crowd_that_is_held_is_shown(database: Database, process_settings: ProcessSettings) -> None:
    city = await City().start()
    await city.poll(make_alerts(20), seconds=20)
    code, out, _err = await ask(process_settings, "held")

    assert (code, out.startswith("ttc: suddenly very many new alerts; taken in at the third good poll")) == (0, True)


async def test_all_where_nothing_is_held_decides_nothing(database: Database, process_settings: ProcessSettings) -> None:
    assert await ask(process_settings, "drop", "--all") == (0, "", "nothing is held\n")
    assert await collection_of(Verdict).count_documents({}) == 0
    assert await collection_of(FeedState).count_documents({}) == 0


async def test_a_database_that_is_away_is_one_line(process_settings: ProcessSettings) -> None:
    away = process_settings.model_copy(update={"mongodb_uri": "mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=200"})
    code, out, err = await ask(away, "held")

    assert (code, out) == (1, "")
    assert err.splitlines()[-1].startswith("cannot use MongoDB at MONGODB_URI")
