"""Somebody at the page: what they see, press and type, and what the browser complains about."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

DESKTOP = {"width": 1440, "height": 900}
POCKET = {"width": 390, "height": 844}
PATIENCE_MS = 60_000  # where others load the machine, the product alone takes a quarter of a minute to start


@dataclass(slots=True)
class Onlooker:
    """A browser's page; `complaints` are its console's warnings and errors."""

    page: Any
    complaints: list[str] = field(default_factory=list)

    async def open(self, url: str) -> None:
        await self.page.goto(url)
        await self.writing("A").wait_for()

    def writing(self, rider: str) -> Any:
        return self.page.get_by_role("textbox", name=f"Text message of rider {rider}")

    def texts(self, rider: str) -> Any:
        return self.page.get_by_role("log", name=f"Texts on {rider}'s phone").get_by_role("listitem")

    async def write(self, rider: str, words: str) -> None:
        await self.writing(rider).fill(words)
        await self.page.keyboard.press("Enter")

    async def see(self, rider: str, words: str) -> Any:
        """The latest text with these words, once it is on that rider's phone and delivered."""
        text = self.texts(rider).filter(has_text=words).last
        await text.filter(has_text="Delivered").wait_for(timeout=PATIENCE_MS)
        return text

    async def open_line(self, name: str) -> None:
        line = self.page.get_by_role("button", name=name)
        if await line.get_attribute("aria-expanded") == "false":
            await line.click()

    async def raise_alert(self, line: str) -> None:
        await self.open_line(line)
        await (
            self.page.get_by_role("form", name=f"Raise an alert on {line}")
            .get_by_role("button", name="Raise alert")
            .click()
        )

    async def stop_detail(self, stop: str) -> str:
        """What the strip says at one stop, once the alert has passed it."""
        place = self.page.locator(f"#stops li[data-stop={stop}].passed")
        await place.wait_for(timeout=PATIENCE_MS)
        return str(await place.inner_text())


@asynccontextmanager
async def onlooker(browser: Any, **options: Any) -> AsyncIterator[Onlooker]:
    """Somebody with a window of their own."""
    context = await browser.new_context(**{"viewport": DESKTOP, "reduced_motion": "reduce", **options})
    context.set_default_timeout(PATIENCE_MS)
    seen = Onlooker(await context.new_page())
    seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    seen.page.on(
        "console", lambda said: seen.complaints.append(said.text) if said.type in {"error", "warning"} else None
    )
    yield seen
    await context.close()
