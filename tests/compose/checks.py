"""What must hold of the composed product, in the order in which it is tried."""

import json
import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.compose.project import NAME, PROCESSES, SERVICES, CommandError, Project, run, wait_until
from tests.compose.town import KING, QUEEN, NotSoError, Town, all_attempts, webhook_status

Check = Callable[[], str | None]
TAKEN_OVER_S = 15
CUT_S = 30


def all_checks(project: Project, town: Town) -> Iterator[tuple[str, Check]]:
    """Every check with its name; each goes on from where the one before left."""
    built, lived = Built(project), Lived(project, town)
    yield "the files are clean", lambda: project.compose("config", "--quiet")
    yield "up --build --wait is green", lambda: project.up("--build")
    yield "ports are published on loopback only", built.ports
    yield "the image is small, labelled, without pip and sandbox, and not root's", built.image
    yield "the containers may do little", built.rights
    yield "MongoDB lets in only who has a password, and hides its keyfile", built.secrets
    yield "the bot's port hears Twilio alone", built.webhook
    yield "riders subscribe", lived.subscribe
    yield "the conversation: alert, update, clear, STOP, START", lived.conversation
    yield "the terminal's rider", lived.terminal
    for service in SERVICES:
        yield f"kill -9 {service}: it comes back by itself, one text each", partial(lived.killed, service)
    for service in SERVICES:
        yield f"stop {service}, start {service}: one text each", partial(lived.stopped, service)
    for service in SERVICES:
        yield f"restart {service}: one text each", partial(lived.restarted, service)
    yield f"the notifier's network is cut for {CUT_S} s: one text each", partial(lived.cut, "notifier")
    yield "riders survive down and up", lived.down_and_up
    yield "three notifiers, two pipelines: one text each", lived.scaled
    yield "the killed notifier is replaced", lived.notifier_replaced
    yield "the killed pipeline is replaced", lived.pipeline_replaced
    yield "the migrate command", lived.migrate
    yield "DRY_RUN: nothing is sent, the log says what would have been", lived.dry_run
    yield "a new MONGODB_PASSWORD is taken over", lived.new_password
    yield "SIGTERM: exit 0", lived.terminated
    yield "the volumes' copy is a backup", lived.backup


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


