"""A real browser and a real server, for tests of screens.

One of each for all tests of a worker, so every test here runs on the session's event loop:
`pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]`.
"""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect

from tests.browser.axe import AXE
from tests.browser.days import a_day
from tests.browser.desks import Desk, a_desk
from tests.browser.gatherings import Gathering
from tests.browser.phones import Phone, a_phone
from tests.browser.walls import TITLES, Wall, a_wall, fill
from tests.client import WAIT_MAX_S, Made
from tests.web.conftest import RunningServer, running_server

# A page that a test has rewritten on its way counts as from elsewhere, and could not reach the server.
REACHES_THE_SERVER = ["LocalNetworkAccessChecks"]
# Processes that every context would start for what no test looks at: the address bar, a page in reserve.
NEVER_SEEN = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess"]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    f"--disable-features={','.join([*REACHES_THE_SERVER, *NEVER_SEEN])}",
]


expect.set_options(timeout=WAIT_MAX_S * 1_000)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """Every test makes boards of its own, so nothing is shared."""
    with running_server(tmp_path_factory.mktemp("server") / "openspace.db") as running:
        yield running


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: Path) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(
            executable_path=chromium, args=ARGUMENTS, timeout=3 * WAIT_MAX_S * 1_000
        )
        yield launched
        await launched.close()


@pytest.fixture(scope="session")
def axe_source(pytestconfig: pytest.Config) -> str:
    """The script that finds barriers, when `npm ci` has been run."""
    if not AXE.exists():
        outcome = pytest.fail if pytestconfig.getoption("--all") else pytest.skip
        outcome("axe-core is not installed: npm ci")
    return AXE.read_text(encoding="utf-8")


@pytest_asyncio.fixture(loop_scope="session")
async def made(server: RunningServer) -> Made:
    """A board whose day is under way."""
    return await server.device().make_board(**a_day())


@pytest_asyncio.fixture(loop_scope="session")
async def elin(browser: Browser, server: RunningServer, made: Made) -> AsyncIterator[Phone]:
    """Elin's phone, on the board."""
    async with a_phone(browser, server, made.code) as phone:
        await phone.come("Elin")
        yield phone
        assert phone.errors == []


@pytest_asyncio.fixture(loop_scope="session")
async def wall(browser: Browser, server: RunningServer, made: Made) -> AsyncIterator[Wall]:
    """A projector on a board of three rooms, a session in each."""
    await fill(server, made, TITLES)
    async with a_wall(browser, server, made) as shown:
        yield shown
        assert shown.errors == []


@pytest_asyncio.fixture(loop_scope="session")
async def desk(browser: Browser, server: RunningServer, made: Made) -> AsyncIterator[Desk]:
    """The facilitator's, on the board."""
    async with a_desk(browser, server, made) as opened:
        yield opened
        assert opened.errors == []


@pytest.fixture
def gathering(server: RunningServer, made: Made) -> Gathering:
    """What the other people on the board do."""
    return Gathering(server, made)
