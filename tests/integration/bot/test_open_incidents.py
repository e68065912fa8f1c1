"""What the public page reads from the database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.__main__ import build
from bot.settings import BotSettings
from bot.stores.catalogue import KeptDirectory
from bot.stores.open_incidents import MOST_SHOWN, MongoOpenIncidents, stages_of
from models.alert import EntitySelector
from models.incident import AlertClass, Hold, Incident, IncidentState, Why, encode_incident
from runtime.mongo import Database
from tests.fakes.bot_world import NOW, make_incident


async def put(database: Database, *incidents: Incident, **fields: object) -> None:
    rows = [encode_incident(each) | {"events": [], **fields} for each in incidents]
    await database["incidents"].insert_many(rows)


async def shown(database: Database) -> list[str]:
    seen = await MongoOpenIncidents(database).read(["ttc"])
    return [each.id for each in seen.incidents]


async def test_the_open_ones_are_read_the_newest_first_with_the_databases_clock(database: Database) -> None:
    old = replace(make_incident("501"), changed_at=NOW - timedelta(hours=1))
    await put(database, old, make_incident("504"), replace(make_incident("7"), state=IncidentState.CLOSED))
    seen = await MongoOpenIncidents(database).read(["ttc"])

    assert [each.routes[0].short_name for each in seen.incidents] == ["504", "501"]
    assert abs(seen.read_at - datetime.now(UTC)) < timedelta(seconds=10)


async def test_what_an_operator_keeps_back_is_not_shown(database: Database) -> None:
    held = replace(make_incident("501"), hold=Hold(20_000, NOW, Why("hold")), revision=0)
    await put(database, held)
    await put(database, make_incident("504"), halted_at=NOW)

    assert await shown(database) == []


async def test_what_riders_know_is_shown_while_its_change_is_held(database: Database) -> None:
    known = replace(make_incident("501"), hold=Hold(20_000, NOW, Why("hold")), revision=2)
    await put(database, known)

    assert await shown(database) == [known.id]


async def test_of_a_feed_gone_mad_no_more_is_read_than_a_page_can_show(database: Database) -> None:
    many = [
        replace(make_incident("504", f"{number}"), id=f"ttc/{number}/1", fingerprint=str(number))
        for number in range(MOST_SHOWN + 50)
    ]
    await put(database, *many)

    assert len(await shown(database)) == MOST_SHOWN


async def test_selectors_stay_where_they_are(database: Database) -> None:
    incident = make_incident()
    alert = replace(incident.alert, informed_entities=(EntitySelector(route_id="504"),) * 5000)
    await put(database, replace(incident, alert=alert, members=(alert,)))
    seen = await MongoOpenIncidents(database).read(["ttc"])

    assert (seen.incidents[0].alert.informed_entities, seen.incidents[0].members) == ((), ())


async def test_the_question_has_its_index(database: Database) -> None:
    await put(database, make_incident())
    command = {"aggregate": "incidents", "pipeline": stages_of(["ttc"]), "cursor": {}}
    plan = str(await database.command("explain", command, verbosity="queryPlanner"))

    assert ("'IXSCAN'" in plan, "'COLLSCAN'" in plan) == (True, False)


@pytest.mark.parametrize("alert_class", list(AlertClass))
async def test_the_page_of_the_whole_bot_shows_them(
    imported: Database, bot_settings: BotSettings, alert_class: AlertClass
) -> None:
    await put(imported, make_incident(alert_class=alert_class))
    directory = KeptDirectory(imported)
    await directory.refresh()
    response = await build(bot_settings, imported, directory).test_client().get("/")
    body = str(await response.get_data(as_text=True))

    assert (response.status_code, "504 King" in body, "No service between" in body) == (200, True, True)
    assert response.headers["Strict-Transport-Security"]