class Lived:
    """Checks of what riders see meanwhile."""

    def __init__(self, project: Project, town: Town) -> None:
        self._project = project
        self._town = town

    def subscribe(self) -> str:
        for phone in KING:
            self._town.say(phone, "SUBSCRIBE 504", "504 King")
        self._town.say(QUEEN, "SUBSCRIBE 501", "501 Queen")
        return ""

    def conversation(self) -> str:
        alert, words = self._town.raise_alert()
        told_s = self._town.wait_until_told(words)
        self._town.expect_one_each(words)
        longer = words.replace("Detour via Queen St", "No service Broadview to Spadina")
        self._town.change(alert, longer)
        self._town.wait_until_told("Update: ", longer)
        self._town.expect_one_each("Update: ", longer)
        self._town.clear(alert)
        self._town.wait_until_told("Clear: ", "No service Broadview to Spadina")
        self._silence_after_stop()
        return f"told {told_s:.1f} s after the feed changed"

    def _silence_after_stop(self) -> None:
        stopped, *others = KING
        self._town.say_keyword(stopped, "STOP")
        alert, words = self._town.raise_alert()
        wait_until(lambda: sum(words in each["body"] for each in all_attempts()) >= len(others), "texts to the others")
        time.sleep(2)
        told = [each["to"] for each in all_attempts() if words in each["body"]]
        if sorted(told) != sorted(others):
            raise NotSoError(f"after STOP of {stopped}: {told}")
        self._town.say_keyword(stopped, "START")
        self._town.clear(alert)

    def terminal(self) -> str:
        said = self._project.compose(
            *("exec", "-T", "simulator", "python", "-m", "sandbox", "text", KING[0], "LIST", "--wait", "0")
        )
        assert "504 King" in said, said
        return said.strip().splitlines()[-1][:60]

    def killed(self, service: str) -> str:
        [container] = self._project.containers(service)
        before = self._project.inspect(container)["RestartCount"]
        self._project.kill_9(container)
        alert, words = self._town.raise_alert()
        wait_until(
            lambda: self._project.inspect(container)["RestartCount"] > before, "the restart policy", timeout_s=30
        )
        self._project.wait_until_healthy(service)
        return self._one_each(alert, words)

    def stopped(self, service: str) -> str:
        self._project.compose("stop", service)
        alert, words = self._town.raise_alert()
        time.sleep(5)
        self._project.compose("start", service)
        self._project.wait_until_healthy(service)
        return self._one_each(alert, words)

    def restarted(self, service: str) -> str:
        alert, words = self._town.raise_alert()
        self._project.compose("restart", service)
        self._project.wait_until_healthy(service)
        return self._one_each(alert, words, may_have_lost=service == "simulator")

    def cut(self, service: str) -> str:
        [container] = self._project.containers(service)
        network = f"{NAME}_default"
        run("docker", "network", "disconnect", network, container)
        alert, words = self._town.raise_alert()
        time.sleep(CUT_S)
        run("docker", "network", "connect", "--alias", service, network, container)
        return self._one_each(alert, words)

    def down_and_up(self) -> str:
        self._project.compose("down")
        assert "".join(self._project.containers("mongo")) == ""
        self._project.up()
        for phone in KING:
            self._town.say(phone, "LIST", "504 King")
        return f"alert told in {self._town.round():.1f} s"

    def scaled(self) -> str:
        self._project.up("--scale", "notifier=3", "--scale", "pipeline=2")
        count = (len(self._project.containers("notifier")), len(self._project.containers("pipeline")))
        assert count == (3, 2), count
        return f"told in {self._town.round():.1f} s"

    def notifier_replaced(self) -> str:
        return self._replaced("notifier", "senders")

    def pipeline_replaced(self) -> str:
        return self._replaced("pipeline", "feed_states")

    def _replaced(self, service: str, leases: str) -> str:
        holder = self._holder(leases)
        [leader] = [each for each in self._project.containers(service) if holder.startswith(each[:12])]
        run("docker", "kill", leader)
        killed = time.monotonic()
        alert, words = self._town.raise_alert()
        wait_until(lambda: self._holder(leases) not in {"", holder}, "another holder", timeout_s=TAKEN_OVER_S)
        taken_s = time.monotonic() - killed
        self._town.wait_until_told(words)
        told_s = time.monotonic() - killed
        self._town.finish(alert, words)
        run("docker", "start", leader)
        return f"taken over {taken_s:.1f} s after the kill, riders told {told_s:.1f} s after it"

    def migrate(self) -> str:
        said = self._project.compose(
            "run", "--rm", "--no-deps", "-T", "pipeline", "python", "-m", "pipeline", "migrate"
        )
        assert "holds data of version" in said, said
        return said.strip().splitlines()[-1]

    def dry_run(self) -> str:
        self._project.up(env={"DRY_RUN": "true"})
        before = len(all_attempts())
        alert, words = self._town.raise_alert()
        wait_until(lambda: self._dry_lines(words) == len(KING), "a line for each text", timeout_s=60)
        assert len(all_attempts()) == before, "something was sent"
        self._town.clear(alert)
        self._project.up()
        return f"{len(KING)} lines, 0 texts"

    def _dry_lines(self, words: str) -> int:
        lines = self._project.compose("logs", "--no-log-prefix", "notifier").splitlines()
        return sum("dry_run.text" in line and words in line for line in lines)

    def new_password(self) -> str:
        password = {"MONGODB_PASSWORD": "chosen-by-the-operator"}
        self._project.up("--force-recreate", env=password)
        kept = self._project.compose("exec", "-T", "bot", "cat", "/secrets/mongodb-password")
        assert kept == password["MONGODB_PASSWORD"]
        return f"told in {self._town.round():.1f} s"

    def terminated(self) -> str:
        self._project.compose("stop", *PROCESSES, "simulator", "feed")
        codes = {
            service: self._project.inspect(container)["State"]["ExitCode"]
            for service in (*PROCESSES, "simulator", "feed")
            for container in self._project.containers(service)
        }
        assert set(codes.values()) == {0}, codes
        return json.dumps(codes)

    def backup(self) -> str:
        """As docs/operations.md has it: the volumes of a stopped product, copied out, lost, and copied in."""
        archive = Path(f"headway-test-{os.getpid()}.tar.gz").resolve()
        places = [part for each in ("mongo", "secrets") for part in ("--volume", f"{NAME}_{each}:/from/{each}")]
        to = ("--volume", f"{archive.parent}:/to")
        copy = ("docker", "run", "--rm", "--network", "none", "--user", "root", "--entrypoint", "tar", *places)
        try:
            self._project.compose("stop")
            run(*copy, *to, "mongo:8", "-czf", f"/to/{archive.name}", "-C", "/from", ".")
            self._project.compose("down", "--volumes")
            self._project.compose("create")
            run(*copy, *to, "mongo:8", "-xzf", f"/to/{archive.name}", "-C", "/from")
            self._project.up()
            for phone in KING:
                self._town.say(phone, "LIST", "504 King")
            size = archive.stat().st_size
        finally:
            archive.unlink(missing_ok=True)
        return f"{size / 1e6:.1f} MB; told in {self._town.round():.1f} s"

    def _holder(self, leases: str) -> str:
        return self._project.mongosh(f"print(db.{leases}.findOne()?.holder ?? '')")

    def _one_each(self, alert: str, words: str, *, may_have_lost: bool = False) -> str:
        if may_have_lost:
            # What the simulator took before it ended is forgotten with it: only that nothing comes twice is seen.
            time.sleep(15)
            self._town.clear(alert)
            assert max((self._town.count(phone, words) for phone in KING), default=0) <= 1
            return f"the next one told in {self._town.round():.1f} s"
        took_s = self._town.finish(alert, words)
        self._town.say(QUEEN, "LIST", "501 Queen")
        return f"told in {took_s:.1f} s"
