"""The number on the page."""

import pytest

from bot.pages.number import qr_code, text_link, written


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        pytest.param("+14165550199", "+1 416-555-0199", id="a long code"),
        pytest.param("87287", "87287", id="a short code"),
        pytest.param("", "", id="none is known"),
    ],
)
def test_a_number_is_written_as_people_read_it(number: str, expected: str) -> None:
    assert written(number) == expected


@pytest.mark.parametrize(
    ("words", "link"),
    [
        pytest.param("", "sms:+14165550199", id="an empty text"),
        pytest.param("504", "sms:+14165550199?&body=504", id="a route"),
        pytest.param("ÉTAT 504 & 5", "sms:+14165550199?&body=%C3%89TAT%20504%20%26%205", id="signs and accents"),
    ],
)
def test_a_link_opens_a_text(words: str, link: str) -> None:
    assert text_link("+14165550199", words) == link


def test_the_code_is_a_picture_in_the_page_itself() -> None:
    code = qr_code("+14165550199")

    assert code.startswith("<svg viewBox=")
    assert not any(each in code for each in ("style=", "<script", "href", "http"))
    assert qr_code("+14165550198") != code
    assert qr_code("") == ""
