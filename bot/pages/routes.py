"""The addresses of the public pages, and how often one visitor is served."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from quart import Blueprint, Response, request

from bot.pages.public_page import PublicPages
from bot.pages.rendering import Page
from bot.pages.visitors import Visitors, address_of
from runtime.clock import boottime_s

HOUR_S = 3600


@dataclass(frozen=True, slots=True)
class PageParts:
    """What the pages are made of; `languages` are those there is a wording for, the main one first."""

    pages: PublicPages
    visitors: Visitors
    headers: Mapping[str, str]
    languages: Sequence[str]
    proxies: int
    every_s: float
    now_s: Callable[[], float] = boottime_s


def create_pages(parts: PageParts) -> Blueprint:
    blueprint = Blueprint("pages", __name__)

    @blueprint.before_request
    async def within_bounds() -> Response | None:
        peer = request.remote_addr or ""
        address = address_of(peer, request.headers.getlist("X-Forwarded-For"), proxies=parts.proxies)
        wait_s = parts.visitors.wait_s(address, now_s=parts.now_s())
        return Response(status=429, headers={"Retry-After": str(wait_s)}) if wait_s else None

    @blueprint.after_request
    async def with_headers(response: Response) -> Response:
        response.headers.update(parts.headers)
        return response

    @blueprint.get("/")
    async def home() -> Response:
        return await _page(Page.HOME, parts, fresh_s=max(1, round(parts.every_s)))

    @blueprint.get("/privacy")
    async def privacy() -> Response:
        return await _page(Page.PRIVACY, parts, fresh_s=HOUR_S)

    @blueprint.get("/terms")
    async def terms() -> Response:
        return await _page(Page.TERMS, parts, fresh_s=HOUR_S)

    return blueprint


async def _page(page: Page, parts: PageParts, *, fresh_s: int) -> Response:
    rendered = await parts.pages.page(page, _language(parts.languages))
    response = Response(rendered.body, status=rendered.status, content_type="text/html; charset=utf-8")
    response.headers["Vary"] = "Accept-Language"
    if rendered.status != 200:
        response.headers["Cache-Control"] = "no-store"
        response.headers["Retry-After"] = str(fresh_s)
        return response
    response.headers["Cache-Control"] = f"public, max-age={fresh_s}"
    response.set_etag(rendered.etag)
    await response.make_conditional(request)
    return response


def _language(languages: Sequence[str]) -> str:
    """What the address asks for, else what the browser prefers, else the main one."""
    asked = request.args.get("lang", "")
    if asked in languages:
        return asked
    # Werkzeug's own choice takes English for who prefers "fr-CA" and would do with "en".
    preferred = (each.split("-")[0].lower() for each in request.accept_languages.values())
    return next((each for each in preferred if each in languages), languages[0])
