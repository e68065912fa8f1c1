"""Two hundred feeds in one process, some of them ill: none is felt by another."""

import asyncio
import os
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from runtime.mongo import Database
from runtime.settings import ProcessSettings
from sandbox.feed_fleet import FeedFleet, FleetFeed, Manner, name_feeds, open_fleet
from sandbox.feed_server import FeedServer
from tests.integration.pipeline.polling import stored_incidents
from tests.integration.pipeline.processes import Pipeline, open_pipeline, wait_until

ILL = {Manner.HANGS: 3, Manner.SLOW: 3, Manner.FAILS: 3, Manner.GARBAGE: 2}
INTERVAL_S = 2.0
WATCHED_S = 12.0
# Of the polls that are due; and of an alert's way, beyond the interval: other work shares the machine.
LEAST_SHARE = 0.7
SLACK_S = 4.0
STOP_S = 15.0


async def polls_of(feeds: Sequence[FleetFeed], seconds: float) -> list[int]:
    """How often each feed is asked in that time."""
    before = [len(feed.asked_at) for feed in feeds]
    await asyncio.sleep(seconds)
    return [len(feed.asked_at) - count for feed, count in zip(feeds, before, strict=True)]


async def seconds_until_told(feed: FleetFeed) -> float:
    """How long an alert that the feed now raises takes to become an event in its outbox."""

    async def is_told() -> bool:
        rows = await stored_incidents()
        return any(row["events"] for row in rows if row["feed"] == feed.name and row["alert"]["entity_id"] == raised)

    began = time.monotonic()
    raised = feed.raise_alert("504 King: No service, a collision at Parliament St.")
    await wait_until(is_told)
    return time.monotonic() - began


async def counted(pipeline: Pipeline, fleet: FeedFleet) -> set[Manner]:
    """The manners whose every feed shows in the metrics as what it is."""
    lines = (await pipeline.metrics()).splitlines()
    signs = {
        Manner.HANGS: 'headway_polls_rejected_total{{feed="{}",reason="timeout"}}',
        Manner.SLOW: 'headway_polls_late_total{{feed="{}"}}',
        Manner.FAILS: 'headway_polls_rejected_total{{feed="{}",reason="status"}}',
        Manner.GARBAGE: 'headway_polls_rejected_total{{feed="{}",reason="unreadable"}}',
        Manner.HEALTHY: 'headway_feed_age_seconds{{feed="{}"}}',
    }
    names = {line.rpartition(" ")[0] for line in lines}
    return {
        manner for manner, sign in signs.items() if all(sign.format(feed.name) in names for feed in fleet.of(manner))
    }


@pytest.mark.skipif("HEADWAY_FLEET" not in os.environ, reason="HEADWAY_FLEET is not set: takes a minute")
async def test_ill_feeds_are_not_felt_by_the_healthy_ones(
    tmp_path: Path, process_settings: ProcessSettings, database: Database, kafka_servers: str
) -> None:
    async with open_fleet(name_feeds(200, ILL)) as fleet:
        file = fleet.write_config(tmp_path / "fleet.toml", interval_s=INTERVAL_S)
        nobody = FeedServer("http://127.0.0.1:1/alerts.pb")
        more = {"FEEDS_FILE": str(file), "LEASE_TTL_S": "10", "FETCH_TIMEOUT_S": "9"}
        async with open_pipeline("many", tmp_path, nobody, process_settings, kafka_servers, **more) as pipeline:
            healthy = fleet.of(Manner.HEALTHY)

            async def have_baselines() -> bool:
                return all(len(feed.asked_at) >= 3 for feed in healthy)

            await wait_until(have_baselines, seconds=120)  # two hundred imports, on a machine that may be busy
            polls, told_s = await asyncio.gather(polls_of(healthy, WATCHED_S), seconds_until_told(healthy[100]))
            shown = await counted(pipeline, fleet)
            stopping = time.monotonic()
            code = await pipeline.process.terminate(2 * STOP_S)
            stop_s = time.monotonic() - stopping

    assert min(polls) >= LEAST_SHARE * WATCHED_S / INTERVAL_S
    assert told_s < INTERVAL_S + SLACK_S
    assert shown == {Manner.HEALTHY, *ILL}
    assert (code, stop_s < STOP_S) == (0, True)
