"""Earlier versions of a topic's notes: looking at one, and going back as an edit."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from openspace.live.system import SystemClock
from openspace.web.app import Ground
from tests.browser.days import a_day
from tests.browser.notetakers import NoteTaker, a_note_taker
from tests.browser.people import a_person, put_up
from tests.client import WAIT_MAX_S, Made
from tests.web.conftest import RunningServer, running_server

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PAUSE_S = 31.0  # after which a version is kept


class AdvancedClock(SystemClock):
    """The machine's, and ahead of it by as much as a test says."""

    def __init__(self) -> None:
        self.ahead_s = 0.0

    def monotonic(self) -> float:
        return time.monotonic() + self.ahead_s


@pytest.fixture(scope="module")
def clock() -> AdvancedClock:
    return AdvancedClock()


@pytest.fixture(scope="module")
def server(clock: AdvancedClock, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """One whose pauses can be made to pass."""
    with running_server(tmp_path_factory.mktemp("history") / "openspace.db", Ground(clock=clock)) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def nadia(browser: Browser, server: RunningServer) -> AsyncIterator[NoteTaker]:
    made: Made = await server.device().make_board(**a_day())
    topic = await put_up(await a_person(server, made, "Amina"), made, "Bostäder")
    async with a_note_taker(browser, server, made, topic, "Nadia") as taker:
        yield taker


async def a_version_is_kept(taker: NoteTaker) -> None:
    """Playwright's wait_for_function would take the promise itself for the answer."""
    async with asyncio.timeout(WAIT_MAX_S):
        await taker.page.evaluate(UNTIL_KEPT)


async def test_one_looks_at_an_earlier_version_goes_back_to_it_and_undoes_that(
    nadia: NoteTaker, clock: AdvancedClock
) -> None:
    await nadia.write_below("Vad vi pratade om", "Det gamla huset står")
    await nadia.is_saved()
    earlier = await nadia.whole()
    clock.ahead_s += PAUSE_S
    await a_version_is_kept(nadia)
    await nadia.write(" kvar 👩🏽‍🏫", after="Det gamla huset står")
    await nadia.replace("gamla", "nya")
    later = await nadia.whole()

    versions = await nadia.open_versions()
    await versions.get_by_role("listitem").last.get_by_role("button").click()
    await expect(versions.locator("del")).to_have_text(["gamla"])
    await expect(versions.locator("ins")).to_have_text(["nya", " kvar 👩🏽‍🏫"])
    await versions.get_by_role("button", name="Go back to this version").click()

    await expect(nadia.line("Det gamla huset står")).to_have_text("• Det gamla huset står")
    assert await nadia.whole() == earlier
    await expect(nadia.text).to_be_focused()

    await nadia.page.keyboard.press("Control+z")

    await expect(nadia.line("Det nya huset står kvar")).to_be_visible()
    assert await nadia.whole() == later
    await nadia.is_saved()


async def test_without_a_network_the_versions_say_so(nadia: NoteTaker) -> None:
    await nadia.page.route("**/revisions", lambda route: route.abort())

    versions = await nadia.open_versions()

    await expect(versions).to_contain_text("They cannot be read just now.")


UNTIL_KEPT = """async () => {
  const address = location.pathname.replace(/^\\/b/, "/api/boards").replace(/notes$/, "revisions")
  const kept = async () => (await (await fetch(address)).json()).revisions.length
  while (!(await kept()));
}"""
