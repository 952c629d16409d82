"""The book on screens: published from the desk, read by anybody, taken from a wall, opened without any network."""

import asyncio
import re
from io import BytesIO
from pathlib import Path
from typing import Literal

import pytest
from playwright.async_api import Browser, expect
from pypdf import PdfReader

from openspace.exports.html import make_html
from tests.browser.axe import barriers
from tests.browser.desks import Desk
from tests.browser.pages import a_page
from tests.browser.people import a_person, asked
from tests.browser.phones import Phone
from tests.browser.walls import Wall
from tests.client import Made
from tests.exports.sample import a_material
from tests.web.conftest import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

# Where what a browser makes of a file is not what the file says: tags that were moved, closed or dropped.
MENDED = """async (source) => {
  const walk = (node) => [...node.children].flatMap((child) => [child.localName, ...walk(child), "/"])
  const strict = new DOMParser().parseFromString(source, "application/xhtml+xml")
  const error = strict.querySelector("parsererror")
  if (error) return error.textContent.slice(0, 300)
  const read = new DOMParser().parseFromString(source, "text/html")
  return walk(strict).join(" ") === walk(read).join(" ") ? "" : "the tree is another"
}"""
VOID = ("meta", "br", "img", "hr")


async def open_book(desk: Desk) -> None:
    await desk.page.get_by_role("button", name="The book", exact=True).click()
    await expect(desk.sheet()).to_contain_text("Look through before you publish")


async def publish(server: RunningServer, made: Made) -> None:
    reply = await server.device(made.key("facilitator")).request("POST", f"/api/boards/{made.code}/book/publish")
    assert reply.status == 200, reply


async def test_a_facilitator_looks_through_and_publishes(
    desk: Desk, browser: Browser, server: RunningServer, made: Made
) -> None:
    anna = await a_person(server, made, "Anna Lind")
    topic = (await asked(anna, made, "propose_topic", title="Skolan", about="Ring 070-123 45 67"))["topic"]
    address = f"{server.base}/b/{made.code}/proceedings"
    stranger = await a_page(browser, locale="en", java_script_enabled=False)
    answer = await stranger.goto(address)
    assert answer is not None
    assert answer.status == 404

    await open_book(desk)
    await expect(desk.sheet()).to_contain_text("2 places to look at")
    await desk.sheet().locator("summary", has_text="Skolan").click()
    await expect(desk.sheet()).to_contain_text("Convener without the tick, so not named: Anna Lind")
    await expect(desk.sheet().get_by_role("link", name="Mend it")).to_have_attribute(
        "href", f"/b/{made.code}/topics/{topic}"
    )
    await desk.button("Publish …").click()
    await expect(desk.button("Publish now")).to_be_focused()
    await desk.button("Publish now").click()
    await expect(desk.sheet()).to_contain_text("Edition 1 is published")
    await desk.button("Publish anew …").click()
    await desk.button("Not yet").click()
    await expect(desk.button("Publish anew …")).to_be_focused()
    await desk.button("Publish anew …").click()
    await desk.button("Publish now").click()
    await expect(desk.sheet()).to_contain_text("Edition 2 is published")
    await desk.page.keyboard.press("Escape")
    await expect(desk.sheet()).to_have_count(0)

    await stranger.goto(address)
    await expect(stranger.get_by_role("heading", level=1)).to_have_text("Strategiskt forum")
    await expect(stranger.get_by_role("article")).to_contain_text("named in the internal edition")
    await stranger.context.close()


