"""QUIET: hours without texts."""

import pytest

from models.rider import Quiet
from tests.fakes.bot_world import NEW
from tests.fakes.phone import Phone

TEN, SIX = 22 * 60, 6 * 60


@pytest.mark.parametrize(
    ("words", "quiet", "reply"),
    [
        ("quiet 10pm-6am", Quiet(TEN, SIX), "No texts 10p-6a. QUIET OFF ends that."),
        (
            "quiet 10pm-6am except major",
            Quiet(TEN, SIX, except_major=True),
            "No texts 10p-6a, but urgent alerts come. QUIET OFF ends that.",
        ),
        ("calme 22h-6h", Quiet(TEN, SIX), "Pas de textos 22h-6h. CALME NON pour annuler."),
        ("quiet off", None, "No quiet hours of yours now. At night only urgent alerts come."),
        ("quiet", None, "Write for example QUIET 10PM-6AM, QUIET 10PM-6AM EXCEPT MAJOR, or QUIET OFF."),
    ],
)
def test_quiet_hours_are_set_and_confirmed(words: str, quiet: Quiet | None, reply: str) -> None:
    phone = Phone()

    assert phone.reads(words) == reply
    assert phone.rider.quiet == quiet


def test_the_latest_quiet_hours_count() -> None:
    phone = Phone()
    phone.writes("quiet 10pm-6am except major", "quiet 11pm-5am")

    assert phone.rider.quiet == Quiet(23 * 60, 5 * 60)


def test_a_question_about_quiet_hours_leaves_them() -> None:
    phone = Phone()
    phone.writes("quiet 10pm-6am", "quiet")

    assert phone.rider.quiet == Quiet(TEN, SIX)


@pytest.mark.parametrize("words", ["quiet 10pm-6am", "quiet off"])
def test_texts_that_wait_are_looked_at_again(words: str) -> None:
    assert Phone(NEW).writes(words).is_rehearing
