"""How fast an event's texts are composed and claimed, against bare pymongo that reads and inserts the same."""

import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from statistics import median

from benchmarks.suite.account import SENDER
from benchmarks.suite.riders import add_riders
from benchmarks.suite.rows import Bound, Row, ratio_of_medians
from benchmarks.suite.sending import open_bench, tell
from benchmarks.suite.size import Size
from benchmarks.suite.town import Town, open_town
from models.documents.delivery import Delivery
from models.documents.subscriber import Subscriber
from models.event import AlertEvent
from models.fanout import FanoutState
from models.wording_files import load_wordings
from notifier.deciding.bodies import Bodies
from notifier.deciding.timing import Hours
from notifier.fanning_out.audience import MongoAudience
from notifier.fanning_out.fanout import Fanout
from notifier.fanning_out.fanout_store import MongoFanouts
from notifier.fanning_out.held import MongoHeld
from notifier.fanning_out.incident_reads import MongoIncidents
from notifier.fanning_out.reach_store import MongoReach
from notifier.fanning_out.reaching import Shortfall
from notifier.fanning_out.telling import Telling, Timing
from notifier.settling.deliveries import MongoDeliveries
from runtime.clock import utc_now
from runtime.mongo import Row as Document
from runtime.mongo import collection_of

LEAST_RATIO, FIRST_TEXT_MS = 0.5, 200
PAGE = 1000
FIRST_TEXTS = 5
COPY = "bare_deliveries"


async def measure(size: Size, folder: Path) -> list[Row]:
    cache_gb = 0.5 if size.slack else 3
    async with open_town(folder, cache_gb=cache_gb) as town:
        await add_riders(town.database["subscribers"], size.subscribers, concerned=size.concerned, sender=SENDER)
        await town.database[COPY].create_indexes(Delivery.Settings.indexes)
        bare_s: list[float] = []
        ours_s: list[float] = []
        for _ in range(size.rounds):
            event = await town.news.open_incident()
            ours_s.append(await _ours(event, size.concerned))
            bare_s.append(await _bare(town, event, size.concerned))
        first_ms = await _first_texts(town, size.concerned)
    facts: dict[str, object] = {
        "subscribers": size.subscribers,
        "concerned": size.concerned,
        "bare_s": [round(each, 2) for each in bare_s],
        "ours_s": [round(each, 2) for each in ours_s],
        "riders_per_s": round(size.concerned / median(ours_s)),
    }
    unit = "of bare pymongo's speed"
    name = f"fan-out over {size.subscribers:,} subscribers, claimed but not posted"
    return [
        Row(name, ratio_of_medians(bare_s, ours_s), unit, limit=LEAST_RATIO, slack=size.slack, facts=facts),
        Row(
            "event to the first text at Twilio",
            round(median(first_ms)),
            "ms",
            Bound.AT_MOST,
            FIRST_TEXT_MS,
            slack=size.slack,
            facts={"trials_ms": [round(each) for each in first_ms]},
        ),
    ]


async def _ours(event: AlertEvent, concerned: int) -> float:
    telling = _telling()
    fanout = Fanout("bench", SENDER, event, FanoutState.OPEN, "", event.at)
    began, claimed = time.perf_counter(), 0
    while fanout.state is FanoutState.OPEN:
        turn = await telling.turn(fanout, limit=PAGE, epoch=1, now=utc_now())
        fanout, claimed = turn.fanout, claimed + len(turn.claimed)
    took_s = time.perf_counter() - began
    if claimed != concerned:
        raise AssertionError(f"{claimed} texts for {concerned} riders")
    return took_s


def _telling() -> Telling:
    deliveries = MongoDeliveries(SENDER)
    return Telling(
        audience=MongoAudience(margin=timedelta(seconds=60)),
        siblings=MongoFanouts(),
        incidents=MongoIncidents(),
        claims=deliveries,
        held=MongoHeld(),
        shortfall=Shortfall(MongoReach()),
        timing=Timing(
            useful_for=timedelta(hours=1),
            planned_until_hour=20,
            sweep_after=timedelta(seconds=60),
            recheck=timedelta(seconds=10),
            hours=Hours(night_from_hour=0, night_until_hour=0),
        ),
        bodies=Bodies(load_wordings()),
    )


async def _bare(town: Town, event: AlertEvent, concerned: int) -> float:
    """What nobody can do without: the riders are read, a row for each is inserted."""
    rows: list[Document] = await collection_of(Delivery).find({"incident": event.incident}).to_list()
    riders, copies = collection_of(Subscriber), town.database[COPY]
    began, read = time.perf_counter(), 0
    query = {"sender": SENDER, "status": "active", "subscriptions.target": {"$in": list(event.targets)}}
    cursor = riders.find(query, {"recent": 0}).hint("candidates").sort("_id", 1).batch_size(PAGE)
    while page := await cursor.to_list(PAGE):
        await copies.insert_many(rows[read : read + len(page)], ordered=False)
        read += len(page)
    took_s = time.perf_counter() - began
    if read != concerned:
        raise AssertionError(f"{read} of {concerned} riders")
    return took_s


async def _first_texts(town: Town, concerned: int) -> Sequence[float]:
    """Milliseconds from the publishing of an event to its first text, by a notifier as it is deployed."""
    async with open_bench(town) as bench:
        return [(await tell(bench, concerned))[1] for _ in range(FIRST_TEXTS)]
