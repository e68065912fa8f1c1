"""A collector that speaks OTLP over HTTP, and keeps what it is sent."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


@dataclass(frozen=True, slots=True)
class Span:
    """One span, as it was sent; `facts` are its attributes."""

    process: str
    name: str
    trace: str
    id: str
    parent: str
    facts: dict[str, str | int]


@dataclass
class Collector:
    """What has come so far."""

    url: str = ""
    spans: list[Span] = field(default_factory=list)

    def named(self, name: str) -> list[Span]:
        return [span for span in self.spans if span.name == name]

    async def receive(self, request: web.Request) -> web.Response:
        message = ExportTraceServiceRequest.FromString(await request.read())
        for of_process in message.resource_spans:
            process = _facts(of_process.resource.attributes)["service.name"]
            for spans in of_process.scope_spans:
                for each in spans.spans:
                    parent, facts = each.parent_span_id.hex(), _facts(each.attributes)
                    made = Span(str(process), each.name, each.trace_id.hex(), each.span_id.hex(), parent, facts)
                    self.spans.append(made)
        return web.Response(body=b"", content_type="application/x-protobuf")


def _facts(attributes: object) -> dict[str, str | int]:
    return {each.key: each.value.string_value or each.value.int_value for each in attributes}  # type: ignore[attr-defined]  # protobuf's own list


@asynccontextmanager
async def open_collector() -> AsyncIterator[Collector]:
    """Serve it until the context is left."""
    collector = Collector()
    app = web.Application(client_max_size=2**24)
    app.router.add_post("/v1/traces", collector.receive)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    [address] = runner.addresses
    collector.url = f"http://127.0.0.1:{address[1]}"
    try:
        yield collector
    finally:
        await runner.cleanup()
