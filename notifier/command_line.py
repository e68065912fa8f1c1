"""What `python -m notifier` can be asked besides telling riders."""

from collections.abc import Mapping, Sequence
from functools import partial

from notifier.intake import dead_letters
from notifier.interventions import command as interventions
from notifier.showing import command as showing
from notifier.trying_out import command as trying_out
from runtime.operator_commands import Command, run_command

USAGE = """usage: python -m notifier [COMMAND]; each COMMAND has --help, with an example

  (no command)   tell riders, until SIGTERM
  show           show an incident, what became of its texts, and who was told
  incidents      list what riders are being told about, how far that is, and what is halted
  halt           stop telling riders about an incident, at once
  resume         lift a halt: who was not told because of it is told, as far as it is of use
  correct        send your own words to all who were told of an incident
  text           send a test text to one phone, and say what becomes of it
  dead-letters   list the records that could not be decoded, or publish them again
"""
COMMANDS: Mapping[str, Command] = {
    "show": showing.main,
    **{name: partial(interventions.main, name) for name in interventions.COMMANDS},
    "text": trying_out.main,
    "dead-letters": dead_letters.main,
}


def main(arguments: Sequence[str]) -> int:
    """Run one command of the operator's; the exit code."""
    return run_command(arguments, COMMANDS, USAGE)
