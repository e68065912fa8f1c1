"""What is set about TLS and SASL is what aiokafka is told."""

import ssl
from pathlib import Path

import pytest
from pydantic import ValidationError

from runtime.errors import StartError
from runtime.kafka_connection import connection
from runtime.settings import KafkaSettings

SERVERS = {"kafka_bootstrap_servers": "kafka:9092"}
SASL = {"kafka_sasl_username": "headway", "kafka_sasl_password": "secret-word"}


def settings(**values: object) -> KafkaSettings:
    return KafkaSettings.model_validate({**SERVERS, **values})


def test_plaintext_is_the_default() -> None:
    assert connection(settings()) == {
        "bootstrap_servers": "kafka:9092",
        "security_protocol": "PLAINTEXT",
        "request_timeout_ms": 10_000,
    }


@pytest.mark.parametrize("mechanism", ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"])
def test_sasl_carries_user_and_password(mechanism: str) -> None:
    its = settings(kafka_security_protocol="SASL_PLAINTEXT", kafka_sasl_mechanism=mechanism, **SASL)
    arguments = connection(its)

    assert arguments["security_protocol"] == "SASL_PLAINTEXT"
    assert {name: value for name, value in arguments.items() if name.startswith("sasl")} == {
        "sasl_mechanism": mechanism,
        "sasl_plain_username": "headway",
        "sasl_plain_password": "secret-word",
    }
    assert "secret-word" not in repr(its)


def test_tls_checks_the_brokers_name_and_certificate() -> None:
    context = connection(settings(kafka_security_protocol="SASL_SSL", **SASL))["ssl_context"]

    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        pytest.param({"kafka_security_protocol": "SASL_SSL"}, "KAFKA_SASL_USERNAME or", id="nothing"),
        pytest.param(
            {"kafka_security_protocol": "SASL_SSL", "kafka_sasl_username": "headway"},
            "SASL needs both",
            id="no password",
        ),
        pytest.param({"kafka_security_protocol": "TLS"}, "'SSL'", id="no such protocol"),
        pytest.param(SASL, "PLAINTEXT has no use for it", id="a password that would not be asked for"),
        pytest.param({"kafka_ca_file": "ca.pem"}, "PLAINTEXT is no TLS", id="an authority, and no TLS"),
        pytest.param(
            {"kafka_security_protocol": "SASL_PLAINTEXT", **SASL, "kafka_client_cert_file": "c.pem"},
            "SASL_PLAINTEXT is no TLS",
            id="our certificate, and no TLS",
        ),
        pytest.param(
            {"kafka_security_protocol": "SSL", "kafka_client_key_file": "c.key"},
            "KAFKA_CLIENT_CERT_FILE is not",
            id="a key without its certificate",
        ),
    ],
)
def test_what_does_not_fit_together_is_refused(values: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        settings(**values)


@pytest.mark.parametrize("name", ["kafka_ca_file", "kafka_client_cert_file"])
def test_a_file_that_cannot_be_read_is_named(name: str, tmp_path: Path) -> None:
    its = settings(kafka_security_protocol="SSL", **{name: tmp_path / "nothing.pem"})

    with pytest.raises(StartError, match=rf"cannot read {name.upper()}=.*nothing\.pem"):
        connection(its)


def test_the_password_may_be_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("secret-word\n", encoding="utf-8")
    named = {"kafka_security_protocol": "SASL_SSL", "kafka_sasl_username": "headway", "kafka_sasl_password_file": file}
    password = connection(settings(**named))["sasl_plain_password"]
    file.unlink()

    assert password == "secret-word"
    with pytest.raises(StartError, match=r"cannot read KAFKA_SASL_PASSWORD_FILE=.*No such file"):
        connection(settings(**named))
