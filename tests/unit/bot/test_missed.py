"""Which messages were missed, and what they still may do."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.missed import Listed, Missed, Standing, missed_among
from tests.fakes.bot_world import NEW, NOW, PHONE, SENDER, make_sid

OTHER = "+14165550102"
APPLIED, LATE, DISMISSED, OPEN = Standing


def listed(number: int, words: str = "LIST", phone: str = PHONE) -> Listed:
    return Listed(make_sid(number), phone, SENDER, words, NOW + timedelta(seconds=number))


def missed(*messages: Listed, known: Mapping[int, Standing] | None = None) -> list[tuple[str, bool, bool]]:
    """The words of what is to be applied, whether it is overtaken, and whether it is taken back."""
    standings = {make_sid(number): standing for number, standing in (known or {}).items()}
    opted_in = {each.sid for each in messages if each.words == "START"}
    found = missed_among(
        messages, standings, opted_in, until=NOW + timedelta(minutes=1), late_from=NOW + timedelta(seconds=2)
    )
    return [(each.words, place.is_overtaken, place.is_taken_back) for each, place in found]


def test_what_was_never_seen_is_missed_in_the_order_of_its_creation() -> None:
    assert missed(listed(1, "STOP"), listed(2, "START"), listed(3, "504")) == [
        ("STOP", False, False),
        ("START", False, False),
        ("504", False, False),
    ]


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        pytest.param(APPLIED, [], id="answered in its webhook"),
        pytest.param(DISMISSED, [], id="beyond what is answered in a minute"),
        pytest.param(OPEN, [("504", False, False)], id="written down by a bot that died then"),
        pytest.param(LATE, [("504", False, False)], id="applied late by a bot that died before its reply was sent"),
    ],
)
def test_what_was_applied_is_not_missed(standing: Standing, expected: list[tuple[str, bool, bool]]) -> None:
    assert missed(listed(3, "504"), known={3: standing}) == expected


def test_a_late_one_that_nobody_would_answer_any_more_is_left_alone() -> None:
    assert missed(listed(1, "504"), known={1: LATE}) == []


@pytest.mark.parametrize(
    ("later", "standing", "expected"),
    [
        pytest.param(listed(2, "LIST"), APPLIED, ("504", True, False), id="overtaken"),
        pytest.param(listed(2, "START"), APPLIED, ("504", True, True), id="overtaken by an opt-in"),
        pytest.param(listed(2, "LIST"), DISMISSED, ("504", False, False), id="what nobody heard overtakes nothing"),
        pytest.param(listed(2, "LIST", OTHER), APPLIED, ("504", False, False), id="another rider's message"),
    ],
)
def test_a_later_message_that_was_applied_overtakes(
    later: Listed, standing: Standing, expected: tuple[str, bool, bool]
) -> None:
    assert missed(listed(1, "504"), later, known={2: standing}) == [expected]


def test_what_twilios_clock_dates_later_overtakes_and_is_not_yet_missed_itself() -> None:
    until = NOW + timedelta(seconds=2)
    messages = [listed(1, "STOP"), listed(3, "START"), listed(4, "504")]
    found = missed_among(messages, {make_sid(3): APPLIED}, {make_sid(3)}, until=until, late_from=NOW)

    assert [(each.words, place.is_taken_back) for each, place in found] == [("STOP", True)]


def test_an_earlier_message_overtakes_nothing() -> None:
    assert missed(listed(1, "START"), listed(2, "504"), known={1: APPLIED}) == [("504", False, False)]


def test_what_was_applied_since_the_list_was_made_overtakes_too() -> None:
    place = Missed(NOW, listed_until=NOW)

    assert not place.is_overtaken_for(NEW)
    assert not place.is_overtaken_for(replace(NEW, heard_until=NOW))
    assert place.is_overtaken_for(replace(NEW, heard_until=NOW + timedelta(seconds=1)))


def test_an_opt_in_since_the_list_was_made_takes_back() -> None:
    place = Missed(NOW, listed_until=NOW)

    assert not place.is_taken_back_for(replace(NEW, opted_in_at=NOW))
    assert place.is_taken_back_for(replace(NEW, opted_in_at=NOW + timedelta(seconds=1)))
