"""Every query that runs for an alert or a text uses an index."""

from typing import Any

import pytest

from models.documents.delivery import Delivery
from models.documents.fanout import FanoutDocument
from models.documents.subscriber import Subscriber
from runtime.clock import utc_now
from runtime.mongo import Database, collection_of
from tests.integration.notifier.conftest import SENDER

TARGETS = [f"ttc/route/{number}" for number in range(200)]
NOW = utc_now()


@pytest.mark.parametrize(
    ("document", "query", "sort", "index"),
    [
        pytest.param(
            Subscriber,
            {"sender": SENDER, "status": "active", "_id": {"$gt": ""}, "subscriptions.target": {"$in": TARGETS}},
            "_id",
            "candidates",
            id="candidates of a notice, in the cursor's order",
        ),
        pytest.param(
            Delivery, {"incident": "i", "subscriber": {"$gt": ""}}, "subscriber", "told", id="candidates of a clear"
        ),
        pytest.param(Delivery, {"incident": "i", "subscriber": {"$in": ["a"]}}, None, "told", id="told earlier"),
        pytest.param(
            Delivery,
            {
                "sender": SENDER,
                "priority": {"$in": [None, 0, 1]},
                "not_before": {"$lte": NOW},
                "state": {"$in": ["held", "retry"]},
            },
            "priority",
            "waiting",
            id="held texts that are due",
        ),
        pytest.param(
            Delivery,
            {"sender": SENDER, "state": "unknown", "not_before": {"$lte": NOW}},
            "not_before",
            "unsettled",
            id="lost answers to ask about",
        ),
        pytest.param(
            Delivery,
            {"sender": SENDER, "state": "sending", "claimed_at": {"$lt": NOW}},
            None,
            "unsettled",
            id="stale claims",
        ),
        pytest.param(
            Delivery,
            {"subscriber": "a", "incident": {"$ne": "-"}, "state": "held"},
            None,
            "of_rider",
            id="a rider's held texts",
        ),
        pytest.param(
            Delivery,
            {"incident": "i", "state": "held", "revision": {"$lt": 2}},
            None,
            "told",
            id="held texts of an incident with a newer revision",
        ),
        pytest.param(
            FanoutDocument,
            {"sender": SENDER, "state": {"$in": ["open", "sweeping"]}, "not_before": {"$lte": NOW}},
            "priority",
            "next",
            id="the next fan-out",
        ),
    ],
)
async def test_a_query_of_the_notifier_uses_its_index(
    database: Database, document: type, query: dict[str, Any], sort: str | None, index: str
) -> None:
    cursor = collection_of(document).find(query)
    # As the adapters do: on its own MongoDB may prefer to walk along another index.
    cursor = cursor.hint(index) if index in {"candidates", "of_rider", "waiting", "next"} else cursor
    if sort is not None:
        cursor = cursor.sort([(sort, 1), ("not_before", 1)] if sort == "priority" else [(sort, 1)])
    plan = await cursor.explain()
    stages = list(_stages(plan["queryPlanner"]["winningPlan"]))

    assert {stage.get("indexName") for stage in stages if stage["stage"] == "IXSCAN"} == {index}
    # Sorted by merging index scans, never in memory.
    assert "SORT" not in [stage["stage"] for stage in stages]


def _stages(stage: dict[str, Any]) -> Any:
    yield stage
    for key in ("inputStage", "queryPlan"):
        if key in stage:
            yield from _stages(stage[key])
    for each in stage.get("inputStages", []):
        yield from _stages(each)
