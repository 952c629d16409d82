"""The clock of a page, stopped by a test."""

import asyncio

from playwright.async_api import Error, Page

from tests.client import WAIT_MAX_S


async def stop_clock(page: Page) -> None:
    """From now on only as much time passes there as a test lets pass. Its clock has been installed.

    It can be stopped at a moment to come alone, which may be past when the page hears of it: then another.
    """
    async with asyncio.timeout(WAIT_MAX_S):
        while True:
            try:
                await page.clock.pause_at(await page.evaluate("Date.now() / 1000 + 1"))
            except Error as error:
                if "to the past" not in str(error):
                    raise
            else:
                return
