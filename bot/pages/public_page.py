"""The public pages as they stand, each rendered once for all who look at the same moment."""

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus

from bot.directory.directory import Directory
from bot.pages.board import boards_of
from bot.pages.kept_board import KeptBoard
from bot.pages.rendering import Now, Page, Rendering
from bot.pages.seen import Look
from bot.pages.words import PageWording
from models.moments import clock_time


@dataclass(frozen=True, slots=True)
class Known:
    """The routes in force, and each feed's last good poll."""

    directory: Directory
    fresh_at: Mapping[str, datetime]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as it is sent; `etag` changes with its text."""

    body: str
    etag: str
    status: int


class PublicPages:
    """What visitors see."""

    def __init__(
        self,
        *,
        board: KeptBoard,
        known: Callable[[], Known],
        rendering: Rendering,
        wordings: Mapping[str, PageWording],
        stale_after: timedelta,
    ) -> None:
        self._board = board
        self._known = known
        self._rendering = rendering
        self._wordings = wordings
        self._stale_after = stale_after
        self._turn = asyncio.Lock()
        self._rendered: dict[tuple[Page, str], tuple[object, Rendered]] = {}

    async def page(self, page: Page, language: str) -> Rendered:
        """A page in one of our languages; the home page is a 503 while nothing could ever be read."""
        look = await self._board.current() if page is Page.HOME else Look(None)
        known = self._known()
        made_of = (look, known.directory)
        async with self._turn:
            before = self._rendered.get((page, language))
            if before and before[0] == made_of:
                return before[1]
            # Hundreds of alerts take a tenth of a second, in which riders are answered.
            rendered = await asyncio.to_thread(self._render, page, language, look, known)
            self._rendered[page, language] = (made_of, rendered)
            return rendered

    def _render(self, page: Page, language: str, look: Look, known: Known) -> Rendered:
        body = self._rendering.render(page, language, self._now(look, known, language))
        is_trouble = page is Page.HOME and look.seen is None
        status = HTTPStatus.SERVICE_UNAVAILABLE if is_trouble else HTTPStatus.OK
        return Rendered(body, hashlib.sha256(body.encode()).hexdigest()[:16], status)

    def _now(self, look: Look, known: Known, language: str) -> Now:
        if look.seen is None:
            return Now(known.directory.agencies)
        wording = self._wordings[language]
        boards = boards_of(look.seen, known.directory, known.fresh_at, stale_after=self._stale_after, wording=wording)
        zone = next((each.zone for each in known.directory.feeds.values()), "UTC")
        return Now(
            known.directory.agencies,
            boards,
            clock_time(look.seen.read_at, zone, wording),
            look.is_failing,
        )
