"""A text says of which revision of which incident it is, whatever stands around the name."""

import pytest

from tests.chaos.harness.names import Heard, alert_text, heard, place, places_in

PLACES = {place(1), place(2)}
ENOUGH = 20_000  # an hour under fire has fewer revisions


def test_no_two_revisions_have_the_same_name() -> None:
    assert len({place(number) for number in range(ENOUGH)}) == ENOUGH


def test_an_alert_names_its_incident_and_its_revision() -> None:
    assert places_in(alert_text(place(1), place(2))) == [place(1), place(2)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            f"504 King: No service Pavame-{place(1)}, fire. TTC 8:12a", [Heard(place(1), is_clear=False)], id="first"
        ),
        pytest.param(
            f"Update: 504 King: {alert_text('Pavame', place(2))}", [Heard(place(2), is_clear=False)], id="update"
        ),
        pytest.param(
            f"Update: again 504: {alert_text('Pavame', place(2))}", [Heard(place(2), is_clear=False)], id="again"
        ),
        pytest.param(
            f"Clear: 504 King: {alert_text('Pavame', place(1))}", [Heard(place(1), is_clear=True)], id="all-clear"
        ),
        pytest.param(
            f"Wilson Station: 2 elevators out: {place(1)}; {place(2)}. TTC 8:12a",
            [Heard(place(1), is_clear=False), Heard(place(2), is_clear=False)],
            id="two elevators in one text",
        ),
        pytest.param(
            f"Clear: Wilson Station: no longer listed by TTC. It was: 1 elevator out: {place(2)}.",
            [Heard(place(2), is_clear=True)],
            id="an elevator's all-clear",
        ),
        pytest.param(
            f"Welcome back: 504 King. Now: 504: {alert_text('Pavame', place(1))}", [], id="a reply that shows it"
        ),
        pytest.param("504 King: No service Rugeto-Vonidu, fire.", [], id="places that nobody has named"),
        pytest.param("You get alerts for 504 King.", [], id="no alert at all"),
    ],
)
def test_a_text_is_about_the_revision_that_it_names(body: str, expected: list[Heard]) -> None:
    assert heard(body, PLACES) == expected
