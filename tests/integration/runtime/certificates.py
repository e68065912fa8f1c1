"""An authority of the test, and what it certifies, by openssl."""

import subprocess
from pathlib import Path


def openssl(*arguments: str, cwd: Path) -> None:
    subprocess.run(["openssl", *arguments], cwd=cwd, check=True, capture_output=True)


def certify(folder: Path, name: str, *, place: str = "IP:127.0.0.1,DNS:localhost") -> None:
    """A key (`name`.key), a certificate (`name`.pem) and both in one (`name`-both.pem) of the authority ca.pem.

    The authority is made first.
    """
    if not (folder / "ca.pem").exists():
        named = ("-subj", "/CN=Authority of the test", "-keyout", "ca.key", "-out", "ca.pem")
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *named, cwd=folder)
    request = ("-subj", f"/O=of {name}/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.csr")
    openssl("req", "-newkey", "rsa:2048", "-nodes", *request, cwd=folder)
    (folder / "names").write_text(f"subjectAltName={place}\n")
    signing = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "names", "-days", "2")
    openssl("x509", "-req", "-in", f"{name}.csr", *signing, "-out", f"{name}.pem", cwd=folder)
    both = (folder / f"{name}.key").read_bytes() + (folder / f"{name}.pem").read_bytes()
    (folder / f"{name}-both.pem").write_bytes(both)
