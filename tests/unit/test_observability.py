"""Alert rules, their tests, their runbook, the dashboard and the metrics agree with each other."""

import json
import re
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from sandbox.metrics_page import read_metrics

ROOT = Path(__file__).parents[2]
DESK = ROOT / "deploy/observability"
RULES = (DESK / "rules/headway.yml").read_text(encoding="utf-8")
RULES_TESTS = (DESK / "rules-tests/headway.yml").read_text(encoding="utf-8")
RUNBOOK = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
DASHBOARD: dict[str, Any] = json.loads((DESK / "grafana/dashboards/headway.json").read_text(encoding="utf-8"))
ALERTS = re.findall(r"- alert: (\w+)", RULES)
PANELS = DASHBOARD["panels"]
QUERIES = [target["expr"] for panel in PANELS for target in panel.get("targets", [])]


@pytest.mark.parametrize("alert", ALERTS)
def test_an_alert_says_how_bad_it_is_and_where_it_is_written_what_to_do(alert: str) -> None:
    [rule] = re.findall(rf"- alert: {alert}\n(.*?)(?=\n\n|\Z)", RULES, re.DOTALL)

    assert re.search(r"labels: \{severity: (page|ticket)\}", rule)
    assert f"runbook: docs/operations.md#{alert.lower()}\n" in f"{rule}\n"
    assert f"\n### {alert}\n" in RUNBOOK


def test_no_section_is_about_an_alert_that_is_gone() -> None:
    assert sorted(re.findall(r"^### (Headway\w+)$", RUNBOOK, re.MULTILINE)) == sorted(ALERTS)


@pytest.mark.parametrize("alert", ALERTS)
def test_an_alert_is_tried_with_what_sets_it_off_and_with_what_does_not(alert: str) -> None:
    cases = re.findall(rf"alertname: {alert}\n *eval_time: \S+\n *exp_alerts:(.*)", RULES_TESTS)

    assert set(cases) == {"", " []"}


def test_rules_and_dashboard_ask_for_metrics_that_are_served() -> None:
    served = {each.name for each in read_metrics()}
    histograms = {each.name for each in read_metrics() if each.kind == "histogram"}
    served |= {f"{name}_{part}" for name in histograms for part in ("bucket", "count", "sum")}
    asked = set(re.findall(r"headway_[a-z_]+", "\n".join([RULES, RULES_TESTS, *QUERIES])))

    assert asked - served == set()


def test_what_is_watched_and_who_answers_have_the_same_names() -> None:
    watched = (DESK / "prometheus.yml").read_text(encoding="utf-8")
    jobs = re.findall(r"- job_name: (\w+)\n *dns_sd_configs: \[\{names: \[(\w+)\]", watched)
    services = re.findall(r"^  (\w+):$", (ROOT / "compose.yaml").read_text(encoding="utf-8"), re.MULTILINE)

    assert jobs == [(name, name) for name in ("bot", "pipeline", "notifier")]
    assert {name for name, _service in jobs} <= set(services)


def test_every_panel_has_its_place_its_source_and_its_queries() -> None:
    shown = [panel for panel in PANELS if panel["type"] != "row"]
    source = re.search(r"uid: (\w+)", (DESK / "grafana/provisioning/datasources/prometheus.yml").read_text())

    assert source
    assert {panel["datasource"]["uid"] for panel in shown} == {source[1]}
    assert all(panel["targets"] for panel in shown)
    assert len({panel["id"] for panel in PANELS}) == len(PANELS)
    assert [(one["title"], two["title"]) for one, two in combinations(PANELS, 2) if overlap(one, two)] == []


def overlap(one: dict[str, Any], two: dict[str, Any]) -> bool:
    first, second = one["gridPos"], two["gridPos"]
    beside = first["x"] + first["w"] <= second["x"] or second["x"] + second["w"] <= first["x"]
    above = first["y"] + first["h"] <= second["y"] or second["y"] + second["h"] <= first["y"]
    return not (beside or above)
