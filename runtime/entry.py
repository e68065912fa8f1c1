"""How our processes begin: with arguments, as an operator's command; without any, as the process."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from runtime.interpreter import prepare_interpreter
from runtime.logs import configure_logs
from runtime.process import Stop, run
from runtime.settings import ProcessSettings, load_settings

Its = TypeVar("Its", bound=ProcessSettings)


def enter(
    name: str,
    arguments: Sequence[str],
    *,
    settings: type[Its],
    serve: Callable[[Its, Stop], Awaitable[None]],
    obey: Callable[[Sequence[str]], int],
) -> int:
    """Run the process until it is asked to stop, or have the command obeyed; the exit code."""
    if arguments:
        # What the operator asks needs few of the settings, or none.
        return obey(arguments)
    prepare_interpreter()
    its = load_settings(settings)
    configure_logs(name, log_format=its.log_format, level=its.log_level)
    run(lambda stop: serve(its, stop))
    return 0
