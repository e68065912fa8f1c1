"""Links are whole, or not there."""

import pytest

from models.prose.links import first_link, has_link, without_links


@pytest.mark.parametrize(
    ("text", "link", "rest"),
    [
        pytest.param("Details at https://ttc.ca/504.", "https://ttc.ca/504", "Details.", id="at the end"),
        pytest.param("Stop moved (see www.ttc.ca/1).", "www.ttc.ca/1", "Stop moved.", id="in brackets"),
        pytest.param("See https://a.ca/x, then walk.", "https://a.ca/x", ", then walk.", id="in the middle"),
        pytest.param("Detour.", "", "Detour.", id="none"),
        pytest.param("See https://a.ca/\u202egnp.exe", "https://a.ca/", "\u202egnp.exe", id="to be read backwards"),
        pytest.param("See https://a.ca\x00.evil.example", "https://a.ca", "\x00.evil.example", id="cut by a control"),
    ],
)
def test_links_are_taken_out_with_what_points_to_them(text: str, link: str, rest: str) -> None:
    assert (first_link(text), without_links(text), has_link(text)) == (link, rest, bool(link))
