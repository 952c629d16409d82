"""Pages as the server makes them, in a real browser: no barriers, no sideways scrolling, the right paper."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Literal

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.browser.axe import barriers
from tests.browser.days import a_day
from tests.browser.pages import a_page
from tests.browser.walls import TITLES, a_board, fill
from tests.client import Made
from tests.web.conftest import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LONG = (
    "Arbetsmarknadsfrågor, etableringsersättning och bostadsförsörjningsansvar i kommunerna efter sommaren och framåt"
)
WIDER_BY = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Path below the board, and the link that opens it; None: the one everybody scans.
PAGES = {
    "join": ("", None),
    "market": ("", "facilitator"),
    "me": ("/me", "facilitator"),
    "privacy": ("/privacy", None),
    "agenda": ("/agenda", "facilitator"),
    "poster": ("/print/poster", "facilitator"),
    "signs": ("/print/signs", "facilitator"),
    "sorry": ("/desk", None),
}


@pytest_asyncio.fixture(loop_scope="session")
async def full(server: RunningServer) -> Made:
    """Two days of sessions, long titles, a network with a password."""
    made = await server.device().make_board(**{**a_day(), "wifi_name": "Guest", "wifi_password": "x", "language": "sv"})
    await fill(server, made, [*TITLES[:2], LONG])
    return made


@asynccontextmanager
async def opened(
    browser: Browser, server: RunningServer, made: Made, role: str | None = None, **how: Any
) -> AsyncIterator[Page]:
    """A page of a browser without our scripts, on the board by the link of a role."""
    page = await a_page(browser, **{"java_script_enabled": True, "locale": "sv-SE", **how})
    await page.route(re.compile(r"/js/(phone|wall|desk|scribe)(\.\w+)?\.js"), lambda route: route.abort())
    if role:
        await page.goto(f"{server.base}/k/{made.key(role)}")
    yield page
    await page.context.close()


async def every_page(
    browser: Browser, server: RunningServer, made: Made, **how: Any
) -> AsyncIterator[tuple[str, Page]]:
    """Name and page, one at a time, the start and the plan it leads to last."""
    for role in (None, "facilitator"):
        async with opened(browser, server, made, role, **how) as page:
            for name, (path, who) in PAGES.items():
                if who == role:
                    await page.goto(f"{server.base}/b/{made.code}{path}")
                    yield name, page
    async with opened(browser, server, made, **how) as page:
        await page.goto(server.base)
        yield "start", page
        await page.fill("#title", "Forum")
        await page.click("button[value=plan]")
        await expect(page.locator("button[value=make]")).to_be_visible()
        yield "plan", page


@pytest.mark.parametrize(
    ("language", "colours"),
    [
        ("sv-SE", "light"),
        pytest.param("en-GB", "dark", marks=pytest.mark.long),
        pytest.param("ar-EG", "light", marks=pytest.mark.long),
    ],
)
async def test_no_page_has_a_barrier(
    browser: Browser,
    server: RunningServer,
    full: Made,
    axe_source: str,
    language: str,
    colours: Literal["light", "dark"],
) -> None:
    pages = every_page(browser, server, full, locale=language, color_scheme=colours)
    found = {name: await barriers(page, axe_source) async for name, page in pages}

    assert {name: problems for name, problems in found.items() if problems} == {}


async def test_no_page_is_wider_than_its_screen(browser: Browser, server: RunningServer, full: Made) -> None:
    found: dict[tuple[str, int], int] = {}

    async for name, page in every_page(browser, server, full, locale="ar"):
        for width in (1440, 390, 320):
            await page.set_viewport_size({"width": width, "height": 640})
            found[name, width] = await page.evaluate(WIDER_BY)

    assert {name: by for name, by in found.items() if by > 0} == {}


def sheets(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page, in millimetres."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return [(round(float(width) * 25.4 / 72), round(float(height) * 25.4 / 72)) for width, height in boxes]


@pytest.mark.parametrize(
    ("path", "paper"),
    [
        ("/agenda", [(420, 297), (210, 297)]),
        ("/agenda?only=grid", [(420, 297)]),
        ("/agenda?only=list", [(210, 297)]),
        ("/print/poster", [(210, 297)]),
        ("/print/signs", [(297, 210)] * 3),
    ],
)
async def test_each_page_prints_on_its_paper(
    browser: Browser, server: RunningServer, full: Made, path: str, paper: list[tuple[int, int]]
) -> None:
    async with opened(browser, server, full, "facilitator", java_script_enabled=False) as page:
        await page.goto(f"{server.base}/b/{full.code}{path}")

        printed = await page.pdf(prefer_css_page_size=True)

    assert sheets(printed) == paper


async def test_the_name_on_a_sign_is_whole_within_its_frame(browser: Browser, server: RunningServer) -> None:
    rooms = [{"name": name} for name in ("Sammanträdesrum 3", "Arbetsmarknadsrummet", "Konferensanläggningens atrium")]
    made = await server.device().make_board(rooms=rooms)
    async with opened(browser, server, made, "facilitator", viewport={"width": 1440, "height": 900}) as page:
        await page.goto(f"{server.base}/b/{made.code}/print/signs")
        await page.evaluate("document.fonts.ready")

        assert await page.evaluate(WIDER_BY) <= 0
        lines = "all => all.map((one) => Math.round(one.clientHeight / parseFloat(getComputedStyle(one).lineHeight)))"
        most = [len(room["name"].split()) for room in rooms]
        found = await page.locator(".sign__name").evaluate_all(lines)
        assert all(count <= words for count, words in zip(found, most, strict=True)), found


async def test_a_wall_without_a_script_has_eight_rooms_on_one_picture(browser: Browser, server: RunningServer) -> None:
    made, _ = await a_board(server, rooms=8)
    await fill(server, made, TITLES, slot=1)
    viewport = {"width": 1920, "height": 1080}
    async with opened(browser, server, made, "wall", java_script_enabled=False, viewport=viewport) as page:
        await page.goto(f"{server.base}/b/{made.code}/wall")

        titles = [title.replace("\u00ad", "") for title in await page.locator(".topic-card__title").all_inner_texts()]
        assert titles == TITLES[:8]
        assert await page.evaluate("document.documentElement.scrollHeight") == 1080


async def test_a_full_day_in_ten_rooms_is_one_sheet(browser: Browser, server: RunningServer) -> None:
    rooms = [{"name": f"Konferensrum {n}"} for n in range(10)]
    hours = [(f"{hour:02}:00", f"{hour:02}:45") for hour in range(9, 17)]
    slots = [{"starts": f"2031-05-20T{starts}:00Z", "ends": f"2031-05-20T{ends}:00Z"} for starts, ends in hours]
    made = await server.device().make_board(rooms=rooms, slots=slots, timezone="UTC", language="sv")
    for number in range(6):
        await fill(server, made, [LONG] * 10, number)

    async with opened(browser, server, made, "facilitator") as page:
        await page.goto(f"{server.base}/b/{made.code}/agenda?only=grid")
        printed = await page.pdf(prefer_css_page_size=True)

    assert sheets(printed) == [(420, 297)]


async def test_titles_and_times_are_whole_on_paper(browser: Browser, server: RunningServer, full: Made) -> None:
    async with opened(browser, server, full, "facilitator") as page:
        await page.goto(f"{server.base}/b/{full.code}/agenda")
        await page.emulate_media(media="print")

        cells = "[...document.querySelectorAll('td, th, li')]"
        cut = await page.evaluate(f"{cells}.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).length")
        times = "[...document.querySelectorAll('time')]"
        broken = await page.evaluate(f"{times}.filter((time) => time.getClientRects().length > 1).length")

    assert (cut, broken) == (0, 0)


async def test_more_lines_come_without_asking_the_server(browser: Browser, server: RunningServer, full: Made) -> None:
    async with opened(browser, server, full) as page:
        await page.goto(server.base)
        await page.fill("#title", "Forum")
        await page.fill("#rooms", "Atriet 40")
        await page.click("button[value=plan]")
        await expect(page.locator("button[value=make]")).to_be_visible()
        await page.wait_for_load_state()
        asked_for: list[str] = []  # the page's icon comes when it likes
        page.on("request", lambda request: asked_for.append(request.resource_type))

        await page.click("[data-more]")
        await page.fill("[name=room-3]", "Terrassen")
        assert {"document", "fetch", "xhr"} & {*asked_for} == set()
        await page.click("button[value=make]")

        await page.wait_for_url("**/b/*/desk")
        code = page.url.split("/")[4]
        await page.goto(f"{server.base}/b/{code}/print/signs")
        await expect(page.locator(".sign__name")).to_have_text(["Atriet", "Terrassen"])


async def test_the_day_until_which_data_is_kept_follows_the_date(
    browser: Browser, server: RunningServer, full: Made
) -> None:
    async with opened(browser, server, full) as page:
        await page.goto(server.base)

        await page.fill("#day", "2031-01-01")

        await expect(page.locator("#keep_until")).to_have_value("2031-04-01")


async def test_a_phone_whose_script_fails_can_take_part(browser: Browser, server: RunningServer, full: Made) -> None:
    async with opened(browser, server, full, viewport={"width": 320, "height": 640}) as page:
        await page.goto(f"{server.base}/b/{full.code}")
        await page.fill("#name", "Elin")
        await page.click("form[action$='/join'] button")
        await page.fill("#title", "Språkcafé som fungerar")
        await page.click("form[action$='/propose'] button")
        await page.select_option("#cell", index=1)
        await page.click("form[action$='/place'] button")

        await expect(page.locator("h1")).to_have_text("Språkcafé som fungerar")
        await expect(page.locator("form[action$='/place'] label")).to_have_text("Välj en plats till")
