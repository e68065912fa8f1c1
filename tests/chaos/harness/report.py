"""What a run came to: one line of JSON, and the evidence for whatever was wrong."""

import statistics
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pymongo.errors import PyMongoError

from tests.chaos.harness.agency import Agency
from tests.chaos.harness.disturber import Disturber
from tests.chaos.harness.plan import Plan
from tests.chaos.harness.verdict import Finding, Verdict
from tests.chaos.harness.weather import shares
from tests.chaos.harness.world import World
from tests.chaos.harness.writers import Writers

AROUND_S = 20.0
SHOWN = 8  # findings of a kind; what is wrong once is wrong for many


def summary(
    world: World, agency: Agency, writers: Writers, disturber: Disturber, verdict: Verdict, *, took_s: float
) -> dict[str, Any]:
    """The line that says all; `ok` is the verdict."""
    occasions = world.chronicle.all()
    return {
        "ok": not verdict.failures,
        "minutes": world.plan.minutes,
        "broker": world.plan.broker,
        "seed": world.plan.seed,
        "kills": disturber.kills,
        "texts": world.texts.accepted_count,
        "together": world.texts.together_count,
        "owed": verdict.owed,
        "lost": len(verdict.lost),
        "doubled": len(verdict.doubled),
        "after_stop": len(verdict.after_stop),
        "unasked": len(verdict.unasked),
        "asleep": len(verdict.asleep),
        "late": verdict.late,
        "latency_s": latencies(verdict.latencies_s),
        "unknown_settled": unknown_settled(world),
        "either": verdict.either,
        "occasions": len(occasions),
        "hurried": sum(each.is_hurried for each in occasions),
        "stuck": len(agency.stuck),
        "written": writers.written,
        "unheard": writers.unheard,
        "empties": disturber.count("empty"),
        "freezes": disturber.count("freeze"),
        "clock_steps": disturber.count("clock"),
        "ended_by_themselves": dict(disturber.ended_by_themselves),
        "faults": shares([each for each in world.stack.simulator.attempts if each.at < world.quiet_at]),
        "took_s": round(took_s),
    }


def latencies(found: list[float]) -> Mapping[str, float | None]:
    """From the change on the board to the text, of those that were owed it."""
    if len(found) < 2:
        return {"p50": None, "p95": None, "max": None}
    cuts = statistics.quantiles(found, n=20)
    return {"p50": round(cuts[9], 1), "p95": round(cuts[18], 1), "max": round(max(found), 1)}


def unknown_settled(world: World) -> int:
    """How many texts without an outcome the notifiers have settled, as their logs say."""
    return sum(_count(path, b"text.settled") for path in world.stack.folder.glob("notifier*.log"))


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
    place = next((each for each in world.chronicle.notices if each in finding.about), "")
    number = finding.about.partition(".")[0]
    if not place and number.isdigit():
        place = world.chronicle.by_incident[int(number)][0].place
    try:
        rider = await world.database["subscribers"].find_one({"phone": finding.phone})
        if rider is None:
            return ["  no such rider"]
        incident = await world.database["deliveries"].find_one({"body": {"$regex": place}}) if place else None
        query = {"subscriber": rider["_id"], **({"incident": incident["incident"]} if incident else {})}
        rows = await world.database["deliveries"].find(query).sort("claimed_at", -1).to_list(20)
    except PyMongoError as error:
        return [f"  no rows: {error}"]
    fields = (
        "_id",
        "slot",
        "kind",
        "revision",
        "state",
        "reason",
        "attempt",
        "epoch",
        "claimed_at",
        "changed_at",
        "body",
    )
    return [f"  { ({name: str(row.get(name)) for name in fields}) }" for row in rows]


def _tries(world: World, finding: Finding) -> Iterable[str]:
    """What was tried for that phone around the times that matter."""
    first, last = min(finding.times, default=0) - AROUND_S, max(finding.times, default=0) + AROUND_S
    for each in world.stack.simulator.attempts:
        if each.to == finding.phone and first <= each.at <= last:
            about = urlsplit(each.status_callback or "").query
            yield f"  tried at {each.at:.2f}: {each.outcome} {each.fault or ''} {about} {each.body[:60]}"


def _acts(world: World, finding: Finding) -> Iterable[str]:
    return [f"  wrote {act}" for act in world.lives[finding.phone].acts[-8:]]


def _count(path: Path, words: bytes) -> int:
    with path.open("rb") as lines:
        return sum(words in line for line in lines)


def heading(plan: Plan, folder: Path) -> str:
    return f"chaos: {plan.minutes:g} minutes, seed {plan.seed}, broker {plan.broker}; logs in {folder}"
