"""Routes that are gone."""

import pytest

from models.route import Untold, Withdrawn
from pipeline.static.withdrawing import MOST_KEPT, is_doubtful, untold_of, withdrawn_by
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


UNTOLD = Untold("ttc/route/504", "504 King", "v2")


def test_riders_are_to_be_told_of_what_this_edition_drops() -> None:
    old = Withdrawn("ttc/route/501", "501 Queen", after(hours=-1))

    assert untold_of([old, GONE], [], version="v2", at=NOON) == (UNTOLD,)


def test_who_was_not_told_yet_will_be_told_of_the_edition_that_dropped_it() -> None:
    assert untold_of([GONE], [UNTOLD], version="v3", at=after(hours=1)) == (UNTOLD,)


def test_nobody_is_told_of_a_route_that_is_back() -> None:
    assert untold_of([], [UNTOLD], version="v3", at=after(hours=1)) == ()


@pytest.mark.parametrize(
    ("after", "places", "is_one"),
    [
        pytest.param(("1", "2", "3", "4"), (9, 9), False, id="nothing is gone"),
        pytest.param(("1", "2", "7", "8"), (9, 5), False, id="half of the routes have other names"),
        pytest.param(("1",), (9, 9), True, id="most of the routes are gone"),
        pytest.param(("1", "2", "3", "4"), (9, 0), True, id="every stop is gone"),
        pytest.param(("1", "2", "3", "4"), (0, 0), False, id="there never were stops"),
    ],
)
def test_an_edition_that_lacks_most_is_doubtful(
    after: tuple[str, ...], places: tuple[int, int], *, is_one: bool
) -> None:
    before = [make_route(each) for each in ("1", "2", "3", "4")]
    new = [make_route(each) for each in after]

    assert is_doubtful(before, new, places_before=places[0], places_after=places[1]) is is_one


def test_the_first_edition_is_never_doubtful() -> None:
    assert not is_doubtful([], [make_route("1")], places_before=0, places_after=0)
