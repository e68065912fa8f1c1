"""What `python -m bot` can be asked besides answering riders."""

from collections.abc import Mapping, Sequence
from functools import partial

from bot.operating import consent, look_ups, suppressing
from runtime.operator_commands import Command, run_command

USAGE = """usage: python -m bot [COMMAND]; each COMMAND has --help, with an example

  (no command)   answer riders, until SIGTERM
  consent        list every consent of a number, or export those of all
  suppress       text a number no more, until it texts us itself
  unsuppress     text a number again that was suppressed
  look-ups       list who on the inside has looked at riders' numbers
"""
COMMANDS: Mapping[str, Command] = {
    "consent": consent.main,
    "suppress": partial(suppressing.main, "suppress"),
    "unsuppress": partial(suppressing.main, "unsuppress"),
    "look-ups": look_ups.main,
}


def main(arguments: Sequence[str]) -> int:
    """Run one command of the operator's; the exit code."""
    return run_command(arguments, COMMANDS, USAGE)
