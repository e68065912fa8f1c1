"""Which bearer of a name is meant."""

import pytest

from bot.directory.choosing import Chooser
from bot.directory.index import Index
from bot.directory.names import target_of
from bot.directory.spelling import hear, words_of
from bot.directory.subject import FeedCatalogue
from models.route import SUBWAY
from tests.fakes.transit import route, station

CITY = FeedCatalogue(
    "ttc",
    "TTC",
    (
        route("1", "Yonge-University Line", SUBWAY),
        route("4", "Sheppard Line", SUBWAY),
        route("97", "Yonge"),
        route("320", "Yonge"),
        route("353", "Steeles"),
        route("53", "Steeles East"),
        route("60", "Steeles West"),
        route("340", "Junction"),
        route("40", "Junction-Dundas West"),
        route("36", "Finch West"),
        route("84", "Sheppard West"),
        route("121", "Esplanade-River"),
        route("900", "Airport Express"),
        route("906", "Airport-Humber College Express"),
    ),
    (station("Yonge"), station("Finch"), station("Sheppard-Yonge"), station("Mount Dennis")),
)
INDEX = Index([CITY])


def chooser(name: str) -> Chooser:
    return Chooser(INDEX, hear(words_of(name)), ())


@pytest.mark.parametrize(
    ("name", "preferred", "others"),
    [
        pytest.param("yonge", ["1"], ["97", "320", "yonge", "sheppard yonge"], id="the subway before a bus"),
        pytest.param("yonge bus", ["97"], ["320"], id="unless a bus was said"),
        pytest.param("yonge night bus", ["320"], [], id="by night if night was said"),
        pytest.param("yonge station", ["yonge"], [], id="a station if it was said"),
        pytest.param("sheppard station", ["sheppard yonge"], [], id="half of a station's name"),
        pytest.param("steeles", ["53", "60", "353"], [], id="a night route's name is by day several routes'"),
        pytest.param("junction", ["40"], ["340"], id="or one route's"),
        pytest.param("finch", ["finch"], ["36"], id="a station, and the routes of which it is the beginning"),
        pytest.param("river", ["121"], [], id="a part that only one has"),
        pytest.param("airport", [], [], id="a part that several have"),
        pytest.param("sheppard bus", [], [], id="nobody takes the subway for a bus"),
        pytest.param("84 sheppard", ["84"], [], id="a number with a part of its name"),
    ],
)
def test_a_name_is_the_likeliest_bearers(name: str, preferred: list[str], others: list[str]) -> None:
    meant = chooser(name).choose()

    assert [target_of(each).rpartition("/")[2] for each in meant.preferred] == preferred
    assert [target_of(each).rpartition("/")[2] for each in meant.others] == others


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("airport", ["906", "900"], id="a part that several have"),
        pytest.param("sheppard bus", ["84", "4"], id="the buses there before the subway"),
        pytest.param("mount station", ["mount dennis"], id="the beginning of a station's name"),
        pytest.param("the", [], id="nothing"),
    ],
)
def test_kin_have_it_as_a_part_of_the_name(name: str, expected: list[str]) -> None:
    assert [target_of(each).rpartition("/")[2] for each in chooser(name).kin()] == expected