async def test_a_name_is_withdrawn_and_the_book_taken_down_from_the_desk(
    desk: Desk, server: RunningServer, made: Made
) -> None:
    anna = await a_person(server, made, "Anna Lind")
    await asked(anna, made, "propose_topic", title="Skolan")
    await asked(anna, made, "edit_profile", may_publish=True)
    await publish(server, made)
    await open_book(desk)
    address = f"/b/{made.code}/proceedings"
    assert "Anna Lind" in (await server.device().request("GET", address)).body.decode()

    await desk.sheet().get_by_text("Withdraw a name").click()
    await desk.button("Withdraw …").click()
    await desk.button("Withdraw it now").click()
    await expect(desk.sheet()).to_contain_text("Edition 2 is published")
    await expect(desk.sheet()).to_contain_text("Nobody is named in it.")

    assert "Anna Lind" not in (await server.device().request("GET", address)).body.decode()

    await desk.button("Take it down …").click()
    await desk.button("Not yet").click()
    await expect(desk.button("Take it down …")).to_be_focused()
    await desk.button("Take it down …").click()
    await desk.button("Take it down now").click()
    await expect(desk.sheet()).to_contain_text("No book is published.")
    assert (await server.device().request("GET", address)).status == 404


async def test_why_publishing_failed_stays_to_be_read_until_it_is_tried_again(desk: Desk) -> None:
    await desk.page.route("**/book/publish", lambda route: route.abort())
    await open_book(desk)
    async with desk.page.expect_response("**/book"):
        await desk.button("Publish …").click()
        await desk.button("Publish now").click()
    refusal = desk.sheet().get_by_role("alert").locator(".notice")
    await expect(desk.button("Publish …")).to_be_enabled()
    await expect(refusal).to_be_visible()

    await desk.page.unroute("**/book/publish")
    await desk.button("Publish …").click()
    await desk.button("Publish now").click()

    await expect(desk.sheet()).to_contain_text("Edition 1 is published")
    await expect(refusal).to_have_count(0)
    desk.errors.clear()  # of the line that was cut


async def test_the_desk_makes_a_slow_file_and_hands_it_out(desk: Desk, made: Made) -> None:
    await open_book(desk)

    await desk.sheet().get_by_role("button", name="Make: PDF, internal").click()

    link = desk.sheet().get_by_role("link", name="Download: PDF, internal")
    await expect(link).to_contain_text("kB", timeout=100_000)
    async with desk.page.expect_download() as download:
        await link.click()
    file = await download.value
    assert file.suggested_filename == f"{made.code}-internal.pdf"
    content = await asyncio.to_thread(Path(await file.path()).read_bytes)
    assert content.startswith(b"%PDF-")


async def test_the_sheet_of_the_book_has_no_barrier(
    desk: Desk, server: RunningServer, made: Made, axe_source: str
) -> None:
    anna = await a_person(server, made, "Anna Lind")
    await asked(anna, made, "propose_topic", title="Skolan")
    await asked(anna, made, "edit_profile", may_publish=True)
    await publish(server, made)
    await open_book(desk)
    await desk.sheet().get_by_text("Withdraw a name").click()
    await desk.button("Publish anew …").click()

    assert await barriers(desk.page, axe_source) == []


async def test_a_phone_is_led_to_the_book_once_it_is_there(elin: Phone, server: RunningServer, made: Made) -> None:
    link = elin.page.get_by_role("link", name="The book of the day is here")
    await expect(link).to_have_count(0)

    await publish(server, made)

    await link.click()
    await expect(elin.page.get_by_role("heading", level=1)).to_have_text("Strategiskt forum")
    await elin.page.get_by_role("link", name="Go to the board").click()
    await expect(link).to_be_visible()


async def test_the_wall_says_how_to_take_the_book_and_how_large_it_is(
    wall: Wall, server: RunningServer, made: Made
) -> None:
    await wall.choose("book")
    await expect(wall.find(".wall")).to_contain_text("The book is on its way")

    await publish(server, made)

    await expect(wall.find(".take-book")).to_contain_text("Take the book with you")
    for size in await wall.find(".take-book__size").all():
        await expect(size).to_contain_text("kB", timeout=100_000)
    images = wall.find(".take-book img")
    loaded = "(images) => Promise.all(images.map((image) => image.decode().then(() => image.naturalWidth > 0)))"
    assert await images.evaluate_all(loaded) == [True, True]
    await expect(wall.find(".wall__foot")).to_contain_text(f"/b/{made.code}/proceedings")
    assert not await wall.is_scrollable()
    assert (await wall.smallest_text())[0] >= 2.4

    await wall.ask("set_state", state="quiet")
    await expect(wall.find(".wall")).to_have_attribute("data-scene", "theme")


