"""Lets in the page itself and nobody else: the demonstration acts on what it is told, without a password."""

from collections.abc import Awaitable, Callable

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

OF_THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "::1"})
CHANGING = frozenset({"POST", "PUT", "DELETE"})
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    # A name that somebody else resolves to this machine is not this machine's own.
    if request.url.host not in OF_THIS_MACHINE:
        raise web.HTTPForbidden(text="This page is for this machine alone: open it as http://127.0.0.1")
    if request.method in CHANGING and not _is_from_the_page(request):
        raise web.HTTPForbidden(text="Only the page itself may ask for this.")
    return await handler(request)


async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """As a signal before an answer is begun: refusals and streams get them, too."""
    response.headers.update(HEADERS)


def _is_from_the_page(request: web.Request) -> bool:
    # Another site's page may post forms and plain text here; for JSON its browser would have to ask us first.
    origin = request.headers.get("Origin")
    return request.content_type == "application/json" and origin in {None, str(request.url.origin())}
