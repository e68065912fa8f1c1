"""A page is rendered once for all who look at the same moment."""

from datetime import datetime, timedelta

from bot.directory.directory import Directory
from bot.pages.kept_board import KeptBoard
from bot.pages.operator import Operator
from bot.pages.public_page import Known, PublicPages
from bot.pages.rendering import Page, Rendering
from bot.pages.seen import Seen
from bot.pages.wording_files import load_page_wordings
from tests.fakes.bot_world import MIWAY, NOW, TTC, make_incident

WORDINGS = load_page_wordings()


class World:
    """What the pages are made from, to be changed under way."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.directory = Directory([TTC])
        self.fresh_at: dict[str, datetime] = {"ttc": NOW}
        self.pages = PublicPages(
            board=KeptBoard(self.read, every_s=10, timeout_s=1, clock=lambda: self.now_s),
            known=lambda: Known(self.directory, self.fresh_at),
            rendering=Rendering(Operator("+14165550199"), WORDINGS),
            wordings=WORDINGS,
            stale_after=timedelta(minutes=5),
        )

    async def read(self) -> Seen:
        return Seen(NOW + timedelta(seconds=self.now_s), (make_incident(),))


async def test_the_same_moment_is_the_same_page() -> None:
    world = World()
    first = await world.pages.page(Page.HOME, "en")
    world.now_s = 9

    assert await world.pages.page(Page.HOME, "en") is first


async def test_each_language_has_a_page_of_its_own() -> None:
    world = World()
    pages = {(await world.pages.page(Page.HOME, each)).etag for each in ("en", "fr")}

    assert len(pages) == 2


async def test_new_routes_make_a_new_page() -> None:
    world = World()
    await world.pages.page(Page.HOME, "en")
    world.directory = Directory([TTC, MIWAY])

    assert "MiWay" in (await world.pages.page(Page.HOME, "en")).body


async def test_the_age_of_the_feed_goes_on_with_every_look() -> None:
    world = World()
    await world.pages.page(Page.HOME, "en")
    world.now_s = 600

    assert "last heard 10 minutes ago" in (await world.pages.page(Page.HOME, "en")).body
