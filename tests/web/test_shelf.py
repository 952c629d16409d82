"""Files that lie ready: the same answer as the usual way gives, and only to the plainest request."""

import asyncio
import gzip
from collections.abc import AsyncIterator

import pytest

from openspace.web.assets import Assets
from openspace.web.shelf import Shelf
from tests.client import WAIT_MAX_S
from tests.web.conftest import RunningServer

HEADERS = "Host: 127.0.0.1\r\nAccept-Encoding: gzip, deflate\r\n"
UNKNOWN = "X-Nothing: 1\r\n"  # a header that keeps a request off the shelf and changes no answer
ASSETS = Assets()
SHELF = Shelf(ASSETS)
SCRIPT = ASSETS.url("js/phone.js")


def asking(path: str = SCRIPT, headers: str = HEADERS, method: str = "GET", version: str = "HTTP/1.1") -> bytes:
    return f"{method} {path} {version}\r\n{headers}\r\n".encode()


class Line:
    """One connection on which requests are sent by the byte."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def send(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()

    async def answer(self) -> tuple[str, dict[str, str], bytes]:
        """Status line, headers, body."""
        async with asyncio.timeout(WAIT_MAX_S):
            status, *lines = (await self._reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")
            headers = dict(line.split(": ", 1) for line in lines)
            return status, headers, await self._reader.readexactly(int(headers.get("content-length", 0)))

    async def ask(self, request: bytes) -> tuple[str, dict[str, str], bytes]:
        await self.send(request)
        return await self.answer()


@pytest.fixture
async def line(server: RunningServer) -> AsyncIterator[Line]:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    yield Line(reader, writer)
    writer.close()
    await writer.wait_closed()


def without_date(answer: tuple[str, dict[str, str], bytes]) -> tuple[str, dict[str, str], bytes]:
    status, headers, body = answer
    return status.strip(), {name: value for name, value in headers.items() if name != "date"}, body


@pytest.mark.parametrize("path", ["js/phone.js", "css/phone.css", "images/icon.svg", "vendor/preact.js",
                                  "vendor/fonts/vazirmatn-arabic-wght-normal.woff2"])  # fmt: skip
async def test_what_lies_ready_is_what_the_application_says(line: Line, path: str) -> None:
    ready = await line.ask(asking(ASSETS.url(path)))
    usual = await line.ask(asking(ASSETS.url(path), HEADERS + UNKNOWN))

    assert "date" in ready[1]
    assert without_date(ready) == without_date(usual)


async def test_one_connection_takes_both_ways_in_turn(line: Line) -> None:
    kinds = [(await line.ask(asking(path)))[1]["content-type"] for path in (SCRIPT, "/healthz", SCRIPT, "/", SCRIPT)]

    script = "text/javascript; charset=utf-8"
    assert kinds == [script, "application/json", script, "text/html; charset=utf-8", script]


async def test_requests_sent_in_one_breath_are_answered_in_their_order(line: Line) -> None:
    await line.send(asking("/healthz") + asking())
    await line.send(asking() + asking("/healthz"))

    kinds = [(await line.answer())[1]["content-type"].partition(";")[0] for _ in range(4)]
    assert kinds == ["application/json", "text/javascript", "text/javascript", "application/json"]


async def test_a_request_that_comes_in_pieces_is_answered(line: Line) -> None:
    request = asking()

    for piece in (request[:7], request[7:60], request[60:-2], request[-2:]):
        await line.send(piece)

    assert (await line.answer())[0].startswith("HTTP/1.1 200")


async def test_who_reads_nothing_is_not_given_file_after_file(line: Line) -> None:
    """The application waits for a connection that is behind; what lies ready may not get round that."""
    body = ASSETS.get("js/phone.js")
    assert body is not None

    for _ in range(200):
        await line.send(asking())

    sizes = {len((await line.answer())[2]) for _ in range(200)}
    assert sizes == {len(body.gzipped or b"")}


@pytest.mark.parametrize(
    "request_",
    [
        asking(method="HEAD"),
        asking(method="POST"),
        asking(version="HTTP/1.0"),
        asking(SCRIPT + "?x=1"),
        asking("/static/0123456789ab/js/phone.js"),
        asking("/static/../etc/passwd"),
        asking(headers="Accept-Encoding: gzip\r\n"),  # no Host
        asking(headers="Host: 127.0.0.1\r\n"),  # takes nothing compressed
        asking(headers="Host: 127.0.0.1\r\nAccept-Encoding: gzip;q=0\r\n"),
        asking(headers=HEADERS + "Host: twice\r\n"),
        asking(headers=HEADERS + "Connection: close\r\n"),
        asking(headers=HEADERS + "Content-Length: 5\r\n"),
        asking(headers=HEADERS + "Transfer-Encoding: chunked\r\n"),
        asking(headers=HEADERS + "Range: bytes=0-1\r\n"),
        asking(headers=HEADERS + "Authorization: Bearer forged\r\n"),
        asking(headers=HEADERS + "Origin: http://elsewhere.example\r\n"),
        asking(headers=HEADERS + 'If-None-Match: "x"\r\n'),
        asking(headers=HEADERS + "no colon\r\n"),
        asking(headers=HEADERS + " folded: 1\r\n"),
        asking(headers=HEADERS + f"Cookie: {'x' * 9_000}\r\n"),
        asking() + b"GET / HTTP/1.1\r\n",
        asking()[:-2],
        b"",
    ],
)
def test_anything_but_the_plainest_request_is_left_to_the_application(request_: bytes) -> None:
    assert SHELF.answer(asking()) is not None
    assert SHELF.answer(request_) is None


async def test_a_device_that_has_the_file_is_sent_nothing(line: Line) -> None:
    _, headers, body = await line.ask(asking())

    status, again, nothing = await line.ask(asking(headers=HEADERS + f'If-None-Match: "x", {headers["etag"]}\r\n'))

    assert gzip.decompress(body)
    assert (status, nothing) == ("HTTP/1.1 304 Not Modified", b"")
    assert again["etag"] == headers["etag"]
