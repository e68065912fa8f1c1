"""Checks of an upgrade: an older version's data in place, and this version on them."""

import os
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from tests.compose.project import PROCESSES, CommandError, Project, run, wait_until
from tests.compose.town import KING, QUEEN, Town


class Upgraded:
    """Checks of what riders see when an older version is replaced while a text is owed."""

    def __init__(self, project: Project, town: Town) -> None:
        self._project = project
        self._town = town

    def upgraded(self) -> str:
        """As docs/operations.md has it; UPGRADE_FROM names the older commit, else it is the latest tag, or HEAD~1."""
        self._project.compose("down", "--volumes", "--timeout", "10")
        before = _older()
        with _checked_out(before) as folder:
            old = Project(folder)
            old.up("--build")
            images = self._images()
            told, words_told, words_owed = self._live_on(old)
            self._project.compose("build", *PROCESSES)
            # The simulator and the feed have no disk: the phones and the alerts would be forgotten with them.
            self._project.up("--no-deps", "mongo", *PROCESSES)
        changed = [each for each in PROCESSES if self._images()[each] != images[each]]
        assert changed == list(PROCESSES), f"only {changed} are of another image than before"
        self._town.wait_until_told(words_owed)
        self._town.expect_one_each(words_owed)
        self._town.expect_one_each(words_told)
        for phone, label in (*((phone, "504 King") for phone in KING), (QUEEN, "501 Queen")):
            self._town.say(phone, "LIST", label)
        self._town.clear(told)
        self._town.wait_until_told("Clear: ", words_told.split(",", maxsplit=1)[0])
        return f"from {before[:10]}; told in {self._town.round():.1f} s"

    def _live_on(self, old: Project) -> tuple[str, str, str]:
        """Riders subscribe, one alert is told, and another is owed: the first alert, its words, and the other's."""
        for phone in KING:
            self._town.say(phone, "SUBSCRIBE 504", "504 King")
        self._town.say(QUEEN, "SUBSCRIBE 501", "501 Queen")
        told, words_told = self._town.raise_alert()
        self._town.wait_until_told(words_told)
        old.compose("stop", "notifier")
        _owed, words_owed = self._town.raise_alert()
        pattern = words_owed.replace("/", ".")
        count = (
            f"print(db.incidents.countDocuments({{'alert.header_text.text': /{pattern}/, 'events.0': {{$exists: 1}}}}))"
        )
        wait_until(lambda: old.mongosh(count) == "1", "the alert that is owed", timeout_s=60)
        return told, words_told, words_owed

    def _images(self) -> dict[str, str]:
        return {each: self._project.inspect(self._project.containers(each)[0])["Image"] for each in PROCESSES}


def _older() -> str:
    named = os.environ.get("UPGRADE_FROM")
    try:
        return run("git", "rev-parse", named or run("git", "describe", "--tags", "--abbrev=0").strip()).strip()
    except CommandError:
        return run("git", "rev-parse", named or "HEAD~1").strip()


@contextmanager
def _checked_out(commit: str) -> Iterator[Path]:
    """That commit's files, in a folder of their own."""
    packed = subprocess.run(["git", "archive", commit], check=True, capture_output=True).stdout
    with tempfile.TemporaryDirectory(prefix="headway-older-") as folder:
        with tarfile.open(fileobj=BytesIO(packed)) as archive:
            archive.extractall(folder, filter="data")
        yield Path(folder)
