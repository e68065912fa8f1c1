"""Spans by OpenTelemetry's own library, sent over OTLP/HTTP in the background, whether a collector is there or not."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from runtime.tracing import HEADER, Fact

EXPORT_S = 2  # a process that ends does not wait longer for its collector


class OtlpTracer:
    """Makes spans of one process; OTEL_TRACES_SAMPLER and its like are the library's own affair."""

    def __init__(self, process: str, endpoint: str) -> None:
        provider = TracerProvider(resource=Resource.create({"service.name": f"headway-{process}"}))
        exporter = OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces", timeout=EXPORT_S)
        provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = provider.get_tracer("headway")
        self._propagator = TraceContextTextMapPropagator()

    def span(self, name: str, parent: str | None, facts: dict[str, Fact]) -> AbstractContextManager[object]:
        return self._span(name, parent, facts)

    @contextmanager
    def _span(self, name: str, parent: str | None, facts: dict[str, Fact]) -> Iterator[None]:
        context = None if parent is None else self._propagator.extract({HEADER: parent})
        # The words of an error may be a rider's: its type says enough.
        with self._tracer.start_as_current_span(
            name, context, attributes=facts, record_exception=False, set_status_on_exception=False
        ) as made:
            try:
                yield
            except Exception as error:
                made.set_status(StatusCode.ERROR, type(error).__name__)
                raise

    def current(self) -> str | None:
        carrier: dict[str, str] = {}
        self._propagator.inject(carrier)
        return carrier.get(HEADER)
