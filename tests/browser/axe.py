"""What axe finds on a page that somebody could not see, hear, reach or understand."""

from pathlib import Path
from typing import Any

from playwright.async_api import Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


async def barriers(page: Page, axe_source: str) -> list[str]:
    """One sentence for each rule and element that fails, with where it is; empty when all is well."""
    await page.evaluate(axe_source)  # not a script tag: the page's policy would refuse it
    found: list[dict[str, Any]] = await page.evaluate(
        "async (tags) => (await axe.run(document, { runOnly: tags })).violations", RULES
    )
    return [f"{rule['id']}: {rule['help']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]
