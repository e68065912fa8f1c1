"""A recording that was named on the command line, on the page: it is played there, and nothing on it can be edited."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from sandbox.alert_board import SAMPLE
from tests.browser.conftest import Demonstration, demonstration
from tests.browser.onlooker import PATIENCE_MS, onlooker

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def demo(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Demonstration]:
    recording = ("--feed", str(Path(str(SAMPLE / "day"))), "--gtfs", str(Path(str(SAMPLE / "gtfs"))), "--speed", "60")
    async with demonstration(tmp_path_factory.mktemp("demo"), *recording) as running:
        yield running


async def test_a_recording_is_moved_on_from_the_page_and_its_alerts_reach_the_phones(
    browser: Any, demo: Demonstration
) -> None:
    async with onlooker(browser) as seen:
        await seen.open(demo.url)
        await seen.write("A", "SUBSCRIBE 39")
        await seen.see("A", "You get alerts for 39 Finch East")
        await seen.page.get_by_role("button", name="Next poll").click()
        await seen.see("A", "39 Finch East: Detour eastbound via Bayview Ave")
        finch = seen.page.get_by_role("button", name="39 Finch East")
        await finch.filter(has_text="1 alert").wait_for(timeout=PATIENCE_MS)
        await finch.click()
        panel = seen.page.locator("#line-39-panel")
        said = await panel.inner_text()
        buttons = await panel.get_by_role("button").count()

    assert "Detour eastbound via Bayview Ave" in said
    assert buttons == 0
    assert seen.complaints == []
