"""Requests bent out of shape, sent by the byte to the real server: refused in words, closed, and nobody else harmed."""

import asyncio
import re

import pytest

from openspace.web import framing
from tests.client import WAIT_MAX_S, Device, Made, Screen
from tests.web.conftest import RunningServer
from tests.web.raw_socket import raw_line

GET = b"GET /healthz HTTP/1.1\r\n"
HEAD = b"HEAD /healthz HTTP/1.1\r\n"
POST = b"POST /api/boards HTTP/1.1\r\n"
HOST = b"Host: x\r\n"
CHUNKED = POST + HOST + b"Transfer-Encoding: chunked\r\n\r\n"
LONG_BYTES = 1_000  # past that a reset may come before the answer is read
NEXT = GET + HOST + b"Connection: close\r\n\r\n"  # what a smuggler hides behind; the last one on its connection
SOCKET = HOST + (
    b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
)


def asking(*headers: bytes, line: bytes = GET, body: bytes = b"") -> bytes:
    return line + HOST + b"".join(header + b"\r\n" for header in headers) + b"\r\n" + body


REFUSED = {
    "HEAD": {
        "a length and chunks": asking(b"Content-Length: 3", b"Transfer-Encoding: chunked", line=HEAD),
        "version 1.2": asking(line=b"HEAD /healthz HTTP/1.2\r\n"),
    },
    "request line": {
        "no version": asking(line=b"GET /healthz\r\n"),
        "two blanks": asking(line=b"GET  /healthz HTTP/1.1\r\n"),
        "a tab for a blank": asking(line=b"GET\t/healthz HTTP/1.1\r\n"),
        "a word too many": asking(line=b"GET /healthz HTTP/1.1 x\r\n"),
        "a version in small letters": asking(line=b"GET /healthz http/1.1\r\n"),
        "version 0.9": asking(line=b"GET /healthz HTTP/0.9\r\n"),
        "version 1.2": asking(line=b"GET /healthz HTTP/1.2\r\n"),
        "version 2.0": asking(line=b"GET /healthz HTTP/2.0\r\n"),
        "a method of signs": asking(line=b"G(T /healthz HTTP/1.1\r\n"),
        "NUL in the address": asking(line=b"GET /heal\x00thz HTTP/1.1\r\n"),
        "an address that is not ASCII": asking(line="GET /é HTTP/1.1\r\n".encode()),
        "an address without end": b"GET /" + b"a" * 70_000,
        "an address of 70 kB": asking(line=b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n"),
    },
    "host": {
        "no host": GET + b"\r\n",
        "two hosts": asking(b"Host: y"),
    },
    "end": {
        "a length and chunks": asking(
            b"Content-Length: 5", b"Transfer-Encoding: chunked", line=POST, body=b"0\r\n\r\n"
        ),
        "chunks and a length": asking(
            b"Transfer-Encoding: chunked", b"Content-Length: 5", line=POST, body=b"0\r\n\r\n"
        ),
        "two lengths": asking(b"Content-Length: 5", b"Content-Length: 6", line=POST, body=b"hello"),
        "two lengths in one": asking(b"Content-Length: 5, 6", line=POST, body=b"hello"),
        "a length with a sign": asking(b"Content-Length: +5", line=POST, body=b"hello"),
        "a length below nothing": asking(b"Content-Length: -5", line=POST, body=b"hello"),
        "a length in base 16": asking(b"Content-Length: 0x5", line=POST, body=b"hello"),
        "a length with a gap": asking(b"Content-Length: 5_0", line=POST, body=b"hello"),
        "a length of nothing": asking(b"Content-Length:", line=POST, body=b"hello"),
        "a length of 30 digits": asking(b"Content-Length: " + b"9" * 30, line=POST),
        "a coding we do not know": asking(b"Transfer-Encoding: gzip", line=POST),
        "two codings": asking(b"Transfer-Encoding: gzip, chunked", line=POST, body=b"0\r\n\r\n"),
        "chunks twice": asking(
            b"Transfer-Encoding: chunked", b"Transfer-Encoding: chunked", line=POST, body=b"0\r\n\r\n"
        ),
        "nearly chunks": asking(b"Transfer-Encoding: xchunked", line=POST, body=b"0\r\n\r\n"),
        "a blank before the colon": asking(b"Transfer-Encoding : chunked", line=POST, body=b"0\r\n\r\n"),
        "chunks in 1.0": asking(
            b"Transfer-Encoding: chunked", line=b"POST /api/boards HTTP/1.0\r\n", body=b"0\r\n\r\n"
        ),
        "a socket with a body": b"GET /ws/X HTTP/1.1\r\n" + SOCKET + b"Content-Length: 5\r\n\r\nhello",
        "a socket with chunks": b"GET /ws/X HTTP/1.1\r\n" + SOCKET + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "a socket in 1.0": b"GET /ws/X HTTP/1.0\r\n" + SOCKET + b"\r\n",
    },
    "chunks": {
        "a chunk of no size": CHUNKED + b"xyz\r\n",
        "a chunk below nothing": CHUNKED + b"-2\r\n{}\r\n0\r\n\r\n",
        "a chunk of 30 digits": CHUNKED + b"f" * 30 + b"\r\n",
        "a chunk longer than said": CHUNKED + b"2\r\n{}x\r\n0\r\n\r\n",
        "an endless word about a chunk": CHUNKED + b"1;" + b"a" * 70_000,
        "an endless trailer": CHUNKED + b"2\r\n{}\r\n0\r\n" + b"A: b\r\n" * 20_000,
    },
    "headers": {
        "NUL in a header": asking(b"X-A: b\x00c"),
        "a control character in a header": asking(b"X-A: b\x01c"),
        "DEL in a header": asking(b"X-A: b\x7fc"),
        "CR in a header": asking(b"X-A: b\rc"),
        "a blank in a name": asking(b"X A: b"),
        "no colon": asking(b"XA"),
        "no name": asking(b": b"),
        "a name that is not ASCII": asking("X-é: b".encode()),
        "a first header that goes on": GET + b" X: y\r\n" + HOST + b"\r\n",
        "too many headers": asking(*[b"X-%d: a" % number for number in range(framing.HEADERS_MAX)]),
        "headers without end": GET + b"A: b\r\n" * 20_000,
        "a header of 70 kB": asking(b"X-A: " + b"a" * 70_000),
        "headers of 17 kB in few": asking(b"X-A: " + b"a" * framing.HEAD_MAX_BYTES),
    },
    "other tongues": {
        "TLS": b"\x16\x03\x01\x00\r\n\r\n",
        "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    },
}


async def statuses(server: RunningServer, sent: bytes) -> list[int]:
    """Of all answers until the server hangs up."""
    heard = b""
    async with raw_line(server.port) as (reader, writer):
        writer.write(sent)
        try:
            async with asyncio.timeout(WAIT_MAX_S):
                while part := await reader.read(65_536):
                    heard += part
        except ConnectionResetError:
            pass
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", heard)]


async def answers(server: RunningServer, cases: dict[str, bytes]) -> dict[str, list[int]]:
    return {what: await statuses(server, sent) for what, sent in cases.items()}


@pytest.mark.parametrize("part", REFUSED)
async def test_what_could_be_read_in_two_ways_is_refused_and_closed(
    server: RunningServer, bystander: Screen, caplog: pytest.LogCaptureFixture, part: str
) -> None:
    """[H13]"""
    cases = REFUSED[part]

    heard = await answers(server, cases)

    assert {what: said for what, said in heard.items() if said not in ([400], [])} == {}
    assert {what: said for what, said in heard.items() if len(cases[what]) < LONG_BYTES and not said} == {}
    fields = [getattr(record, "fields", {}) for record in caplog.records]
    reasons = [one["reason"] for one in fields if one.get("peer") == "connection"]
    assert reasons == ["not HTTP"] * len(cases)


async def test_what_stands_behind_it_is_never_answered(server: RunningServer, bystander: Screen) -> None:
    """[H13]"""
    cases = {f"{part}: {what}": sent + NEXT for part, group in REFUSED.items() for what, sent in group.items()}
    cases = {what: sent for what, sent in cases.items() if sent.endswith(b"\r\n" + NEXT) and len(sent) < LONG_BYTES}

    heard = await answers(server, cases)

    assert heard == {what: [400] for what in cases}


TAKEN = {
    "one after the other": (asking() * 2 + NEXT, [200, 200, 200]),
    "a length said twice": (asking(*[b"Content-Length: 2"] * 2, line=POST, body=b"{}") + NEXT, [422, 200]),
    "chunks": (CHUNKED + b"1\r\n{\r\n1;why=not\r\n}\r\n0\r\n\r\n" + NEXT, [422, 200]),
    "a trailer is no header": (CHUNKED + b"2\r\n{}\r\n0\r\nAuthorization: Bearer forged\r\n\r\n" + NEXT, [422, 200]),
    "a body that nobody reads": (asking(b"Content-Length: 5", body=b"hello") + NEXT, [200, 200]),
    "a body longer than said": (asking(b"Content-Length: 2", line=POST, body=b"{}more\r\n\r\n"), [422, 400]),
    "garbage behind": (asking() + b"\x00\r\n\r\n", [200, 400]),
    "HEAD has no body": (asking(line=HEAD) + NEXT, [200, 200]),
    "1.0 is one request": (b"GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" + NEXT, [200]),
    "close means close": (NEXT + NEXT, [200]),
    "a method nobody answers": (asking(line=b"BREW /healthz HTTP/1.1\r\n") + NEXT, [405, 200]),
    "the address of another server": (asking(line=b"GET http://y/healthz HTTP/1.1\r\n") + NEXT, [404, 200]),
    "another protocol than ours": (asking(b"Upgrade: h2c", b"Connection: Upgrade") + NEXT, [200, 200]),
    "a body, and another protocol than ours": (
        asking(b"Upgrade: h2c", b"Connection: Upgrade", b"Content-Length: 2", line=POST, body=b"{}") + NEXT,
        [422, 200],
    ),
    "a socket by POST": (b"POST /ws/X HTTP/1.1\r\n" + SOCKET + b"\r\n", [405]),
    "too large by its own word": (asking(b"Content-Length: 70000", b"Connection: close", line=POST), [413]),
    "a header of nothing": (asking(b"X-A:") + NEXT, [200, 200]),
    "as many headers as may be": (asking(*[b"X-A: b"] * (framing.HEADERS_MAX - 1)) + NEXT, [200, 200]),
}


async def test_each_request_ends_where_it_says(server: RunningServer, bystander: Screen) -> None:
    """[H13] Answers in the order of the requests, and one for each."""
    heard = await answers(server, {what: sent for what, (sent, _) in TAKEN.items()})

    assert heard == {what: expected for what, (_, expected) in TAKEN.items()}


async def test_garbage_after_an_answer_that_ends_the_connection_is_not_answered(
    server: RunningServer, bystander: Screen
) -> None:
    """[H13]"""
    async with raw_line(server.port) as (reader, writer), asyncio.timeout(WAIT_MAX_S):
        writer.write(b"POST /nowhere HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 404 ")

        writer.write(b"zz\r\n")

        assert b"HTTP/1.1" not in await reader.read()


async def test_who_asks_first_is_told_to_go_on(server: RunningServer, bystander: Screen) -> None:
    async with raw_line(server.port) as (reader, writer), asyncio.timeout(WAIT_MAX_S):
        writer.write(asking(b"Expect: 100-continue", b"Content-Length: 2", line=POST))
        assert await reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"

        writer.write(b"{}")

        assert (await reader.readline()).startswith(b"HTTP/1.1 422 ")


async def test_a_request_byte_by_byte_is_the_same_request(server: RunningServer, bystander: Screen) -> None:
    sent = asking(b"Content-Length: 2", line=POST, body=b"{}") + CHUNKED + b"2\r\n{}\r\n0\r\n\r\n" + NEXT
    async with raw_line(server.port) as (reader, writer), asyncio.timeout(WAIT_MAX_S):
        for byte in sent:
            writer.write(bytes((byte,)))
            await writer.drain()

        heard = await reader.read()

    assert [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", heard)] == [422, 422, 200]


SPLIT = "%0D%0ASet-Cookie:%20stolen=1%0D%0A%0D%0AHTTP/1.1%20200%20OK"


async def test_nothing_that_people_send_becomes_a_header_of_ours(
    server: RunningServer, anna: Device, made: Made, bystander: Screen
) -> None:
    form = f"name=Per{SPLIT}&onward=/b/{made.code}/{SPLIT}".encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    replies = [
        await server.device().request("POST", f"/b/{made.code}/join", form, kind),
        await anna.request("GET", f"/b/{made.code}/me?lang=sv{SPLIT}"),
        await anna.request("GET", f"/b/{made.code}?lang=sv&x={SPLIT}"),
        await anna.request("GET", f"/k/{SPLIT}"),
        await anna.request("GET", f"/static/0123456789ab/{SPLIT}"),
    ]

    assert [reply.status for reply in replies] == [303, 303, 303, 404, 404]
    assert not any("stolen" in line for reply in replies for line in reply.set_cookies)
