"""Shared frames over real sockets: a real uvicorn on loopback and a real client."""

import asyncio
import gc
import weakref
from time import monotonic

import pytest
from starlette.websockets import WebSocket
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from openspace.live.frame import BACKLOG_MAX_BYTES, BinaryFrame, Frame, FrameSink, frame_header
from openspace.web import frames, sinks
from openspace.web.frames import SharedFrameProtocol
from openspace.web.sinks import QueueSink
from tests.client import WAIT_MAX_S
from tests.web.raw_socket import frame
from tests.web.stage import HELLO, a_stage, close_code, raw_peer, until


@pytest.mark.parametrize("length", [0, 125, 126, 65_535, 65_536])
async def test_a_frame_of_any_length_arrives_whole(length: int) -> None:
    async with a_stage() as stage, stage.client() as client:
        sink = await stage.sink()

        sink.write(Frame(b"x" * length))

        assert await client.recv() == "x" * length


@pytest.mark.parametrize("below", [SharedFrameProtocol, WebSocketsSansIOProtocol])
async def test_bytes_arrive_as_bytes_whatever_the_server_below(below: type[WebSocketsSansIOProtocol]) -> None:
    async with a_stage(below) as stage, stage.client() as client:
        sink = await stage.sink()

        sink.write(BinaryFrame(b"\xff\x00" * 100))
        sink.write(Frame(b"words"))

        assert [await client.recv(), await client.recv()] == [b"\xff\x00" * 100, "words"]


def test_the_header_is_that_of_rfc_6455() -> None:
    assert [frame_header(length).hex() for length in (0, 125, 126, 65_535, 65_536)] == [
        "8100", "817d", "817e007e", "817effff", "817f0000000000010000",
    ]  # fmt: skip


async def test_the_server_offers_shared_frames_and_never_compresses() -> None:
    async with a_stage() as stage, stage.client(compression="deflate") as client:
        sink = await stage.sink()

        sink.write(HELLO)

        assert isinstance(sink, SharedFrameProtocol)
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
        last_heard_at = heard_at(sink)

        sink.ping()

        await until(lambda: heard_at(sink) > last_heard_at + 0.02)


def heard_at(sink: FrameSink) -> float:
    """When the last sign of life came, however long ago that is. Of several looks at least one is not interrupted."""
    return max(monotonic() - sink.silent_s() for _ in range(20))


async def test_a_peer_that_we_do_not_read_is_not_blamed_for_its_silence() -> None:
    """[S12]"""
    async with a_stage() as stage, stage.client() as client:
        sink = await stage.sink()
        stage.reads.clear()
        await client.send("one")
        await stage.hears()
        await client.send("two")
        await client.send("three")
        await until(lambda: sink.read_paused)  # type: ignore[attr-defined]

        assert sink.silent_s() == 0
        stage.reads.set()
        assert [await stage.hears(), await stage.hears()] == ["two", "three"]


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


async def test_a_fallback_whose_queue_is_full_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """[S13]"""
    monkeypatch.setattr(sinks, "QUEUE_MAX_FRAMES", 4)
    sink = QueueSink(WebSocket({"type": "websocket"}, None, None))  # type: ignore[arg-type]

    backlogs = []
    for _ in range(6):
        sink.write(HELLO)
        backlogs.append(sink.backlog() > BACKLOG_MAX_BYTES)

    assert backlogs == [False, True, True, True, True, True]
    assert sink._is_closed


async def test_a_connection_that_is_gone_leaves_memory_without_the_collector() -> None:
    async with a_stage() as stage:
        gc.disable()
        try:
            async with stage.client():
                sink = await stage.sink()
                assert isinstance(sink, SharedFrameProtocol)
                gone, transport = weakref.ref(sink), weakref.ref(sink.transport)
                del sink

            assert await stage.hears() == 1000
            await until(lambda: gone() is None)
            await until(lambda: transport() is None)
        finally:
            gc.enable()


async def test_a_stop_lets_go_of_a_peer_that_said_goodbye_and_does_not_read_the_answer() -> None:
    """[S10]"""
    async with a_stage() as stage, raw_peer(stage) as (_, writer), stage.client() as other:
        leaving, _ = await stage.sink(), await stage.sink()
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        while leaving.backlog() <= BACKLOG_MAX_BYTES:
            leaving.write(Frame(b"x" * 65_536))
        writer.write(frame(8, b"\x03\xe8"))
        assert await stage.hears() == 1000

        stage.stop()

        assert await close_code(other) == 1012


async def test_a_stop_is_heard_by_a_peer_of_whom_much_has_not_been_read() -> None:
    """[S10] A line closed over unread bytes is reset, and what the peer has not read of us is lost."""
    async with a_stage() as stage, raw_peer(stage) as (reader, writer):
        await stage.sink()
        stage.reads.clear()
        for _ in range(200):
            writer.write(frame(1, b"x" * 4_000))

        stage.stop()

        await until(lambda: stage.server.servers == [] or not stage.server.servers[0].is_serving())
        async with asyncio.timeout(WAIT_MAX_S):
            assert await reader.readexactly(4) == bytes((0x88, 2)) + (1012).to_bytes(2, "big")
        writer.write(frame(8, (1012).to_bytes(2, "big")))
        stage.reads.set()


async def test_messages_that_nobody_has_taken_yet_count_as_held() -> None:
    """[H12]"""
    large = b"x" * 1_000_000
    async with a_stage() as stage, stage.client() as client:
        sink = await stage.sink()
        assert isinstance(sink, SharedFrameProtocol)
        stage.reads.clear()
        sending = [asyncio.create_task(client.send(large)) for _ in range(3)]

        await until(lambda: sink.held_bytes() >= 2 * len(large))

        stage.reads.set()
        assert [len(await stage.hears()) for _ in sending] == [len(large)] * 3
        await asyncio.gather(*sending)
        await until(lambda: sink.held_bytes() == 0)
