"""Checks of what an operator does: ask, decide, migrate, try without sending, change the password."""

from tests.compose.project import PROCESSES, Project, wait_until
from tests.compose.town import KING, Town, all_attempts

MOST_MB = {"bot": 150, "pipeline": 200, "notifier": 200}


class Operated:
    """Checks of what an operator does."""

    def __init__(self, project: Project, town: Town) -> None:
        self._project = project
        self._town = town

    def memory(self) -> str:
        used = {each: self._project.memory_mb(self._project.containers(each)[0]) for each in PROCESSES}
        assert all(used[each] <= MOST_MB[each] for each in PROCESSES), used
        return ", ".join(f"{each} {mb:.0f} MB" for each, mb in used.items())

    def checked(self) -> str:
        said = self._pipeline("check", "http://feed:8089/alerts.pb", "--static", "sandbox/sample/gtfs")
        assert 'alert_url = "http://feed:8089/alerts.pb"' in said, said
        return said.splitlines()[1]

    def held(self) -> str:
        assert self._pipeline("held") == ""
        self._project.up(env={"HOLD_ABOVE": str(len(KING) - 1)})
        alert, words = self._town.raise_alert()
        wait_until(lambda: words in self._pipeline("held"), f"{words} is held", timeout_s=60)
        assert not any(words in each["body"] for each in all_attempts()), "it was told"
        said = self._pipeline("release", "--all")
        took_s = self._town.finish(alert, words)
        assert self._pipeline("held") == ""
        self._project.up()
        return f"{said.strip()}; told {took_s:.1f} s after the feed changed"

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

    def _pipeline(self, *arguments: str) -> str:
        return self._project.compose("exec", "-T", "pipeline", "python", "-m", "pipeline", *arguments)
