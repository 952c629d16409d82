"""What axe finds on a page that somebody could not see, hear, reach or understand."""

import asyncio
from pathlib import Path

from playwright.async_api import Page

from tests.client import WAIT_MAX_S

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Half faded in, a text has too little contrast.
AT_REST = """async () => {
  await document.fonts.ready
  const running = () => document.getAnimations().filter(({ playState }) => playState === "running")
  while (running().length > 0) await Promise.allSettled(running().map(({ finished }) => finished))
}"""
FIND = """async (tags) => {
  const { violations } = await axe.run(document, { runOnly: tags, resultTypes: ["violations"] })
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`))
}"""


async def barriers(page: Page, axe_source: str) -> list[str]:
    """One sentence for each rule and element that fails, with where it is; empty when all is well.

    Of the page as it stays: with its style sheets, its fonts, and nothing on the way.
    """
    async with asyncio.timeout(WAIT_MAX_S):
        await page.wait_for_load_state()
        await page.evaluate(AT_REST)
    await page.evaluate(axe_source)  # not a script tag: the page's policy would refuse it
    found: list[str] = await page.evaluate(FIND, RULES)
    return found
