"""The pictures of the README, taken of the running page; HEADWAY_PICTURES names the folder that keeps them."""

import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.browser.conftest import Demonstration, demonstration
from tests.browser.onlooker import DESKTOP, POCKET, onlooker

pytestmark = pytest.mark.asyncio(loop_scope="module")
LARGEST = 250_000


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def told(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Demonstration]:
    """Riders have subscribed, and an alert on King was told to those concerned."""
    async with demonstration(tmp_path_factory.mktemp("demo")) as running:
        async with onlooker(browser) as seen:
            await seen.open(running.url)
            await seen.write("A", "SUBSCRIBE 504")
            await seen.write("B", "504 and 501 westbound")
            await seen.see("B", "You get alerts")
            await seen.write("C", "ELEVATORS WILSON")
            await seen.see("C", "Wilson")
            await seen.raise_alert("504 King")
            await seen.see("A", "504 King: No service")
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the pictures stay."""
    return Path(os.environ.get("HEADWAY_PICTURES") or tmp_path)


@pytest.mark.parametrize(
    ("name", "viewport", "colours"),
    [
        pytest.param("demo-desktop-light", DESKTOP, "light", id="desktop, light"),
        pytest.param("demo-desktop-dark", DESKTOP, "dark", id="desktop, dark"),
        pytest.param("demo-phone-light", POCKET, "light", id="phone, light"),
    ],
)
async def test_a_picture_of_the_page(
    browser: Any, told: Demonstration, folder: Path, *, name: str, viewport: dict[str, int], colours: str
) -> None:
    async with onlooker(browser, viewport=viewport, color_scheme=colours) as seen:
        await seen.open(told.url)
        await seen.see("A", "504 King: No service")
        await seen.stop_detail("delivered")
        if viewport == DESKTOP:
            await seen.open_line("504 King")
        else:
            await seen.page.locator("#phones").evaluate("phones => phones.scrollIntoView()")
        # Nothing is pointed at, and nothing about to be typed.
        await seen.page.mouse.move(0, 0)
        await seen.page.evaluate("document.activeElement.blur()")
        picture = await seen.page.screenshot(path=folder / f"{name}.png")

    assert picture[:4] == b"\x89PNG"
    assert len(picture) < LARGEST
