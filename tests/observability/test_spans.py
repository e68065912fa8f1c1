"""With a collector, one trace goes from the poll that saw a change to the post of its text, through all processes."""

from pathlib import Path

import pytest

from sandbox.stack import open_stack
from sandbox.watching import wait_until
from tests.acceptance.town import Town

pytest.importorskip("opentelemetry.sdk", reason="OpenTelemetry's packages are not installed: headway[otel]")
from tests.observability.collector import Collector, open_collector  # it needs them

pytestmark = pytest.mark.usefixtures("patience")
SOON = {"OTEL_BSP_SCHEDULE_DELAY": "200"}


def way_of(collector: Collector, name: str) -> list[tuple[str, str]]:
    """The span of that name with all that it is a part of, outermost first."""
    by_id = {span.id: span for span in collector.spans}
    span = collector.named(name)[0]
    way = [span]
    while way[0].parent:
        way.insert(0, by_id[way[0].parent])
    assert {each.trace for each in way} == {span.trace}
    return [(each.process, each.name) for each in way]


async def test_one_trace_goes_from_the_poll_to_the_post(tmp_path: Path) -> None:
    async with open_collector() as collector:
        overrides = SOON | {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url}
        async with open_stack(tmp_path, overrides=overrides) as stack:
            town = Town(stack, king=1, queen=1)
            await town.subscribe()
            stack.board.raise_alert(["504"], "No service at Broadview Station due to a fire.")
            await town.wait_until_told(town.king, "504 King")
            await wait_until(lambda: _has(collector, "text.post", "webhook.status"), timeout_s=20)

            assert way_of(collector, "text.post") == [
                ("headway-pipeline", "poll"),
                ("headway-notifier", "event.take_over"),
                ("headway-notifier", "fanout.turn"),
                ("headway-notifier", "text.post"),
            ]
            assert {span.process for span in collector.named("webhook.inbound")} == {"headway-bot"}
            [post] = collector.named("text.post")
            assert {span.facts["delivery"] for span in collector.named("webhook.status")} == {post.facts["delivery"]}
            assert not any("+1416" in str(span.facts) for span in collector.spans)


async def test_a_collector_that_is_away_holds_nobody_up(tmp_path: Path) -> None:
    overrides = SOON | {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9"}
    async with open_stack(tmp_path, overrides=overrides) as stack:
        town = Town(stack, king=1, queen=0)
        await town.subscribe()
        stack.board.raise_alert(["504"], "No service at Broadview Station due to a fire.")
        await town.wait_until_told(town.king, "504 King")

        assert await stack.processes["notifier"].terminate(timeout_s=15) == 0


async def _has(collector: Collector, *names: str) -> bool:
    return all(collector.named(name) for name in names)
