"""Why no broker was reached: aiokafka says it in its log alone, and its error that none was."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

_CLOSED = "closed"


class _Keeping(logging.Handler):
    """Keeps what is said at it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@contextmanager
def kept_reasons() -> Iterator[Sequence[str]]:
    """What aiokafka warns of meanwhile."""
    keeping, logger = _Keeping(), logging.getLogger("aiokafka")
    logger.addHandler(keeping)
    try:
        yield keeping.said
    finally:
        logger.removeHandler(keeping)


def reason_of(error: BaseException, said: Sequence[str], *, security_protocol: str) -> str:
    """One line: the latest that was said, else the error itself."""
    reason = (said[-1] if said else "") or str(error) or type(error).__name__
    if not reason.endswith(_CLOSED):
        return reason
    # All that a broker says to who speaks in plain where it wants TLS, or without a name where it wants one.
    return f"{reason}: does it want another KAFKA_SECURITY_PROTOCOL than {security_protocol}?"
