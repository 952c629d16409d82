"""What a real browser asks for at its first visit is what the bench's phones ask for."""

from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Request

from bench.phones import files_of, first_visit
from bench.venue import Venue
from tests.browser.phones import a_phone
from tests.client import Made
from tests.web.conftest import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_the_phones_of_the_bench_ask_for_what_a_browser_does(
    browser: Browser, server: RunningServer, made: Made
) -> None:
    """Each file once: a browser has the others from its own store."""
    venue = Venue(base=server.base, code=made.code, facilitator="", sessions=())
    planned = first_visit(venue, await files_of(server.device(), made.code), "Elin").requests
    asked: list[Request] = []

    def hear(request: Request) -> None:
        asked.append(request)

    async with a_phone(browser, server, made.code, language="sv") as phone:
        phone.page.on("request", hear)

        async with phone.page.expect_request("**/js/phone-more*.js"):
            await phone.join("Elin")

    lines = [f"{request.method} {urlsplit(request.url).path}" for request in asked]
    files = sorted({line for line in lines if "/static/" in line})
    assert files == sorted(line for line in map(line_of, planned) if "/static/" in line)
    assert [line for line in lines if "/static/" not in line] == [
        line for line in map(line_of, planned) if "/static/" not in line
    ]


def line_of(request: bytes) -> str:
    return request.partition(b" HTTP/1.1")[0].decode()
