"""Peers that drip or do not read over HTTP are let go, and hold neither a place nor memory meanwhile."""

import asyncio
import contextlib

import pytest
from starlette.types import Message, Receive, Scope, Send

from openspace.web import patience, security
from openspace.web.assets import Assets
from tests.client import WAIT_MAX_S, Device, Made, Screen
from tests.web.conftest import RunningServer
from tests.web.raw_socket import SMALL_BUFFER_BYTES, raw_line
from tests.web.stage import until

BRIEF_S = 0.5
LONG_S = 3600.0


async def is_let_go(reader: asyncio.StreamReader) -> bool:
    """The server hangs up without another word."""
    try:
        return await asyncio.wait_for(reader.read(), WAIT_MAX_S) == b""
    except ConnectionResetError:
        return True


def reasons(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Of the connections that were turned away."""
    fields = [getattr(record, "fields", {}) for record in caplog.records]
    return [one["reason"] for one in fields if one.get("peer") == "connection"]


async def drip(writer: asyncio.StreamWriter, reader: asyncio.StreamReader, byte: bytes) -> None:
    """Go on for as long as anybody listens."""
    while not reader.at_eof() and not writer.is_closing():
        writer.write(byte)
        await asyncio.sleep(0.01)


@pytest.mark.parametrize("beginning", [b"GE", b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nX-More: "])
async def test_a_peer_that_never_finishes_its_headers_is_let_go(
    server: RunningServer,
    bystander: Screen,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    beginning: bytes,
) -> None:
    """[H11]"""
    monkeypatch.setattr(patience, "REQUEST_MAX_S", BRIEF_S)
    async with raw_line(server.port, said=beginning) as (reader, writer):
        dripping = asyncio.create_task(drip(writer, reader, b"a"))

        assert await is_let_go(reader)
        await dripping

    assert reasons(caplog) == ["request too slow"]


async def test_a_connection_opened_in_advance_is_closed_without_a_word(
    server: RunningServer, bystander: Screen, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[H11] Browsers do that."""
    monkeypatch.setattr(patience, "REQUEST_MAX_S", BRIEF_S)
    async with raw_line(server.port) as (reader, _):
        assert await is_let_go(reader)

    assert reasons(caplog) == []


async def test_the_second_request_of_a_connection_has_its_time_too(
    server: RunningServer, bystander: Screen, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[H11]"""
    async with raw_line(server.port) as (reader, writer):
        writer.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        await reader.readuntil(b'{"status":"ok"}')
        monkeypatch.setattr(patience, "REQUEST_MAX_S", BRIEF_S)

        writer.write(b"GET /healthz HTTP/1.1\r\nHo")

        assert await is_let_go(reader)
    assert reasons(caplog) == ["request too slow"]


async def test_a_body_byte_by_byte_is_refused_and_then_let_go(
    server: RunningServer, bystander: Screen, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[H11]"""
    monkeypatch.setattr(security, "BODY_TIMEOUT_S", BRIEF_S)
    monkeypatch.setattr(patience, "REQUEST_MAX_S", BRIEF_S)
    head = b"POST /api/boards HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n"
    async with raw_line(server.port, said=head) as (reader, writer):
        dripping = asyncio.create_task(drip(writer, reader, b"{"))

        status = await asyncio.wait_for(reader.readline(), WAIT_MAX_S)
        with contextlib.suppress(ConnectionResetError):
            await asyncio.wait_for(reader.read(), WAIT_MAX_S)
        await dripping

    assert status == b"HTTP/1.1 408 Request Timeout\r\n"
    assert reasons(caplog) == ["request too slow"]


async def test_a_body_that_nobody_asked_for_holds_no_place(
    server: RunningServer, bystander: Screen, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[H11]"""
    monkeypatch.setattr(patience, "REQUEST_MAX_S", BRIEF_S)
    head = b"GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n"
    async with raw_line(server.port, said=head) as (reader, writer):
        await reader.readuntil(b'{"status":"ok"}')
        dripping = asyncio.create_task(drip(writer, reader, b"a"))

        assert await is_let_go(reader)
        await dripping

    assert reasons(caplog) == ["request too slow"]


async def test_who_never_reads_an_answer_makes_one_piece_wait_and_is_let_go(
    server: RunningServer,
    anna: Device,
    made: Made,
    bystander: Screen,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """[H11]"""
    monkeypatch.setattr(patience, "PIECE_MAX_S", LONG_S)
    page = f"GET /b/{made.code} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {anna.token}\r\n\r\n".encode()
    async with raw_line(server.port, SMALL_BUFFER_BYTES) as (_, writer):
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        asking = asyncio.create_task(ask_again(writer, page))
        await until(lambda: bool(unread(server)))
        held = max(unread(server))
        asking.cancel()

        assert held <= 2 * patience.PIECE_MAX_BYTES

    monkeypatch.setattr(patience, "PIECE_MAX_S", BRIEF_S)
    async with raw_line(server.port, SMALL_BUFFER_BYTES) as (_, writer):
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        asking = asyncio.create_task(ask_again(writer, page))
        await until(lambda: bool(reasons(caplog)))
        asking.cancel()

    assert reasons(caplog) == ["answer not read"]


async def ask_again(writer: asyncio.StreamWriter, request: bytes) -> None:
    """One request after the other, until cancelled."""
    while not writer.is_closing():
        writer.write(request)
        await asyncio.sleep(0.001)


def unread(server: RunningServer) -> list[int]:
    """Bytes that wait in the server for each connection whose other side does not read."""
    connections = list(server.server.server_state.connections)
    waiting = [connection.transport.get_write_buffer_size() for connection in connections]
    return [size for size in waiting if size]


async def test_a_large_answer_goes_on_in_pieces_and_arrives_whole() -> None:
    """[H11]"""
    body = bytes(range(256)) * 1_000
    sent: list[bytes] = []

    async def book(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": body})

    async def send(message: Message) -> None:
        if message["type"] == "http.response.body":
            sent.append(bytes(message["body"]))
            assert message.get("more_body", False) is (sum(map(len, sent)) < len(body))

    await patience.InPieces(book)({"type": "http"}, no_more, send)

    assert b"".join(sent) == body
    assert max(map(len, sent)) == patience.PIECE_MAX_BYTES


async def no_more() -> Message:
    return {"type": "http.disconnect"}


async def test_a_large_answer_arrives_whole_over_the_network(server: RunningServer) -> None:
    """[H11]"""
    assets = Assets()
    path = next(path for path in assets.paths() if path.endswith("vendor/codemirror.js"))
    asset = assets.get(path)
    assert asset is not None

    reply = await server.device().request("GET", assets.url(path), headers={"Accept-Encoding": "identity"})

    assert len(asset.body) > 2 * patience.PIECE_MAX_BYTES
    assert reply.body == asset.body
