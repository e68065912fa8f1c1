"""Routes that are gone."""

from models.route import Withdrawn
from pipeline.static.withdrawing import MOST_KEPT, withdrawn_by
from tests.builders import NOON, after, make_route

KING, QUEEN = make_route("504", "King"), make_route("501", "Queen")
GONE = Withdrawn("ttc/route/504", "504 King", NOON)


def test_a_route_that_is_not_listed_any_more_is_withdrawn() -> None:
    assert withdrawn_by([KING, QUEEN], [QUEEN], [], at=NOON) == (GONE,)


def test_a_route_under_another_id_is_not_withdrawn() -> None:
    assert withdrawn_by([KING], [make_route("504", "King", route_id="9504")], [], at=NOON) == ()


def test_it_stays_withdrawn_since_when_it_was() -> None:
    assert withdrawn_by([QUEEN], [QUEEN], [GONE], at=after(hours=1)) == (GONE,)


def test_a_route_that_is_back_is_not_withdrawn() -> None:
    assert withdrawn_by([QUEEN], [QUEEN, KING], [GONE], at=after(hours=1)) == ()


def test_only_the_latest_are_kept() -> None:
    routes = [make_route(str(number)) for number in range(MOST_KEPT)]
    found = withdrawn_by(routes, [], [GONE], at=after(hours=1))

    assert (len(found), GONE in found) == (MOST_KEPT, False)
