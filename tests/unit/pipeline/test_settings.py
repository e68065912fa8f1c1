"""The pipeline's settings."""

import pytest

from pipeline.deciding.rules import Rules
from pipeline.settings import PipelineSettings
from runtime.settings import load_settings

NEEDED = {"MONGODB_URI": "mongodb://x", "KAFKA_BOOTSTRAP_SERVERS": "x:9092"}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name, value in NEEDED.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


@pytest.mark.usefixtures("environment")
def test_the_rules_are_the_default() -> None:
    assert load_settings(PipelineSettings).rules == Rules()


def test_every_rule_is_a_variable(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("RULES_CLEAR_AFTER_S", "1.5")
    environment.setenv("RULES_CLEAR_AFTER_POLLS", "2")

    assert load_settings(PipelineSettings).rules == Rules(clear_after_s=1.5, clear_after_polls=2)


def test_a_wrong_rule_is_named(environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    environment.setenv("RULES_CLEAR_AFTER_S", "soon")

    with pytest.raises(SystemExit):
        load_settings(PipelineSettings)
    assert "RULES_CLEAR_AFTER_S is wrong" in capsys.readouterr().err
