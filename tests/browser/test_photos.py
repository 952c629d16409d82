"""Photos of flip charts on a report's page: taken, described, shown, and never lost on the way."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, Route, expect

from tests.browser.axe import barriers
from tests.browser.people import a_facilitator, a_person, asked, put_up
from tests.browser.phones import NARROW, USUAL, Phone, a_phone
from tests.client import Json, Made
from tests.pictures import from_a_phone, picture
from tests.variants import first_alone
from tests.waiting import becomes
from tests.web.conftest import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(200)
LONG = "Vad vi såg på tavlan. " * 20


@dataclass(frozen=True)
class Report:
    """A topic's report on somebody's phone."""

    phone: Phone
    topic: str

    @property
    def page(self) -> Page:
        return self.phone.page

    async def open(self) -> None:
        await self.page.goto(f"{self.phone.board}/topics/{self.topic}/report")
        await self.page.wait_for_selector(".photo-shelf")

    async def take(self, *photos: bytes) -> None:
        files = [{"name": f"IMG_{n}.jpg", "mimeType": "image/jpeg", "buffer": photo} for n, photo in enumerate(photos)]
        await self.page.locator(".photo-add__input").set_input_files(files)  # type: ignore[arg-type]

    @property
    def tiles(self) -> Locator:
        return self.page.locator(".photo-tile")

    @property
    def waiting(self) -> Locator:
        return self.page.locator(".photo-waiting")

    @property
    def sheet(self) -> Locator:
        return self.page.get_by_role("dialog")


@pytest_asyncio.fixture(loop_scope="session")
async def report(elin: Phone, server: RunningServer, made: Made) -> Report:
    topic = await put_up(await a_person(server, made, "Amina"), made, "Språkcafé")
    opened = Report(elin, topic)
    await opened.open()
    return opened


async def photos_of(server: RunningServer, made: Made) -> list[Json]:
    board = (await a_facilitator(server, made).board(made.code))["board"]
    return list(board["photos"].values())


async def they_become(server: RunningServer, made: Made, field: str, *values: object) -> None:
    """Wait until the board's photos have these values of a field."""

    async def found() -> list[object]:
        return [photo[field] for photo in await photos_of(server, made)]

    await becomes(found, [*values])


async def test_several_photos_are_made_smaller_sent_and_seen_by_others(
    report: Report, browser: Browser, server: RunningServer, made: Made
) -> None:
    """[R6]"""
    async with a_phone(browser, server, made.code) as other:
        await other.come("Bo")
        await other.show(f"/topics/{report.topic}")

        await report.take(picture(size=(3_000, 2_000)), picture("PNG", size=(600, 800)), from_a_phone())

        await expect(report.tiles).to_have_count(3)
        await expect(report.waiting).to_have_count(0)
        await expect(other.page.locator(".photo-tile")).to_have_count(3)
        assert other.errors == []
    sizes = {(photo["width"], photo["height"]) for photo in await photos_of(server, made)}
    assert sizes == {(2_048, 1_365), (600, 800), (40, 60)}


async def test_how_much_is_sent_can_be_seen(report: Report) -> None:
    """[R6]"""
    goes_on = asyncio.Event()

    async def hold(route: Route) -> None:
        await goes_on.wait()
        await route.continue_()

    await report.page.route("**/photos", hold)
    await report.take(picture(), picture())

    await expect(report.waiting).to_have_count(2)
    await expect(report.waiting.nth(0)).to_contain_text("On its way: 0 %")
    await expect(report.waiting.nth(0).get_by_role("progressbar", name="Sent")).to_be_visible()
    await expect(report.waiting.nth(1)).to_contain_text("Waits for its turn")
    goes_on.set()
    await expect(report.tiles).to_have_count(2)


async def test_a_photo_taken_without_network_waits_through_a_reload_and_is_sent_once(
    report: Report, server: RunningServer, made: Made
) -> None:
    """[R6]"""
    await report.phone.network.cut()
    await expect(report.page.locator(".photo-waiting")).to_have_count(0)
    await report.take(picture())
    await expect(report.waiting).to_contain_text("Waits for the network; kept on this phone")

    report.phone.network.mend()
    await report.open()

    await expect(report.tiles).to_have_count(1)
    await expect(report.waiting).to_have_count(0)
    assert len(await photos_of(server, made)) == 1


async def test_a_photo_is_kept_also_after_the_device_has_closed_its_store(report: Report) -> None:
    """[R6]"""
    await report.phone.network.cut()
    await report.take(picture())
    await expect(report.waiting).to_contain_text("kept on this phone")
    devtools = await report.page.context.new_cdp_session(report.page)
    origin = await report.page.evaluate("location.origin")
    await devtools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "indexeddb"})

    await report.take(picture())

    await expect(report.waiting.nth(1)).to_contain_text("kept on this phone")


