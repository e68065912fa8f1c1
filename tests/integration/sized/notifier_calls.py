"""What the notifier asks MongoDB for every alert and every text."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from _pytest.mark import ParameterSet

from models.delivery import DeliveryState, Kind, Slot, delivery_id
from models.documents.asking_again import ask_again
from models.documents.fanout import FanoutDocument
from models.documents.held import release_held
from models.documents.opt_out import opt_out
from models.documents.reacting import Failure, Reacting
from models.event import AlertEvent, Change, event_of
from models.fanout import FanoutState
from models.incident import Why
from models.priority import Priority
from notifier.backlog.backlog_store import MongoBacklog
from notifier.deciding.texts import Accepted, OutboundMessage
from notifier.fanning_out.audience import MongoAudience
from notifier.fanning_out.fanout import Fanout
from notifier.fanning_out.fanout_store import MongoFanouts
from notifier.fanning_out.held import MongoHeld
from notifier.fanning_out.incident_reads import MongoIncidents
from notifier.fanning_out.reach_store import MongoReach
from notifier.posting.facts import MongoFacts
from notifier.settling.deliveries import MongoDeliveries
from notifier.settling.settlement import Waits, settled
from runtime.database_clock import DatabaseClock
from runtime.mongo import Database, collection_of
from tests.fakes.bot_world import make_incident, make_outage
from tests.integration.sized.case import Case
from tests.integration.sized.many import (
    A_FEW,
    BIG,
    DOCUMENTS,
    HELD_FOR_THE_MORNING,
    NOW,
    ROUTES,
    SENDER,
    rider_id,
    target,
)

AT_ONCE = 50
WAITS = Waits(retry_after=timedelta(seconds=5), settle_after=timedelta(seconds=60))
SENDING_LASTS = timedelta(seconds=60)


def event(incident: str, change: Change, targets: Sequence[str], revision: int = 1) -> AlertEvent:
    concerned = replace(make_incident(revision=revision), id=incident, targets=tuple(targets))
    return event_of(concerned, change, Why("new"), at=NOW)


def fanout(change: Change, *, targets: int = 1, incident: str = BIG, **fields: object) -> Fanout:
    told = event(incident, change, [target(number) for number in range(targets)])
    whole = Fanout("f", SENDER, told, FanoutState.OPEN, "", NOW)
    return replace(whole, **fields)  # type: ignore[arg-type]  # the cases name the fields


def text(number: int, state: DeliveryState = DeliveryState.SENDING) -> OutboundMessage:
    incident = f"ttc/{state}/1"
    return OutboundMessage(
        delivery=delivery_id(incident=incident, occasion="1", slot=Slot.NOTICE, subscriber=rider_id(number)),
        subscriber=rider_id(number),
        incident=incident,
        revision=1,
        occasion="1",
        slot=Slot.NOTICE,
        kind=Kind.FIRST,
        body="504 King: No service",
        segments=1,
        useful_until=NOW,
    )


def page(told: Fanout) -> Case:
    async def ask(_database: Database) -> None:
        read = await MongoAudience(timedelta(minutes=1)).page(told, limit=100)
        assert read.riders

    # Each group of targets is as many scans as it has targets, merged in the cursor's order.
    spare = 2 * len(told.event.targets) + 2 * A_FEW
    is_sweep = told.state is FanoutState.SWEEPING
    return Case(ask, {"candidates", "told", "changed"}, spare=spare, may_sort=is_sweep)


async def _unsettled(_database: Database) -> None:
    assert not await MongoAudience(timedelta(minutes=1)).has_unsettled(fanout(Change.CLEARED))


async def _count_left(_database: Database) -> None:
    assert await MongoReach().count_left(fanout(Change.OPENED, cursor=rider_id(DOCUMENTS // 2))) > 0


async def _count_reached(_database: Database) -> None:
    await MongoReach().count_reached(fanout(Change.OPENED))


async def _count_told(_database: Database) -> None:
    assert await MongoReach().count_told("ttc/small-1/1") > 0


async def _riders(_database: Database) -> None:
    assert await MongoFacts(MongoIncidents()).find_riders({rider_id(number) for number in range(AT_ONCE)})


async def _standings(_database: Database) -> None:
    assert await MongoIncidents().find_standings({BIG, "ttc/open-3/1"})


async def _claim_again(_database: Database) -> None:
    texts = [replace(text(number), kind=Kind.PLANNED) for number in range(A_FEW)]
    assert await MongoDeliveries(SENDER).claim(texts, epoch=1, now=NOW) == []


async def _claim_due(_database: Database) -> None:
    deliveries = MongoDeliveries(SENDER)
    priority = await deliveries.find_due_priority(NOW)
    assert priority == 1
    assert len(await deliveries.claim_due(priority=priority, limit=AT_ONCE, epoch=1, now=NOW)) == 2 * A_FEW


async def _claimed_today(_database: Database) -> None:
    subscribers = [rider_id(number) for number in range(AT_ONCE)]
    facts = MongoFacts(MongoIncidents())
    assert await facts.find_claimed(subscribers, since=NOW - timedelta(days=1), before=NOW)


async def _settle(_database: Database) -> None:
    settlements = [
        settled(text(number), Accepted(f"SM{'a' * 30}{number:02}"), waits=WAITS, now=NOW)
        for number in range(A_FEW // 2)
    ]
    await MongoDeliveries(SENDER).settle_all(settlements, NOW)


async def _give_up_stale(_database: Database) -> None:
    deliveries = MongoDeliveries(SENDER)
    assert await deliveries.give_up_stale(epoch=2, now=NOW, lasts=SENDING_LASTS, settle_at=NOW)


async def _find_unknown(_database: Database) -> None:
    assert await MongoDeliveries(SENDER).find_unknown(NOW, limit=AT_ONCE)


async def _find_due(_database: Database) -> None:
    fanouts = MongoFanouts()
    first, *_ = await fanouts.find_due(SENDER, NOW)
    assert await fanouts.load(first.key, NOW)


async def _find_siblings(_database: Database) -> None:
    concerned = replace(make_outage("Wilson"), id=BIG)
    told = event_of(concerned, Change.OPENED, Why("new"), at=NOW)
    await MongoFanouts().find_siblings(Fanout("f", SENDER, told, FanoutState.OPEN, "", NOW))


async def _follow_carried(_database: Database) -> None:
    await MongoDeliveries(SENDER).follow_carried(NOW)


async def _store(_database: Database) -> None:
    await MongoFanouts().store(event("ttc/i-3/1", Change.UPDATED, [target(3)], revision=3), SENDER)


async def _ask_again(_database: Database) -> None:
    await ask_again([text(number, DeliveryState.RETRY).delivery for number in range(A_FEW)])
    [row] = await collection_of(FanoutDocument).find({"incident": f"ttc/{DeliveryState.RETRY}/1"}).to_list()
    assert row["asked_again"] == 1


async def _count_under_way(_database: Database) -> None:
    assert await MongoFanouts().count_under_way(SENDER)


async def _count_backlog(database: Database) -> None:
    clock = DatabaseClock(database)
    found = await MongoBacklog(SENDER, clock).count()
    assert found.texts[DeliveryState.HELD] > HELD_FOR_THE_MORNING
    assert found.fanouts[Priority.URGENT].riders >= A_FEW * DOCUMENTS // ROUTES


async def _count_suppressed(_database: Database) -> None:
    assert await MongoReach().count_suppressed(SENDER) == A_FEW


async def _supersede_one_told_to_half_the_city(_database: Database) -> None:
    assert await MongoHeld().supersede(BIG, 2) == 0


async def _supersede_the_held(_database: Database) -> None:
    assert await MongoHeld().supersede("ttc/night-0/1", 2) == min(1000, DOCUMENTS // 10)


async def _release(_database: Database) -> None:
    assert await release_held(rider_id(3)) > 0


async def _check_held(_database: Database) -> None:
    await MongoHeld().check({rider_id(number): 7 for number in range(3)})


async def _opt_out(_database: Database) -> None:
    await opt_out(rider_id(9), proof="p", attempted_at=datetime(2026, 1, 1, tzinfo=UTC))


async def _suppress(_database: Database) -> None:
    await Reacting(suppress_after=3).after([Failure(30003, rider_id(9), "p", NOW)])


CALLS: list[ParameterSet] = [
    pytest.param(page(fanout(Change.OPENED)), id="candidates of a notice"),
    pytest.param(page(fanout(Change.OPENED, targets=200)), id="candidates of a notice on 200 routes"),
    pytest.param(page(fanout(Change.OPENED, targets=450)), id="candidates of a notice on 450 routes"),
    pytest.param(
        page(fanout(Change.OPENED, targets=200, cursor=rider_id(DOCUMENTS // 2))), id="candidates after the cursor"
    ),
    pytest.param(page(fanout(Change.OPENED, targets=200, state=FanoutState.SWEEPING)), id="the sweep of a notice"),
    pytest.param(page(fanout(Change.CLEARED)), id="candidates of a clear"),
    pytest.param(page(fanout(Change.CLEARED, cursor=rider_id(DOCUMENTS // 2))), id="candidates of a clear, later"),
    pytest.param(Case(_unsettled, {"unsettled", "carried"}, spare=4 * A_FEW), id="whether a notice has no outcome yet"),
    pytest.param(Case(_count_left, {"candidates"}, spare=100), id="riders that a late fan-out has not reached"),
    pytest.param(Case(_count_reached, {"told"}, spare=100), id="riders whom a late fan-out has reached"),
    pytest.param(Case(_count_told, {"told"}, spare=100), id="riders who were told of an incident"),
    pytest.param(Case(_riders), id="the riders of a look"),
    pytest.param(Case(_standings), id="the incidents of a look"),
    pytest.param(Case(_claim_again), id="claims that are there already"),
    pytest.param(Case(_settle), id="the outcomes of a bulk"),
    pytest.param(Case(_claimed_today, {"of_rider"}, spare=2 * AT_ONCE), id="how many texts riders got today"),
    pytest.param(Case(_give_up_stale, {"unsettled"}, spare=A_FEW), id="stale claims"),
    pytest.param(Case(_follow_carried, {"carried", "carrier"}, spare=2 * A_FEW), id="texts that another one carries"),
    pytest.param(Case(_find_siblings, {"next"}, spare=2 * A_FEW), id="other elevators of the station"),
    pytest.param(Case(_find_unknown, {"unsettled"}, spare=A_FEW), id="lost answers to ask about"),
    pytest.param(Case(_release, {"of_rider"}), id="a rider changes their hours"),
    pytest.param(Case(_check_held, {"of_rider"}, spare=A_FEW), id="riders who changed their hours meanwhile"),
    pytest.param(Case(_claim_due, {"waiting"}), id="held texts that are due"),
    pytest.param(Case(_find_due, {"next"}), id="the next fan-out"),
    pytest.param(Case(_count_under_way, {"next"}), id="how many fan-outs are under way"),
    pytest.param(
        Case(_count_backlog, {"unsettled", "next", "candidates"}, spare=100, may_sort=True), id="how much is left to do"
    ),
    pytest.param(Case(_count_suppressed, {"suppressed"}), id="how many numbers nothing reaches"),
    pytest.param(Case(_store, {"revisions"}), id="a newer revision closes the older one's fan-out"),
    pytest.param(Case(_ask_again, {"revisions", "carrier"}, spare=A_FEW), id="a rider who was not told after all"),
    pytest.param(Case(_supersede_one_told_to_half_the_city, {"held"}), id="news of an alert that half the city knows"),
    pytest.param(Case(_supersede_the_held, {"held"}), id="news of an alert that waits for the morning"),
    pytest.param(Case(_opt_out), id="an opt-out at Twilio"),
    pytest.param(Case(_suppress, {"of_rider"}, spare=A_FEW), id="how often a number has failed"),
]
