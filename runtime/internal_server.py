"""The internal port of every process: /livez, /healthz, /readyz and Prometheus' /metrics."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import structlog
from hypercorn.asyncio import serve
from hypercorn.config import Config
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from quart import Quart, Response, jsonify

from runtime.errors import StartError
from runtime.process import Stop

MOST_BODY_BYTES = 1024  # nobody has anything to tell us here
CHECK_S = 3.0  # whoever watches waits for 4 s (compose.yaml)
Check = Callable[[], Awaitable[str | None]]
Details = Callable[[], Awaitable[Mapping[str, object]]]
log = structlog.get_logger()


async def no_details() -> Mapping[str, object]:
    return {}


def create_internal_app(
    checks: Mapping[str, Check], details: Details = no_details, *, check_s: float = CHECK_S
) -> Quart:
    """`/healthz` is 200 while no check finds a problem, else 503; `/readyz` adds the process's details.

    `/livez` is 200 as long as the process does anything at all: what a restart cannot mend is none of its business.
    """
    app = Quart(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BODY_BYTES

    async def report(facts: Mapping[str, object]) -> tuple[Response, int]:
        found = await asyncio.gather(*(_problem(check, check_s) for check in checks.values()))
        problems = {name: problem for name, problem in zip(checks, found, strict=True) if problem}
        held = {name: name not in problems for name in checks}
        return jsonify({"ok": not problems, "checks": held, "problems": problems, **facts}), 503 if problems else 200

    @app.get("/livez")
    async def livez() -> Response:
        return jsonify({"ok": True})

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


async def _problem(check: Check, check_s: float) -> str | None:
    try:
        async with asyncio.timeout(check_s):
            return await check()
    except TimeoutError:
        return f"no answer in {check_s:g} s"
    except Exception as error:  # whatever it is, it is not in order
        log.exception("health.surprised")
        return type(error).__name__


async def serve_app(app: Quart, *, host: str, port: int, stop: Stop) -> None:
    """Serve `app` until `stop`.

    Raises:
        StartError: the port is not to be had.
    """
    config = Config()
    config.bind = [f"{host}:{port}"]
    config.accesslog = None
    config.errorlog = None
    config.include_server_header = False
    config.graceful_timeout = 5
    try:
        await serve(app, config, shutdown_trigger=stop.wait)
    except OSError as error:
        raise StartError(f"cannot listen on {host}:{port}: {error.strerror}") from error
