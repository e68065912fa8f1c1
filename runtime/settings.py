"""Settings that more than one process has, and how a missing one is reported."""

import sys
from pathlib import Path
from typing import Literal, Self, TypeVar

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

Settings = TypeVar("Settings", bound=BaseSettings)
SENDER = r"(\+[0-9]{5,15}|MG[0-9a-fA-F]{32})"  # a number in E.164, or a Messaging Service's sid
SecurityProtocol = Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]
SaslMechanism = Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"]


class EnvironmentSettings(BaseSettings):
    """Each setting is read from the environment variable of its name, or from `.env`."""

    # An empty variable is an unset one: compose files and .env.example have such.
    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)


class ProcessSettings(EnvironmentSettings):
    """What every process needs."""

    mongodb_uri: str = Field(description="MongoDB's address; a replica set of at least one member")
    mongodb_database: str = Field(default="headway", min_length=1, description="name of the database")
    mongodb_username: str | None = Field(default=None, description="who we are to MongoDB; what its address says wins")
    mongodb_password: SecretStr | None = Field(default=None, description="the password that goes with the name")
    mongodb_password_file: Path | None = Field(default=None, description="a file with the password, where none is set")
    mongodb_tls_ca_file: Path | None = Field(default=None, description="who signed MongoDB's certificate; turns TLS on")
    mongodb_tls_certificate_key_file: Path | None = Field(
        default=None, description="our own certificate and key (PEM), where MongoDB asks for one; turns TLS on"
    )
    mongodb_timeout_s: float = Field(default=10, gt=0, description="longest wait for one operation of MongoDB")
    internal_host: str = Field(default="127.0.0.1", description="address of /healthz, /readyz and /metrics")
    internal_port: int = Field(ge=0, le=65535, description="port of /healthz, /readyz and /metrics")
    log_format: str = Field(default="json", pattern="^(json|console)$", description="json or console")
    log_level: str = Field(default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="least level logged")
    otel_exporter_otlp_endpoint: str | None = Field(
        default=None,
        pattern="^https?://[^?#]+$",
        description="where OpenTelemetry's spans go (OTLP over HTTP); needs the extra `otel`",
    )
    start_patience_s: float = Field(default=60, gt=0, description="how long to wait at start for MongoDB and Kafka")


class KafkaSettings(EnvironmentSettings):
    """Where events travel."""

    kafka_bootstrap_servers: str = Field(
        pattern=r"^[^,:\s]+:\d+(,[^,:\s]+:\d+)*$", description="host:port of one or more brokers, comma-separated"
    )
    kafka_partitions: int = Field(default=12, ge=1, description="partitions of the topic, where it is created here")
    kafka_replication: int = Field(default=1, ge=1, description="replicas of the topic, where it is created here")
    kafka_idempotence: bool = Field(default=True, description="false only for a broker without idempotent producers")
    kafka_session_timeout_s: float = Field(
        default=10, gt=0, description="a group goes on without a killed member then; brokers want 6 or more"
    )
    kafka_fetch_wait_s: float = Field(default=0.5, gt=0, description="how long a broker may hold back an empty answer")
    kafka_check_s: float = Field(default=5, gt=0, description="how often the broker and its topics are looked at")
    kafka_timeout_s: float = Field(default=10, gt=0, description="longest wait for a publish or a commit")
    kafka_security_protocol: SecurityProtocol = Field(
        default="PLAINTEXT", description="PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL"
    )
    kafka_sasl_mechanism: SaslMechanism = Field(default="PLAIN", description="PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512")
    kafka_sasl_username: str | None = Field(default=None, description="needed with SASL_PLAINTEXT and SASL_SSL")
    kafka_sasl_password: SecretStr | None = Field(default=None, description="needed with SASL_PLAINTEXT and SASL_SSL")
    kafka_sasl_password_file: Path | None = Field(
        default=None, description="a file with the password, where none is set"
    )
    kafka_ca_file: Path | None = Field(default=None, description="the brokers' authority (PEM), if not a known one")
    kafka_client_cert_file: Path | None = Field(default=None, description="our certificate (PEM), if brokers want one")
    kafka_client_key_file: Path | None = Field(default=None, description="its key (PEM), if in a file of its own")

    @property
    def kafka_uses_tls(self) -> bool:
        return self.kafka_security_protocol.endswith("SSL")

    @property
    def kafka_uses_sasl(self) -> bool:
        return self.kafka_security_protocol.startswith("SASL_")

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        protocol = f"KAFKA_SECURITY_PROTOCOL={self.kafka_security_protocol}"
        has_password = self.kafka_sasl_password or self.kafka_sasl_password_file
        if self.kafka_uses_sasl and not (self.kafka_sasl_username and has_password):
            raise ValueError("KAFKA_SASL_USERNAME or KAFKA_SASL_PASSWORD is not set: SASL needs both")
        # What was meant to be secret would go in plain.
        if self.kafka_sasl_username and not self.kafka_uses_sasl:
            raise ValueError(f"KAFKA_SASL_USERNAME is set, {protocol} has no use for it: SASL_SSL has")
        if (self.kafka_ca_file or self.kafka_client_cert_file) and not self.kafka_uses_tls:
            raise ValueError(
                f"KAFKA_CA_FILE or KAFKA_CLIENT_CERT_FILE is set, {protocol} is no TLS: SSL or SASL_SSL is"
            )
        if self.kafka_client_key_file and not self.kafka_client_cert_file:
            raise ValueError("KAFKA_CLIENT_KEY_FILE is set, KAFKA_CLIENT_CERT_FILE is not: it needs both")
        return self


class TwilioSettings(EnvironmentSettings):
    """The account that sends for us, and how it calls us."""

    twilio_account_sid: str = Field(pattern="^AC[0-9a-fA-F]{32}$", description="the account's sid")
    twilio_auth_token: SecretStr = Field(description="the account's primary auth token")
    twilio_sender: str = Field(pattern=f"^{SENDER}$", description="number or service sid")
    # Twilio refuses a status callback whose host has an underscore: not one text would go out.
    public_base_url: str = Field(
        pattern=r"^https?://[^/_@?#\s]+(/[^?#\s]*[^/?#\s])?$",
        description="the bot's address as Twilio calls it, without a slash at its end",
    )
    twilio_api_url: str = Field(default="https://api.twilio.com", description="Twilio's REST API, or a stand-in for it")
    suppress_after: int = Field(
        default=3, ge=1, description="texts in a row that do not reach a number, until it is texted no more"
    )
    dry_run: bool = Field(default=False, description="true: nothing is sent, the log says what would have been")


def load_settings(kind: type[Settings]) -> Settings:
    """The settings from the environment; exits 1 with one line that names what is missing or wrong."""
    try:
        return kind()
    except ValidationError as error:
        sys.stderr.write(f"cannot start: {'; '.join(_problem(each, kind) for each in error.errors())}\n")
        sys.exit(1)


def _problem(error: ErrorDetails, kind: type[BaseSettings]) -> str:
    if not error["loc"]:
        # Settings that do not fit together have no single name: the message says it all.
        return error["msg"].removeprefix("Value error, ")
    name = "_".join(str(each) for each in error["loc"])
    field = kind.model_fields.get(str(error["loc"][0]))
    meaning = f" ({field.description})" if field and field.description else ""
    wrong = "is not set" if error["type"] == "missing" else f"is wrong: {error['msg']}"
    return f"{name.upper()} {wrong}{meaning}"
