"""Whatever is asked for each alert, text and message examines about as much as it finds, among very many documents."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from beanie import init_beanie
from pymongo import AsyncMongoClient

from models.documents.registry import DOCUMENTS
from runtime.mongo import Database, Row
from tests.fakes.imported import import_ttc
from tests.integration.sized import bot_calls, notifier_calls, pipeline_calls
from tests.integration.sized.case import Case
from tests.integration.sized.explaining import Explainer
from tests.integration.sized.many import fill

pytestmark = pytest.mark.asyncio(loop_scope="module")
SMALL = {"catalogues"}  # a row for each feed, all of which are read
CALLS = [*notifier_calls.CALLS, *bot_calls.CALLS, *pipeline_calls.CALLS]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def city(mongodb_uri: str) -> AsyncIterator[tuple[Database, Explainer]]:
    """A full database, and what explains the commands that go to it."""
    explainer = Explainer(mongodb_uri)
    client: AsyncMongoClient[Row] = AsyncMongoClient(mongodb_uri, tz_aware=True, event_listeners=[explainer])
    async with client:
        database = client["test_very_many"]
        await client.drop_database(database.name)
        await import_ttc(database)
        await fill(database)
        # The indexes last: made of what is there they cost less than row by row.
        await init_beanie(database=database, document_models=list(DOCUMENTS))
        yield database, explainer
        await client.drop_database(database.name)
    explainer.close()


@pytest.mark.parametrize("case", CALLS)
async def test_a_call_examines_about_as_much_as_it_finds(city: tuple[Database, Explainer], case: Case) -> None:
    database, explainer = city
    explainer.plans.clear()
    explainer.is_on = True
    try:
        await case.ask(database)
    finally:
        explainer.is_on = False
    plans = [plan for plan in explainer.plans if plan.collection not in SMALL]
    forbidden = {"COLLSCAN"} if case.may_sort else {"COLLSCAN", "SORT"}

    assert plans
    for plan in plans:
        assert not plan.stages & forbidden, plan
        assert plan.indexes <= case.indexes | {"_id_"}, plan
        assert max(plan.keys, plan.documents) <= 2 * plan.returned + case.spare, plan
