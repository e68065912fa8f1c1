"""The words around an alert are there in every language."""

import pytest

from models.wording import Wording
from tests.wordings import WORDINGS


@pytest.mark.parametrize(
    "wording", [WORDINGS.of(each) for each in sorted(WORDINGS.languages)], ids=lambda each: each.language
)
def test_the_calendar_is_complete(wording: Wording) -> None:
    assert len(wording.say("alert.months").split()) == 12
    assert len(wording.say("alert.weekdays").split()) == 7
    assert wording.say("alert.hours") in {"12", "24"}
