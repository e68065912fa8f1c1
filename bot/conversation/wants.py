"""What must be read before a message can be decided."""

from dataclasses import dataclass

from bot.commands import command as said
from bot.commands.command import Command
from bot.conversation.outcome import Setting


@dataclass(frozen=True, slots=True)
class Wants:
    """The incidents on `targets`; with `is_own` those on the rider's subscriptions and where MORE goes on, too.

    With `is_answer` those on the options of the question that the rider was asked. `is_about_last_text` asks for the
    last text, too.
    """

    targets: tuple[str, ...] = ()
    is_own: bool = False
    is_answer: bool = False
    is_about_last_text: bool = False


def wants_of(command: Command, setting: Setting) -> Wants:
    """All meanings of a name count, since which of them is meant depends on the rider."""
    match command:
        case said.Subscribe(wanted) | said.Unknown(_, wanted):
            return Wants(_targets(wanted, setting), is_answer=True)
        case said.Status(wanted) if wanted:
            return Wants(_targets(wanted, setting))
        case said.OptIn() | said.Sure():
            return Wants(is_own=True, is_answer=True)
        case said.Status() | said.Resume() | said.More():
            return Wants(is_own=True)
        case said.Why() | said.Mute():
            return Wants(is_about_last_text=True)
    return Wants()


def _targets(wanted: tuple[said.Wanted, ...], setting: Setting) -> tuple[str, ...]:
    matches = (match for each in wanted for match in setting.directory.resolve(each))
    return tuple(dict.fromkeys(subject.target for match in matches for subject in match.candidates))
