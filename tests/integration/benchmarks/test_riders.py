"""The riders of a benchmark are riders as the bot makes them."""

from benchmarks.suite.riders import KING, QUEEN, add_riders
from models.rider import RiderStatus, decode_rider
from runtime.mongo import Database

SENDER = "+14165550199"


async def test_every_tenth_rider_is_concerned_and_all_ride_what_is_beside(database: Database) -> None:
    await add_riders(database["subscribers"], 100, concerned=10, sender=SENDER, beside=[QUEEN])
    riders = [decode_rider(row) async for row in database["subscribers"].find()]
    rides = [{each.target for each in rider.subscriptions} for rider in riders]

    assert len({rider.phone for rider in riders}) == 100
    assert sum(KING.target in each for each in rides) == 10
    assert all(QUEEN.target in each for each in rides)
    assert {(rider.sender, rider.status) for rider in riders} == {(SENDER, RiderStatus.ACTIVE)}
