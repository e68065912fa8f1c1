"""What the fragment of a webhook URL asks for."""

import pytest

from sandbox.twilio_simulator.overrides import KINDS, ConnectionOverrides, parse_overrides


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("https://bot/sms", ConnectionOverrides(), id="none: Twilio's defaults"),
        pytest.param(
            "https://bot/sms#rc=3&rt=4500&rp=ct,rt,5xx",
            ConnectionOverrides(read_timeout_s=4.5, retries=3, retry_on=frozenset({"ct", "rt", "5xx"})),
            id="as our README says",
        ),
        pytest.param("https://bot/sms#rp=all", ConnectionOverrides(retry_on=KINDS), id="all"),
        pytest.param("https://bot/sms#rc=99&ct=1", ConnectionOverrides(0.1, retries=5), id="out of bounds"),
        pytest.param("https://bot/sms#rc=many&tt=²", ConnectionOverrides(), id="no numbers"),
    ],
)
def test_overrides_are_read_from_the_fragment(url: str, expected: ConnectionOverrides) -> None:
    assert parse_overrides(url) == expected
