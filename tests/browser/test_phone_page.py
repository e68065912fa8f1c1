"""The demonstration's page in a real browser: texting, raising alerts, playing a day, by mouse and by keyboard."""

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.browser.conftest import Demonstration, demonstration
from tests.browser.onlooker import PATIENCE_MS, POCKET, Onlooker, onlooker

pytestmark = pytest.mark.asyncio(loop_scope="module")
QUIET_S = 2.0  # an alert that is told is on the phones within one
KING = "504 King"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def demo(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Demonstration]:
    """One for all tests of this file: each has a rider or a line of its own."""
    async with demonstration(tmp_path_factory.mktemp("demo")) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def somebody(browser: Any, demo: Demonstration) -> AsyncIterator[Onlooker]:
    async with onlooker(browser) as seen:
        await seen.open(demo.url)
        yield seen
        assert seen.complaints == []


async def test_a_rider_subscribes_hears_of_an_alert_its_change_and_its_end_and_nothing_after_stop(
    somebody: Onlooker,
) -> None:
    await somebody.write("A", "SUBSCRIBE 504")
    answer = await somebody.see("A", "You get alerts for 504 King")
    await somebody.raise_alert(KING)
    alert = await somebody.see("A", "No service between Roncesvalles Ave and Parliament St")
    listed = somebody.page.locator("#line-504-panel .alerts li").filter(has_text="No service")
    await listed.get_by_role("button", name="Change").click()
    await listed.get_by_role("textbox").fill("504 King: No service between Dundas West Station and Yonge St, a fire.")
    await listed.get_by_role("button", name="Save").click()
    await somebody.see("A", "Update: 504 King")
    await listed.get_by_role("button", name="Clear").click()
    await somebody.see("A", "Clear: 504 King")
    await somebody.write("A", "STOP")
    await somebody.see("A", "You have successfully been unsubscribed")
    texts = await somebody.texts("A").count()
    await somebody.raise_alert(KING)
    # Not just silence: the alert went all the way to where riders are looked for.
    await somebody.page.locator("#stops li[data-stop=matched].nobody").wait_for()
    await asyncio.sleep(QUIET_S)

    assert re.search(r"\d:\d\d [ap]m\s+1 segment\s+✓✓ Delivered", await answer.inner_text())
    assert "Alert" in await alert.inner_text()
    assert await somebody.texts("A").count() == texts


async def test_the_strip_shows_the_way_from_the_feed_to_the_phones(somebody: Onlooker) -> None:
    await somebody.write("B", "SUBSCRIBE 510")
    await somebody.see("B", "You get alerts for 510 Spadina")
    await somebody.raise_alert("510 Spadina")
    await somebody.see("B", "510 Spadina: No service")
    await somebody.page.locator("#strip-what", has_text="510 Spadina").wait_for(timeout=PATIENCE_MS)
    stops = [await somebody.stop_detail(each) for each in ("feed", "incident", "kafka", "matched", "sent", "delivered")]
    after = [float(re.search(r"\+(\d+\.\d\d) s", stop)[1]) for stop in stops]  # type: ignore[index]  # each has its time
    said = somebody.page.locator("#strip-said", has_text="Delivered to 1 of 1")

    assert [stop.splitlines()[0] for stop in stops] == ["Feed", "Incident", "Kafka", "Riders", "Sent", "Delivered"]
    assert (after[0], after) == (0.0, sorted(after))
    assert 0 < after[-1] < PATIENCE_MS / 1000
    assert "1 rider" in stops[3]
    await said.wait_for(state="attached")


async def test_what_is_typed_in_the_terminal_is_on_the_page_and_the_other_way_round(
    somebody: Onlooker, demo: Demonstration
) -> None:
    demo.type("C: SUBSCRIBE 29")
    await somebody.see("C", "You get alerts for 29 Dufferin")
    demo.type("/alert 29 29 Dufferin: No service, a flood on Queen St")
    await somebody.see("C", "a flood on Queen St")
    await somebody.write("C", "LIST")

    assert "C → LIST" in await demo.printed("C → LIST")
    assert "29 Dufferin" in await demo.printed("C ← [1 seg]")


async def test_everything_can_be_done_with_the_keyboard_alone(somebody: Onlooker) -> None:
    keyboard = somebody.page.keyboard
    await keyboard.press("Tab")
    await keyboard.press("Enter")  # skip to the phones
    await _tab_to(somebody, "Text message of rider C")
    await keyboard.type("subscribe 60")
    await keyboard.press("Enter")
    await somebody.see("C", "You get alerts for 60 Steeles West")
    await _tab_to(somebody, "60 Steeles West")
    await keyboard.press("Enter")
    await _tab_to(somebody, "Keele St")
    await keyboard.press("Space")
    await _tab_to(somebody, "Raise alert")
    await keyboard.press("Enter")
    await somebody.see("C", "60 Steeles West: No service at Keele St")
    await _tab_to(somebody, "Clear", backwards=True)
    await keyboard.press("Enter")
    await somebody.see("C", "Clear: 60 Steeles West")
    line = somebody.page.get_by_role("button", name="60 Steeles West")

    # Not lost on a button that is gone.
    assert await line.evaluate("line => document.activeElement === line")


async def test_a_made_up_day_is_played_held_and_moved_on(somebody: Onlooker) -> None:
    page = somebody.page
    await somebody.write("B", "SUBSCRIBE 39")
    await somebody.see("B", "You get alerts for 39 Finch East")
    await page.get_by_label("Speed").select_option("1200")
    await page.get_by_role("button", name="Next poll").click()
    await somebody.see("B", "39 Finch East: Detour eastbound via Bayview Ave")
    await page.get_by_role("button", name="Hold").click()
    held = await page.locator("#day-time").inner_text()
    await asyncio.sleep(QUIET_S)
    still = await page.locator("#day-time").inner_text()
    await page.get_by_role("button", name="Go on").click()
    await page.locator("#day-time", has_text="07:35").wait_for(timeout=PATIENCE_MS)

    assert (held, still) == ("06:42", "06:42")
    assert await page.get_by_label("Speed").input_value() == "1200"
    await page.get_by_role("button", name="Hold").click()


@pytest.mark.parametrize(
    ("viewport", "colours"),
    [
        pytest.param(None, "light", id="desktop, light"),
        pytest.param(None, "dark", id="desktop, dark"),
        pytest.param(POCKET, "light", id="phone, light"),
        pytest.param(POCKET, "dark", id="phone, dark"),
    ],
)
async def test_assistive_technology_finds_its_way(
    browser: Any, demo: Demonstration, viewport: dict[str, int] | None, colours: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.async_playwright", reason="axe judges the page")
    async with onlooker(browser, color_scheme=colours, **({"viewport": viewport} if viewport else {})) as seen:
        await seen.open(demo.url)
        await seen.write("A", "STATUS 504")
        await seen.texts("A").first.wait_for()
        await seen.open_line("1 Yonge-University")
        found = await axe.Axe().run(seen.page)
        width = await seen.page.evaluate("document.documentElement.scrollWidth - innerWidth")

    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found.response["violations"]] == []
    assert width <= 0, "the page is wider than the window"


async def _tab_to(somebody: Onlooker, name: str, *, backwards: bool = False) -> None:
    """Press Tab until the focus is on what is called so."""
    for _ in range(120):
        await somebody.page.keyboard.press("Shift+Tab" if backwards else "Tab")
        label = await somebody.page.evaluate(
            "(document.activeElement.ariaLabel || document.activeElement.innerText || '').replace(/\\s+/g, ' ')"
        )
        if name in label:
            return
    raise AssertionError(f"Tab does not reach {name}")
