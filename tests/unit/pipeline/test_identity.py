"""By what an incident is recognised."""

from pipeline.identity import by_fingerprint
from tests.builders import make_alert


def test_an_entity_is_recognised_by_its_id() -> None:
    assert list(by_fingerprint([make_alert("2"), make_alert("1")])) == ["2", "1"]


def test_two_alerts_that_share_an_id_are_two() -> None:
    found = by_fingerprint([make_alert("1", "Bruges"), make_alert("1", "Ghent"), make_alert("1", "Liege")])

    assert [alert.header_text[0].text for alert in found.values()] == ["Bruges", "Ghent", "Liege"]


def test_an_alert_that_is_listed_twice_is_one() -> None:
    assert len(by_fingerprint([make_alert("1"), make_alert("1")])) == 1
