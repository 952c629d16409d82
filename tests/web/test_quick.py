"""Plain requests past h11: the same answers as with it, and h11 takes over wherever there is more to a connection."""

import asyncio
import gc
import re
import weakref
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import uvicorn
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.server import ServerState

from openspace.web import plain
from openspace.web.frames import SharedFrameProtocol
from openspace.web.quick import QuickHttpProtocol
from tests.client import WAIT_MAX_S, Device, Made, Screen
from tests.web.conftest import RunningServer
from tests.web.raw_socket import CLOSE, frame, handshake, raw_line
from tests.web.stage import until

PLAIN = b"Host: x\r\nAccept-Encoding: gzip\r\nAccept: text/html\r\n"
ODD = PLAIN + b"X_Odd: is not read at a glance\r\n"
LAST = b"GET /last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
SIGNED_AT = re.compile(rb"\.[\w-]+\.[\w-]+;")
DATE = re.compile(rb"(?i)date: .*")
HEADERS = [(b"content-length", b"2")]
START: Message = {"type": "http.response.start", "status": 200, "headers": HEADERS}
BODY: Message = {"type": "http.response.body", "body": b"ok"}


@asynccontextmanager
async def serving(app: ASGIApp) -> AsyncIterator[tuple[int, list[QuickHttpProtocol]]]:
    """Its port, and the protocols of its connections."""
    config = uvicorn.Config(
        app, ws=SharedFrameProtocol, lifespan="off", log_config=None, server_header=False, date_header=False
    )
    config.load()
    made: list[QuickHttpProtocol] = []

    def protocol() -> QuickHttpProtocol:
        made.append(QuickHttpProtocol(config, ServerState(), {}))
        return made[-1]

    listening = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0)
    async with listening:
        yield listening.sockets[0].getsockname()[1], made


def saying(*messages: Message) -> ASGIApp:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        for message in messages if scope["path"] != "/last" else (START, BODY):
            await send(message)

    return app


async def heard(app: ASGIApp, first: bytes) -> bytes:
    """All that comes until the server hangs up. The last request is sent when the answer to the first one is over."""
    took_first: list[bool] = []

    async def noted(scope: Scope, receive: Receive, send: Send) -> None:
        took_first.append(protocols[0].is_past_parser)
        await app(scope, receive, send)

    async with serving(noted) as (port, protocols), raw_line(port) as (reader, writer), asyncio.timeout(WAIT_MAX_S):
        writer.write(first)
        await until(lambda: bool(took_first) and not protocols[0].tasks)
        assert took_first == [ODD not in first]
        if not protocols[0].transport.is_closing():
            writer.write(LAST)
        return await reader.read()


def asking(path: str, headers: bytes = PLAIN, method: str = "GET", body: bytes = b"") -> bytes:
    length = b"Content-Length: %d\r\n" % len(body) if body else b""
    return f"{method} {path} HTTP/1.1\r\n".encode() + headers + length + b"\r\n" + body


ANSWERS: dict[str, list[Message]] = {
    "whole": [START, BODY],
    "in pieces": [START, {**BODY, "body": b"o", "more_body": True}, {**BODY, "body": b"k"}],
    "of no length": [{**START, "headers": []}, BODY],
    "shorter than said": [START, {**BODY, "body": b"o"}],
    "longer than said": [START, {**BODY, "body": b"okay"}],
    "of nothing": [{**START, "status": 204, "headers": []}, {**BODY, "body": b""}],
    "not modified": [{**START, "status": 304, "headers": [(b"etag", b'"x"')]}, {**BODY, "body": b""}],
    "to be closed": [{**START, "headers": [*HEADERS, (b"connection", b"close")]}, BODY],
    "in chunks": [{**START, "headers": [(b"transfer-encoding", b"chunked")]}, BODY],
    "a break in a header": [{**START, "headers": [*HEADERS, (b"x", b"a\r\nset-cookie: stolen=1")]}, BODY],
    "a newline in a header": [{**START, "headers": [*HEADERS, (b"x", b"a\nset-cookie: stolen=1")]}, BODY],
    "NUL in a header": [{**START, "headers": [*HEADERS, (b"x", b"\0")]}, BODY],
    "nothing but a head": [START],
    "nothing but a head with a break": [{**START, "headers": [*HEADERS, (b"x", b"a\r\nset-cookie: stolen=1")]}],
    "a head without headers": [{"type": "http.response.start", "status": 204}, {**BODY, "body": b""}],
    "two heads": [START, START, BODY],
    "a mistake after the head": [START, {"type": "websocket.send"}],
    "nothing": [],
    "a body without a head": [BODY],
}


