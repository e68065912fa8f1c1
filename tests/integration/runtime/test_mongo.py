"""A process reaches a MongoDB that asks for a name, for a password, for TLS; and says in one line why it cannot."""

import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from models.documents.registry import DOCUMENTS
from runtime.errors import StartError
from runtime.mongo import find_problem, open_database
from runtime.settings import ProcessSettings
from sandbox.embedded.mongod import MongoServer, open_mongod

NAME, PASSWORD = "headway", "p@ss:w/rd"


@pytest.fixture
async def guarded(tmp_path: Path) -> AsyncIterator[MongoServer]:
    """A mongod with authentication and one account for us, as compose.yaml has it."""
    keyfile = tmp_path / "keyfile"
    keyfile.write_text("k" * 64, encoding="ascii")
    keyfile.chmod(0o400)
    async with open_mongod(tmp_path, "--keyFile", str(keyfile)) as server:
        async with server.client() as client:
            # Whoever comes from the same machine may make the first account, and no other.
            await client.admin.command("createUser", "admin", pwd=PASSWORD, roles=["root"])
        async with server.client("admin", PASSWORD) as client:
            rights = [{"role": "readWrite", "db": "headway"}]
            await client.admin.command("createUser", NAME, pwd=PASSWORD, roles=rights)
        yield server


@pytest.fixture
async def encrypted(tmp_path: Path) -> AsyncIterator[MongoServer]:
    """A mongod that speaks TLS, and asks whoever comes for a certificate."""
    make_certificate(tmp_path)
    files = ("--tlsCertificateKeyFile", str(tmp_path / "both.pem"), "--tlsCAFile", str(tmp_path / "ca.pem"))
    # The harness itself comes in plain from this machine to found the replica set.
    async with open_mongod(tmp_path, "--tlsMode", "preferTLS", *files) as server:
        yield server


def make_certificate(folder: Path) -> None:
    key, certificate = folder / "key.pem", folder / "ca.pem"
    names = ("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1")
    made = ("-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", str(key), "-out", str(certificate))
    subprocess.run(["openssl", "req", "-x509", *names, *made], check=True, capture_output=True)
    (folder / "both.pem").write_bytes(key.read_bytes() + certificate.read_bytes())


def settings(server: MongoServer, **more: Any) -> ProcessSettings:
    return ProcessSettings(mongodb_uri=server.uri, internal_port=0, start_patience_s=3, **more)


async def can_work(its: ProcessSettings) -> bool:
    async with open_database(its, DOCUMENTS, schema_version=1) as database:
        await database.senders.insert_one({"_id": "x"})
        return await find_problem(database) is None


async def test_a_password_from_the_environment_opens_the_database(guarded: MongoServer) -> None:
    assert await can_work(settings(guarded, mongodb_username=NAME, mongodb_password=PASSWORD))


async def test_a_password_from_a_file_opens_the_database(guarded: MongoServer, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\n", encoding="utf-8")

    assert await can_work(settings(guarded, mongodb_username=NAME, mongodb_password_file=file))


async def test_what_the_address_says_wins(guarded: MongoServer) -> None:
    uri = f"mongodb://{NAME}:p%40ss%3Aw%2Frd@127.0.0.1:{guarded.port}/?replicaSet=rs0&authSource=admin"
    its = settings(guarded, mongodb_username="another", mongodb_password="wrong")

    assert await can_work(its.model_copy(update={"mongodb_uri": uri}))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        pytest.param({}, "we may not", id="no name"),
        pytest.param(
            {"mongodb_username": NAME, "mongodb_password": "no"}, "wrong name or password", id="wrong password"
        ),
        pytest.param({"mongodb_username": NAME}, "MONGODB_PASSWORD_FILE are not", id="no password"),
        pytest.param(
            {"mongodb_username": NAME, "mongodb_password_file": Path("/nowhere")},
            "cannot read MONGODB_PASSWORD_FILE=/nowhere: No such file or directory",
            id="no file",
        ),
    ],
)
async def test_who_is_refused_is_told_why(guarded: MongoServer, more: dict[str, Any], said: str) -> None:
    with pytest.raises(StartError, match=said):
        await can_work(settings(guarded, **more))


async def test_tls_with_certificates_of_ones_own(encrypted: MongoServer, tmp_path: Path) -> None:
    files = {"mongodb_tls_ca_file": tmp_path / "ca.pem", "mongodb_tls_certificate_key_file": tmp_path / "both.pem"}

    async with open_database(settings(encrypted, **files), DOCUMENTS) as database:
        status = await database.client.admin.command("serverStatus")

    # The certificate was really asked for and seen: a plain connection has none.
    assert int(status["transportSecurity"]["1.3"]) + int(status["transportSecurity"]["1.2"]) > 0


async def test_a_server_whose_signer_is_unknown_is_not_trusted(encrypted: MongoServer, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    make_certificate(tmp_path / "other")
    files = {
        "mongodb_tls_ca_file": tmp_path / "other" / "ca.pem",
        "mongodb_tls_certificate_key_file": tmp_path / "both.pem",
    }

    with pytest.raises(StartError, match="certificate verify failed"):
        await can_work(settings(encrypted, **files))


async def test_a_certificate_that_is_not_there_is_named(encrypted: MongoServer) -> None:
    with pytest.raises(StartError, match="cannot read MONGODB_TLS_CA_FILE=/nowhere"):
        await can_work(settings(encrypted, mongodb_tls_ca_file=Path("/nowhere")))
