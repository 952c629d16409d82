"""Shared frames over real sockets: a real uvicorn on loopback, a real client, and peers that misbehave."""

import asyncio
import contextlib
import logging
import socket
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from openspace.live.outbox import BACKLOG_MAX_BYTES, Frame, FrameSink, frame_header
from openspace.web import frames
from openspace.web.frames import FRAGMENTS_MAX, QueueSink, SharedFrameProtocol, TransportSink, sink_of

MESSAGE_MAX_BYTES = 1_048_576
WAIT_MAX_S = 10.0
HANDSHAKE = (
    b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
HELLO = Frame(b'{"type":"hello"}')


class Stage:
    """A server whose sockets do nothing but give their sinks away and note what they hear."""

    def __init__(self) -> None:
        self.port = 0
        self.sinks: asyncio.Queue[FrameSink] = asyncio.Queue()
        self.heard: asyncio.Queue[Any] = asyncio.Queue()
        self.reads = asyncio.Event()
        self.reads.set()
        self.accepts = asyncio.Event()
        self.accepts.set()
        self.knocks = 0

    async def socket(self, socket: WebSocket) -> None:
        self.knocks += 1
        await self.accepts.wait()
        try:
            await socket.accept()
        except OSError:
            self.heard.put_nowait("gone")
            raise
        async with sink_of(socket) as sink:
            self.sinks.put_nowait(sink)
            while (message := await socket.receive())["type"] != "websocket.disconnect":
                self.heard.put_nowait(message.get("text") or message.get("bytes"))
                await self.reads.wait()
            self.heard.put_nowait(message["code"])

    async def sink(self) -> FrameSink:
        async with asyncio.timeout(WAIT_MAX_S):
            return await self.sinks.get()

    async def hears(self) -> Any:
        async with asyncio.timeout(WAIT_MAX_S):
            return await self.heard.get()

    def client(self, **options: Any) -> connect:
        return connect(f"ws://127.0.0.1:{self.port}/", proxy=None, max_size=None, **options)


@asynccontextmanager
async def a_stage(protocol: type[asyncio.Protocol] = SharedFrameProtocol) -> AsyncIterator[Stage]:
    stage = Stage()
    listener = socket.create_server(("127.0.0.1", 0))
    stage.port = listener.getsockname()[1]
    config = uvicorn.Config(
        Starlette(routes=[WebSocketRoute("/", stage.socket)]),
        ws=protocol,
        ws_max_size=MESSAGE_MAX_BYTES,
        log_config=None,
        lifespan="off",
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    # Signal handlers belong to the test runner.
    server.capture_signals = contextlib.nullcontext  # type: ignore[method-assign, assignment]
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    await until(lambda: server.started)
    try:
        yield stage
    finally:
        server.should_exit = True
        await serving


async def until(is_so: Callable[[], bool]) -> None:
    """Poll the outside world (sockets, kernel buffers), with a limit."""
    async with asyncio.timeout(WAIT_MAX_S):
        while not is_so():  # noqa: ASYNC110 - a kernel buffer sets no event
            await asyncio.sleep(0.005)


async def close_code(client: ClientConnection) -> int | None:
    """What the server closed with, after reading on to the end."""
    with contextlib.suppress(ConnectionClosed):
        async with asyncio.timeout(WAIT_MAX_S):
            while True:
                await client.recv()
    return client.close_code


@asynccontextmanager
async def raw_peer(stage: Stage) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A peer that has shaken hands and may now send what it likes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", stage.port)
    writer.write(HANDSHAKE)
    await reader.readuntil(b"\r\n\r\n")
    try:
        yield reader, writer
    finally:
        writer.transport.abort()


def masked(opcode: int, payload: bytes, fin: bool = True) -> bytes:
    """A client's frame of less than 126 bytes."""
    key = b"\x01\x02\x03\x04"
    body = bytes(byte ^ key[number % 4] for number, byte in enumerate(payload))
    return bytes((opcode | (0x80 if fin else 0), 0x80 | len(payload))) + key + body


@pytest.mark.parametrize("length", [0, 125, 126, 65_535, 65_536])
async def test_a_frame_of_any_length_arrives_whole(length: int) -> None:
    async with a_stage() as stage, stage.client() as client:
        sink = await stage.sink()

        sink.write(Frame(b"x" * length))

        assert await client.recv() == "x" * length


def test_the_header_is_that_of_rfc_6455() -> None:
    assert [frame_header(length).hex() for length in (0, 125, 126, 65_535, 65_536)] == [
        "8100", "817d", "817e007e", "817effff", "817f0000000000010000",
    ]  # fmt: skip


async def test_the_server_offers_shared_frames_and_never_compresses() -> None:
    async with a_stage() as stage, stage.client(compression="deflate") as client:
        sink = await stage.sink()

        sink.write(HELLO)

        assert isinstance(sink, TransportSink)
        assert await client.recv() == HELLO.text
        assert client.response is not None
        assert "Sec-WebSocket-Extensions" not in client.response.headers


async def test_another_server_gets_the_frames_by_plain_send() -> None:
    async with a_stage(WebSocketsSansIOProtocol) as stage, stage.client() as client:
        sink = await stage.sink()

        for number in range(100):
            sink.write(Frame(b"%d" % number))
        heard = [await client.recv() for _ in range(100)]
        sink.close(1012, "the server restarts")

        assert isinstance(sink, QueueSink)
        assert heard == [str(number) for number in range(100)]
        assert await close_code(client) == 1012
        await until(lambda: sink.backlog() == 0)


async def test_messages_arrive_also_in_fragments_and_in_bytes() -> None:
    async with a_stage() as stage, stage.client() as client:
        await client.send("words")
        await client.send(["in ", "two"])
        await client.send(b"\xff\x00")

        assert [await stage.hears() for _ in range(3)] == ["words", "in two", b"\xff\x00"]


async def test_after_close_nothing_is_written() -> None:
    """[S10]"""
    async with a_stage() as stage, stage.client() as client:
        sink = await stage.sink()
        sink.write(HELLO)
        sink.close(1012, "the server restarts")
        sink.write(HELLO)
        sink.ping()
        sink.close(1013, "again")

        assert await client.recv() == HELLO.text
        assert await close_code(client) == 1012
        assert client.close_reason == "the server restarts"
        assert await stage.hears() == 1012


async def test_when_the_client_has_closed_nothing_is_written() -> None:
    async with a_stage() as stage:
        async with stage.client():
            sink = await stage.sink()

        assert await stage.hears() == 1000
        sink.write(HELLO)
        sink.ping()
        sink.close(1012, "late")
        assert sink.backlog() == 0


async def test_a_ping_is_answered_and_ends_the_silence() -> None:
    """[S11]"""
    async with a_stage() as stage, stage.client():
        sink = await stage.sink()
        await until(lambda: sink.silent_s() > 0.05)

        sink.ping()

        await until(lambda: sink.silent_s() < 0.05)


async def test_a_peer_that_we_do_not_read_is_not_blamed_for_its_silence() -> None:
    """[S12]"""
    async with a_stage() as stage, stage.client() as client:
        sink = await stage.sink()
        stage.reads.clear()
        await client.send("one")
        await stage.hears()
        await client.send("two")
        await until(lambda: sink.silent_s() > 0.02 or sink._protocol.read_paused)  # type: ignore[attr-defined]

        assert sink.silent_s() == 0
        stage.reads.set()
        assert await stage.hears() == "two"


async def test_a_peer_that_does_not_read_has_a_backlog_and_costs_the_others_nothing() -> None:
    """[S13]"""
    big = Frame(b"x" * 65_536)
    async with a_stage() as stage, raw_peer(stage) as (_, slow_writer), stage.client() as quick:
        slow, other = await stage.sink(), await stage.sink()
        slow_writer.transport.pause_reading()  # type: ignore[attr-defined]
        while slow.backlog() <= BACKLOG_MAX_BYTES:
            slow.write(big)

        other.write(HELLO)

        assert await quick.recv() == HELLO.text
        assert other.backlog() == 0


async def test_a_stuck_peer_is_let_go_of_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """[S13]"""
    monkeypatch.setattr(frames, "ABORT_AFTER_S", 0.05)
    async with a_stage() as stage, raw_peer(stage) as (reader, writer):
        sink = await stage.sink()
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        while sink.backlog() <= BACKLOG_MAX_BYTES:
            sink.write(Frame(b"x" * 65_536))

        sink.close(1013, "too slow")

        assert await stage.hears() == 1013
        await until(lambda: sink.backlog() == 0)
        assert not reader.at_eof()


async def test_one_who_pings_and_never_reads_fills_no_memory() -> None:
    async with a_stage() as stage, raw_peer(stage) as (_, writer):
        sink = await stage.sink()
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        while sink.backlog() <= BACKLOG_MAX_BYTES:
            sink.write(Frame(b"x" * 65_536))
        full = sink.backlog()

        writer.write(masked(0x9, b"p" * 120) * 10_000 + masked(0x1, b"done"))

        assert await stage.hears() == "done"
        assert sink.backlog() <= full


REJECTED = {
    "not masked": (b"\x81\x02hi", 1002),
    "a reserved bit": (b"\xf1" + masked(0x1, b"hi")[1:], 1002),
    "an unknown opcode": (masked(0x3, b"hi"), 1002),
    "a lone continuation": (masked(0x0, b"hi"), 1002),
    "a long ping": (b"\x89\xfe\x00\x7e\x01\x02\x03\x04" + b"x" * 126, 1002),
    "text that is not UTF-8": (masked(0x1, b"\xff\xfe"), 1007),
    "too large": (b"\x81\xff" + struct.pack("!Q", MESSAGE_MAX_BYTES + 1) + b"\x01\x02\x03\x04", 1009),
    "endless fragments": (masked(0x1, b"a", fin=False) + masked(0x0, b"", fin=False) * (FRAGMENTS_MAX + 1), 1008),
    "a bad close code": (masked(0x8, struct.pack("!H", 5)), 1002),
}


@pytest.mark.parametrize("what", REJECTED)
async def test_a_peer_that_breaks_the_protocol_is_closed_with_one_line(
    what: str, caplog: pytest.LogCaptureFixture
) -> None:
    """[S9]"""
    caplog.set_level(logging.INFO, logger="openspace")
    sent, code = REJECTED[what]
    async with a_stage() as stage, raw_peer(stage) as (reader, writer), stage.client() as other:
        await stage.sink()
        neighbour = await stage.sink()

        writer.write(sent)
        answer = await asyncio.wait_for(reader.read(), WAIT_MAX_S)

        assert answer[0] == 0x88
        assert struct.unpack("!H", answer[2:4]) == (code,)
        assert await stage.hears() == code
        neighbour.write(HELLO)
        assert await other.recv() == HELLO.text
    ours = [record for record in caplog.records if record.name.startswith(("openspace", "uvicorn", "asyncio"))]
    assert [record.getMessage().split(":")[0] for record in ours if record.name.startswith("openspace")] == [
        "socket rejected"
    ]
    assert [record for record in ours if record.exc_info or record.levelno > logging.INFO] == []


async def test_frames_before_the_handshake_is_answered_do_no_harm(caplog: pytest.LogCaptureFixture) -> None:
    """[S9]"""
    async with a_stage() as stage:
        stage.accepts.clear()
        reader, writer = await asyncio.open_connection("127.0.0.1", stage.port)
        writer.write(HANDSHAKE)
        await until(lambda: stage.knocks == 1)
        writer.write(b"\xff" * 20)
        with contextlib.suppress(ConnectionResetError):
            assert await asyncio.wait_for(reader.read(), WAIT_MAX_S) == b""
        writer.close()
        stage.accepts.set()
        assert await stage.hears() == "gone"

        async with stage.client() as client:
            await client.send("alive")
            assert await stage.hears() == "alive"
    assert [record for record in caplog.records if record.exc_info] == []


async def test_a_fallback_whose_queue_is_full_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """[S13]"""
    monkeypatch.setattr(frames, "QUEUE_MAX_FRAMES", 4)
    sink = QueueSink(WebSocket({"type": "websocket"}, None, None))  # type: ignore[arg-type]

    backlogs = []
    for _ in range(6):
        sink.write(HELLO)
        backlogs.append(sink.backlog() > BACKLOG_MAX_BYTES)

    assert backlogs == [False, True, True, True, True, True]
    assert sink._is_closed
