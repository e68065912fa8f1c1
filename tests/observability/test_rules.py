"""Prometheus reads its configuration and the rules, and each alert goes off when it should, and then alone."""

import subprocess
from pathlib import Path

DESK = Path(__file__).parents[2] / "deploy/observability"


def run(promtool: str, *arguments: str) -> tuple[int, str]:
    """A command of promtool: its exit code, and what it said."""
    done = subprocess.run(
        [promtool, *arguments], cwd=DESK, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    return done.returncode, done.stdout


def test_the_configuration_can_be_read(promtool: str) -> None:
    code, said = run(promtool, "check", "config", "--syntax-only", "prometheus.yml")

    assert code == 0, said


def test_the_rules_can_be_read(promtool: str) -> None:
    code, said = run(promtool, "check", "rules", "--lint=all", "--lint-fatal", *map(str, DESK.glob("rules/*.yml")))

    assert code == 0, said


def test_alerts_go_off_when_they_should(promtool: str) -> None:
    code, said = run(promtool, "test", "rules", *map(str, DESK.glob("rules-tests/*.yml")))

    assert code == 0, said


def test_a_rule_that_is_wrong_would_be_noticed(promtool: str, tmp_path: Path) -> None:
    """What tries the rules does fail."""
    rules = (DESK / "rules/headway.yml").read_text(encoding="utf-8")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/headway.yml").write_text(rules.replace("headway_feed_age_seconds) > 600", "up) > 600"))
    (tmp_path / "rules-tests").mkdir()
    tests = tmp_path / "rules-tests/headway.yml"
    tests.write_text((DESK / "rules-tests/headway.yml").read_text(encoding="utf-8"))
    code, said = run(promtool, "test", "rules", str(tests))

    assert code != 0
    assert "HeadwayFeedStale" in said
