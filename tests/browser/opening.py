"""How a gathering begins: the facilitator makes a board with the form, and everybody comes by its links."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from playwright.async_api import Page, expect

from tests.browser.hall import LAPTOP, PROJECTOR, Hall, tab_to
from tests.browser.phones import Phone
from tests.client import Json

WALL, SCRIBE, JOIN = "A wall: open", "A scribe types", "Everybody joins"  # as the desk calls its links


@dataclass
class Day:
    """Everybody who takes part. Elin touches, Amina has only keys, Tord's phone runs no script."""

    hall: Hall
    code: str
    links: dict[str, str]
    desk: Page
    wall: Page
    scribe: Page
    elin: Phone
    amina: Phone
    tord: Page

    async def board(self) -> Json:
        return await self.hall.board(self.links[WALL].rpartition("/")[2], self.code)

    async def rounds(self) -> list[Json]:
        slots = (await self.board())["slots"].values()
        return sorted((slot for slot in slots if slot["kind"] == "sessions"), key=lambda slot: str(slot["starts"]))

    async def tord_looks(self) -> None:
        await self.tord.goto(self.elin.board)

    @property
    def living(self) -> list[Page]:
        """Screens that are never reloaded."""
        return [self.desk, self.wall, self.scribe, self.elin.page, self.amina.page]


async def the_facilitator_makes_a_board(hall: Hall) -> tuple[Page, str]:
    """Times in a zone where it is noon, so that the whole day is still to come. Returns the desk and the code."""
    noon = 12 - datetime.now(UTC).hour
    desk = await hall.screen(LAPTOP)
    await desk.goto(hall.program.base)
    await desk.get_by_label("Title", exact=True).fill("Strategiskt forum")
    await desk.get_by_label("Theme", exact=True).fill("Hur blir nya grannar en del av vår kommun?")
    today = datetime.now(timezone(timedelta(hours=noon))).date()
    texts = {"day": str(today), "starts": "14:00", "ends": "18:00", "lunch": "", "timezone": f"Etc/GMT{-noon:+d}"}
    for name, value in texts.items():
        await desk.locator(f"[name={name}]").fill(value)
    await desk.get_by_label("Rooms").fill("Atriet 40\nBiblioteket 20\nTerrassen 15")
    await desk.get_by_role("button", name="Propose a day").click()
    await expect(desk.get_by_text("You have 3 rooms.")).to_be_visible()
    for line in await desk.locator(".plan-slots__line[data-kind=plenary]").all():  # this day has no circles
        for name in ("starts", "ends"):
            await line.locator(f"[name^={name}]").fill("")
    await desk.get_by_role("button", name="Make the board").click()
    await expect(desk.get_by_role("button", name="Gathering")).to_have_attribute("aria-pressed", "true")
    return desk, (await desk.locator(".desk__code").inner_text()).replace(" ", "")


async def everybody_comes(hall: Hall, desk: Page, code: str) -> Day:
    """By the links the desk shows: the wall's, the scribe's, and what the square code says."""
    await desk.get_by_role("button", name="Links and QR").click()
    links = {name: await desk.locator(f"input[aria-label^='{name}']").input_value() for name in (WALL, SCRIBE, JOIN)}
    await desk.keyboard.press("Escape")
    wall, scribe = await hall.screen(PROJECTOR), await hall.screen(LAPTOP)
    await wall.clock.install()  # so that it can be put forward
    await wall.goto(links[WALL])
    await scribe.goto(links[SCRIBE])
    elin, amina = await hall.phone(code, has_touch=True), await hall.phone(code)
    tord = (await hall.phone(code, java_script_enabled=False)).page
    for page in (elin.page, amina.page, tord):
        await page.goto(links[JOIN])
    await elin.page.get_by_label("Your name, if you like").fill("Elin")
    await elin.page.get_by_role("button", name="Join").tap()
    await tab_to(amina.page, "Your name")
    await amina.page.keyboard.type("Amina")
    await amina.page.keyboard.press("Enter")
    await tord.get_by_label("Your name, if you like").fill("Tord")
    await tord.get_by_role("button", name="Join").click()
    day = Day(hall, code, links, desk, wall, scribe, elin, amina, tord)
    await expect(wall.locator(".wall[data-scene=join]")).to_contain_text("3 are here")
    await expect(desk.locator(".desk__status")).to_have_text("live · 3 here")
    for page in day.living:
        await page.evaluate("window.born = 1")
    return day
