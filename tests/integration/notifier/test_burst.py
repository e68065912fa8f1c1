"""Two crowds and ten riders are told at once by a sender that sends one text after the other."""

from models.delivery import DeliveryState
from models.event import Change
from models.route import Route, route_target
from notifier.dispatcher import Dispatcher
from tests.integration.notifier.conftest import World, new_incident
from tests.integration.notifier.hands import one_page

CROWD, TEN = 120, 10  # a crowd is more than a fan-out looks at in one go
ROUTES = {"504": CROWD, "501": CROWD, "29": TEN}


async def test_the_ten_wait_for_one_text_of_each_crowd(world: World, dispatcher: Dispatcher) -> None:
    first = 0
    for route, riders in ROUTES.items():
        for number in range(first, first + riders):
            await world.rider(number, target=route_target("ttc", route))
        first += riders
    for route in ROUTES:
        named = Route(route_target("ttc", route), "ttc", route, route, "", 0)
        incident = new_incident(f"{route}: No service, collision")
        incident, event = await world.change(
            incident, Change.OPENED, routes=(named,), targets=(route_target("ttc", route),)
        )
        await world.take_over(dispatcher, event)
    for _ in range(2 + TEN):
        await one_page(world, dispatcher)
    ten = {f"rider-{number:04d}" for number in range(2 * CROWD, 2 * CROWD + TEN)}
    told = [row["subscriber"] for row in await world.deliveries() if row["state"] == DeliveryState.ACCEPTED]

    assert len(told) == 2 + TEN
    assert ten <= set(told)
