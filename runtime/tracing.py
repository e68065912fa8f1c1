"""OpenTelemetry's spans where OTEL_EXPORTER_OTLP_ENDPOINT is set; else nothing of it is imported or made."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from importlib.util import find_spec
from typing import Protocol

from runtime.errors import StartError

HEADER = "traceparent"  # https://www.w3.org/TR/trace-context/
NEEDED = "opentelemetry.exporter"
Headers = Sequence[tuple[str, bytes]]
Fact = str | int


class Tracer(Protocol):
    """Makes spans, each within the one that is going on where it begins."""

    def span(self, name: str, parent: str | None, facts: dict[str, Fact]) -> AbstractContextManager[object]:
        """A span; with a `parent`, which another process or an earlier turn has named, it is a part of that."""
        ...

    def current(self) -> str | None:
        """The span that is going on, as others may name it; None where there is none."""
        ...


class NoTracer:
    """Makes none."""

    def __init__(self) -> None:
        self._nothing = nullcontext()

    def span(self, _name: str, _parent: str | None, _facts: dict[str, Fact]) -> AbstractContextManager[object]:
        return self._nothing

    def current(self) -> str | None:
        return None


class _Tracing:
    """The process's tracer, chosen once at its start, as its log is."""

    def __init__(self) -> None:
        self.tracer: Tracer = NoTracer()


_tracing = _Tracing()


def configure_tracing(process: str, endpoint: str | None) -> None:
    """Have spans sent to a collector that speaks OTLP over HTTP; without an endpoint none are made.

    Raises:
        StartError: the packages are not installed.
    """
    if endpoint is None:
        return
    if find_spec("opentelemetry") is None or find_spec(NEEDED) is None:
        raise StartError(
            "OTEL_EXPORTER_OTLP_ENDPOINT is set, and its packages are not installed: headway[otel]; "
            "in containers REQUIREMENTS=app-otel, and build again"
        )
    from runtime.otlp import OtlpTracer  # noqa: PLC0415  # only who asks for spans pays for their libraries

    _tracing.tracer = OtlpTracer(process, endpoint)


def span(name: str, parent: str | None = None, **facts: Fact) -> AbstractContextManager[object]:
    """What is done inside is a span of that name."""
    return _tracing.tracer.span(name, parent, facts)


def current_span() -> str | None:
    """The span that is going on, to be handed to whoever goes on with the work; None where there is none."""
    return _tracing.tracer.current()


def trace_headers() -> Headers | None:
    """The same as headers of a Kafka record; None where there is none."""
    current = current_span()
    return None if current is None else [(HEADER, current.encode())]


def parent_in(headers: Headers) -> str | None:
    """The span that a Kafka record's headers name."""
    return next((value.decode("ascii", "replace") for name, value in headers if name == HEADER), None)
