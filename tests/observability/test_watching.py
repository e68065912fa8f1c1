"""A real Prometheus watches the real product: it reaches every process, and every query gets its answer."""

import asyncio
import json
import math
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from sandbox.ports import free_port
from sandbox.processes import open_process
from sandbox.stack import Stack, open_stack
from sandbox.watching import wait_until

DESK = Path(__file__).parents[2] / "deploy/observability"
RIDER = "+14165550101"
# What has not happened in a healthy town has no series yet; Grafana says "No data" there.
MAY_BE_EMPTY = {
    'sum by (error) (increase(headway_text_reports_total{state=~"undelivered|failed"}[1d]))': "every text arrived",
}


class Prometheus:
    """The server's HTTP interface."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self._url = url
        self._session = session

    async def ask(self, path: str, **parameters: str) -> Any:
        async with self._session.get(f"{self._url}/api/v1/{path}", params=parameters) as answer:
            said = await answer.json()
        assert said["status"] == "success", said
        return said["data"]

    async def query(self, expression: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await self.ask("query", query=expression))["result"]
        return found

    async def states(self) -> list[str]:
        """How each target is, once there are as many as there should be."""
        try:
            return [each["health"] for each in (await self.ask("targets"))["activeTargets"]]
        except aiohttp.ClientError:
            return []

    async def is_alerting(self, alert: str) -> bool:
        return any(each["labels"]["alertname"] == alert for each in (await self.ask("alerts"))["alerts"])


@asynccontextmanager
async def open_prometheus(program: str, folder: Path, stack: Stack) -> AsyncIterator[Prometheus]:
    """A Prometheus with the shipped configuration, but for where the processes are, and how often they are asked."""
    text = (DESK / "prometheus.yml").read_text(encoding="utf-8").replace("15s", "1s")
    text = text.replace("/etc/prometheus/rules", str(DESK / "rules"))
    text = re.sub(r"dns_sd_configs: \[\{names: \[(\w+)\].*", lambda name: _targets(stack, name[1]), text)
    config, port = folder / "prometheus.yml", free_port()
    config.write_text(text, encoding="utf-8")
    argv = [program, f"--config.file={config}", f"--storage.tsdb.path={folder / 'data'}"]
    argv.append(f"--web.listen-address=127.0.0.1:{port}")
    async with (
        open_process("prometheus", argv, env={}, log=folder / "prometheus.log"),
        aiohttp.ClientSession() as session,
    ):
        yield Prometheus(f"http://127.0.0.1:{port}", session)


def _targets(stack: Stack, kind: str) -> str:
    addresses = [url.removeprefix("http://") for name, url in stack.internal.items() if name.startswith(kind)]
    return f"static_configs: [{{targets: {json.dumps(addresses)}}}]"


async def live(stack: Stack) -> None:
    """A rider subscribes, is told of two alerts and their ends, and asks in between.

    Two, for what Prometheus sees the first time has not risen yet.
    """
    await stack.simulator.text(RIDER, "SUBSCRIBE 504")
    for header in ("No service at Broadview Station due to a fire.", "Detour via Queen St due to a collision."):
        alert = stack.board.raise_alert(["504"], header)
        await stack.simulator.phone(RIDER).next_text(30)
        await stack.simulator.text(RIDER, "STATUS")
        stack.board.clear(alert)
        await stack.simulator.phone(RIDER).next_text(30)
        await stack.watcher.wait_until_settled(timeout_s=30)
        await asyncio.sleep(2)


def queries() -> list[str]:
    """Every query of the dashboard, over the time that this test has lived."""
    dashboard = json.loads((DESK / "grafana/dashboards/headway.json").read_text(encoding="utf-8"))
    found = [target["expr"] for panel in dashboard["panels"] for target in panel.get("targets", [])]
    return [each.replace("$__rate_interval", "1m") for each in found]


def alerts_of_ours() -> list[str]:
    """The names of all rules that are shipped."""
    return re.findall(r"- alert: (\w+)", (DESK / "rules/headway.yml").read_text(encoding="utf-8"))


async def test_every_process_is_reached_every_rule_holds_and_every_query_is_answered(
    tmp_path: Path, prometheus: str
) -> None:
    async with (
        open_stack(tmp_path, overrides={"BACKLOG_EVERY_S": "1", "REACH_EVERY_S": "1"}) as stack,
        open_prometheus(prometheus, tmp_path, stack) as watching,
    ):
        await wait_until(lambda: _are_up(watching, 3), timeout_s=20)
        await live(stack)
        # Rates need two looks at what has happened.
        await wait_until(lambda: _has(watching, "sum(increase(headway_text_reports_total[1m])) > 0"), timeout_s=20)
        await wait_until(lambda: _has(watching, "headway_riders_left == 0"), timeout_s=20)
        answers = {each: await watching.query(each) for each in queries()}
        groups = (await watching.ask("rules"))["groups"]
        rules = [rule for group in groups for rule in group["rules"]]
        alerting = (await watching.ask("alerts"))["alerts"]
        await stack.processes["notifier"].terminate()
        await wait_until(lambda: watching.is_alerting("HeadwayProcessGone"), timeout_s=20)

        assert {each for each, found in answers.items() if not found} == set(MAY_BE_EMPTY)
        assert len(answers) >= 40
        assert all(
            _value(answers, part) > 0 for part in ("headway_segment_price", "delivered_seconds", "accepted_seconds")
        )
        assert _value(answers, "sum(headway_reach_riders)") == 1
        assert [(rule["name"], rule["lastError"]) for rule in rules if rule["health"] != "ok"] == []
        assert sorted(rule["name"] for rule in rules) == sorted(alerts_of_ours())
        assert alerting == []


async def _are_up(watching: Prometheus, count: int) -> bool:
    return await watching.states() == ["up"] * count


def _value(answers: Mapping[str, list[dict[str, Any]]], part: str) -> float:
    """The largest value that a query with that part was answered; one that is not a number is none."""
    found = [float(each["value"][1]) for query, answer in answers.items() if part in query for each in answer]
    return max(value for value in found if not math.isnan(value))


async def _has(watching: Prometheus, expression: str) -> bool:
    return bool(await watching.query(expression))
