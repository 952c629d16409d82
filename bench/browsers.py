"""A real Chromium as a phone on a bad line: what it fetches over the wire, and when."""

import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from msgspec import Struct
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

NAMES: Final = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
# The last: on a plain address of this machine the browser would ask first.
ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-features=LocalNetworkAccessChecks",
)


class Link(Struct, frozen=True, kw_only=True):
    """`round_trip_ms` is added to every request; rates in bits a second."""

    round_trip_ms: float
    down: float
    up: float


BAD_3G: Final = Link(round_trip_ms=150, down=1.6e6, up=750e3)


# What a phone asks for once it can be used: the letters, and the script of the screens that are rarely the first. When
# they come depends on the machine, so they count for themselves.
LATER: Final = re.compile(r"/vendor/fonts/|/js/phone-more")


class Wire:
    """What came over the network: answers with their heads, and frames. A file the browser has kept counts nothing.

    `bytes`: of all but what is `LATER`, which is in `later_bytes`.
    """

    def __init__(self) -> None:
        self.bytes = self.later_bytes = 0
        self._later: set[str] = set()

    def asked(self, event: dict[str, Any]) -> None:
        self.bytes += int(event.get("redirectResponse", {}).get("encodedDataLength", 0))
        if LATER.search(event["request"]["url"]):
            self._later.add(event["requestId"])

    def answered(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self._later:
            self.later_bytes += int(event["encodedDataLength"])
        else:
            self.bytes += int(event["encodedDataLength"])

    def heard(self, event: dict[str, Any]) -> None:
        self.bytes += len(event["response"]["payloadData"].encode())


def chromium() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


@asynccontextmanager
async def a_browser(program: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=[*ARGUMENTS])
        yield browser
        await browser.close()


@asynccontextmanager
async def a_new_phone(browser: Browser, language: str) -> AsyncIterator[BrowserContext]:
    """One that has never been here."""
    context = await browser.new_context(viewport={"width": 390, "height": 844}, locale=language)
    context.set_default_timeout(60_000)
    yield context
    await context.close()


async def on_the_wire(context: BrowserContext, page: Page, link: Link, slower: float = 1) -> Wire:
    """From here on the page's line is that, its processor so many times slower, and everything is counted."""
    wire, devtools = Wire(), await context.new_cdp_session(page)
    devtools.on("Network.loadingFinished", wire.answered)
    devtools.on("Network.requestWillBeSent", wire.asked)
    devtools.on("Network.webSocketFrameReceived", wire.heard)
    await devtools.send("Network.enable")
    conditions = {
        "offline": False,
        "latency": link.round_trip_ms,
        "downloadThroughput": link.down / 8,
        "uploadThroughput": link.up / 8,
    }
    await devtools.send("Network.emulateNetworkConditions", conditions)
    await devtools.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    return wire
