"""What a phone has to fetch before it can be used, counted as the bench counts it."""

import gzip

import pytest
from playwright.async_api import Browser, Response

from bench.suites.first_load import PLACED, WAITING, WIRE_MAX_KB, look
from bench.suites.joins import a_busy_venue
from tests.browser.people import a_person, put_up
from tests.browser.phones import a_phone
from tests.client import Made
from tests.variants import first_alone
from tests.web.conftest import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

FIRST_LOAD_MAX_BYTES = 60_000
REQUESTS_MAX = 15
COUNTED = {"document", "script", "stylesheet"}
LATER = "/js/phone-more"  # the last thing a phone asks for; when it comes depends on the machine


@pytest.mark.parametrize("language", first_alone("ar", "sv", "en"))
async def test_the_first_load_is_small_by_every_byte_on_the_wire(
    browser: Browser, server: RunningServer, language: str
) -> None:
    """Heads, pages, scripts, the board with forty topics, the socket's first words: until a topic can be typed."""
    venue = await a_busy_venue(server.base, PLACED, WAITING)

    load = await look(browser, venue, language)

    assert load.kb <= WIRE_MAX_KB


@pytest.mark.parametrize("language", first_alone("ar", "sv", "en"))
async def test_the_first_load_is_small_and_of_few_requests(
    browser: Browser, server: RunningServer, made: Made, language: str
) -> None:
    amina = await a_person(server, made, "Amina")
    for number in range(20):
        await put_up(amina, made, f"Arbetsmarknadsfrågor, etablering och kommunens roll {number}")
    async with a_phone(browser, server, made.code, language=language) as phone:
        await phone.join("Elin")
        asked_for: list[str] = []
        answers: list[tuple[str, Response]] = []
        phone.page.on("request", lambda request: asked_for.append(request.url))
        phone.page.on("response", lambda response: answers.append((response.request.resource_type, response)))

        async with phone.page.expect_request_finished(lambda request: LATER in request.url):
            await phone.page.reload()
            await phone.is_in()

        bodies = [await answer.body() for kind, answer in answers if kind in COUNTED and LATER not in answer.url]
        assert sum(len(gzip.compress(body)) for body in bodies) <= FIRST_LOAD_MAX_BYTES
        assert len([url for url in asked_for if LATER not in url]) <= REQUESTS_MAX
