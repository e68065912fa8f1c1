"""Explains the commands of the real stores: each right before MongoDB runs it, so that it sees what that will see."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pymongo import MongoClient
from pymongo.monitoring import CommandFailedEvent, CommandListener, CommandStartedEvent, CommandSucceededEvent

# What a command needs to be explained; the rest is the session's and the driver's.
_FIELDS = {
    "find": ("find", "filter", "projection", "sort", "hint", "limit", "singleBatch"),
    "aggregate": ("aggregate", "pipeline", "hint"),
    "findAndModify": ("findAndModify", "query", "update", "sort", "fields", "hint", "new", "upsert"),
    "count": ("count", "query", "hint"),
    "distinct": ("distinct", "key", "query"),
}
_STAGES_OF = ("inputStage", "inputStages", "queryPlan", "winningPlan", "shards")


@dataclass(frozen=True, slots=True)
class Plan:
    """How MongoDB answers one command, and what that costs."""

    command: str
    collection: str
    indexes: frozenset[str]
    stages: frozenset[str]
    keys: int
    documents: int
    returned: int


class Explainer(CommandListener):
    """Explains what goes through its client while it `is_on`."""

    def __init__(self, mongodb_uri: str) -> None:
        self._client: MongoClient[dict[str, Any]] = MongoClient(mongodb_uri)
        self.plans: list[Plan] = []
        self.is_on = False

    def started(self, event: CommandStartedEvent) -> None:
        if self.is_on:
            database = self._client[event.database_name]
            for each in _explainable(event.command_name, event.command):
                answer = database.command({"explain": each, "verbosity": "executionStats"})
                self.plans += _plans(event.command_name, str(next(iter(each.values()))), answer)

    def succeeded(self, event: CommandSucceededEvent) -> None:
        pass

    def failed(self, event: CommandFailedEvent) -> None:
        pass

    def close(self) -> None:
        self._client.close()


def _explainable(name: str, command: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The command as it can be explained: of a bulk of updates or deletes each by itself; inserts read nothing."""
    if name in {"update", "delete"}:
        statements = "updates" if name == "update" else "deletes"
        for each in command[statements]:
            yield {name: command[name], statements: [each]}
    elif name in _FIELDS:
        found = {field: command[field] for field in _FIELDS[name] if field in command}
        yield found | {"cursor": {}} if name == "aggregate" else found


def _plans(name: str, collection: str, answer: Mapping[str, Any]) -> Iterator[Plan]:
    """One plan for each collection that the command reads."""
    if "executionStats" in answer:
        yield _plan(name, collection, answer)
    for stage in answer.get("stages", ()):
        if "$cursor" in stage:
            yield _plan(name, collection, stage["$cursor"])
        if "$lookup" in stage:
            yield _lookup(stage)


def _plan(name: str, collection: str, answer: Mapping[str, Any]) -> Plan:
    stages = list(_stages(answer["queryPlanner"]["winningPlan"]))
    statistics = answer["executionStats"]
    by_id = {"_id_"} & {"_id_" for each in stages if each.get("stage") == "IDHACK"}
    counts = [each.get("nMatched", each.get("nWouldDelete")) for each in _stages(statistics["executionStages"])]
    return Plan(
        command=name,
        collection=collection,
        indexes=frozenset(each["indexName"] for each in stages if "indexName" in each) | by_id,
        stages=frozenset(each["stage"] for each in stages if "stage" in each),
        keys=statistics["totalKeysExamined"],
        documents=statistics["totalDocsExamined"],
        returned=max([statistics["nReturned"], *(each for each in counts if each)]),
    )


def _lookup(stage: Mapping[str, Any]) -> Plan:
    return Plan(
        command="lookup",
        collection=stage["$lookup"]["from"],
        indexes=frozenset(stage["indexesUsed"]),
        stages=frozenset({"COLLSCAN"} if stage["collectionScans"] else ()),
        keys=stage["totalKeysExamined"],
        documents=stage["totalDocsExamined"],
        returned=stage["nReturned"],
    )


def _stages(stage: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield stage
    for name in _STAGES_OF:
        inner = stage.get(name, ())
        for each in [inner] if isinstance(inner, Mapping) else inner:
            yield from _stages(each)
