"""Checks of what riders see where there are two of each process, and one or both are killed or restarted."""

from datetime import UTC, datetime

from tests.compose.project import Project, run, wait_until
from tests.compose.town import KING, Town

TAKEN_OVER_S = 15
SCALE = ("--scale", "bot=2", "--scale", "notifier=2", "--scale", "pipeline=2")
SCALED = ("bot", "notifier", "pipeline")
# A published port for each of them.
TWO_PORTS = {"BOT_ADDRESS": "127.0.0.1:18080-18081"}


class Scaled:
    """Checks of two of each."""

    def __init__(self, project: Project, town: Town) -> None:
        self._project = project
        self._town = town

    def scaled(self) -> str:
        self._project.up(*SCALE, env=TWO_PORTS)
        counts = {each: len(self._project.containers(each)) for each in SCALED}
        assert counts == dict.fromkeys(SCALED, 2), counts
        return f"told in {self._town.round():.1f} s"

    def one_of_two_killed(self, service: str) -> str:
        """A crash of one: its riders go to the other, and it comes back by itself."""
        self._project.up(*SCALE, env=TWO_PORTS)
        first, _second = self._project.containers(service)
        before = self._project.inspect(first)["RestartCount"]
        self._project.kill_9(first)
        alert, words = self._town.raise_alert()
        self._town.say(KING[0], "LIST", "504 King")
        took_s = self._town.finish(alert, words)
        wait_until(lambda: self._project.inspect(first)["RestartCount"] > before, "the restart policy", timeout_s=30)
        self._project.wait_until_healthy(service)
        return f"told {took_s:.1f} s after the feed changed"

    def both_restarted(self, service: str) -> str:
        self._project.up(*SCALE, env=TWO_PORTS)
        alert, words = self._town.raise_alert()
        self._project.compose("restart", service)
        self._project.wait_until_healthy(service)
        return f"told {self._town.finish(alert, words):.1f} s after the feed changed"

    def notifier_replaced(self) -> str:
        return self._replaced("notifier", "senders.findOne()", "dispatcher.active")

    def pipeline_replaced(self) -> str:
        return self._replaced("pipeline", "feed_states.findOne({_id: 'ttc'})", "lease.taken")

    def _replaced(self, service: str, lease: str, event: str) -> str:
        self._project.up(*SCALE, env=TWO_PORTS)
        leader = self._leader(service, lease)
        run("docker", "kill", leader)
        killed = datetime.fromisoformat(self._project.inspect(leader)["State"]["FinishedAt"])
        alert, words = self._town.raise_alert()
        wait_until(lambda: self._project.logged(service, event, after=killed) is not None, "another holder")
        taken = self._project.logged(service, event, after=killed) or killed
        self._town.wait_until_told(words)
        told_s = (datetime.now(UTC) - killed).total_seconds()
        self._town.finish(alert, words)
        run("docker", "start", leader)
        taken_s = (taken - killed).total_seconds()
        assert taken_s <= TAKEN_OVER_S, f"taken over only after {taken_s:.1f} s"
        return f"taken over {taken_s:.1f} s after the kill, riders told {told_s:.1f} s after it"

    def _leader(self, service: str, lease: str) -> str:
        """The container that holds the lease, once one of them does."""
        found: list[str] = []

        def is_found() -> bool:
            holder = self._project.mongosh(f"print(db.{lease}?.holder ?? '')")
            found[:] = [each for each in self._project.containers(service) if holder.startswith(each[:12])]
            return bool(found)

        wait_until(is_found, f"a {service} that holds {lease}", timeout_s=60)
        return found[0]