async def test_a_photo_that_waits_is_sent_from_any_page_of_the_phone(
    report: Report, server: RunningServer, made: Made
) -> None:
    """[R6]"""
    await report.phone.network.cut()
    await report.take(picture())
    await expect(report.waiting).to_contain_text("kept on this phone")

    report.phone.network.mend()
    await report.phone.show(f"/topics/{report.topic}")

    await expect(report.tiles).to_have_count(1)
    assert len(await photos_of(server, made)) == 1


async def test_an_answer_that_is_lost_makes_no_second_photo(report: Report, server: RunningServer, made: Made) -> None:
    """[R6]"""

    async def lose_the_answer(route: Route) -> None:
        await route.fetch()
        await route.abort()

    await report.page.route("**/photos", lose_the_answer, times=1)
    await report.take(picture())

    await expect(report.tiles).to_have_count(1)
    await report.open()
    await expect(report.waiting).to_have_count(0)
    assert len(await photos_of(server, made)) == 1
    report.phone.errors.clear()  # the browser's own word of the lost answer


async def test_what_it_says_is_asked_for_and_stands_in_place_of_the_picture(report: Report) -> None:
    """[R7]"""
    await report.take(picture())
    await expect(report.tiles).to_contain_text("What does it say?")

    await report.tiles.click()
    await report.sheet.get_by_label("What does it say?").fill("Tre förslag till språkcaféet")
    await expect(report.sheet.get_by_role("status")).to_have_text("Saved")
    await report.page.keyboard.press("Escape")

    await expect(report.tiles).not_to_contain_text("What does it say?")
    await expect(report.tiles.get_by_alt_text("Tre förslag till språkcaféet")).to_be_visible()


async def test_what_was_written_is_saved_when_the_picture_is_closed(
    report: Report, server: RunningServer, made: Made
) -> None:
    """[R7]"""
    await report.take(picture())
    await report.tiles.click()
    await report.sheet.get_by_label("What does it say?").fill("Kort")
    await report.page.keyboard.press("Escape")

    await expect(report.tiles.get_by_alt_text("Kort")).to_be_visible()
    await they_become(server, made, "text", "Kort")


async def test_a_long_text_stands_below_the_picture(report: Report, server: RunningServer, made: Made) -> None:
    """[R7]"""
    await report.take(picture())
    await expect(report.tiles).to_have_count(1)
    (photo,) = await photos_of(server, made)
    await asked(a_facilitator(server, made), made, "edit_photo", photo=photo["id"], text=LONG)

    await report.phone.show(f"/topics/{report.topic}")

    await expect(report.page.get_by_text("Vad vi såg på tavlan.")).to_be_visible()
    await expect(report.tiles.get_by_alt_text("Photo 1; what it says stands below.")).to_be_visible()
    await expect(report.tiles).to_have_attribute("href", f"/b/{made.code}/photos/{photo['id']}.jpg")


async def test_a_photo_is_published_only_when_somebody_says_so(
    report: Report, server: RunningServer, made: Made
) -> None:
    """[R6]"""
    await report.take(picture())
    await report.tiles.click()
    tick = report.sheet.get_by_label("May be published")

    await expect(tick).not_to_be_checked()
    await tick.check()

    await expect(tick).to_be_checked()
    await report.open()
    await report.tiles.click()
    await expect(tick).to_be_checked()
    await they_become(server, made, "may_publish", True)


async def test_what_the_board_refuses_later_is_said_where_the_photos_are(
    report: Report, server: RunningServer, made: Made
) -> None:
    """[R6]"""
    await report.take(picture())
    await report.tiles.click()
    (photo,) = await photos_of(server, made)
    await report.phone.network.cut()
    await report.sheet.get_by_label("May be published").check()
    await asked(a_facilitator(server, made), made, "remove_photo", photo=photo["id"])

    report.phone.network.mend()

    refusal = report.page.locator(".photo-shelf .notice")
    await expect(refusal).to_contain_text("There is no such photo")
    await refusal.get_by_role("button", name="OK").click()
    await expect(refusal).to_have_count(0)


async def test_what_a_photo_says_is_saved_when_the_page_is_left_while_one_writes(
    report: Report, server: RunningServer, made: Made
) -> None:
    """[R6]"""
    await report.take(picture())
    await report.tiles.click()
    await report.sheet.get_by_label("What does it say?").fill("Trelleborg")

    await report.page.reload()

    await expect(report.page.get_by_alt_text("Trelleborg")).to_be_visible()


async def test_a_photo_is_removed_after_a_question_and_comes_back(report: Report) -> None:
    """[R9]"""
    await report.take(picture())
    await report.tiles.click()
    await report.sheet.get_by_role("button", name="Remove the photo").click()
    await expect(report.sheet.get_by_role("button", name="Keep it")).to_be_focused()
    await report.sheet.get_by_role("button", name="Remove it").click()
    await expect(report.tiles).to_have_count(0)

    undo = report.page.get_by_role("button", name="Undo")
    await expect(undo).to_be_focused()
    await undo.click()

    await expect(report.tiles).to_have_count(1)


