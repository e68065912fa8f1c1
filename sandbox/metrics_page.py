"""`python -m sandbox metrics`: every Prometheus metric of every process, as the table in docs/metrics.md."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import ModuleType

from prometheus_client.metrics import MetricWrapperBase

import bot.metrics
import notifier.metrics
import pipeline.metrics
from pipeline.metrics import FeedCollector

INTRODUCTION = """\
# Metrics

What the processes serve at `/metrics` on their internal port, beside what Python's client library says of the process
itself (`process_*`, `python_*`). Names and labels are stable; docs/operations.md says what to do about them.
Gauges of what one of several processes alone can know are NaN, or not there, in the others: ask for the `max` of all.
This page is made by `python -m sandbox metrics`; a test keeps it true.

| metric | of | type | labels | tells |
|---|---|---|---|---|
"""
LABELS_INTRODUCTION = """
## Labels

None holds a rider's number or words, or an id, and none can grow without bound.

| label | values |
|---|---|
"""
LABELS = {
    "change": "opened, updated, upcoming, cleared; correction for an operator's words",
    "class": "urgent, planned, access, info",
    "effect": "what a text did: about twenty, all of them ours",
    "error": "the codes of `models/twilio_codes.toml`, `other`, or none",
    "feed": "the ids in feeds.toml",
    "found": "adopted, absent, expired",
    "kind": "first, update, planned, clear, correction, probe, note",
    "outcome": "of a poll: accept, confirm, or why it said nothing; of a text: accepted, refused, retry, unknown, "
    "held, or `skipped-` with one of our reasons",
    "priority": "answer, urgent, update, clear, calm, info",
    "reaction": "what Twilio's code asks of us, as in `models/twilio_codes.toml`; not-connected",
    "reason": "why a request was refused, or a poll said nothing: a few, all of them ours",
    "result": "delivered, missed, withheld",
    "route": "the first 300 routes that were reported on; then `other`",
    "sender": "what `TWILIO_SENDER` of the process says",
    "state": "of a text: held, retry, unknown, accepted, sent, delivered, undelivered, failed; `no news` for a "
    "report that told nothing",
    "what": "clears, openings, riders",
}
PROCESSES: dict[str, ModuleType] = {"bot": bot.metrics, "pipeline": pipeline.metrics, "notifier": notifier.metrics}


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric, as Prometheus sees it."""

    name: str
    process: str
    kind: str
    labels: Sequence[str]
    tells: str


@dataclass(slots=True)
class _AnyFeed:
    """A feed that somebody watches."""

    feed: str = ""
    is_held: bool = True
    age_s: float | None = 0


def metrics_page() -> str:
    """The page, in Markdown."""
    return INTRODUCTION + "".join(_line(each) for each in read_metrics()) + LABELS_INTRODUCTION + "".join(_labels())


def read_metrics() -> list[Metric]:
    """All metrics of all processes, by process and name."""
    found = [each for process, module in PROCESSES.items() for each in _of_module(process, module)]
    # These are reckoned when Prometheus asks, and stand nowhere as values.
    for family in FeedCollector([_AnyFeed()]).collect():
        [sample] = family.samples
        found.append(Metric(family.name, "pipeline", family.type, tuple(sample.labels), family.documentation))
    return sorted(found, key=lambda each: (list(PROCESSES).index(each.process), each.name))


def _of_module(process: str, module: ModuleType) -> Iterator[Metric]:
    for value in vars(module).values():
        if isinstance(value, MetricWrapperBase):
            [family] = value.describe()
            labels = value._labelnames  # noqa: SLF001  # a metric without a value yet says its labels nowhere else
            name = f"{family.name}_total" if family.type == "counter" else family.name
            yield Metric(name, process, family.type, labels, family.documentation)


def _line(metric: Metric) -> str:
    labels = ", ".join(f"`{each}`" for each in metric.labels)
    return f"| `{metric.name}` | {metric.process} | {metric.kind} | {labels} | {metric.tells} |\n"


def _labels() -> Iterator[str]:
    return (f"| `{name}` | {values} |\n" for name, values in LABELS.items())
