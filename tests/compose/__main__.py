"""`make compose-test`: the composed product, tried on a real Docker Engine; every check is one line with its time.

Needs docker with its compose plugin, and Python 3.11 or later; no library, no account, no network once the images are
there. COMPOSE_FILE adds files of one's own to `compose.yaml:deploy/compose.test.yaml`. Arguments name single checks.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import suppress

from tests.compose.checks import all_checks
from tests.compose.project import CommandError, Project
from tests.compose.town import NotSoError, Town

ALWAYS = ("up --build", "riders subscribe")
FAILURES = (AssertionError, CommandError, NotSoError, OSError, TimeoutError)


def main() -> int:
    """0 = every check held."""
    project, town = Project(), Town()
    wanted, passed, failed = sys.argv[1:], 0, 0
    project.compose("down", "--volumes", "--timeout", "10")
    begun = time.monotonic()
    for name, check in all_checks(project, town):
        if wanted and not any(each in name for each in [*ALWAYS, *wanted]):
            continue
        at = time.monotonic()
        try:
            remark = check() or ""
        except FAILURES as error:
            verdict, failed, remark = "FAIL", failed + 1, f"{type(error).__name__}: {error}"
        else:
            verdict, passed = "ok", passed + 1
        say(f"{verdict:<4} {time.monotonic() - at:6.1f} s  {name}  {remark}")
    if failed:
        for line in _last_logs(project):
            say(line)
    with suppress(CommandError):
        project.compose("down", "--volumes", "--timeout", "10")
    say(f"took {time.monotonic() - begun:.0f} s")
    say(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def _last_logs(project: Project) -> Iterator[str]:
    with suppress(CommandError):
        yield from project.compose("logs", "--tail", "25").splitlines()


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
