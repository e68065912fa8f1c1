"""What riders of a station read where several of its elevators and escalators fail, or come back, together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.alert import Alert
from models.composing import MOST_SEGMENTS, Notice
from models.delivery import Kind
from models.incident import Why
from models.segments import count_segments
from models.station import Station
from models.time_range import TimeRange
from models.together import Share, compose_together, share_of
from models.wording import Wording
from tests.unit.models.alerts import KING, MORNING, alert
from tests.wordings import ENGLISH, FRENCH, WORDINGS

PAPE = Station("ttc/station/pape", "ttc", "1", "Pape Station")
NEW, VANISHED, RESUMED = Why("new"), Why("absent"), Why("resumed", 'en "back in service"')
EAST = (
    "Pape: Elevator 8D2L out of service between concourse and Line 2 eastbound platform while we perform maintenance."
)
WEST = "Pape: Elevator 8D1L out of service between Pape Ave entrance and Line 2 westbound platform."
STAIRS = "Pape: Escalator 8D4E out of service from Line 2 platform to concourse due to construction."


def notice(
    said: str | Alert,
    kind: Kind = Kind.FIRST,
    why: Why = NEW,
    *,
    wording: Wording = ENGLISH,
    station: Station | None = PAPE,
) -> Notice:
    about = alert(said) if isinstance(said, str) else said
    return Notice(kind, about, (), "TTC", "America/Toronto", why, MORNING, wording, station)


def shares(*said: str | Alert, kind: Kind = Kind.FIRST, why: Why = NEW, wording: Wording = ENGLISH) -> list[Share]:
    found = [share_of(notice(each, kind, why, wording=wording)) for each in said]
    assert len({each.key for each in found if each}) == 1
    return [each for each in found if each]


def back(said: str) -> str:
    return said.replace("out of service", "back in service")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param(
            shares(EAST, WEST),
            "Pape Station: 2 elevators out: concourse and Line 2 eastbound platform; Pape Ave entrance and Line 2"
            " westbound platform. TTC 8:12a",
            id="two elevators",
        ),
        pytest.param(
            shares(EAST, STAIRS),
            "Pape Station: 1 elevator out: concourse and Line 2 eastbound platform. 1 escalator out: Line 2 platform"
            " to concourse. TTC 8:12a",
            id="an elevator and an escalator",
        ),
        pytest.param(
            shares(EAST, WEST, wording=FRENCH),
            "Pape Station: 2 ascenseurs hors service: concourse and Line 2 eastbound platform; Pape Ave entrance and"
            " Line 2 westbound platform. TTC 8h12",
            id="en fran\u00e7ais",
        ),
        pytest.param(
            shares(EAST, WEST, kind=Kind.UPDATE, why=Why("reopened")),
            "Update: again: Pape Station: 2 elevators out: concourse and Line 2 eastbound platform; Pape Ave entrance"
            " and Line 2 westbound platform. TTC 8:12a",
            id="out again",
        ),
        pytest.param(
            shares(EAST, WEST, kind=Kind.CLEAR, why=VANISHED),
            "Clear: Pape Station: no longer listed by TTC. It was: 2 elevators out: concourse and Line 2 eastbound"
            " platform; Pape Ave entrance and Line 2 westbound platform.",
            id="no longer listed, which is not back",
        ),
        pytest.param(
            shares(back(EAST), back(WEST), kind=Kind.CLEAR, why=RESUMED),
            "Clear: Pape Station: 2 elevators back in service: concourse and Line 2 eastbound platform; Pape Ave"
            " entrance and Line 2 westbound platform. TTC 8:12a",
            id="back, as the agency says",
        ),
        pytest.param(
            shares(*(f"Pape: Elevator {each} out of service at concourse." for each in "123")),
            "Pape Station: 3 elevators out: 1 concourse; 2 concourse; 3 concourse. TTC 8:12a",
            id="three at the same place",
        ),
        pytest.param(
            shares(
                *(f"Elevator {each}X out of service at the {'far ' * 8}end of platform {each}." for each in range(9))
            ),
            "Pape Station: 9 elevators out: 0X; 1X; 2X; 3X; 4X; 5X; 6X; 7X; 8X. TTC 8:12a",
            id="more places than fit: their numbers",
        ),
    ],
)
def test_several_devices_of_a_station_are_one_text(told: list[Share], expected: str) -> None:
    assert compose_together(told) == expected


def test_who_reads_of_more_devices_than_fit_reads_how_many_they_are() -> None:
    many = shares(*(f"Elevator out of service at the {'far ' * 8}end of platform {each}." for each in range(9)))
    text = compose_together([*many, *shares(STAIRS)])

    assert text.startswith("Pape Station: 9 elevators out: the far ")
    assert text.endswith(" +5. 1 escalator out.")
    assert count_segments(text) == MOST_SEGMENTS


def test_an_end_is_told_where_it_is_the_same_for_all() -> None:
    def until(said: str, hour: int) -> Alert:
        return alert(said, active_periods=(TimeRange(MORNING, MORNING.replace(hour=hour, minute=0)),))

    common, different = shares(until(EAST, 21), until(WEST, 21)), shares(until(EAST, 21), until(WEST, 22))

    assert compose_together(common).startswith("Pape Station: 2 elevators out until 5:00p: concourse")
    assert compose_together(different).startswith("Pape Station: 2 elevators out: concourse")


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(notice(alert("Elevator 1 moved.")), id="it is not out"),
        pytest.param(notice(EAST, Kind.UPDATE, Why("changed")), id="what has changed about it"),
        pytest.param(notice(EAST, Kind.PLANNED), id="a reminder"),
        pytest.param(notice(f"{EAST} Shuttle buses run to Donlands."), id="what runs instead"),
        pytest.param(notice(EAST, station=None), id="nobody knows the station"),
        pytest.param(notice(EAST, Kind.CLEAR, RESUMED), id="back, but in what words?"),
    ],
)
def test_what_has_more_to_say_is_a_text_of_its_own(told: Notice) -> None:
    assert share_of(told) is None


def test_a_text_for_a_route_is_a_text_of_its_own() -> None:
    assert share_of(Notice(Kind.FIRST, alert(EAST), (KING,), "TTC", "UTC", NEW, MORNING, ENGLISH, PAPE)) is None


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(notice(WEST[6:], station=Station("ttc/station/wilson", "ttc", "2", "Wilson")), id="elsewhere"),
        pytest.param(notice(WEST, Kind.CLEAR, VANISHED), id="an end"),
        pytest.param(notice(WEST, Kind.UPDATE, Why("reopened")), id="out again"),
        pytest.param(
            notice(alert(WEST, active_periods=(TimeRange(MORNING.replace(day=12)),))), id="out from Thursday on"
        ),
    ],
)
def test_what_begins_otherwise_is_not_put_together(other: Notice) -> None:
    one, another = share_of(notice(EAST)), share_of(other)

    assert one is not None
    assert another is not None
    assert one.key != another.key


NAMES = st.text("Aé\u7dda b.-'", min_size=1, max_size=60)
DEVICES = st.builds(
    "{} {} out of service {} {}".format,
    st.sampled_from(["Elevator", "Escalator", "Ascenseur"]),
    st.sampled_from(["", "1", "8D2L", "12-345"]),
    st.sampled_from(["at", "between", "from"]),
    st.text("Ax\u00ea\u7dda {}[] ;,<&", min_size=1, max_size=90),
)


@given(
    st.lists(DEVICES, min_size=2, max_size=25),
    NAMES,
    st.sampled_from([(Kind.FIRST, NEW), (Kind.CLEAR, VANISHED), (Kind.CLEAR, Why("ended"))]),
    st.sampled_from([WORDINGS.of(each) for each in sorted(WORDINGS.languages)]),
)
def test_whatever_the_devices_the_text_names_the_station_and_keeps_to_its_segments(
    said: list[str], name: str, told: tuple[Kind, Why], wording: Wording
) -> None:
    station = Station("x/station/x", "x", "1", f"Q{name}")
    found = [share_of(notice(each, *told, wording=wording, station=station)) for each in said]
    if several := [each for each in found if each is not None]:
        text = compose_together(several)

        assert count_segments(text) <= MOST_SEGMENTS
        assert "Q" in text
        assert "\n" not in text
