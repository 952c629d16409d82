"""The phone's topic page while its notes are written, and what a convener is told of notes that nobody has written."""

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.browser.days import a_day
from tests.browser.gatherings import ON_NOW, VATTERN, Gathering
from tests.browser.people import a_person, asked, put_up, topic_named
from tests.browser.phones import Phone, a_phone
from tests.browser.reports import TALKED, Writer, a_writer
from tests.client import Made
from tests.web.conftest import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TITLE = "Bostäder och konsekvenser"


@pytest_asyncio.fixture(loop_scope="session")
async def made(server: RunningServer) -> Made:
    return await server.device().make_board(**a_day(language="en"))


@pytest_asyncio.fixture(loop_scope="session")
async def topic(gathering: Gathering) -> str:
    return await gathering.topic(TITLE, "Amina", at=(VATTERN, ON_NOW))


async def test_the_topic_page_shows_the_notes_as_they_grow(
    elin: Phone, browser: Browser, server: RunningServer, made: Made, topic: str
) -> None:
    await elin.show(f"/topics/{topic}")
    notes = elin.page.locator(".notes-text")
    await expect(elin.page.locator("main")).to_contain_text("Nobody has written anything yet.")

    async with a_writer(browser, server, made, topic, "Bo") as bo:
        await bo.part(TALKED).fill("Två år blir lätt fyra")
        await expect(notes.get_by_role("heading", name=TALKED)).to_be_visible()
        await expect(notes.locator("li")).to_have_text(["Två år blir lätt fyra"])

        await bo.part(TALKED).press("Control+End")
        await bo.page.keyboard.type("\nكل عائلة 😀")
        await expect(notes.locator("li")).to_have_text(["Två år blir lätt fyra", "كل عائلة 😀"])


async def test_notes_that_could_not_be_read_are_read_when_the_network_is_back(
    elin: Phone, browser: Browser, server: RunningServer, made: Made, topic: str
) -> None:
    await elin.show(f"/topics/{topic}")
    await elin.page.route("**/text", lambda route: route.abort())
    async with a_writer(browser, server, made, topic, "Bo") as bo, elin.page.expect_request("**/text"):
        await bo.part(TALKED).fill("Två år blir lätt fyra")

    await elin.page.unroute("**/text")
    await elin.network.cut()
    elin.network.mend()

    await expect(elin.page.locator(".notes-text li")).to_have_text(["Två år blir lätt fyra"])
    elin.errors.clear()  # the browser's own word of the request that failed


async def test_from_the_topic_page_one_tap_leads_to_the_report_and_back(elin: Phone, topic: str) -> None:
    await elin.show(f"/topics/{topic}")

    await elin.page.get_by_role("link", name="Write the report").click()
    await elin.page.wait_for_selector(".writing-field")
    await elin.page.get_by_role("link", name="Topic").click()

    await elin.is_in()
    assert elin.page.url.endswith(f"/topics/{topic}")


async def test_who_may_not_write_is_offered_to_read(
    browser: Browser, server: RunningServer, made: Made, elin: Phone
) -> None:
    amina = await a_person(server, made, "Amina")
    own = await put_up(amina, made, "Skola")
    await asked(amina, made, "edit_report", topic=own, writers="convener")
    await elin.show(f"/topics/{own}")

    await expect(elin.page.get_by_role("link", name="Read the report")).to_be_visible()


async def test_a_session_without_notes_is_a_word_to_its_convener_alone(
    browser: Browser, server: RunningServer, made: Made, elin: Phone, topic: str
) -> None:
    """[R25]"""
    async with a_phone(browser, server, made.code) as amina:
        await amina.come("Amina")
        await amina.propose("Språkcafé")
        await amina.choose_time(0)
        await amina.page.locator(".free-place").first.click()
        await amina.page.wait_for_selector(".session-line")
        await amina.show("#mine")
        await expect(amina.page.locator("main")).to_contain_text("No notes yet.")
        own = await topic_named(server.device(made.key("facilitator")), made, "Språkcafé")

        writer = Writer(amina, own)
        await amina.page.get_by_role("link", name="Write the report").click()
        await writer.is_in()
        await writer.part(TALKED).fill("Vi sågs")
        await writer.is_saved()
        await amina.show("#mine")
        await expect(amina.page.locator("main")).to_contain_text("It has notes.")

        await asked(server.device(made.key("facilitator")), made, "edit_report", topic=own, is_ready=True)
        await expect(amina.page.locator("main")).to_contain_text("The report is ready.")

    await elin.show("#mine")
    await expect(elin.page.get_by_role("heading", name="My reports")).to_have_count(0)
