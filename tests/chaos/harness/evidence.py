"""What was wrong in a run, each with what was tried, what the product has of it, and what the rider wrote."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from pymongo.errors import PyMongoError

from tests.chaos.harness.disturber import Disturber
from tests.chaos.harness.verdict import Finding, Verdict
from tests.chaos.harness.world import World

AROUND_S = 20.0
SHOWN = 8  # findings of a kind; what is wrong once is wrong for many
MOST_ROWS = 20
FIELDS = ("_id", "slot", "kind", "revision", "state", "reason", "attempt", "epoch", "claimed_at", "changed_at", "body")


async def evidence(world: World, verdict: Verdict, disturber: Disturber) -> list[str]:
    """What was wrong, each with the rows that the product has of it."""
    lines: list[str] = []
    for found in (verdict.lost, verdict.doubled, verdict.after_stop, verdict.unasked, verdict.asleep):
        for each in found[:SHOWN]:
            lines += [_line(each), *_tries(world, each), *await _rows(world, each), *_acts(world, each)]
    if lines:
        lines += [f"  {each.kind} {each.name} {each.at:.2f} .. {each.until:.2f}" for each in disturber.done]
    return lines


def _line(finding: Finding) -> str:
    return f"{finding.what}: {finding.phone} {finding.about} at {', '.join(f'{each:.2f}' for each in finding.times)}"


async def _rows(world: World, finding: Finding) -> Iterable[str]:
    """The product's rows of that phone, those of the incident alone where the finding is about one."""
    deliveries, place = world.database["deliveries"], _place(world, finding)
    try:
        rider = await world.database["subscribers"].find_one({"phone": finding.phone})
        incident = await deliveries.find_one({"body": {"$regex": place}}) if place else None
        query = {"subscriber": rider["_id"] if rider else None}
        query |= {"incident": incident["incident"]} if incident else {}
        rows = await deliveries.find(query).sort("claimed_at", -1).to_list(MOST_ROWS)
    except PyMongoError as error:
        return [f"  no rows: {error}"]
    return [f"  { ({name: str(row.get(name)) for name in FIELDS}) }" for row in rows]


def _place(world: World, finding: Finding) -> str:
    """A place that only the incident's texts name; "" where the finding is about no incident."""
    number = finding.about.partition(".")[0]
    told = world.chronicle.by_incident.get(int(number)) if number.isdigit() else None
    return told[0].place if told else ""


def _tries(world: World, finding: Finding) -> Iterable[str]:
    """What was tried for that phone around the times that matter."""
    first, last = min(finding.times, default=0) - AROUND_S, max(finding.times, default=0) + AROUND_S
    for each in world.stack.simulator.attempts:
        if each.to == finding.phone and first <= each.at <= last:
            about = urlsplit(each.status_callback or "").query
            yield f"  tried at {each.at:.2f}: {each.outcome} {each.fault or ''} {about} {each.body[:60]}"


def _acts(world: World, finding: Finding) -> Iterable[str]:
    return [f"  wrote {act}" for act in world.lives[finding.phone].acts[-8:]]
