"""People at laptops and tablets who write a topic's notes, driven as they write: by keys and by what can be read."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Browser, Locator, Page, expect

from tests.browser.phones import Network, join_unseen, opened_page
from tests.client import Made
from tests.web.conftest import RunningServer

LAPTOP = (1440, 900)


@dataclass(frozen=True)
class NoteTaker:
    """`network`: of the notes alone. `errors`: what the console complained about."""

    page: Page
    network: Network
    errors: list[str]

    @property
    def text(self) -> Locator:
        return self.page.get_by_role("textbox", name="Notes", exact=True)

    def line(self, words: str) -> Locator:
        return self.page.locator(".cm-line", has_text=words)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def head(self) -> Locator:
        return self.page.get_by_role("banner")

    def carets(self) -> Locator:
        return self.page.locator(".caret")

    async def write(self, words: str, *, after: str = "") -> None:
        """At the end of the line that has `after` in it, or else where the caret is."""
        if after:
            await self.line(after).first.click()
            await self.page.keyboard.press("End")
        await self.page.keyboard.type(words)

    async def write_below(self, heading: str, words: str) -> None:
        """In the bullet that the template has below a heading."""
        await self.go_below(heading)
        await self.page.keyboard.type(words)

    async def go_below(self, heading: str) -> None:
        await self.line(heading).click()
        await self.page.keyboard.press("ArrowDown")
        await self.page.keyboard.press("ArrowDown")
        await self.page.keyboard.press("End")

    async def paste_below(self, heading: str, words: str) -> None:
        await self.go_below(heading)
        await self.paste(words)

    async def paste(self, words: str) -> None:
        """At once, where the caret is."""
        await self.page.keyboard.insert_text(words)

    async def replace(self, words: str, by: str) -> None:
        """A word that stands once in the text."""
        await self.page.evaluate(SELECT, words)
        await self.page.keyboard.type(by)

    async def open_versions(self) -> Locator:
        await self.button("Earlier versions").click()
        return self.page.get_by_role("dialog")

    async def is_saved(self) -> None:
        await expect(self.head()).to_contain_text("saved")

    async def whole(self) -> str:
        """The text as it stands in the document, with every sign."""
        lines: list[str] = await self.page.evaluate(WHOLE)
        return "\n".join(lines)

    async def reload(self) -> None:
        await self.page.reload()
        await self.page.wait_for_selector(".cm-content")


# The editor draws what is in sight only, without signs; what is selected and copied has them all.
WHOLE = """() => {
  const content = document.querySelector(".cm-content")
  return content.cmTile.view.state.doc.toString().split("\\n")
}"""

SELECT = """(words) => {
  const { view } = document.querySelector(".cm-content").cmTile
  const anchor = view.state.doc.toString().indexOf(words)
  view.focus()
  view.dispatch({ selection: { anchor, head: anchor + words.length } })
}"""


@asynccontextmanager
async def a_note_taker(
    browser: Browser,
    server: RunningServer,
    made: Made,
    topic: str,
    name: str = "",
    *,
    key: str = "",
    size: tuple[int, int] = LAPTOP,
    language: str = "en",
    query: str = "",
    **more: Any,
) -> AsyncIterator[NoteTaker]:
    """A browser on a topic's notes, of somebody who joined by that name, or came by the key of that role.

    `more`: of Playwright's `new_context`.
    """
    async with opened_page(browser, "**/ws/notes/**", size, language, **more) as (page, network, errors):
        board = f"{server.base}/b/{made.code}"
        if key:
            await page.goto(f"{server.base}/k/{made.key(key)}")
        else:
            await join_unseen(page, board, name, language)
        await page.goto(f"{board}/topics/{topic}/notes{query}")
        await page.wait_for_selector(".cm-content")
        yield NoteTaker(page, network, errors)
