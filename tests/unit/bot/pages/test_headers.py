"""What a browser is told about our pages."""

import base64
import hashlib

import pytest

from bot.pages.headers import security_headers


def test_only_the_style_sheet_of_the_page_itself_counts() -> None:
    digest = base64.b64encode(hashlib.sha256(b"a {}").digest()).decode()
    policy = security_headers("a {}", "https://bot.example.org")["Content-Security-Policy"].split("; ")

    assert policy[:2] == ["default-src 'none'", f"style-src 'sha256-{digest}'"]
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    ("url", "is_sent"),
    [
        pytest.param("https://bot.example.org", True, id="behind https"),
        pytest.param("http://localhost:8080", False, id="on this machine"),
    ],
)
def test_https_is_insisted_on_where_there_is_https(url: str, is_sent: bool) -> None:
    assert ("Strict-Transport-Security" in security_headers("", url)) is is_sent
