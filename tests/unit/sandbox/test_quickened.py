"""The rules' durations at another speed."""

import pytest

from pipeline.deciding.rules import Rules
from pipeline.settings import PipelineSettings
from sandbox.quickened import LEAST_S, STAMP_S, quickened

NEEDED = {"MONGODB_URI": "mongodb://db", "KAFKA_BOOTSTRAP_SERVERS": "kafka:9092"}


def rules_at(speed: float, monkeypatch: pytest.MonkeyPatch) -> Rules:
    """What the pipeline makes of the variables."""
    for name, value in {**NEEDED, **quickened(speed)}.items():
        monkeypatch.setenv(name, value)
    return PipelineSettings(_env_file=None).rules


def test_at_the_recordings_own_speed_the_rules_are_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rules_at(1, monkeypatch) == Rules()


def test_sixty_times_as_fast_an_hour_is_a_minute_and_a_count_is_a_count(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = rules_at(60, monkeypatch)

    assert (rules.ahead_s, rules.clear_after_s) == (60, 3)
    assert (rules.clear_after_polls, rules.drop_share) == (Rules().clear_after_polls, Rules().drop_share)


def test_a_few_polls_always_go_by(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = rules_at(6000, monkeypatch)

    assert (rules.clear_after_s, rules.stale_after_s, rules.stamp_ahead_s) == (LEAST_S, STAMP_S, STAMP_S)
