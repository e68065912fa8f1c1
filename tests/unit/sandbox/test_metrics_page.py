"""The page of metrics says what the processes serve."""

from pathlib import Path

from sandbox.metrics_page import LABELS, metrics_page, read_metrics

ROOT = Path(__file__).parents[3]


def test_the_page_of_metrics_is_true() -> None:
    assert (ROOT / "docs/metrics.md").read_text(encoding="utf-8") == metrics_page()


def test_every_label_says_how_many_values_it_can_have() -> None:
    assert {label for each in read_metrics() for label in each.labels} == set(LABELS)


def test_no_two_metrics_share_a_name() -> None:
    names = [each.name for each in read_metrics()]

    assert len(names) == len(set(names))
    assert all(name.startswith("headway_") for name in names)
