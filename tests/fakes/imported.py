"""The TTC of the tests, as the pipeline's import leaves it in the database."""

from runtime.mongo import Database, Row
from tests.fakes.bot_world import TTC


async def import_ttc(database: Database) -> None:
    """Write the routes, stations and stops, then that they are in force."""
    routes: list[Row] = [
        {
            "_id": f"ttc/v1/{each.route.route_id}",
            "feed": "ttc",
            "target": each.route.target,
            "route_id": each.route.route_id,
            "short_name": each.route.short_name,
            "long_name": each.route.long_name,
            "route_type": each.route.route_type,
            "import_version": "v1",
        }
        for each in TTC.routes
    ]
    await database["routes"].insert_many(routes)
    await database["catalogues"].insert_one(
        {"_id": "ttc", "import_version": "v1", "agency": "TTC", "zone": "America/Toronto"}
    )
