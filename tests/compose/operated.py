"""Checks of what an operator does: ask, decide, migrate, try without sending, change the password."""

import json

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

    def shown(self) -> str:
        """What an operator asks when somebody complains."""
        alert, words = self._town.raise_alert()
        self._town.wait_until_told(words)
        incident = next(each for each in self._incidents() if words in each["text"])["incident"]
        masked = self._project.asked("notifier", "show", incident)
        assert words in masked, masked
        assert not any(phone in masked for phone in KING), masked
        whole = self._project.asked("notifier", "show", incident, "--numbers", "make compose-test")
        assert all(phone in whole for phone in KING), whole
        assert incident in self._project.asked("bot", "look-ups")
        self._town.finish(alert, words)
        return incident

    def tried_out(self) -> str:
        said = self._project.asked("notifier", "text", KING[0], "A test of compose")
        assert "delivered after" in said, said
        assert self._town.count(KING[0], "A test of compose") == 1
        return said.strip().splitlines()[-1][:30]

    def suppressed(self) -> str:
        suppressed, *others = KING
        self._project.asked("bot", "suppress", suppressed, "make compose-test")
        alert, words = self._town.raise_alert()
        wait_until(lambda: all(self._town.count(each, words) for each in others), "texts to the others", timeout_s=60)
        said = self._project.asked("bot", "unsuppress", suppressed, "make compose-test")
        assert self._town.count(suppressed, words) == 0
        consents = self._project.asked("bot", "consent", suppressed)
        assert "suppressed-by-operator" in consents, consents
        assert "unsuppressed-by-operator" in self._project.asked("bot", "consent", "--all", "--why", "compose-test")
        self._town.clear(alert)
        self._town.wait_until_told_some(others, "Clear: ", words.split(",", maxsplit=1)[0])
        return said.strip()

    def requeued(self) -> str:
        """A notifier that is away for long: what was left alone is set going again."""
        self._project.compose("stop", "notifier")
        alert, words = self._town.raise_alert()
        wait_until(lambda: "published" in self._project.asked("pipeline", "left"), "the event is left", timeout_s=60)
        # As if the relay had given it up.
        self._project.mongosh(
            "db.incidents.updateMany({'events.0': {$exists: true}}, {$set: {'events.$[].publishes': 10}})"
        )
        assert "requeue it" in self._project.asked("pipeline", "left")
        said = self._project.asked("pipeline", "requeue", "--all")
        self._project.compose("start", "notifier")
        self._project.wait_until_healthy("notifier")
        self._town.finish(alert, words)
        assert self._project.asked("pipeline", "left") == ""
        return said.strip()[-60:]

    def _incidents(self) -> list[dict[str, str]]:
        """The open ones, as MongoDB has them."""
        script = "print(JSON.stringify(db.incidents.find({state: 'open'}, {'alert.header_text': 1}).toArray()))"
        rows = json.loads(self._project.mongosh(script))
        return [{"incident": row["_id"], "text": str(row["alert"]["header_text"])} for row in rows]

    def _pipeline(self, *arguments: str) -> str:
        return self._project.asked("pipeline", *arguments)
