"""Names as the agencies' data has them, and as riders misspell them."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from bot.commands.command import Named, Wanted
from bot.directory.directory import Directory
from bot.directory.subject import FeedCatalogue, Found, ListedRoute, Suggested, Tie
from models.station import Device, StationKind, device_target, station_target
from sandbox.static_catalogue import read_feed_catalogue
from tests.recorded.sloppy_names import MEANINGLESS, MISSPELT, MISSPELT_STATIONS

PLACES = {
    "bart": "static-full/bart.zip",
    "caltrain": "static-full/caltrain.zip",
    "hart": "static-full/hart.zip",
    "miway": "mississauga-miway/static",
    "ttc": "ttc/static-pulse-202603",
}


def read(real_feeds: Path, name: str) -> FeedCatalogue:
    return read_feed_catalogue(name, real_feeds / PLACES[name], agency={"ttc": "TTC"}.get(name, ""))


@pytest.fixture(scope="module")
def ttc(real_feeds: Path) -> FeedCatalogue:
    return read(real_feeds, "ttc")


@pytest.fixture(scope="module")
def directory(ttc: FeedCatalogue) -> Directory:
    return Directory([ttc])


def found(directory: Directory, name: str, named: Named = Named.ANYTHING) -> list[str]:
    matches = directory.resolve(Wanted(name, named))
    assert all(isinstance(each, Found) for each in matches), matches
    return [each.subject.target for each in matches if isinstance(each, Found)]


def candidates(directory: Directory, name: str, named: Named = Named.ANYTHING) -> set[str]:
    return {each.target for match in directory.resolve(Wanted(name, named)) for each in match.candidates}


def asked(answer: str) -> Wanted:
    """As the commands read an answer of ours."""
    word, _, rest = answer.partition(" ")
    return Wanted(rest, Named[word]) if word in {"STOP", "ELEVATORS", "ESCALATORS"} else Wanted(answer)


def test_every_number_of_the_ttc_means_its_route(ttc: FeedCatalogue, directory: Directory) -> None:
    routes = [each.route for each in ttc.routes]

    assert len(routes) == 229
    assert [found(directory, each.number) for each in routes] == [[each.target] for each in routes]
    assert [found(directory, each.label) for each in routes] == [[each.target] for each in routes]


def test_a_name_of_several_routes_is_the_day_routes_or_a_question(ttc: FeedCatalogue, directory: Directory) -> None:
    named: defaultdict[str, list[ListedRoute]] = defaultdict(list)
    for listed in ttc.routes:
        named[listed.route.long_name].append(listed)
    shared = {name: routes for name, routes in named.items() if len(routes) > 1}
    questions = []
    for name, routes in shared.items():
        [match] = directory.resolve(Wanted(name))
        targets = {each.route.target for each in routes}
        by_day = {each.route.target for each in routes if not re.fullmatch(r"3\d\d", each.route.short_name)}
        if isinstance(match, Tie):
            questions.append(name)
            assert by_day <= {each.target for each in match.subjects}
        else:
            assert isinstance(match, Found)
            assert match.subject.target == "ttc/route/1" or {match.subject.target} == by_day
            assert targets <= {each.target for each in match.candidates}

    assert len(shared) == 29
    assert sorted(questions) == ["Bathurst", "Eglinton", "Finch West", "Kingston Rd"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("king", {"504", "304", "king"}),
        ("yonge", {"1", "97", "320", "yonge", "sheppard yonge"}),
        ("eglinton", {"5", "34"}),
        ("finch west", {"6", "36"}),
        ("bathurst", {"7", "511"}),
        ("kingston rd", {"12", "503"}),
        ("sheppard", {"4", "sheppard yonge"}),
        ("steeles", {"53", "60", "353"}),
        ("junction", {"40", "340"}),
        ("main", {"64", "main street"}),
        ("vmc", {"vaughan metropolitan centre"}),
        ("york u", {"york university"}),
    ],
)
def test_who_bears_a_name_in_toronto(directory: Directory, name: str, expected: set[str]) -> None:
    assert {each.rpartition("/")[2] for each in candidates(directory, name)} == expected


def test_every_station_of_the_ttc_is_known_by_name(ttc: FeedCatalogue, directory: Directory) -> None:
    stations = [each.station for each in ttc.stations if each.station.kind is StationKind.STATION]

    assert len(stations) == 114
    for station in stations:
        bare = station.name.removesuffix(" Station")
        for name in (bare, f"{bare} Station", f"{bare} stn", bare.upper()):
            assert found(directory, name, Named.STATION) == [station.target]
        assert found(directory, f"{bare} Station") == [station.target]


def test_a_number_is_a_stops_only_if_riders_say_so(ttc: FeedCatalogue, directory: Directory) -> None:
    numbers = {each.route.short_name: each.route.target for each in ttc.routes}
    shared = {code: each.station.target for each in ttc.stations for code in each.stop_codes if code in numbers}

    assert len(shared) == 182
    for code, target in shared.items():
        assert found(directory, code) == [numbers[code]]
        assert found(directory, code, Named.STOP) == [target]


@pytest.mark.parametrize(
    ("names", "unclear"),
    [
        pytest.param(("ttc",), 0, id="TTC"),
        pytest.param(("miway",), 0, id="MiWay"),
        pytest.param(("bart",), 0, id="BART"),
        pytest.param(("caltrain",), 0, id="Caltrain"),
        pytest.param(("hart",), 0, id="HART, Tampa"),
        pytest.param(("ttc", "miway"), 0, id="TTC and MiWay on one number"),
    ],
)
def test_what_we_ask_riders_to_write_means_just_that(real_feeds: Path, names: tuple[str, ...], unclear: int) -> None:
    feeds = [read(real_feeds, name) for name in names]
    directory = Directory(feeds)
    targets = {each.route.target for feed in feeds for each in feed.routes}
    for each in (each.station for feed in feeds for each in feed.stations):
        targets.add(each.target)
        if each.kind is StationKind.STATION:
            targets |= {device_target(each, device) for device in Device}
    wrong = []
    for target in targets:
        subject = directory.find(target)
        assert subject is not None
        matches = directory.resolve(asked(subject.answer))
        if [each.subject for each in matches if isinstance(each, Found)] != [subject] or len(matches) > 1:
            wrong.append((subject.label, subject.answer))

    assert len(wrong) == unclear, wrong[:10]


def test_misspelt_names_are_asked_about(directory: Directory) -> None:
    meant = {name: {f"ttc/route/{each}" for each in numbers.split()} for name, numbers in MISSPELT.items()}
    offered = {name: candidates(directory, name) for name in meant}
    stations = {name: station_target("ttc", station) for name, station in MISSPELT_STATIONS.items()}
    missed = [name for name in meant if not meant[name] & offered[name]]
    missed += [name for name, each in stations.items() if each not in candidates(directory, name, Named.STATION)]

    assert len(missed) <= 0.03 * (len(meant) + len(stations)), missed


def test_what_names_nothing_is_never_taken_for_a_name(directory: Directory) -> None:
    matches = {text: directory.resolve(Wanted(text)) for text in MEANINGLESS}

    assert not [text for text, found in matches.items() if any(isinstance(each, Found | Tie) for each in found)]
    assert len([text for text, found in matches.items() if any(isinstance(each, Suggested) for each in found)]) <= 2
