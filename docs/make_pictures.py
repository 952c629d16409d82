"""Makes the pictures of README.md and FACILITATORS.md from the real program: the demo's day, sixty times as fast.

`python3 docs/make_pictures.py` (after `python3 run.py test` has made .venv once) takes three minutes and needs
Chromium. Every picture stays under 250 KB, because readers of the page pay for it.
"""

import asyncio
import base64
import os
import shutil
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PICTURES = ROOT / "docs" / "pictures"
PICTURE_MAX_BYTES = 250_000

ADDRESS = "http://192.168.8.20:8000"  # what the pictures show; the pages are fetched by this machine's own
PROJECTOR = (1440, 810)
LAPTOP = (1366, 800)
PHONE = (390, 800)
LANGUAGE = "sv-SE"

MANY_TOPICS = (
    "() => document.querySelector('.new-topic') && parseInt(document.querySelector('.moment').textContent) > 11"
)
TEN_FIFTY = """() => document.querySelector('.wall[data-scene="floor"]')
  && /^25 min/.test(document.querySelector('.moment__main')?.textContent ?? "")"""

# The Swedish topic that most write on just now, with something on the page already; false until there is one.
BUSY_TOPIC = """async (code) => {
  const { board, presence } = await (await fetch(`/api/boards/${code}`)).json()
  const found = Object.entries(presence.notes)
    .filter(([topic, { lines, writers }]) => board.topics[topic].language === "sv" && writers > 1 && lines.length > 1)
    .sort(([, a], [, b]) => b.writers - a.writers)
  return found.length > 0 && found[0][0]
}"""
AMID_A_LINE = """() => {
  const carets = [...document.querySelectorAll(".caret")]
  return carets.length > 1 && carets.some((caret) => caret.closest(".cm-line").textContent.length > 40)
}"""

if Path(sys.prefix) != VENV:
    os.execv(VENV / "bin" / "python", [str(VENV / "bin" / "python"), *sys.argv])

from playwright.async_api import Browser, Page, async_playwright  # noqa: E402 - only .venv has it


async def main() -> None:
    chromium = shutil.which("chromium") or "/usr/bin/chromium"
    async with a_day() as links, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        wall, desk, phone = [await a_screen(browser, size) for size in (PROJECTOR, LAPTOP, PHONE)]
        await wall.goto(links["wall"])
        await desk.goto(links["facilitator"])
        await join(phone, links["join"], "Astrid N.")
        await wall.wait_for_function(MANY_TOPICS, timeout=120_000)
        await take(wall, "market")
        await wall.wait_for_selector('.wall[data-scene="agenda"]', timeout=120_000)
        market, propose = await look_at_the_market(phone)
        await wall.wait_for_function(TEN_FIFTY, polling=100, timeout=240_000)
        await asyncio.gather(take(wall, "wall"), take(desk, "desk"))
        here = await walk(phone)
        await write_along(await a_screen(browser, LAPTOP), links["join"])
        await beside_each_other(browser, [market, here, propose])


@asynccontextmanager
async def a_day() -> AsyncIterator[dict[str, str]]:
    """The demo, from its first minute. Its links, by role, as this machine reaches them."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--host", "127.0.0.1", "--port", str(port), "--public-url", ADDRESS, "--people", "100"]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "openspace", "demo", *options,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL, cwd=ROOT,
    )  # fmt: skip
    assert process.stdout is not None
    links: dict[str, str] = {}
    try:
        while "wall" not in links:
            words = (await process.stdout.readline()).decode().split()
            if len(words) == 2 and words[1].startswith(ADDRESS):
                links[words[0]] = words[1].replace(ADDRESS, f"http://127.0.0.1:{port}")
        yield links
    finally:
        process.terminate()
        await process.communicate()


async def a_screen(browser: Browser, size: tuple[int, int]) -> Page:
    context = await browser.new_context(viewport={"width": size[0], "height": size[1]}, locale=LANGUAGE)
    return await context.new_page()


async def join(phone: Page, link: str, name: str) -> None:
    await phone.goto(link)
    await phone.fill("#name", name)
    await phone.click('form[action$="/join"] button')
    await phone.wait_for_selector(".phone-main")


async def look_at_the_market(phone: Page) -> tuple[bytes, bytes]:
    """With two stars set; and a topic half written."""
    await phone.goto(f"{phone.url.partition('#')[0]}#market")
    stars = phone.locator(".star-button")
    await stars.nth(0).click()
    await stars.nth(2).click()
    await phone.mouse.move(0, 0)  # no finger stays over a button
    market = await phone.screenshot()
    await phone.locator(".tab-bar__propose").click()
    await phone.mouse.move(0, 0)
    await phone.locator("#title").fill("Språkcafé på bussen?")
    await phone.locator("#about").fill("Tjugo minuter till jobbet, varje dag. Vem har provat?")
    propose = await phone.screenshot()
    await phone.goto(f"{phone.url.partition('#')[0]}#here")
    return market, propose


async def walk(phone: Page) -> bytes:
    """To the second session of the list."""
    await phone.locator(".topic-card .button").nth(1).click()
    await phone.mouse.move(0, 0)
    await phone.wait_for_selector(".room-panel[data-room-colour]")
    return await phone.screenshot()


async def write_along(laptop: Page, link: str) -> None:
    """The notes where two are at it."""
    await join(laptop, link, "Britta E.")
    code = link.rpartition("/")[2]
    found = await laptop.wait_for_function(BUSY_TOPIC, arg=code, polling=500, timeout=120_000)
    await laptop.goto(f"{link}/topics/{await found.json_value()}/notes")
    await laptop.wait_for_function(AMID_A_LINE, polling=20, timeout=120_000)
    await take(laptop, "notes")


async def take(page: Page, name: str) -> None:
    keep(await page.screenshot(), name)


async def beside_each_other(browser: Browser, phones: list[bytes]) -> None:
    """One picture of several phones."""
    width, height = PHONE
    page = await a_screen(browser, (len(phones) * (width + 24) + 24, height + 48))
    images = "".join(
        f'<img style="width:{width}px;border-radius:24px" src="data:image/png;base64,{base64.b64encode(one).decode()}">'
        for one in phones
    )
    body = '<body style="margin:24px;background:#d9d0bd;display:flex;gap:24px">'
    await page.set_content(f"{body}{images}")
    await take(page, "phone")


def keep(picture: bytes, name: str) -> None:
    if len(picture) > PICTURE_MAX_BYTES:
        raise SystemExit(f"{name}.png has {len(picture):,} bytes, more than {PICTURE_MAX_BYTES:,}.")
    PICTURES.mkdir(exist_ok=True)
    (PICTURES / f"{name}.png").write_bytes(picture)


if __name__ == "__main__":
    asyncio.run(main())
