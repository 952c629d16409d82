"""People who write a topic's report on a phone, and what then stands in its notes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Browser, Locator, Page, expect

from tests.browser.people import a_facilitator
from tests.browser.phones import Network, Phone, a_phone, join_unseen
from tests.client import WAIT_MAX_S, Made
from tests.web.conftest import RunningServer

TALKED, SURPRISED, AGREED = "What we talked about", "What surprised us", "What we agree on"


@dataclass(frozen=True)
class Writer:
    """Somebody with a topic's report on their phone. `notes`: the line to its document."""

    phone: Phone
    topic: str
    notes: Network = field(default_factory=Network)

    @property
    def page(self) -> Page:
        return self.phone.page

    @property
    def errors(self) -> list[str]:
        return self.phone.errors

    def part(self, heading: str) -> Locator:
        return self.page.get_by_label(heading, exact=True)

    @property
    def parts(self) -> Locator:
        return self.page.locator(".writing-field")

    async def values(self) -> list[str]:
        found: list[str] = await self.parts.evaluate_all("all => all.map((one) => one.value)")
        return found

    def state(self) -> Locator:
        return self.page.get_by_role("banner").locator(".status")

    async def open(self) -> None:
        await self.page.goto(f"{self.phone.board}/topics/{self.topic}/report")
        await self.is_in()

    async def is_in(self) -> None:
        await self.page.wait_for_selector(".writing-field")
        await self.is_saved()

    async def is_saved(self) -> None:
        await expect(self.state()).to_have_attribute("data-state", "live")

    async def cut(self) -> None:
        await self.phone.network.cut()
        await self.notes.cut()
        await expect(self.state()).to_have_attribute("data-state", "cut-off")

    async def mend(self) -> None:
        self.phone.network.mend()
        self.notes.mend()
        await self.page.evaluate("dispatchEvent(new Event('online'))")
        await self.is_saved()


@asynccontextmanager
async def a_writer(
    browser: Browser, server: RunningServer, made: Made, topic: str, name: str = "", **more: Any
) -> AsyncIterator[Writer]:
    """A phone on a topic's report. `more`: as of `a_phone`."""
    async with a_phone(browser, server, made.code, **more) as phone:
        writer = Writer(phone, topic)
        await phone.page.route_web_socket("**/ws/notes/**", writer.notes.connect)
        await join_unseen(phone.page, phone.board, name, phone.language)
        await writer.open()
        yield writer


async def notes_of(server: RunningServer, made: Made, topic: str) -> str:
    """As the server has them stored."""
    reply = await a_facilitator(server, made).request("GET", f"/api/boards/{made.code}/topics/{topic}/notes")
    text: str = reply.json()["text"]
    return text


async def notes_become(server: RunningServer, made: Made, topic: str, *words: str) -> str:
    """Wait until all these words are stored. Returns the whole."""
    async with asyncio.timeout(WAIT_MAX_S):
        text = await notes_of(server, made, topic)
        while [word for word in words if word not in text]:
            text = await notes_of(server, made, topic)
        return text
