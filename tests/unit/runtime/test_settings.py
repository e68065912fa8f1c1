"""A process that cannot start says which variable is missing or wrong, in one line."""

import pytest

from notifier.settings import NotifierSettings
from runtime.settings import load_settings

VALID = {
    "MONGODB_URI": "mongodb://127.0.0.1/?replicaSet=rs0",
    "KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:9092",
    "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "TWILIO_AUTH_TOKEN": "secret-token",
    "TWILIO_SENDER": "+14165550199",
    "PUBLIC_BASE_URL": "https://bot.example.org",
}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    for name, value in VALID.items():
        monkeypatch.setenv(name, value)
    return VALID


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        pytest.param("MONGODB_URI", None, "MONGODB_URI is not set", id="missing"),
        pytest.param("TWILIO_ACCOUNT_SID", "SK123", "TWILIO_ACCOUNT_SID is wrong", id="an API key's sid"),
        pytest.param("PUBLIC_BASE_URL", "bot.example.org", "PUBLIC_BASE_URL is wrong", id="no scheme"),
        pytest.param("PUBLIC_BASE_URL", "https://bot.example.org/", "PUBLIC_BASE_URL is wrong", id="slash at the end"),
        pytest.param(
            "PUBLIC_BASE_URL", "https://my_bot.example.org", "PUBLIC_BASE_URL is wrong", id="Twilio wants no _"
        ),
        pytest.param("PUBLIC_BASE_URL", "https://a:b@example.org", "PUBLIC_BASE_URL is wrong", id="not what is signed"),
        pytest.param("PUBLIC_BASE_URL", "https://bot.example.org#rc=2", "PUBLIC_BASE_URL is wrong", id="overrides"),
        pytest.param("KAFKA_BOOTSTRAP_SERVERS", "localhost:abc", "KAFKA_BOOTSTRAP_SERVERS is wrong", id="no port"),
        pytest.param("SEGMENTS_PER_SECOND", "fast", "SEGMENTS_PER_SECOND is wrong", id="not a number"),
    ],
)
def test_one_line_names_the_variable(  # noqa: PLR0917  # pytest's fixtures
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    value: str | None,
    expected: str,
) -> None:
    monkeypatch.setenv(name, value) if value else monkeypatch.delenv(name)

    with pytest.raises(SystemExit) as exit_info:
        load_settings(NotifierSettings)

    said = capsys.readouterr().err
    assert (exit_info.value.code, expected in said, said.count("\n")) == (1, True, 1)


def test_a_secret_is_not_shown(environment: dict[str, str]) -> None:
    assert "secret-token" not in repr(load_settings(NotifierSettings))


@pytest.mark.parametrize(
    "url",
    ["https://bot.example.org", "https://bot.example.org/hooks", "https://x.org:8443/a/b_c", "http://127.0.0.1:8080"],
)
def test_addresses_that_twilio_can_call_are_taken(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("PUBLIC_BASE_URL", url)

    assert load_settings(NotifierSettings).public_base_url == url


SECRET = "5ecretPa55word"


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"TWILIO_ACCOUNT_SID": SECRET}, id="the token where the sid belongs"),
        pytest.param({"PUBLIC_BASE_URL": f"https://me:{SECRET}@bot.example"}, id="a password in the address"),
        pytest.param({"INTERNAL_PORT": SECRET}, id="the token where a port belongs"),
        pytest.param({"KAFKA_BOOTSTRAP_SERVERS": f"me:{SECRET}@broker"}, id="a password among brokers"),
        pytest.param(
            {"KAFKA_SECURITY_PROTOCOL": "SASL_SSL", "KAFKA_SASL_PASSWORD": SECRET}, id="half of what SASL needs"
        ),
    ],
)
def test_what_is_wrong_is_named_and_not_quoted(
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    wrong: dict[str, str],
) -> None:
    for name, value in wrong.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(SystemExit):
        load_settings(NotifierSettings)

    said = capsys.readouterr().err
    assert (said.startswith("cannot start: "), SECRET in said) == (True, False)
