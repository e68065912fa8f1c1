"""The internal port of every process: /healthz, /readyz and Prometheus' /metrics."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from hypercorn.asyncio import serve
from hypercorn.config import Config
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from quart import Quart, Response, jsonify

from runtime.errors import StartError
from runtime.process import Stop

Check = Callable[[], Awaitable[bool]]
Details = Callable[[], Awaitable[Mapping[str, object]]]


async def no_details() -> Mapping[str, object]:
    return {}


def create_internal_app(checks: Mapping[str, Check], details: Details = no_details) -> Quart:
    """`/healthz` is 200 while every check holds, else 503; `/readyz` adds the process's details."""
    app = Quart(__name__)

    async def report(facts: Mapping[str, object]) -> tuple[Response, int]:
        held = {name: await check() for name, check in checks.items()}
        return jsonify({"ok": all(held.values()), "checks": held, **facts}), 200 if all(held.values()) else 503

    @app.get("/healthz")
    async def healthz() -> tuple[Response, int]:
        return await report({})

    @app.get("/readyz")
    async def readyz() -> tuple[Response, int]:
        return await report(await details())

    @app.get("/metrics")
    async def metrics() -> Response:
        # Thousands of lines take a tenth of a second.
        return Response(await asyncio.to_thread(generate_latest), content_type=CONTENT_TYPE_LATEST)

    return app


async def serve_app(app: Quart, *, host: str, port: int, stop: Stop) -> None:
    """Serve `app` until `stop`.

    Raises:
        StartError: the port is not to be had.
    """
    config = Config()
    config.bind = [f"{host}:{port}"]
    config.accesslog = None
    config.errorlog = None
    config.graceful_timeout = 5
    try:
        await serve(app, config, shutdown_trigger=stop.wait)
    except OSError as error:
        raise StartError(f"cannot listen on {host}:{port}: {error.strerror}") from error
