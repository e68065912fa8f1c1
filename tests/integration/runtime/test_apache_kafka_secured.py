"""TLS and SASL against Apache Kafka: the right authority, user and password get in, others do not."""

import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from runtime.errors import StartError
from runtime.kafka_producer import open_producer
from runtime.kafka_reading import read_topic
from runtime.kafka_topics import BrokerUnreachableError, Topics
from runtime.settings import KafkaSettings
from sandbox.embedded.apache_kafka import open_apache_kafka
from tests.integration.runtime.streams import new_topic, shrunk

pytestmark = pytest.mark.apache

PASSWORD = "of-the-test"
SCRAM = f"--add-scram SCRAM-SHA-512=[name=headway,password={PASSWORD}]"
SECURED = """
listener.security.protocol.map=BROKER:SASL_SSL,CONTROLLER:PLAINTEXT
ssl.keystore.type=PKCS12
ssl.keystore.location={folder}/broker.p12
ssl.keystore.password={password}
ssl.key.password={password}
ssl.truststore.type=PEM
ssl.truststore.location={folder}/ca.pem
listener.name.broker.ssl.client.auth={client_auth}
sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512
sasl.mechanism.inter.broker.protocol=PLAIN
listener.name.broker.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \
  username="broker" password="{password}" user_broker="{password}" user_headway="{password}";
listener.name.broker.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
"""


def openssl(*arguments: str, cwd: Path) -> None:
    subprocess.run(["openssl", *arguments], cwd=cwd, check=True, capture_output=True)


def certify(folder: Path, name: str) -> None:
    """A key and a certificate of the test's authority, which is made first."""
    if not (folder / "ca.pem").exists():
        named = ("-subj", "/CN=Authority of the test", "-keyout", "ca.key", "-out", "ca.pem")
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *named, cwd=folder)
    request = ("-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.csr")
    openssl("req", "-newkey", "rsa:2048", "-nodes", *request, cwd=folder)
    (folder / "names").write_text("subjectAltName=IP:127.0.0.1,DNS:localhost\n")
    signing = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "names", "-days", "2")
    openssl("x509", "-req", "-in", f"{name}.csr", *signing, "-out", f"{name}.pem", cwd=folder)


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


async def test_only_the_right_password_and_authority_get_in(secured: KafkaSettings) -> None:
    for mechanism in ("PLAIN", "SCRAM-SHA-512"):
        its = changed(secured, kafka_sasl_mechanism=mechanism)
        assert await round_trip(its) == [b"value"]

        with pytest.raises(BrokerUnreachableError):
            await Topics(changed(its, kafka_sasl_password="another"), ["topic"]).ensure()
    with pytest.raises(BrokerUnreachableError):
        await Topics(changed(secured, kafka_ca_file=None), ["topic"]).ensure()
    with pytest.raises(StartError, match="KAFKA_BOOTSTRAP_SERVERS"):
        await Topics(changed(secured, kafka_sasl_password="another"), ["topic"]).ensure_at_start(0.1)


@pytest.mark.parametrize("secured", ["required"], indirect=True)
async def test_a_broker_that_wants_our_certificate_gets_it(secured: KafkaSettings, certificates: Path) -> None:
    with pytest.raises(BrokerUnreachableError):
        await Topics(secured, ["topic"]).ensure()
    ours = {"kafka_client_cert_file": certificates / "client.pem", "kafka_client_key_file": certificates / "client.key"}

    assert await round_trip(changed(secured, **ours)) == [b"value"]


def changed(its: KafkaSettings, **values: object) -> KafkaSettings:
    return KafkaSettings.model_validate({**its.model_dump(), **values})
