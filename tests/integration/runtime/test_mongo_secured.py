"""A MongoDB as it is run in earnest: TLS alone, a name and a password or a certificate of ours, and clear errors."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from models.documents.registry import DOCUMENTS
from runtime.errors import StartError
from runtime.mongo import find_problem, open_database
from runtime.settings import ProcessSettings
from sandbox.embedded.mongod import MongoServer, open_mongod
from tests.integration.runtime.certificates import certify

PASSWORD = "p@ss:w/rd"
RIGHTS = [{"role": "readWrite", "db": "headway"}]


@pytest.fixture
def certificates(tmp_path: Path) -> Path:
    """The authority (ca.pem), and what it has certified."""
    certify(tmp_path, "mongod", place="IP:127.0.0.1")
    certify(tmp_path, "headway")
    return tmp_path


@pytest.fixture
async def secured(certificates: Path) -> AsyncIterator[MongoServer]:
    """A mongod that takes TLS alone, with two accounts for us: one by password, one by certificate."""
    keyfile = certificates / "keyfile"
    keyfile.write_text("k" * 64, encoding="ascii")
    keyfile.chmod(0o400)
    tls = (
        *("--tlsMode", "preferTLS", "--tlsCertificateKeyFile", str(certificates / "mongod-both.pem")),
        *("--tlsCAFile", str(certificates / "ca.pem"), "--tlsAllowConnectionsWithoutCertificates"),
        *("--setParameter", "authenticationMechanisms=SCRAM-SHA-256,MONGODB-X509"),
    )
    async with open_mongod(certificates, "--keyFile", str(keyfile), *tls) as server:
        async with server.client() as client:
            # Whoever comes from the same machine may make the first account, and no other.
            await client.admin.command("createUser", "admin", pwd=PASSWORD, roles=["root"])
        async with server.client("admin", PASSWORD) as client:
            await client.admin.command("createUser", "headway", pwd=PASSWORD, roles=RIGHTS)
            await client["$external"].command("createUser", "CN=headway,O=of headway", roles=RIGHTS)
            # From now on nobody comes in plain.
            await client.admin.command("setParameter", 1, tlsMode="requireTLS")
        yield server


def settings(server: MongoServer, options: str = "", **more: Any) -> ProcessSettings:
    return ProcessSettings(mongodb_uri=f"{server.uri}{options}", internal_port=0, start_patience_s=0.4, **more)


async def problem_of(its: ProcessSettings) -> str | None:
    """None where everything can be read and written."""
    try:
        async with open_database(its, DOCUMENTS, schema_version=1) as database:
            return await find_problem(database)
    except StartError as error:
        return str(error)


async def test_password_and_certificate_open_the_database_over_tls(secured: MongoServer, certificates: Path) -> None:
    with_password = settings(
        secured,
        mongodb_username="headway",
        mongodb_password=PASSWORD,
        mongodb_tls_ca_file=certificates / "ca.pem",
    )
    by_certificate = settings(
        secured,
        "&authMechanism=MONGODB-X509",
        mongodb_tls_ca_file=certificates / "ca.pem",
        mongodb_tls_certificate_key_file=certificates / "headway-both.pem",
    )

    assert await problem_of(with_password) is None
    assert await problem_of(by_certificate) is None


async def test_who_does_not_get_in_is_told_why(secured: MongoServer, certificates: Path) -> None:
    account: dict[str, Any] = {"mongodb_username": "headway", "mongodb_password": PASSWORD}
    authority: dict[str, Any] = {"mongodb_tls_ca_file": certificates / "ca.pem"}
    address = f"mongodb://localhost:{secured.port}/?directConnection=true"
    asked = {
        "does it want TLS? see MONGODB_TLS_CA_FILE": settings(secured, **account),
        "wrong name or password": settings(secured, **account | authority | {"mongodb_password": "no"}),
        "we may not": settings(secured, **authority),
        "self-signed certificate in certificate chain": settings(secured, "&tls=true", **account),
        "certificate is not valid for 'localhost'": ProcessSettings(
            mongodb_uri=address, internal_port=0, start_patience_s=0.4, **account, **authority
        ),
    }
    for why, its in asked.items():
        problem = await problem_of(its)
        assert problem is not None
        assert why in problem
        assert PASSWORD not in problem
