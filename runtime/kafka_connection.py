"""How every client of Kafka connects: address, TLS and SASL, as aiokafka wants them."""

import ssl
from typing import Any

from runtime.errors import StartError
from runtime.secret_files import read_text
from runtime.settings import KafkaSettings


def connection(settings: KafkaSettings) -> dict[str, Any]:
    """Keyword arguments for a producer, a consumer or an admin client.

    Raises:
        StartError: a certificate, a key or a password cannot be read.
    """
    arguments: dict[str, Any] = {
        "bootstrap_servers": settings.kafka_bootstrap_servers,
        "security_protocol": settings.kafka_security_protocol,
        "request_timeout_ms": int(settings.kafka_timeout_s * 1000),
    }
    if settings.kafka_uses_tls:
        arguments["ssl_context"] = _tls(settings)
    if settings.kafka_uses_sasl:
        arguments |= {
            "sasl_mechanism": settings.kafka_sasl_mechanism,
            "sasl_plain_username": settings.kafka_sasl_username,
            "sasl_plain_password": _password(settings),
        }
    return arguments


def _password(settings: KafkaSettings) -> str:
    if settings.kafka_sasl_password is not None:
        return settings.kafka_sasl_password.get_secret_value()
    file = settings.kafka_sasl_password_file
    if file is None:
        raise StartError("KAFKA_SASL_PASSWORD and KAFKA_SASL_PASSWORD_FILE are not set")
    return read_text("KAFKA_SASL_PASSWORD_FILE", file).strip()


def _tls(settings: KafkaSettings) -> ssl.SSLContext:
    """Checks the broker's name and certificate, always: a private authority is named by KAFKA_CA_FILE."""
    try:
        context = ssl.create_default_context(cafile=settings.kafka_ca_file)
    except (OSError, ssl.SSLError) as error:
        raise StartError(f"cannot read KAFKA_CA_FILE={settings.kafka_ca_file}: {error}") from error
    if settings.kafka_client_cert_file is not None:
        files = f"{settings.kafka_client_cert_file}, KAFKA_CLIENT_KEY_FILE={settings.kafka_client_key_file}"
        try:
            context.load_cert_chain(settings.kafka_client_cert_file, settings.kafka_client_key_file)
        except (OSError, ssl.SSLError) as error:
            raise StartError(f"cannot read KAFKA_CLIENT_CERT_FILE={files}: {error}") from error
    return context
