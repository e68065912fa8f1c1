"""Checks of what riders see while the parts are killed, stopped, cut off, replaced and restored."""

import json
import os
import time
from pathlib import Path

from tests.compose.project import NAME, PROCESSES, Project, run, wait_until
from tests.compose.town import KING, QUEEN, NotSoError, Town, all_attempts

CUT_S = 30


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
        longer = "No service Broadview to Spadina," + words.partition(",")[2]
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

    def _one_each(self, alert: str, words: str, *, may_have_lost: bool = False) -> str:
        if may_have_lost:
            # What the simulator took before it ended is forgotten with it: only that nothing comes twice is seen.
            time.sleep(15)
            self._town.clear(alert)
            assert max((self._town.count(phone, words) for phone in KING), default=0) <= 1
            return f"the next one told in {self._town.round():.1f} s"
        took_s = self._town.finish(alert, words)
        self._town.say(QUEEN, "LIST", "501 Queen")
        return f"told {took_s:.1f} s after the feed changed"
