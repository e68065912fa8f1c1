"""How what became of texts is counted."""

from bot.stores.outcome_labels import OutcomeLabels
from models.delivery import DeliveryState
from models.reports import Receipt


def report(code: int | None = None) -> Receipt:
    return Receipt("d", 1, "SM1", DeliveryState.UNDELIVERED, code)


def test_a_text_counts_for_its_first_route() -> None:
    targets = ("ttc/agency", "ttc/route/504", "ttc/route/501")

    assert OutcomeLabels().of(report(30003), targets) == ("undelivered", "30003", "ttc/route/504")


def test_whoever_hears_of_no_route_counts_as_other() -> None:
    assert OutcomeLabels().of(report(), ("ttc/station/wilson/elevators",)) == ("undelivered", "", "other")


def test_there_are_never_more_labels_than_a_bound() -> None:
    labels = OutcomeLabels(most_routes=3)
    seen = {labels.of(report(code), (f"ttc/route/{code}",)) for code in range(40_000, 41_000)}

    assert len(seen) == 4
    assert labels.of(report(), ("ttc/route/40001",))[2] == "ttc/route/40001"