async def test_what_cannot_be_read_is_refused_in_words_and_stops_no_other(report: Report) -> None:
    """[R8]"""
    await report.take(HEIC, picture())

    await expect(report.tiles).to_have_count(1)
    await expect(report.waiting).to_have_count(1)  # the board tells of a photo before its sender is answered
    await expect(report.waiting).to_contain_text("HEIC")
    await expect(report.waiting).to_contain_text("Most Compatible")
    await report.open()
    await expect(report.waiting).to_have_count(1)
    await expect(report.waiting).to_contain_text("HEIC")
    await report.waiting.get_by_role("button", name="Try again").click()
    await expect(report.waiting).to_contain_text("HEIC")
    await report.waiting.get_by_role("button", name="Remove").click()
    await expect(report.waiting).to_have_count(0)
    report.phone.errors.clear()  # the browser's own word of the refusals


async def test_a_file_beyond_reason_never_leaves_the_phone(report: Report, tmp_path: Path) -> None:
    """[R8]"""
    huge = tmp_path / "IMG_1.jpg"
    with huge.open("wb") as file:
        file.truncate(21 * 1024 * 1024)
    await report.page.locator(".photo-add__input").set_input_files(huge)

    await expect(report.waiting).to_contain_text("The picture is larger than 20 MB.")
    await expect(report.waiting.get_by_role("button", name="Try again")).to_be_visible()


async def test_a_photo_that_waits_is_not_sent_by_the_next_who_holds_the_phone(
    report: Report, server: RunningServer, made: Made
) -> None:
    """[R6]"""
    await report.phone.network.cut()
    await report.take(picture())
    await expect(report.waiting).to_contain_text("kept on this phone")
    people = f"{server.base}/api/boards/{made.code}/people"
    await report.page.request.post(people, data={"name": "Bo", "somebody_else": True})

    report.phone.network.mend()
    await report.open()
    await report.take(picture(size=(9, 9)))

    await expect(report.tiles).to_have_count(1)
    await expect(report.waiting).to_have_count(0)
    assert [photo["width"] for photo in await photos_of(server, made)] == [9]


async def test_who_cannot_see_hears_that_a_photo_is_sent(report: Report) -> None:
    """[R6]"""
    await report.take(picture())

    await expect(report.page.locator("[data-announcer]")).to_have_text("Photo sent")


async def test_who_may_not_write_the_report_looks_at_its_photos(
    report: Report, server: RunningServer, made: Made
) -> None:
    """[R6]"""
    device = await a_person(server, made, "Bo")
    topic = await put_up(device, made, "Boende")
    path = f"/api/boards/{made.code}/topics/{topic}/photos"
    await device.request("POST", path, picture(), {"Content-Type": "image/jpeg"})
    await asked(device, made, "edit_report", topic=topic, writers="convener")

    read = Report(report.phone, topic)
    await read.open()
    await read.tiles.click()

    await expect(read.sheet.get_by_role("img")).to_be_visible()
    await expect(read.sheet.get_by_role("textbox")).to_have_count(0)
    await expect(read.page.locator(".photo-add")).to_have_count(0)


async def test_photos_are_opened_and_closed_by_keys(report: Report) -> None:
    await report.take(picture())
    await expect(report.tiles).to_have_count(1)

    await report.tiles.focus()
    await report.page.keyboard.press("Enter")
    await expect(report.sheet).to_be_visible()
    await report.page.keyboard.press("Escape")

    await expect(report.sheet).to_have_count(0)
    await expect(report.tiles).to_be_focused()
    await report.page.keyboard.press("Tab")
    await expect(report.page.locator(".photo-add__input")).to_be_focused()


@pytest.mark.parametrize("language", first_alone("ar", "en"))
@pytest.mark.parametrize("size", first_alone(NARROW, USUAL, (1440, 900)))
async def test_photos_are_for_everybody(
    browser: Browser, server: RunningServer, made: Made, axe_source: str, size: tuple[int, int], language: str
) -> None:
    topic = await put_up(await a_person(server, made, "Amina"), made, "Språkcafé")
    async with a_phone(browser, server, made.code, size=size, language=language) as phone:
        await phone.come("Elin")
        report = Report(phone, topic)
        await report.open()
        await report.take(picture(), HEIC)
        await expect(report.tiles).to_have_count(1)
        await expect(report.waiting).to_contain_text("HEIC")

        assert await barriers(report.page, axe_source) == []
        assert await report.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await report.tiles.click()
        assert await barriers(report.page, axe_source) == []
        assert await report.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
