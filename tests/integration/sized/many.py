"""A city with very many riders, texts and alerts, most of which are history."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice

from pymongo import WriteConcern

from models.delivery import DeliveryState, Kind, Slot, delivery_id
from models.event import Change, event_of
from models.incident import Incident, IncidentState, Why, encode_incident
from models.rider import Rider, Subscription, encode_rider
from runtime.mongo import Database, Row
from tests.fakes.bot_world import make_incident

DOCUMENTS = int(os.environ.get("HEADWAY_DOCUMENTS", "8000"))
SENDER, FEED = "+14165550199", "ttc"
NOW = datetime.now(UTC).replace(microsecond=0)
LONG_AGO = NOW - timedelta(days=30)
ROUTES = 500
BIG = "ttc/big/1"  # an alert that was told to half of all riders
HELD_FOR_THE_MORNING = DOCUMENTS // 10
A_FEW = 20  # of each thing that is under way
AT_ONCE = 5000


def target(number: int) -> str:
    return f"ttc/route/{number % ROUTES}"


def rider_id(number: int) -> str:
    return f"{number:024x}"


def phone(number: int) -> str:
    return f"+1416{2_000_000 + number}"


async def fill(database: Database) -> None:
    """Everything at its full size; the times of what is under way lie around `NOW`."""
    await _insert(database, "subscribers", _riders())
    await _insert(database, "deliveries", _texts())
    await _insert(database, "inbound_messages", _messages())
    await _insert(database, "incidents", _incidents())
    await _insert(database, "fanouts", _fanouts())


async def _insert(database: Database, name: str, rows: Iterator[Row]) -> None:
    collection = database.get_collection(name, write_concern=WriteConcern(w=1, j=False))
    while chunk := list(islice(rows, AT_ONCE)):
        await collection.insert_many(chunk, ordered=False)


def _riders() -> Iterator[Row]:
    subscription = Subscription("", "504 King", LONG_AGO)
    template = {**encode_rider(Rider("", "", SENDER, subscriptions=(subscription,))), "changed_at": LONG_AGO}
    [subscribed] = template["subscriptions"]
    for number in range(DOCUMENTS):
        subscriptions = [{**subscribed, "target": target(each)} for each in (number, number // ROUTES)]
        row = {**template, "_id": rider_id(number), "phone": phone(number), "subscriptions": subscriptions}
        if DOCUMENTS - number <= A_FEW:
            row["suppressed_at"] = NOW
        yield row | {"changed_at": NOW} if number < A_FEW else row


def _texts() -> Iterator[Row]:
    for number in range(DOCUMENTS):
        incident = BIG if number % 2 else f"ttc/small-{number // 40}/1"
        yield text(number, incident, DeliveryState.ACCEPTED, sid=f"SM{number:032x}")
    for number in range(HELD_FOR_THE_MORNING):
        # Each incident of the night waits for a thousand riders.
        yield text(number, f"ttc/night-{number // 1000}/1", DeliveryState.HELD, not_before=NOW + timedelta(hours=6))
    for state in (DeliveryState.HELD, DeliveryState.RETRY, DeliveryState.UNKNOWN, DeliveryState.SENDING):
        for number in range(A_FEW):
            yield text(number, f"ttc/{state}/1", state, not_before=NOW - timedelta(minutes=number))
    for number in range(A_FEW):
        # Told in the text of another elevator, whose dispatcher died.
        due = {"carrier": f"carrier-{number}", "not_before": NOW - timedelta(minutes=number)}
        yield text(number, "ttc/carried/1", DeliveryState.CARRIED, **due)


def text(number: int, incident: str, state: DeliveryState, **fields: object) -> Row:
    """One row of `deliveries`."""
    subscriber = rider_id(number)
    return {
        "_id": delivery_id(incident=incident, occasion="1", slot=Slot.NOTICE, subscriber=subscriber),
        "sender": SENDER,
        "incident": incident,
        "subscriber": subscriber,
        "occasion": "1",
        "slot": "notice",
        "kind": Kind.FIRST.value,
        "revision": 1,
        "priority": 1,
        "channel": "text",
        "state": state.value,
        "body": "504 King: No service",
        "segments": 1,
        "targets": [target(number)],
        "epoch": 1,
        "attempt": 1,
        "claimed_at": NOW - timedelta(minutes=5),
        "changed_at": LONG_AGO,
        "event_at": LONG_AGO,
        "not_before": None,
        "useful_until": NOW + timedelta(hours=1),
        "counted_on": None,
        "error_code": None,
        "reason": None,
        "expires_at": NOW + timedelta(days=90),
        **fields,
    }


def _messages() -> Iterator[Row]:
    for number in range(DOCUMENTS):
        yield {
            "_id": f"SM{number:032x}",
            "subscriber": rider_id(number),
            "words": "subscribe 504",
            "effect": "applied",
            "consent": number % 4 == 0,
            "seen_version": 0,
            "received_at": NOW - timedelta(hours=1) if number >= A_FEW else NOW - timedelta(days=40),
            **({"phone": phone(number), "sender": SENDER} if number % 4 == 0 else {}),
        }


def open_incident(number: int, **fields: object) -> Row:
    """One row of `incidents` that is going on."""
    return _incident(f"ttc/open-{number}/1", number, fields)


def _incidents() -> Iterator[Row]:
    yield _incident(BIG, 0, {})
    for number in range(A_FEW):
        event = {"id": f"e{number}", "change": "opened", "revision": 1, "service_date": None, "publishes": 1}
        event |= {"at": LONG_AGO, "published_at": LONG_AGO, "why": {"rule": "new", "evidence": ""}}
        yield open_incident(number, events=[event])
    for number in range(A_FEW, 200):
        yield open_incident(number)
    for number in range(DOCUMENTS // 10):
        closed_at = NOW if number < A_FEW else NOW - timedelta(days=3)
        yield _incident(f"ttc/closed-{number}/1", number, {"state": "closed", "closed_at": closed_at})


def _incident(name: str, number: int, fields: Iterable[tuple[str, object]] | dict[str, object]) -> Row:
    return {
        **_TEMPLATE,
        "_id": name,
        "fingerprint": name,
        "targets": [target(number)],
        "events": [],
        **dict(fields),
    }


def _fanouts() -> Iterator[Row]:
    told = event_of(replace(make_incident(revision=1), targets=(target(1),)), Change.OPENED, Why("new"), at=NOW)
    event = told.model_dump(mode="json")
    states = ["open"] * A_FEW + ["done"] * (DOCUMENTS // 10)
    names = [f"ttc/i-{number}/1" for number in range(len(states))]
    # One that has passed by riders whose texts were lost.
    names[-1] = f"ttc/{DeliveryState.RETRY}/1"
    for number, (name, state) in enumerate(zip(names, states, strict=True)):
        yield {
            "_id": f"{name}/2/opened@{SENDER}",
            "sender": SENDER,
            "incident": name,
            "revision": 2,
            "priority": 1,
            "event": event if state == "open" else {"change": event["change"]},
            "state": state,
            "cursor": "",
            "not_before": NOW - timedelta(seconds=number) if number < A_FEW // 2 else NOW + timedelta(hours=1),
            "created_at": NOW,
            "epoch": 0,
            "told": 0,
            "saw_unsettled": False,
        }


def _template() -> Row:
    incident: Incident = make_incident()
    return {**encode_incident(incident), "state": IncidentState.OPEN.value, "revision": 1, "version": 1}


_TEMPLATE = _template()
