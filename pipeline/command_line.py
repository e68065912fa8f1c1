"""What `python -m pipeline` can be asked besides watching feeds."""

from collections.abc import Mapping, Sequence
from functools import partial

from pipeline import migrating
from pipeline.check import command as check_command
from pipeline.holds import command as held_command
from pipeline.requeueing import command as requeueing_command
from runtime.operator_commands import Command, run_command

USAGE = """usage: python -m pipeline [COMMAND]; each COMMAND has --help, with an example

  (no command)   watch the feeds, until SIGTERM
  migrate        bring the stored data up to this version
  check          judge a feed before it is configured
  held           list what waits because it would text too many riders
  release        tell riders what is held
  drop           tell nobody what is held
  left           list the events that no notifier has taken over
  requeue        publish such events again
"""


COMMANDS: Mapping[str, Command] = {
    "migrate": migrating.main,
    "check": check_command.main,
    "held": held_command.main_held,
    "release": partial(held_command.main_verdict, "release"),
    "drop": partial(held_command.main_verdict, "drop"),
    "left": requeueing_command.main_left,
    "requeue": requeueing_command.main_requeue,
}


def main(arguments: Sequence[str]) -> int:
    """Run one command of the operator's; the exit code."""
    return run_command(arguments, COMMANDS, USAGE)
