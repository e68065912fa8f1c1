"""What an alert says, each thing once."""

import pytest

from models.prose.units import MOST_UNIT, everything_of, units_of


def same(text: str) -> str:
    return text


def told(header: str, description: str = "") -> list[str]:
    """Each unit, marked with a star where riders need it."""
    return [f"{'*' if each.is_needed else ''}{each.text}" for each in units_of(header, description, same)]


@pytest.mark.parametrize(
    ("header", "description", "expected"),
    [
        pytest.param(
            "Detour. Crews work. Shuttles run.", "", ["*Detour.", "Crews work.", "*Shuttles run."], id="shuttles"
        ),
        pytest.param("Closed. Open until 9.", "", ["*Closed.", "*Open until 9."], id="until when"),
        pytest.param(
            "Detour via Queen St near Bay",
            "Detour via Queen St near Bay.",
            ["*Detour via Queen St near Bay."],
            id="twice",
        ),
        pytest.param("Detour, no shuttle. No shuttle.", "", ["*Detour, no shuttle."], id="words twice"),
        pytest.param(
            "Route 111 detour",
            "Route 111 detoured via Bay.",
            ["*Route 111 detoured via Bay."],
            id="said again, with more",
        ),
        pytest.param(
            "Stop closed", "Use Bay instead.", ["*Stop closed", "Use Bay instead."], id="what to do is no beginning"
        ),
        pytest.param("Delays", "A train broke down.", ["*Delays. A train broke down."], id="a bare word"),
        pytest.param(
            "Line 5 notice",
            "The north gate of the station is shut now.",
            ["*The north gate of the station is shut now."],
            id="a heading",
        ),
        pytest.param(
            "Main closed",
            "Main will be a fine station.",
            ["*Main closed. Main will be a fine station."],
            id="why it is",
        ),
        pytest.param(
            "No trains to Finch now. Trains to Finch later now.",
            "",
            ["*No trains to Finch now.", "Trains to Finch later now."],
            id="yes and no",
        ),
        pytest.param(
            "Lincoln Ave @ Wendell St closed",
            "Please use the nearby bus stop at Lincoln Ave @ Vincent St.",
            ["*Lincoln Ave @ Wendell St closed", "Please use the nearby bus stop at Lincoln Ave @ Vincent St."],
            id="as long as a header that is cut off",
        ),
        pytest.param(
            "Line 1 Yonge-University: There i",
            "There is no service on Line 1 Yonge-University.",
            ["*There is no service on Line 1 Yonge-University."],
            id="cut off behind its route's name",
        ),
        pytest.param(
            "No service between St. Clair and Main St.",
            "Shuttle buses run between St. Clair and Main St.",
            ["*No service between St. Clair and Main St.", "*Shuttle buses run"],
            id="a shuttle between the same places",
        ),
        pytest.param(
            "No service between Bay and Main Station.",
            "Shuttle buses run between Bay and Main.",
            ["*No service between Bay and Main Station.", "*Shuttle buses run between Bay and Main."],
            id="a shuttle to another place",
        ),
        pytest.param(
            "Red Line shuttle",
            "Red Line train service will resume on Monday. All shuttle bus stops are accessible.",
            [
                "*Red Line shuttle. Red Line train service will resume on Monday.",
                "All shuttle bus stops are accessible.",
            ],
            id="a shuttle that only the header names",
        ),
        pytest.param("17 Main", "Stop 12 closed.", ["*Stop 12 closed."], id="a route's name"),
        pytest.param("Thank you.", "", ["*Thank you."], id="a courtesy and nothing else"),
        pytest.param("Thank you.", "Detour.", ["*Detour."], id="a courtesy in front"),
        pytest.param("Closed", "Go to http://a.ca/x for full info.", ["*Closed"], id="a pointer"),
        pytest.param("", "", [], id="nothing"),
    ],
)
def test_units(header: str, description: str, expected: list[str]) -> None:
    assert told(header, description) == expected


def test_a_unit_that_never_ends_is_cut() -> None:
    assert len(told("word " * 500)[0]) <= MOST_UNIT + 1


def test_who_asks_for_everything_gets_the_courtesies_as_well() -> None:
    assert everything_of("Detour.", "Thank you. See https://a.ca/x", same) == ["Detour.", "Thank you."]