@pytest.mark.parametrize(("language", "colours"), [("ar", "dark"), pytest.param("sv", "light", marks=pytest.mark.long)])
async def test_the_page_has_no_barrier_and_fits_every_width(
    browser: Browser,
    server: RunningServer,
    made: Made,
    axe_source: str,
    language: str,
    colours: Literal["light", "dark"],
) -> None:
    anna = await a_person(server, made, "Anna Lind")
    topic = (await asked(anna, made, "propose_topic", title="Skolan", language="sv"))["topic"]
    await asked(anna, made, "add_action", topic=topic, what="Skriva till nämnden", who="Region Skåne", is_role=True)
    await publish(server, made)
    page = await a_page(browser, locale=language, color_scheme=colours)
    await page.goto(f"{server.base}/b/{made.code}/proceedings")

    found = await barriers(page, axe_source)
    widths = []
    for width in (320, 390, 1440):
        await page.set_viewport_size({"width": width, "height": 700})
        widths.append(await page.evaluate("document.documentElement.scrollWidth - innerWidth"))

    assert found == []
    assert max(widths) <= 0
    await page.context.close()


@pytest.mark.parametrize(("language", "colours"), [("sv", "dark"), pytest.param("ar", "light", marks=pytest.mark.long)])
async def test_the_one_file_opens_from_a_disk_without_any_network(
    browser: Browser, tmp_path: Path, axe_source: str, language: str, colours: Literal["light", "dark"]
) -> None:
    """[E2]"""
    file = tmp_path / "book.html"
    file.write_bytes(make_html(a_material(language)))
    page = await a_page(browser, offline=True, color_scheme=colours)
    asked_for: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url.split(":")[0]))
    page.on("console", lambda message: complaints.append(message.text))

    await page.goto(file.as_uri())

    broken = "[...document.images].filter((image) => !image.complete || image.naturalWidth === 0).length"
    assert await page.evaluate(broken) == 0
    assert set(asked_for) <= {"file", "data"}
    assert complaints == []
    assert await barriers(page, axe_source) == []
    await page.set_viewport_size({"width": 320, "height": 700})
    assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    await page.context.close()


async def test_a_browser_reads_the_file_as_it_is_written(browser: Browser) -> None:
    """Read strictly, as XML, and as any browser reads it: the same tree, so no tag was misplaced and mended."""
    source = make_html(a_material("sv")).decode().replace("<!doctype html>", "")
    source = source.replace("<html ", '<html xmlns="http://www.w3.org/1999/xhtml" ', 1).replace("&nbsp;", "&#160;")
    for tag in VOID:
        source = re.sub(rf"<{tag}\b([^>]*)>", rf"<{tag}\1/>", source)
    page = await a_page(browser, locale="en")

    assert await page.evaluate(MENDED, source) == ""
    await page.context.close()


async def test_the_one_file_prints_on_numbered_sheets_of_a4(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "book.html"
    file.write_bytes(make_html(a_material("sv")))
    page = await a_page(browser, locale="en")
    await page.goto(file.as_uri())

    printed = PdfReader(BytesIO(await page.pdf(prefer_css_page_size=True, format="A4")))

    texts = [sheet.extract_text() for sheet in printed.pages]
    assert {(round(s.mediabox.width), round(s.mediabox.height)) for s in printed.pages} <= {(595, 842), (596, 843)}
    assert "Innehåll" in texts[0]
    assert all(f"{number} / {len(texts)}" in text for number, text in enumerate(texts, 1))
    assert "Till texten" not in "".join(texts)
    assert "https://example.org/bostad" in "".join(texts)
    await page.context.close()