@pytest.mark.parametrize("what", ANSWERS)
async def test_an_answer_is_what_h11_would_have_made_of_it(what: str) -> None:
    """[H13] On the wire, with the request after it."""
    app = saying(*ANSWERS[what])

    quick = await heard(app, asking("/"))
    usual = await heard(app, asking("/", ODD))

    assert quick == usual
    assert b"stolen" not in quick


ACCEPT: Message = {"type": "websocket.accept", "headers": [(b"x-said", b"by us")]}
NO: Message = {"type": "websocket.http.response.start", "status": 404, "headers": [(b"x-said", b"by us")]}
SOCKET_ANSWERS: dict[str, list[Message]] = {
    "accepted": [ACCEPT, {"type": "websocket.send", "text": "hi"}],
    "accepted twice": [ACCEPT, ACCEPT],
    "accepted and closed": [ACCEPT, {"type": "websocket.close", "code": 4001, "reason": "why"}],
    "closed": [{"type": "websocket.close"}],
    "closed and accepted": [{"type": "websocket.close"}, ACCEPT],
    "not there": [NO, {"type": "websocket.http.response.body", "body": b"no"}],
    "not answered": [],
    "a mistake": [BODY],
}


@pytest.mark.parametrize("what", SOCKET_ANSWERS)
async def test_a_socket_is_opened_or_refused_as_uvicorn_would(what: str) -> None:
    """[S14] Whose upgrade is written in another way is left to h11, uvicorn and websockets."""
    quick = handshake("/")
    usual = quick.replace(b"Upgrade: websocket", b"Upgrade: WebSocket")
    assert (plain.read(quick) is None, plain.read(usual) is None) == (False, True)

    answers = []
    for request in (quick, usual):
        serving_it = serving(saying(*SOCKET_ANSWERS[what]))
        async with serving_it as (port, _), raw_line(port) as (reader, writer), asyncio.timeout(WAIT_MAX_S):
            writer.write(request)
            head, _, rest = (await reader.readuntil(b"\r\n\r\n")).partition(b"\r\n")
            if what == "accepted and closed":
                writer.write(frame(CLOSE, b"\x0f\xa1"))  # who says goodbye waits for that
            answers.append((head, sorted(DATE.sub(b"", rest).split(b"\r\n")), await reader.read()))

    assert answers[0] == answers[1]


@pytest.mark.parametrize("headers", [PLAIN, ODD])
async def test_what_is_sent_meanwhile_is_answered_afterwards(headers: bytes) -> None:
    """[H13] One request after the other, also if the second one comes while the first is under way."""
    asked: list[str] = []
    may_answer = asyncio.Event()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        asked.append(scope["path"])
        await may_answer.wait()
        for message in (START, {**BODY, "body": scope["path"].encode()}):
            await send(message)

    async with serving(app) as (port, protocols), raw_line(port) as (reader, writer), asyncio.timeout(WAIT_MAX_S):
        writer.write(asking("/1"))
        await until(lambda: asked == ["/1"])
        assert protocols[0].is_past_parser
        writer.write(asking("/2", headers) + asking("/3"))
        await until(lambda: not protocols[0].is_past_parser)
        may_answer.set()
        answers = [(await reader.readexactly(len(answer(b"/1"))))[-2:] for _ in range(3)]

    assert asked == ["/1", "/2", "/3"]
    assert answers == [b"/1", b"/2", b"/3"]


