"""One alert as the page tells it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.pages.telling import MOST_DETAILS, MOST_HEADER, Told, told_of
from bot.pages.wording_files import load_page_wordings
from models.alert import Alert, Translation
from models.time_range import TimeRange
from tests.fakes.bot_world import NOW, make_incident

WORDINGS = load_page_wordings()


def told(header: str, description: str = "", *, language: str = "en", number: str = "504", **fields: object) -> Told:
    alert = Alert(
        "1", (Translation(header, "en"), Translation("Aucun service", "fr")), (Translation(description, "en"),)
    )
    incident = replace(make_incident(number), alert=replace(alert, **fields))  # type: ignore[arg-type]  # fields of Alert
    return told_of(incident, NOW, WORDINGS[language])


@pytest.mark.parametrize(
    ("header", "description", "expected"),
    [
        pytest.param("No service", "Shuttles run.", ("No service", ("Shuttles run.",)), id="both"),
        pytest.param("No service", "No service", ("No service", ()), id="twice the same"),
        pytest.param("", "No service. Shuttles run.", ("No service. Shuttles run.", ()), id="no header"),
        pytest.param("504 King: No service", "", ("No service", ()), id="the route's name stands above already"),
        pytest.param("", "", ("Detour", ()), id="no words at all"),
    ],
)
def test_header_and_description_are_each_said_once(
    header: str, description: str, expected: tuple[str, tuple[str, ...]]
) -> None:
    found = told(header, description, effect="DETOUR")

    assert (found.header, found.details) == expected


def test_the_readers_language_is_chosen() -> None:
    assert told("No service", language="fr").header == "Aucun service"


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param("\u202eNo service\u202c", id="marks of direction"),
        pytest.param("No\x00 service\x1b\x07", id="control characters"),
        pytest.param("<b>No</b> <script>service</script>", id="markup"),
        pytest.param("&lt;i&gt;No&lt;/i&gt; service", id="markup in disguise"),
    ],
)
def test_what_is_no_text_is_taken_off(hostile: str) -> None:
    assert told(hostile).header == "No service"


def test_a_text_without_end_is_cut() -> None:
    found = told("word " * 10_000, "another \n\n" * 100_000)

    assert len(found.header) <= MOST_HEADER
    assert sum(map(len, found.details)) <= MOST_DETAILS + 20


@pytest.mark.parametrize(
    ("start", "end", "language", "when"),
    [
        pytest.param(-60, 120, "en", "", id="an end that creeps along with every poll"),
        pytest.param(-60, 108, "en", "Until 10:00 a.m.", id="ends today"),
        pytest.param(24 * 60, None, "en", "From Thursday, August 6, 8:12 a.m.", id="begins tomorrow"),
        pytest.param(-60, 108, "fr", "Jusqu'à 10 h 00", id="en français"),
        pytest.param(-60, None, "en", "", id="nobody knows"),
    ],
)
def test_the_time_is_said_where_somebody_has_announced_it(
    start: int, end: int | None, language: str, when: str
) -> None:
    period = TimeRange(NOW + timedelta(minutes=start), None if end is None else NOW + timedelta(minutes=end))

    assert told("No service", language=language, active_periods=(period,)).when == when


def test_a_link_is_the_agencys_own_page_and_nothing_else() -> None:
    found = told("No service", url=(Translation("javascript:alert(1)"),))

    assert (found.link, told("No service", url=(Translation("https://ttc.ca/a"),)).link) == ("", "https://ttc.ca/a")
