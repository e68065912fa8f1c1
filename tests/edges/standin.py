"""The Twilio stand-in: programs by others that know Twilio's API, its signatures and its segments."""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.ports import free_port, is_served
from sandbox.processes import open_process
from tests.edges.waiting import until

MESSAGES = "/2010-04-01/Accounts/{AccountSid}/Messages.json"
INSTALL_S = 300


@dataclass(frozen=True, slots=True)
class Standin:
    """The installed folder."""

    folder: Path

    @property
    def description(self) -> dict[str, Any]:
        """Twilio's official OpenAPI description of the Messages resource, with the bounds that its prose names."""
        return dict(json.loads((self.folder / "messages.strict.json").read_text(encoding="utf-8")))

    @property
    def errors(self) -> list[dict[str, Any]]:
        """Twilio's errors, for which the description has examples."""
        return list(json.loads((self.folder / "twilio_errors.json").read_text(encoding="utf-8")))

    @property
    def create_fields(self) -> set[str]:
        body = self.description["paths"][MESSAGES]["post"]["requestBody"]["content"]
        return set(body["application/x-www-form-urlencoded"]["schema"]["properties"])

    @property
    def list_parameters(self) -> set[str]:
        return {each["name"] for each in self.description["paths"][MESSAGES]["get"]["parameters"]}

    @property
    def message_fields(self) -> set[str]:
        return set(self.description["components"]["schemas"]["api.v2010.account.message"]["properties"])

    def ask_node(self, script: str, questions: Sequence[object]) -> list[Any]:
        """What `script`, a JavaScript function of one question, answers to each; all in one process."""
        program = f"""
            const answer = {script};
            const questions = JSON.parse(require("fs").readFileSync(0, "utf-8"));
            process.stdout.write(JSON.stringify(questions.map(answer)));
        """
        done = subprocess.run(
            ["node", "-e", program],
            cwd=self.folder,
            input=json.dumps(questions).encode(),
            capture_output=True,
            timeout=INSTALL_S,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return list(json.loads(done.stdout))

    @asynccontextmanager
    async def open_prism(self, mode: str, *arguments: str, log: Path) -> AsyncIterator[str]:
        """Run Prism with the description on a free port of loopback; yields its address."""
        port = free_port()
        argv = [
            *("node", "node_modules/@stoplight/prism-cli/dist/index.js", mode, "-h", "127.0.0.1", "-p", str(port)),
            *(str(self.folder / "messages.strict.json"), *arguments),
        ]
        argv[1] = str(self.folder / argv[1])
        async with open_process("prism", argv, env=os.environ, log=log) as process:
            await until(lambda: is_served(port), f"prism: {log}", while_=lambda: process.running)
            yield f"http://127.0.0.1:{port}"


def install(source: Path, cache: Path) -> Standin:
    """A copy of `source`, installed once and kept in `cache` for the next time."""
    files = sorted(each for each in source.iterdir() if each.is_file())
    digest = hashlib.sha256(b"".join(each.name.encode() + each.read_bytes() for each in files)).hexdigest()[:16]
    target = cache / digest
    if not target.exists():
        copy = Path(tempfile.mkdtemp(dir=cache))
        for each in files:
            shutil.copy(each, copy)
        _run(copy, "npm", "install", "--ignore-scripts", "--no-audit", "--no-fund")
        _run(copy, "bash", "get_spec.sh")
        # Whoever installed at the same time may have been faster.
        try:
            copy.rename(target)
        except OSError:
            shutil.rmtree(copy)
    return Standin(target)


def _run(folder: Path, *argv: str) -> None:
    for each in folder.iterdir():
        each.chmod(0o755)
    done = subprocess.run(argv, cwd=folder, capture_output=True, text=True, timeout=INSTALL_S, check=False)
    assert done.returncode == 0, f"{' '.join(argv)}: {done.stdout}{done.stderr}"