def answer(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n" + body


async def test_a_request_may_be_cut_anywhere_and_the_next_one_is_plain_again() -> None:
    """[H13]"""
    took: list[bool] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        took.append(protocols[0].is_past_parser)
        body = await Request(scope, receive).body()
        await send({**START, "headers": []})
        await send({**BODY, "body": body})

    request = asking("/", method="POST", body=b"name=Per")
    async with serving(app) as (port, protocols), raw_line(port) as (reader, writer), asyncio.timeout(WAIT_MAX_S):
        for at in (*range(1, len(request) - 12, 7), *range(len(request) - 12, len(request))):
            writer.write(request[:at])
            await until(lambda: not protocols[0]._is_parser_idle)
            writer.write(request[at:])
            assert (await reader.readuntil(b"\r\n0\r\n\r\n")).endswith(b"\r\nname=Per\r\n0\r\n\r\n")
            await until(lambda: protocols[0]._is_parser_idle and not protocols[0].tasks)
            writer.write(request)
            assert (await reader.readuntil(b"\r\n0\r\n\r\n")).endswith(b"\r\nname=Per\r\n0\r\n\r\n")
            assert took == [False, True]
            took.clear()
            await until(lambda: protocols[0]._is_parser_idle and not protocols[0].tasks)


async def test_a_body_is_read_once_and_then_there_is_no_more() -> None:
    got: list[Message] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] != "/last":
            got.append(await receive())
        await send(START)
        await send(BODY)

    assert await heard(app, asking("/", method="POST", body=b"name=Per"))
    assert got == [{"type": "http.request", "body": b"name=Per", "more_body": False}]


@pytest.mark.parametrize("what", ["whole", "in pieces", "of no length", "to be closed"])
@pytest.mark.parametrize("headers", [PLAIN, ODD])
async def test_who_hangs_up_before_the_answer_leaves_nothing_behind(
    what: str, headers: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    is_asked, may_answer, is_over = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        is_asked.set()
        await may_answer.wait()
        assert (await receive())["type"] == "http.disconnect"
        for message in ANSWERS[what]:
            await send(message)
        is_over.set()

    async with serving(app) as (port, protocols), asyncio.timeout(WAIT_MAX_S):
        async with raw_line(port) as (_, writer):
            writer.write(asking("/", headers))
            await is_asked.wait()
        await until(lambda: not protocols[0].connections)
        may_answer.set()
        await is_over.wait()
        await until(lambda: not protocols[0].tasks)
    assert not caplog.records


NO_CHUNK = b"Transfer-Encoding: chunked\r\n\r\nno chunk\r\n"


@pytest.mark.parametrize("sent", [asking("/"), asking("/", ODD), b"no HTTP\r\n\r\n", asking("/", PLAIN + NO_CHUNK)])
@pytest.mark.parametrize("what", ["whole", "in pieces", "nothing but a head"])
async def test_a_connection_leaves_memory_as_soon_as_it_is_over(sent: bytes, what: str) -> None:
    """Not only when Python looks for garbage."""
    gc.disable()
    try:
        async with serving(saying(*ANSWERS[what])) as (port, protocols), asyncio.timeout(WAIT_MAX_S):
            async with raw_line(port) as (reader, writer):
                writer.write(sent)
                await reader.read(1)
            gone = weakref.ref(protocols.pop())
            await until(lambda: gone() is None)
    finally:
        gc.enable()


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_pages_and_programs_are_told_the_same(
    server: RunningServer, anna: Device, made: Made, bystander: Screen, method: str
) -> None:
    who = f"Authorization: Bearer {anna.token}\r\n".encode()
    paths = ["/", "/healthz", "/nowhere", f"/b/{made.code}/", f"/api/boards/{made.code}"]

    for path in [*paths, f"/api/boards/{made.code}/people", f"/b/{made.code}"]:
        replies = [await one_answer(server, asking(path, headers, method)) for headers in (PLAIN + who, ODD + who)]

        assert lasting(replies[0]) == lasting(replies[1])


async def one_answer(server: RunningServer, request: bytes) -> bytes:
    """Its head."""
    async with raw_line(server.port) as (reader, writer), asyncio.timeout(WAIT_MAX_S):
        writer.write(request)
        return await reader.readuntil(b"\r\n\r\n")


def lasting(head: bytes) -> list[bytes]:
    """What two answers to one question have in common: all but the time, also of a signature, and the nonce."""
    passing = (b"date", b"content-security-policy")
    lines = [line for line in head.split(b"\r\n") if line.partition(b":")[0] not in passing]
    return [SIGNED_AT.sub(b";", line) if line.startswith(b"set-cookie:") else line for line in lines]
