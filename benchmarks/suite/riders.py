"""Puts any number of riders into a database, some of whom an alert concerns."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice

from models.rider import Rider, Subscription, encode_rider
from models.route import Route, route_target
from runtime.mongo import Collection, Row


def ttc_route(number: str, name: str) -> Route:
    return Route(route_target("ttc", number), "ttc", number, number, name, 0)


KING, QUEEN = ttc_route("504", "King"), ttc_route("501", "Queen")
NOBODYS = ttc_route("999", "Empty")
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
OTHERS = 200  # routes that are none of the alert's
AT_ONCE = 5000


async def add_riders(
    riders: Collection, count: int, *, concerned: int, sender: str, beside: Sequence[Route] = ()
) -> None:
    """Add riders; of every `count / concerned` one rides 504 King, the others something else; all ride `beside`."""
    rows = _rows(count, concerned, sender, [_encoded(each) for each in beside])
    # What a benchmark begins with need not survive a crash.
    quick = riders.with_options(write_concern=riders.write_concern.__class__(w=1, j=False))
    while batch := list(islice(rows, AT_ONCE)):
        await quick.insert_many(batch, ordered=False)


def _rows(count: int, concerned: int, sender: str, beside: Sequence[Row]) -> Iterator[Row]:
    every = count // concerned
    king = _encoded(KING)
    others = [_encoded(ttc_route(str(each), "Street")) for each in range(1000, 1000 + OTHERS)]
    # Everything but what makes a rider this one is the same for all: a million are made in a minute.
    model = {**encode_rider(Rider("", "", sender)), "changed_at": LONG_AGO}
    for number in range(count):
        mine = [king] if number % every == 0 else [others[number % OTHERS]]
        if number % 3 == 0:
            mine.append(others[(number // 3) % OTHERS])
        mine += beside
        name = hashlib.blake2s(f"{sender} {number}".encode(), digest_size=12).hexdigest()
        yield {**model, "_id": name, "phone": f"+1{4160000000 + number}", "subscriptions": mine}


def _encoded(route: Route) -> Row:
    rider = Rider("", "", "", subscriptions=(Subscription(route.target, route.label, LONG_AGO),))
    encoded: Row = encode_rider(rider)["subscriptions"][0]
    return encoded
