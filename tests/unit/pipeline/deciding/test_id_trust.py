"""Which entity ids can be relied on."""

from datetime import timedelta

import pytest

from pipeline.deciding.id_trust import MOST_KEPT, IdTrust
from pipeline.deciding.rules import Rules
from tests.builders import NOON, after

RULES = Rules()
LISTED = [str(number) for number in range(100)]


@pytest.mark.parametrize(
    ("moved", "trusted"),
    [
        pytest.param([], 100, id="none was ever seen to move"),
        pytest.param(LISTED[:1], 99, id="one has moved: the others still count"),
        pytest.param(LISTED[:25], 75, id="a quarter has moved"),
        pytest.param(LISTED[:26], 0, id="more than a quarter: they are places in a list"),
        pytest.param(["gone"], 100, id="one that is not listed any more"),
    ],
)
def test_ids_that_move_are_no_evidence(moved: list[str], trusted: int) -> None:
    assert len(IdTrust().after(moved, RULES, NOON).trusted(LISTED, RULES)) == trusted


@pytest.mark.parametrize(
    ("later", "is_trusted"),
    [
        pytest.param(timedelta(days=7), False, id="a week ago"),
        pytest.param(timedelta(days=7, seconds=1), True, id="more than a week ago"),
    ],
)
def test_a_move_is_forgotten_after_a_week(later: timedelta, *, is_trusted: bool) -> None:
    trust = IdTrust().after(["1"], RULES, NOON).after([], RULES, NOON + later)

    assert ("1" in trust.trusted(LISTED, RULES)) is is_trusted


def test_a_move_that_is_seen_again_is_remembered_from_then_on() -> None:
    trust = IdTrust().after(["1"], RULES, NOON).after(["1"], RULES, after(days=6)).after([], RULES, after(days=12))

    assert "1" not in trust.trusted(LISTED, RULES)


def test_a_feed_that_invents_ids_for_ever_is_remembered_only_so_far() -> None:
    trust = IdTrust().after([str(number) for number in range(3000)], RULES, NOON).after(["new"], RULES, after(hours=1))

    assert (len(trust.moved), "new" in trust.moved) == (MOST_KEPT, True)
