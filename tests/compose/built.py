"""Checks of what was built: ports, images, rights, secrets."""

import os

from tests.compose.project import PROCESSES, SERVICES, CommandError, Project, run
from tests.compose.town import webhook_status

SPANS_IMAGE = "headway-otel:check"


class Built:
    """Checks of what was built."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def ports(self) -> str:
        hosts = set()
        for service in (*SERVICES, "feed"):
            for container in self._project.containers(service):
                bound = self._project.inspect(container)["NetworkSettings"]["Ports"] or {}
                hosts |= {(service, each["HostIp"]) for bindings in bound.values() for each in bindings or []}
        assert hosts == {(each, "127.0.0.1") for each in ("bot", "simulator", "feed")}, hosts
        return "bot, simulator, feed"

    def image(self) -> str:
        [container] = self._project.containers("bot")
        image = self._project.image_of(container)
        assert image["Config"]["User"] == "headway"
        assert image["Config"]["Labels"]["org.opencontainers.image.version"]
        for command in ("-m pip", "-m sandbox", "-c 'import sandbox.twilio_simulator'"):
            assert self._fails("bot", f"python {command}"), f"python {command} works"
        assert self._fails("bot", "command -v gcc"), "there is a compiler"
        return f"{image['Size'] / 1e6:.0f} MB with the base image"

    def spans(self) -> str:
        """The image that sends spans is built, and has what it needs for that; the usual one has not."""
        network = ("--network", os.environ.get("BUILD_NETWORK", "default"))
        asked = (
            "--build-arg",
            "REQUIREMENTS=app-otel",
            "--build-arg",
            "PYTHON_IMAGE",
            "--target",
            "app",
            "--tag",
            SPANS_IMAGE,
        )
        run("docker", "build", *network, *asked, ".", timeout_s=600)
        libraries = "import opentelemetry.sdk.trace, opentelemetry.exporter.otlp.proto.http"
        run("docker", "run", "--rm", "--network", "none", SPANS_IMAGE, "python", "-c", libraries)
        assert self._fails("bot", f"python -c '{libraries}'"), "the usual image has OpenTelemetry"
        return SPANS_IMAGE

    def rights(self) -> str:
        for service in (*PROCESSES, "simulator"):
            host = self._project.inspect(self._project.containers(service)[0])["HostConfig"]
            assert (host["ReadonlyRootfs"], host["CapDrop"]) == (True, ["ALL"]), service
            assert self._fails(service, "touch /app/x"), f"{service} can write to its disk"
            assert self._project.compose("exec", "-T", service, "id", "-u").strip() != "0", service
        for service in ("mongo", "kafka"):
            assert self._project.compose("exec", "-T", service, "id", "-u").strip() != "0", service
        for service in SERVICES:
            host = self._project.inspect(self._project.containers(service)[0])["HostConfig"]
            assert host["RestartPolicy"]["Name"] == "unless-stopped", service
            assert host["LogConfig"]["Config"] == {"max-file": "5", "max-size": "10m"}, service
            assert host["Memory"], f"{service} has no bound on its memory"
            assert "no-new-privileges:true" in host["SecurityOpt"], service
        return "read-only, no capabilities, no new privileges, bounded"

    def secrets(self) -> str:
        read = "db.getSiblingDB('headway').subscribers.findOne()"
        refused = self._fails("mongo", f'mongosh --quiet --norc --eval "{read}"')
        assert refused, "MongoDB answers whoever asks"
        assert self._fails("bot", "cat /secrets/keyfile"), "the bot can read the keyfile"
        assert self._fails("bot", "cat /secrets/mongodb-admin-password"), "the bot can be administrator"
        return ""

    def webhook(self) -> str:
        status = webhook_status(f"http://{self._project.env['BOT_ADDRESS']}")
        assert status == 403, status
        return "403 to an unsigned form"

    def _fails(self, service: str, line: str) -> bool:
        try:
            self._project.compose("exec", "-T", service, "sh", "-c", line)
        except CommandError:
            return True
        return False
