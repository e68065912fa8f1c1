"""The composed product as a project of its own: never the one that serves riders here."""

import json
import os
import subprocess
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

NAME = "headway-test"
FILES = "compose.yaml:deploy/compose.test.yaml"
PROCESSES = ("bot", "pipeline", "notifier")
SERVICES = (*PROCESSES, "mongo", "kafka", "simulator")
PATIENCE_S = 180


class CommandError(Exception):
    """A docker command failed; the message is its end."""


class Project:
    """Runs `docker compose` on it, from the files in `folder`; COMPOSE_FILE in the environment may name more files."""

    def __init__(self, folder: Path = Path()) -> None:
        self._folder = folder.resolve()
        self.env = {
            **os.environ,
            "COMPOSE_PROJECT_NAME": NAME,
            "COMPOSE_FILE": os.environ.get("COMPOSE_FILE") or FILES,
            "COMPOSE_ENV_FILES": os.devnull,  # a .env with a real account must not make this live
            "BOT_ADDRESS": f"127.0.0.1:{os.environ.get('TEST_BOT_PORT', '18080')}",
        }
        for name in [each for each in self.env if each.startswith(("TWILIO_", "MONGODB_", "KAFKA_", "REQUIREMENTS"))]:
            del self.env[name]

    def compose(self, *arguments: str, env: Mapping[str, str] | None = None, timeout_s: float = 600) -> str:
        given = {**self.env, **(env or {})}
        return run("docker", "compose", *arguments, env=given, timeout_s=timeout_s, folder=self._folder)

    def up(self, *arguments: str, env: Mapping[str, str] | None = None) -> None:
        self.compose("up", "--detach", "--wait", "--wait-timeout", str(PATIENCE_S), *arguments, env=env)

    def containers(self, service: str) -> list[str]:
        """The ids, in order of their numbers."""
        return self.compose("ps", "--all", "--quiet", service).split()

    def inspect(self, container: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(run("docker", "inspect", container))[0]
        return found

    def asked(self, service: str, *arguments: str) -> str:
        """What a command of the operator's answers: `python -m SERVICE ...`.

        Raises:
            CommandError: it did not end with 0.
        """
        return self.compose("exec", "-T", service, "python", "-m", service, *arguments)

    def image_of(self, container: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(run("docker", "image", "inspect", self.inspect(container)["Image"]))[0]
        return found

    def memory_mb(self, container: str) -> float:
        """What it uses, the disk's cache left out."""
        used = run("docker", "stats", "--no-stream", "--format", "{{.MemUsage}}", container).split("/")[0].strip()
        return float(used.removesuffix("MiB")) * 2**20 / 1e6

    def kill_9(self, container: str) -> None:
        """End a container's process as a crash would: docker's own kill would count as wished, and nothing restart."""
        pid = self.inspect(container)["State"]["Pid"]
        image = self.inspect(self.containers("simulator")[0])["Config"]["Image"]
        place = ("--pid", "host", "--network", "none", "--user", "root", "--entrypoint", "python")
        run("docker", "run", "--rm", *place, image, "-c", f"import os; os.kill({pid}, 9)")

    def is_healthy(self, container: str) -> bool:
        state = self.inspect(container)["State"]
        return bool(state["Running"]) and state.get("Health", {}).get("Status") == "healthy"

    def wait_until_healthy(self, service: str) -> None:
        """Wait until every container of the service is.

        Raises:
            TimeoutError: one is not in time.
        """
        wait_until(lambda: all(self.is_healthy(each) for each in self.containers(service)), service)

    def logged(self, service: str, event: str, *, after: datetime) -> datetime | None:
        """When a process of the service first logged this event after that moment."""
        for line in self.compose("logs", "--no-log-prefix", service).splitlines():
            if f'"event": "{event}"' in line:
                at = datetime.fromisoformat(json.loads(line)["timestamp"])
                if at > after:
                    return at
        return None

    def mongosh(self, script: str) -> str:
        """What MongoDB answers its administrator."""
        login = 'mongosh --quiet --norc -u admin -p "$(cat /secrets/mongodb-admin-password)"'
        line = f'{login} --authenticationDatabase admin headway --eval "$0"'
        return self.compose("exec", "-T", "mongo", "bash", "-c", line, script).strip()


def run(*argv: str, env: Mapping[str, str] | None = None, timeout_s: float = 120, folder: Path | None = None) -> str:
    """What a command prints.

    Raises:
        CommandError: it failed.
    """
    done = subprocess.run(
        argv,
        env=env,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=timeout_s,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()[-5:]
        raise CommandError(f"{' '.join(argv[:6])} ...: exit {done.returncode}: {' | '.join(said)}")
    return done.stdout


def wait_until(holds: Callable[[], bool], what: str, *, timeout_s: float = PATIENCE_S) -> float:
    """Ask until the answer is yes; the seconds that took.

    Raises:
        TimeoutError: it was not in time.
    """
    begun = time.monotonic()
    while not holds():
        if time.monotonic() - begun > timeout_s:
            raise TimeoutError(f"not within {timeout_s:.0f} s: {what}")
        time.sleep(0.2)
    return time.monotonic() - begun
