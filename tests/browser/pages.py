"""A page for a test, as patient as everything that waits here."""

from typing import Any

from playwright.async_api import Browser, Page

from tests.client import WAIT_MAX_S


async def a_page(browser: Browser, **how: Any) -> Page:
    """Of a context of its own, which is to be closed. `how`: of Playwright's `new_context`."""
    context = await browser.new_context(**how)
    context.set_default_timeout(WAIT_MAX_S * 1_000)
    return await context.new_page()
