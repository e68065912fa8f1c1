"""What riders' names mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.command import Named, Wanted
from bot.directory.directory import Directory
from bot.directory.subject import Found, Match, NotFound, Subject, Suggested, Tie
from models.station import device_target
from tests.fakes.transit import MIWAY, TTC, route, station

BOTH = Directory([TTC, MIWAY])


def shown(match: Match) -> str:
    match match:
        case Found(_, subject):
            return subject.label
        case Tie(_, subjects):
            return "which? " + ", ".join(each.answer for each in subjects)
        case Suggested(_, subjects):
            return "perhaps " + ", ".join(each.answer for each in subjects)
        case NotFound(name):
            return f"no {name}"


def meant(name: str, named: Named = Named.ANYTHING) -> list[str]:
    return [shown(each) for each in Directory([TTC]).resolve(Wanted(name, named))]


def found(directory: Directory, answer: str) -> list[Subject]:
    return [each.subject for each in directory.resolve(_asked(answer)) if isinstance(each, Found)]


def _asked(answer: str) -> Wanted:
    """As the commands read an answer of ours."""
    word, _, rest = answer.partition(" ")
    match word:
        case "STOP" | "ELEVATORS" | "ESCALATORS":
            return Wanted(rest, Named[word])
        case "ALL":
            return Wanted("", Named.EVERYTHING)
    return Wanted(answer)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("504", ["504 King"]),
        ("king", ["504 King"]),
        ("504 King", ["504 King"]),
        ("KING 504", ["504 King"]),
        ("route 504", ["504 King"]),
        ("#504", ["504 King"]),
        ("the 504 streetcar", ["504 King"]),
        ("504B", ["504 King"]),
        ("504 b", ["504 King"]),
        ("5O4", ["504 King"]),
        ("50I", ["501 Queen"]),
        ("504king", ["504 King"]),
        ("king street", ["504 King"]),
        ("king bus", ["504 King"]),
        ("304", ["304 King"]),
        ("king night bus", ["304 King"]),
        ("Kingston Rd", ["which? 12, 503"]),
        ("kingston", ["which? 12, 503"]),
        ("bathurst", ["which? 7, 511"]),
        ("bathurst bus", ["7 Bathurst"]),
        ("bathurst streetcar", ["511 Bathurst"]),
        ("finch west", ["which? 6, 36"]),
        ("finch west lrt", ["Line 6 Finch West"]),
        ("ST. CLAIR", ["512 St Clair"]),
        ("saint clair ave", ["512 St Clair"]),
        ("stclair", ["512 St Clair"]),
        ("line 1", ["Line 1 Yonge-University"]),
        ("ligne 1", ["Line 1 Yonge-University"]),
        ("line one", ["Line 1 Yonge-University"]),
        ("line1", ["Line 1 Yonge-University"]),
        ("subway 1", ["Line 1 Yonge-University"]),
        ("1", ["Line 1 Yonge-University"]),
        ("yonge", ["Line 1 Yonge-University"]),
        ("yonge line", ["Line 1 Yonge-University"]),
        ("university-yonge", ["Line 1 Yonge-University"]),
        ("bloor line", ["Line 2 Bloor-Danforth"]),
        ("danforth", ["Line 2 Bloor-Danforth"]),
        ("kennedy", ["905 Kennedy Stn-Scarborough Express"]),
        ("wilson", ["Wilson Station"]),
        ("wilson stn", ["Wilson Station"]),
        ("king station", ["King Station"]),
        ("king subway", ["King Station"]),
        ("36 finch", ["36 Finch West"]),
        ("504 king st west", ["504 King"]),
        ("all streetcars", ["TTC streetcar"]),
        ("yonge and bloor", ["Bloor-Yonge Station"]),
        ("st clair west", ["St Clair West Station"]),
        ("ttc", ["TTC"]),
        ("ttc subway", ["TTC subway"]),
    ],
)
def test_a_name_means_one_thing(name: str, expected: list[str]) -> None:
    assert meant(name) == expected
    assert meant(name.upper()) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("504 and 501", ["504 King", "501 Queen"], id="and"),
        pytest.param("504,501 & spadina", ["504 King", "501 Queen", "510 Spadina"], id="commas"),
        pytest.param("504 KING QUEEN 510", ["504 King", "501 Queen", "510 Spadina"], id="nothing between"),
        pytest.param("504/501", ["504 King", "501 Queen"], id="a slash"),
        pytest.param("504-501", ["504 King", "501 Queen"], id="a hyphen"),
        pytest.param("504 504 king", ["504 King"], id="the same thrice"),
        pytest.param("504 wilson station", ["504 King", "Wilson Station"], id="a route and a station"),
        pytest.param("king and queen stations", ["King Station", "Queen Station"], id="two stations"),
        pytest.param("504 and 9999", ["504 King", "no 9999"], id="one is no route"),
        pytest.param("504, pizza", ["504 King", "no pizza"], id="one is no name"),
        pytest.param("king and spadna", ["504 King", "perhaps 510"], id="one is misspelt"),
        pytest.param("kign and spadna", ["perhaps 504", "perhaps 510"], id="both are misspelt"),
        pytest.param("hello and goodbye", ["no hello and goodbye"], id="neither is a name"),
        pytest.param("501 quen 504", ["perhaps 501", "504 King"], id="a number whose name is misspelt"),
        pytest.param("line 1 and line 2", ["Line 1 Yonge-University", "Line 2 Bloor-Danforth"], id="lines"),
        pytest.param("50 4", ["no 50", "no 4"], id="digits apart are two numbers"),
    ],
)
def test_a_text_may_hold_several_names(name: str, expected: list[str]) -> None:
    assert meant(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("504 Kng", ["perhaps 504"], id="the number and its name misspelt"),
        pytest.param("kign", ["perhaps 504"], id="two letters swapped"),
        pytest.param("bathrust", ["perhaps 7, 511"], id="of a name that two have"),
        pytest.param("union square", ["perhaps UNION STATION"], id="more than the name"),
        pytest.param("is the 504 running again", ["perhaps 504"], id="a sentence"),
        pytest.param("finch", ["perhaps 6, 36"], id="the beginning of names"),
        pytest.param("subway 504", ["perhaps 504"], id="another kind of vehicle"),
        pytest.param("504 station", ["perhaps 504"], id="no station has the name"),
        pytest.param("kin", ["perhaps 504"], id="a letter short"),
        pytest.param("50", ["no 50"], id="a number that begins others"),
        pytest.param("04", ["no 04"], id="a number that ends others"),
        pytest.param("pizza", ["no pizza"], id="nothing like it"),
        pytest.param("the", ["no the"], id="a word that names nothing"),
        pytest.param("\ud800", ["no \ud800"], id="no character"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_a_name_that_nothing_bears_is_not_acted_upon(name: str, expected: list[str]) -> None:
    assert meant(name) == expected


@pytest.mark.parametrize(
    ("named", "name", "expected"),
    [
        pytest.param(Named.STATION, "wilson", ["Wilson Station"], id="a station"),
        pytest.param(Named.STATION, "king", ["King Station"], id="no route, if a station was said"),
        pytest.param(Named.STATION, "yonge", ["Bloor-Yonge Station"], id="half of a station's name"),
        pytest.param(Named.STATION, "union and king", ["Union Station", "King Station"], id="stations"),
        pytest.param(Named.STATION, "wilsn", ["perhaps WILSON STATION"], id="a station misspelt"),
        pytest.param(Named.STATION, "504", ["no 504"], id="a route is no station"),
        pytest.param(Named.ELEVATORS, "wilson", ["Wilson Station"], id="elevators"),
        pytest.param(Named.ESCALATORS, "wilsn", ["perhaps ESCALATORS WILSON STATION"], id="escalators, misspelt"),
        pytest.param(Named.STOP, "504", ["Bloor St West at Dovercourt Rd (504)"], id="a stop with a route's number"),
        pytest.param(Named.STOP, "14187 504", 2 * ["("], id="stops"),
        pytest.param(Named.STOP, "14799", ["Wilson Station"], id="a stop inside a station"),
        pytest.param(Named.STOP, "501", ["no 501"], id="a route is no stop"),
        pytest.param(Named.STOP, "union station", ["Union Station"], id="a station called stop"),
        pytest.param(
            Named.STOP, "Bathurst Street @ Niagara", ["perhaps STOP 15224, STOP 15225"], id="a corner with two stops"
        ),
        pytest.param(
            Named.STOP, "bathurst st at niagara st", ["which? STOP 15224, STOP 15225"], id="one name, two stops"
        ),
        pytest.param(Named.MODE, "subway", ["TTC subway"], id="a mode"),
        pytest.param(Named.MODE, "train", ["TTC subway"], id="no railway: the subway"),
        pytest.param(Named.MODE, "ferry", ["no ferry"], id="a mode that nobody has"),
        pytest.param(Named.EVERYTHING, "", ["TTC"], id="everything"),
    ],
)
def test_what_kind_of_thing_was_said_counts(named: Named, name: str, expected: list[str]) -> None:
    answers = meant(name, named)

    assert all(part in answer for part, answer in zip(expected, answers, strict=True))


def test_the_day_route_is_preferred_and_its_namesakes_are_named() -> None:
    [match] = Directory([TTC]).resolve(Wanted("KING"))

    assert [each.label for each in match.candidates] == ["504 King", "304 King", "King Station"]


def test_elevators_are_subscribed_to_apart_from_their_station() -> None:
    [match] = Directory([TTC]).resolve(Wanted("WILSON", Named.ELEVATORS))

    assert isinstance(match, Found)
    assert match.subject.target == device_target(station("Wilson").station, None)
    assert match.subject.answer == "ELEVATORS WILSON STATION"


@pytest.mark.parametrize(
    ("name", "feeds", "expected"),
    [
        pytest.param("10", (), "which? TTC 10, MIWAY 10", id="a new rider is asked"),
        pytest.param("10", ("ttc",), "10 Van Horne", id="a rider of the TTC means the TTC"),
        pytest.param("10", ("ttc", "miway"), "which? TTC 10, MIWAY 10", id="a rider of both is asked"),
        pytest.param("504", ("miway",), "504 King", id="another agency's number is found all the same"),
        pytest.param("MIWAY 10", ("ttc",), "10 Bristol-Britannia", id="the agency was said"),
        pytest.param("10 on MiWay", (), "10 Bristol-Britannia", id="the agency was said last"),
        pytest.param("miway 504", (), "perhaps 504", id="that agency has no such route"),
        pytest.param("ttc 504 king", (), "504 King", id="the agency, number and name"),
        pytest.param("bus", (), "which? TTC BUS, MIWAY BUS", id="both have buses"),
        pytest.param("bus", ("miway",), "MiWay bus", id="a rider of one means its buses"),
        pytest.param("subway", (), "TTC subway", id="one has a subway"),
        pytest.param("miway", (), "MiWay", id="all of an agency"),
    ],
)
def test_one_number_of_two_agencies(name: str, feeds: tuple[str, ...], expected: str) -> None:
    assert [shown(each) for each in BOTH.resolve(Wanted(name), feeds=feeds)] == [expected]


def test_everything_of_two_agencies_is_a_question() -> None:
    assert [shown(each) for each in BOTH.resolve(Wanted("", Named.EVERYTHING))] == ["which? TTC, MIWAY"]


@pytest.mark.parametrize(
    "directory", [pytest.param(Directory([TTC]), id="TTC"), pytest.param(BOTH, id="TTC and MiWay")]
)
def test_every_answer_means_its_subject_and_nothing_else(directory: Directory) -> None:
    targets = [each.route.target for feed in directory.feeds.values() for each in feed.routes]
    targets += [each.station.target for feed in directory.feeds.values() for each in feed.stations]
    targets += [target for feed in directory.feeds for target in (f"{feed}/agency", f"{feed}/mode/3")]

    for subject in map(directory.find, targets):
        assert subject is not None
        assert found(directory, subject.answer) == [subject]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("ttc/route/504", "504 King"),
        ("ttc/station/wilson", "Wilson Station"),
        ("ttc/station/wilson/elevators", "Wilson Station"),
        ("ttc/stop/14187", "Warden Ave at Frey Cres (14187)"),
        ("ttc/mode/1", "TTC subway"),
        ("ttc/agency", "TTC"),
    ],
)
def test_a_target_has_a_label(target: str, expected: str) -> None:
    subject = Directory([TTC]).find(target)

    assert subject is not None
    assert (subject.target, subject.label) == (target, expected)


@pytest.mark.parametrize("target", ["ttc/route/9999", "ttc/station/nowhere/elevators", "other/agency", "other/mode/1"])
def test_what_is_no_longer_listed_is_not_found(target: str) -> None:
    assert Directory([TTC]).find(target) is None


def test_a_route_listed_under_several_ids_is_one() -> None:
    listed = route("504", "King", 0)

    assert Directory([TTC]).resolve(Wanted("504"))[0] == Directory([TTC, TTC]).resolve(Wanted("504"))[0]
    assert listed in TTC.routes


def test_a_directory_without_feeds_is_empty() -> None:
    empty = Directory([])

    assert empty.is_empty
    assert [shown(empty.resolve(Wanted("504", named))[0]) for named in Named] == ["no 504"] * len(Named)


@given(st.text(st.characters(codec=None), max_size=1700), st.sampled_from(Named))
def test_resolving_never_raises(text: str, named: Named) -> None:
    for match in BOTH.resolve(Wanted(text, named)):
        assert isinstance(match, Found | Tie | Suggested | NotFound)
