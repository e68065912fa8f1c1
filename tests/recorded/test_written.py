"""Series written by hand after what agencies do: tests/feeds/series, a folder for each, a comment in each poll."""

from pathlib import Path

import pytest

from pipeline.deciding.memory import Start
from tests.recorded.player import Player, Told
from tests.recorded.recordings import polls

SERIES = Path(__file__).parents[1] / "feeds" / "series"
DUFFERIN = "01 opened 65100: effect"  # listed throughout, so that the feed is never empty


def told_by(name: str) -> list[str]:
    """One line for each event: the poll before which, or at which, it was told; the change, the entities, the rule."""
    player = Player(Start.EMPTY)
    files = sorted((SERIES / name).iterdir())
    return [
        f"{file.stem} {line(told)}"
        for file, (snapshot, at) in zip(files, polls(files), strict=True)
        for told in player.play(snapshot, at)
    ]


def line(told: Told) -> str:
    what, why = told.occurrence, told.occurrence.why
    entities = "+".join(each.entity_id for each in told.after.entities)
    about = what.service_date.isoformat() if what.service_date else why.rule
    return f"{what.change} {entities}: {why.evidence if about == 'updated' else about}"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        pytest.param(
            "ids_reused",
            [DUFFERIN, "01 opened 202: effect", "02 opened 202: effect", "04 cleared 202: absent"],
            id="an id is given to another alert",
        ),
        pytest.param(
            "positions_shift",
            [
                *(f"01 opened {number}: effect" for number in range(1, 6)),
                "04 opened 1: effect",
                "04 cleared 2: absent",
            ],
            id="ids are positions: one goes, one comes, all turn round",
        ),
        pytest.param("merged_and_split", ["01 opened 65310+65311: effect"], id="two entities become one and two again"),
        pytest.param(
            "half_a_day_off",
            ["01 opened 65400: effect", "04 cleared 65400: resumed"],
            id="p.m. was typed for a.m., and mended",
        ),
        pytest.param(
            "resumed_on_its_own",
            [
                "01 opened 65302: effect",
                "01 opened 65303: effect",
                "02 cleared 65302+65340: resumed",
                "03 opened 65341: text",
            ],
            id="the end is told by an entity of its own",
        ),
        pytest.param(
            "resumed_under_its_id",
            [DUFFERIN, "01 opened 65302: effect", "02 cleared 65302: resumed"],
            id="the end is told under the same id, and listed for a while",
        ),
        pytest.param(
            "a_stock_phrase",
            ["01 opened 65900: text", "01 opened 65901: effect", "02 cleared 65901: resumed"],
            id="the end is told in the words of another end",
        ),
        pytest.param(
            "ends_in_the_same_words",
            [
                DUFFERIN,
                "01 opened 66000: effect",
                "02 cleared 66000: resumed",
                "04 opened 66010: effect",
                "05 cleared 66010: resumed",
            ],
            id="two in a day end in the same words",
        ),
        pytest.param(
            "listed_again",
            [DUFFERIN, "01 opened 65302: effect", "04 cleared 65302: absent", "05 updated 65377: reopened"],
            id="dropped, and listed again under another id",
        ),
        pytest.param(
            "copies",
            [
                "01 opened 65310+65311: effect",
                "01 opened 65320: effect",
                "02 updated 65320+65321: routes added: ttc/route/986",
                "03 opened 65311: effect",
                "06 cleared 65320+65321: absent",
            ],
            id="60/960 and 86/986: one comes late, one goes another way",
        ),
        pytest.param(
            "a_week_of_nights",
            [
                DUFFERIN,
                "01 opened 65500: ahead",
                "02 upcoming 65500+65510: 2026-08-06",
                "04 upcoming 65500+65511: 2026-08-07",
                "06 upcoming 65500+65510: 2026-08-08",
                "08 cleared 65500+65510: ended",
            ],
            id="the nights of a closure are no incidents of their own",
        ),
        pytest.param(
            "it_begins_as_announced",
            [DUFFERIN, "01 opened 65800: ahead", "01 upcoming 65800: 2026-08-05", "04 cleared 65801: ended"],
            id="what was announced begins, under another id and start",
        ),
        pytest.param(
            "the_next_weekend",
            [
                DUFFERIN,
                "01 opened 65700: effect",
                "02 opened 65701: ahead",
                "03 opened 65702: ahead",
                "04 cleared 65700: absent",
            ],
            id="next weekend's closure is not this weekend's, nor another stretch's",
        ),
        pytest.param(
            "an_end_that_creeps",
            ["01 opened 65600: effect", "06 updated 65600: the end moved from 17:04 to 17:50 UTC"],
            id="an end that creeps along, and jumps once",
        ),
        pytest.param(
            "an_elevator_back_in_service",
            ["01 opened 63915: effect", "01 opened 63916: effect", "03 cleared 63915: resumed"],
            id="two elevators of one station",
        ),
    ],
)
def test_a_written_series_tells(name: str, told: list[str]) -> None:
    assert told_by(name) == told


def test_every_written_series_is_told_of_here() -> None:
    marks = test_a_written_series_tells.pytestmark  # type: ignore[attr-defined]  # pytest's own

    assert {each.name for each in SERIES.iterdir()} == {param.values[0] for param in marks[0].args[1]}
