"""TLS and SASL against Apache Kafka: the right authority, user and password get in, others do not."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from runtime.errors import StartError
from runtime.kafka_producer import open_producer
from runtime.kafka_reading import read_topic
from runtime.kafka_topics import BrokerUnreachableError, Topics
from runtime.settings import KafkaSettings
from sandbox.embedded.apache_kafka import open_apache_kafka
from tests.integration.runtime.certificates import certify, openssl
from tests.integration.runtime.streams import new_topic, shrunk

pytestmark = pytest.mark.apache

PASSWORD = "of-the-test"
SCRAM = " ".join(f"--add-scram SCRAM-SHA-{bits}=[name=headway,password={PASSWORD}]" for bits in (256, 512))
SECURED = """
listener.security.protocol.map=BROKER:SASL_SSL,CONTROLLER:PLAINTEXT
ssl.keystore.type=PKCS12
ssl.keystore.location={folder}/broker.p12
ssl.keystore.password={password}
ssl.key.password={password}
ssl.truststore.type=PEM
ssl.truststore.location={folder}/ca.pem
listener.name.broker.ssl.client.auth={client_auth}
sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512
sasl.mechanism.inter.broker.protocol=PLAIN
listener.name.broker.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \
  username="broker" password="{password}" user_broker="{password}" user_headway="{password}";
listener.name.broker.scram-sha-256.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.broker.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
"""


@pytest.fixture
def certificates(tmp_path: Path) -> Path:
    """The authority (ca.pem), the broker's store, and a client's certificate and key."""
    for name in ("broker", "client"):
        certify(tmp_path, name)
    store = ("-in", "broker.pem", "-inkey", "broker.key", "-out", "broker.p12", "-passout", f"pass:{PASSWORD}")
    openssl("pkcs12", "-export", *store, cwd=tmp_path)
    return tmp_path


@pytest.fixture
async def secured(certificates: Path, request: pytest.FixtureRequest) -> AsyncIterator[KafkaSettings]:
    """Settings that get in; the fixture's parameter is what the broker wants of a client's certificate."""
    extra = SECURED.format(folder=certificates, password=PASSWORD, client_auth=getattr(request, "param", "none"))
    async with open_apache_kafka(certificates, extra_properties=extra, env={"FORMAT_ARGUMENTS": SCRAM}) as broker:
        yield shrunk(
            broker.bootstrap_servers,
            kafka_security_protocol="SASL_SSL",
            kafka_sasl_username="headway",
            kafka_sasl_password=PASSWORD,
            kafka_ca_file=certificates / "ca.pem",
        )


async def round_trip(its: KafkaSettings) -> list[bytes]:
    topic = new_topic()
    topics = Topics(its, [topic])
    await topics.ensure()
    async with open_producer(its, topics) as producer:
        await producer.send(topic, key="key", value=b"value")
    return [each.value for each in await read_topic(its, topic)]


async def test_only_the_right_password_gets_in_whatever_the_mechanism(secured: KafkaSettings, tmp_path: Path) -> None:
    for mechanism in ("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"):
        its = changed(secured, kafka_sasl_mechanism=mechanism)
        assert await round_trip(its) == [b"value"]

        with pytest.raises(BrokerUnreachableError, match="SaslAuthenticationFailed"):
            await Topics(changed(its, kafka_sasl_password="another"), ["topic"]).ensure()
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\n", encoding="utf-8")

    assert await round_trip(changed(secured, kafka_sasl_password=None, kafka_sasl_password_file=file)) == [b"value"]


async def test_who_does_not_get_in_is_told_why(secured: KafkaSettings) -> None:
    plain = {"kafka_security_protocol": "PLAINTEXT", "kafka_sasl_username": None, "kafka_ca_file": None}
    for values, why in (
        ({"kafka_ca_file": None}, "certificate verify failed"),
        (plain, "another KAFKA_SECURITY_PROTOCOL than PLAINTEXT"),
        ({"kafka_security_protocol": "SSL", "kafka_sasl_username": None}, "another KAFKA_SECURITY_PROTOCOL than SSL"),
    ):
        topics = Topics(changed(secured, **values), ["topic"])
        with pytest.raises(BrokerUnreachableError, match=why):
            await topics.ensure()
        assert topics.problem is not None
        assert why in topics.problem
    with pytest.raises(StartError, match=r"KAFKA_BOOTSTRAP_SERVERS=.*Invalid username or password"):
        await Topics(changed(secured, kafka_sasl_password="another"), ["topic"]).ensure_at_start(0.1)


@pytest.mark.parametrize("secured", ["required"], indirect=True)
async def test_a_broker_that_wants_our_certificate_gets_it(secured: KafkaSettings, certificates: Path) -> None:
    with pytest.raises(BrokerUnreachableError, match=r"alert|closed|reset|EOF"):
        await Topics(secured, ["topic"]).ensure()
    ours = {"kafka_client_cert_file": certificates / "client.pem", "kafka_client_key_file": certificates / "client.key"}

    assert await round_trip(changed(secured, **ours)) == [b"value"]


def changed(its: KafkaSettings, **values: object) -> KafkaSettings:
    return KafkaSettings.model_validate({**its.model_dump(), **values})
