"""The public pages over HTTP, on parts in memory."""

from datetime import timedelta

import pytest
from pymongo.errors import AutoReconnect
from quart import Quart
from werkzeug.datastructures import Headers

from bot.directory.directory import Directory
from bot.pages.headers import security_headers
from bot.pages.kept_board import KeptBoard
from bot.pages.operator import Operator
from bot.pages.public_page import Known, PublicPages
from bot.pages.rendering import Rendering
from bot.pages.routes import PageParts, create_pages
from bot.pages.seen import Seen
from bot.pages.visitors import Visitors
from bot.pages.wording_files import load_page_wordings
from models.incident import Incident
from tests.fakes.bot_world import NOW, TTC, make_incident

WORDINGS = load_page_wordings()


class Site:
    """The pages, and the database that they ask."""

    def __init__(self, *, per_minute: int = 1000) -> None:
        self.asked = 0
        self.is_away = False
        self.now_s = 0.0
        self.incidents: tuple[Incident, ...] = (make_incident(),)
        self._app = self._served(per_minute)

    async def read(self) -> Seen:
        self.asked += 1
        if self.is_away:
            raise AutoReconnect("gone")
        return Seen(NOW, self.incidents)

    async def get(self, path: str = "/", **headers: str) -> tuple[int, str, Headers]:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        response = await self._app.test_client().get(path, headers=names)
        return response.status_code, str(await response.get_data(as_text=True)), response.headers

    def _served(self, per_minute: int) -> Quart:
        rendering = Rendering(Operator("+14165550199"), WORDINGS)
        known = Known(Directory([TTC]), {"ttc": NOW - timedelta(seconds=20)})
        pages = PublicPages(
            board=KeptBoard(self.read, every_s=10, timeout_s=1, clock=lambda: self.now_s),
            known=lambda: known,
            rendering=rendering,
            wordings=WORDINGS,
            stale_after=timedelta(minutes=5),
        )
        parts = PageParts(
            pages=pages,
            visitors=Visitors(per_minute=per_minute),
            headers=security_headers(rendering.style, "https://bot.example.org"),
            languages=tuple(WORDINGS),
            proxies=1,
            every_s=10,
            now_s=lambda: self.now_s,
        )
        app = Quart("site")
        app.register_blueprint(create_pages(parts))
        return app


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.mark.parametrize(
    ("path", "said"),
    [
        pytest.param("/", "No service between Broadview Station", id="home"),
        pytest.param("/privacy", "FORGET ME", id="privacy"),
        pytest.param("/terms", "Message and data rates may apply", id="terms"),
    ],
)
async def test_each_page_has_its_address_and_its_guards(site: Site, path: str, said: str) -> None:
    status, body, headers = await site.get(path)

    assert (status, said in body) == (200, True)
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["Strict-Transport-Security"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize(
    ("path", "accepted", "language"),
    [
        pytest.param("/", "", "en", id="a browser that says nothing"),
        pytest.param("/", "fr", "fr", id="French"),
        pytest.param("/", "fr-CA,en;q=0.5", "fr", id="Canadian French before English"),
        pytest.param("/", "en-CA,fr;q=0.8", "en", id="English before French"),
        pytest.param("/", "de,fr;q=0.5,en;q=0.4", "fr", id="German, else French"),
        pytest.param("/", "de,*;q=0.1", "en", id="neither"),
        pytest.param("/?lang=fr", "en", "fr", id="asked for"),
        pytest.param("/?lang=xx", "fr", "fr", id="a language that we do not speak"),
    ],
)
async def test_the_language_is_the_readers(site: Site, path: str, accepted: str, language: str) -> None:
    _, body, headers = await site.get(path, Accept_Language=accepted)

    assert (f'<html lang="{language}">' in body, headers["Vary"]) == (True, "Accept-Language")


async def test_a_crowd_costs_one_question_in_some_seconds(site: Site) -> None:
    for _ in range(50):
        await site.get()
        await site.get("/privacy")

    assert site.asked == 1


async def test_a_page_that_a_browser_has_is_not_sent_again_until_it_changes(site: Site) -> None:
    _, _, headers = await site.get()
    again = await site.get(If_None_Match=headers["ETag"])
    site.incidents, site.now_s = (), 11
    changed = await site.get(If_None_Match=headers["ETag"])

    assert (headers["Cache-Control"], again[0], again[1]) == ("public, max-age=10", 304, "")
    assert (changed[0], "No alerts now." in changed[1]) == (200, True)


async def test_a_database_that_has_gone_leaves_what_was_known(site: Site) -> None:
    await site.get()
    site.is_away, site.now_s = True, 11
    status, body, _ = await site.get()

    assert (status, "known at 8:12 a.m." in body, "No service between" in body) == (200, True, True)


async def test_a_database_that_never_answered_is_a_503_that_still_says_how_to_text(site: Site) -> None:
    site.is_away = True
    status, body, headers = await site.get()

    assert (status, "cannot be shown just now" in body, "+1 416-555-0199" in body) == (503, True, True)
    assert (headers["Cache-Control"], headers["Retry-After"]) == ("no-store", "10")
    assert (await site.get("/terms"))[0] == 200


async def test_who_asks_too_often_waits(site: Site) -> None:
    site = Site(per_minute=3)
    statuses = [(await site.get(X_Forwarded_For="192.0.2.1"))[0] for _ in range(5)]
    refused = await site.get(X_Forwarded_For="1.1.1.1, 192.0.2.1")
    other = await site.get(X_Forwarded_For="192.0.2.2")

    assert (statuses, other[0]) == ([200, 200, 200, 429, 429], 200)
    assert (refused[0], refused[1], refused[2]["Retry-After"]) == (429, "", "60")


async def test_the_age_of_the_page_does_not_change_its_name() -> None:
    first, second = (await Site().get(), await Site().get())

    assert first[2]["ETag"] == second[2]["ETag"]
