"""What a run came to, in one line."""

import statistics
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.chaos.harness.agency import Agency
from tests.chaos.harness.disturber import Disturber
from tests.chaos.harness.plan import Plan
from tests.chaos.harness.verdict import Verdict
from tests.chaos.harness.weather import shares
from tests.chaos.harness.world import World
from tests.chaos.harness.writers import Writers


def summary(
    world: World, agency: Agency, writers: Writers, disturber: Disturber, verdict: Verdict, *, took_s: float
) -> dict[str, Any]:
    """The line that says all; `ok` is the verdict."""
    return {
        "ok": not verdict.failures,
        "minutes": world.plan.minutes,
        "broker": world.plan.broker,
        "seed": world.plan.seed,
        "kills": disturber.kills,
        "texts": world.texts.accepted_count,
        **_judged(verdict),
        "unknown_settled": unknown_settled(world),
        "together": world.texts.together_count,
        **_happened(world, agency, writers),
        "empties": disturber.count("empty"),
        "freezes": disturber.count("freeze"),
        "clock_steps": disturber.count("clock"),
        "ended_by_themselves": dict(disturber.ended_by_themselves),
        "faults": shares([each for each in world.stack.simulator.attempts if each.at < world.quiet_at]),
        "took_s": round(took_s),
    }


def _judged(verdict: Verdict) -> dict[str, Any]:
    return {
        "owed": verdict.owed,
        "lost": len(verdict.lost),
        "doubled": len(verdict.doubled),
        "after_stop": len(verdict.after_stop),
        "unasked": len(verdict.unasked),
        "asleep": len(verdict.asleep),
        "either": verdict.either,
        "late": verdict.late,
        "latency_s": latencies(verdict.latencies_s),
    }


def _happened(world: World, agency: Agency, writers: Writers) -> dict[str, Any]:
    occasions = world.chronicle.all()
    return {
        "occasions": len(occasions),
        "hurried": sum(each.is_hurried for each in occasions),
        "stuck": len(agency.stuck),
        "written": writers.written,
        "unheard": writers.unheard,
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


def _count(path: Path, words: bytes) -> int:
    with path.open("rb") as lines:
        return sum(words in line for line in lines)


def heading(plan: Plan, folder: Path) -> str:
    return f"chaos: {plan.minutes:g} minutes, seed {plan.seed}, broker {plan.broker}; logs in {folder}"
