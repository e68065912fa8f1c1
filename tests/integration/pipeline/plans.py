"""How MongoDB answers a query."""

from collections.abc import Iterator, Mapping
from typing import Any

from models.documents.incident import IncidentDocument
from runtime.mongo import Row, collection_of


async def stages_and_indexes(query: Row) -> set[str]:
    """The names of the stages and indexes of the plan that wins for a query of incidents."""
    plan = await collection_of(IncidentDocument).find(query).explain()
    return set(_names(plan["queryPlanner"]["winningPlan"]))


def _names(stage: Mapping[str, Any]) -> Iterator[str]:
    if "stage" in stage:
        yield stage["stage"]
    if "indexName" in stage:
        yield stage["indexName"]
    for name in ("inputStage", "queryPlan"):
        if name in stage:
            yield from _names(stage[name])
