"""The public application: what Twilio may call and anybody may read, and nothing else."""

import structlog
from quart import Blueprint, Quart, Response, has_websocket_context, request, websocket
from werkzeug.exceptions import HTTPException

from bot import metrics
from bot.webhooks.gate import SIGNATURE, RefusedError
from bot.webhooks.surprise import place_of
from bot.webhooks.webhook import Parts, create_webhook

BODY_S = 10  # whoever drips a body is let go then; Twilio itself gives up after 15 s
NOT_OURS = {404, 405}  # no such path, or no such method there
log = structlog.get_logger()


def create_app(parts: Parts, *, request_bytes: int, pages: Blueprint | None = None) -> Quart:
    app = Quart(__name__)
    app.config["MAX_CONTENT_LENGTH"] = request_bytes
    app.config["BODY_TIMEOUT"] = BODY_S
    app.register_blueprint(create_webhook(parts))
    if pages is not None:
        app.register_blueprint(pages)

    @app.errorhandler(RefusedError)
    async def refused(error: RefusedError) -> Response:
        return _refusal(error.reason, error.status)

    @app.errorhandler(HTTPException)
    async def not_served(error: HTTPException) -> Response:
        return _refusal(error.name.lower().replace(" ", "-"), error.code or 400)

    @app.errorhandler(Exception)
    async def surprised(error: Exception) -> Response:
        # Else a traceback is logged, which ends in the error's words: they may be a rider's.
        log.error("webhook.surprised", error=type(error).__name__, at=place_of(error))
        return Response(status=500)

    return app


def _refusal(reason: str, status: int) -> Response:
    # Somebody may knock as a WebSocket, too, which is no request to Quart.
    asked = websocket if has_websocket_context() else request
    metrics.REFUSED.labels(reason).inc()
    # Whoever scans the internet for doors tries thousands of paths that nobody need read about; Twilio, told a wrong
    # path or method, is worth a line.
    is_scan = status in NOT_OURS and SIGNATURE not in asked.headers
    tell = log.debug if is_scan else log.warning
    tell("webhook.refused", reason=reason, status=status, path=asked.path[:40])
    # An empty body: what Twilio reads as text/plain it would text to the rider.
    return Response(status=status)
