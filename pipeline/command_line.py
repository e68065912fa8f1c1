"""What `python -m pipeline` can be asked besides watching feeds."""

import sys
from collections.abc import Sequence

from pipeline.check import command as check_command
from pipeline.holds import command as held_command

USAGE = """usage: python -m pipeline [COMMAND]

  (no command)   watch the feeds, until SIGTERM
  migrate        bring the stored data up to this version
  check          judge a feed before it is configured; see check --help
  held           list what waits because it would text too many riders; see held --help
  release        tell riders what is held; see release --help
  drop           tell nobody what is held; see drop --help
"""
WRONG_USAGE = 2


def main(arguments: Sequence[str]) -> int:
    """Run one command of the operator's; the exit code."""
    match arguments:
        case ["check", *rest]:
            return check_command.main(rest)
        case ["held", *rest]:
            return held_command.main_held(rest)
        case ["release" | "drop" as verdict, *rest]:
            return held_command.main_verdict(verdict, rest)
        case ["-h" | "--help", *_]:
            sys.stdout.write(USAGE)
            return 0
        case _:
            sys.stderr.write(USAGE)
            return WRONG_USAGE
