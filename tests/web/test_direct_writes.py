"""Frames written past the transports of real connections: which may be, and that nothing is lost or reordered."""

import asyncio
import random
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from openspace.domain.context import Actor
from openspace.live.fanout import Fanout
from openspace.live.frame import BACKLOG_MAX_BYTES, Frame, FrameSink
from openspace.live.screen import Screen
from tests.client import WAIT_MAX_S
from tests.conftest import require
from tests.web.raw_socket import frame
from tests.web.stage import HANDSHAKE, HELLO, Stage, a_stage, close_code, raw_peer, until
from tests.web.tls_proxy import certificate

BIG = Frame(b"x" * 65_536)
SMALL_BUFFER_BYTES = 4_096
CLOSE_FRAME = 0x8


class SlowPeer:
    """Reads nothing before it is told to, into a small buffer of the kernel's; `read`: all it has read."""

    def __init__(self, raw: socket.socket) -> None:
        self._raw = raw
        self.read = b""

    async def take(self, length: int) -> None:
        """So many bytes at most, if they are there."""
        try:
            self.read += self._raw.recv(length)
        except BlockingIOError:
            await asyncio.sleep(0)

    async def take_until(self, end: bytes) -> None:
        async with asyncio.timeout(WAIT_MAX_S):
            while not self.read.endswith(end):
                self.read += await asyncio.get_running_loop().sock_recv(self._raw, 1 << 20)


@asynccontextmanager
async def a_slow_peer(stage: Stage) -> AsyncIterator[SlowPeer]:
    with socket.socket() as raw:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER_BYTES)
        raw.setblocking(False)
        loop = asyncio.get_running_loop()
        await loop.sock_connect(raw, ("127.0.0.1", stage.port))
        await loop.sock_sendall(raw, HANDSHAKE)
        peer = SlowPeer(raw)
        await peer.take_until(b"\r\n\r\n")
        peer.read = b""
        yield peer


def fill(sink: FrameSink) -> None:
    """Until something waits in the transport."""
    while sink.backlog() == 0:
        sink.write(BIG)


def fanout_of(*screens: Screen) -> Fanout[Screen]:
    fanout = Fanout[Screen]()
    for screen in screens:
        fanout.add(screen)
    return fanout


async def test_a_plain_connection_offers_its_descriptor() -> None:
    async with a_stage() as stage, stage.client() as client:
        sink = await stage.sink()

        fanout_of(Screen(Actor(None, "wall"), sink)).send([HELLO], 0.0)

        assert sink.descriptor is not None
        assert await client.recv() == HELLO.text


async def test_another_server_offers_none() -> None:
    async with a_stage(WebSocketsSansIOProtocol) as stage, stage.client() as client:
        sink = await stage.sink()

        fanout_of(Screen(Actor(None, "wall"), sink)).send([HELLO], 0.0)

        assert sink.descriptor is None
        assert await client.recv() == HELLO.text


async def test_under_tls_there_is_none(pytestconfig: pytest.Config, tmp_path: Path) -> None:
    signed, key = certificate(require(pytestconfig, ("openssl",)), tmp_path, "localhost")
    trusted = ssl.create_default_context(cafile=signed)
    async with a_stage(ssl_certfile=signed, ssl_keyfile=key) as stage, stage.client(trusted) as client:
        sink = await stage.sink()

        fanout_of(Screen(Actor(None, "wall"), sink)).send([HELLO], 0.0)

        assert sink.descriptor is None
        assert await client.recv() == HELLO.text


async def test_while_a_byte_waits_there_is_none_and_afterwards_there_is_again() -> None:
    async with a_stage() as stage, a_slow_peer(stage) as peer:
        sink = await stage.sink()
        fill(sink)
        assert sink.descriptor is None

        sink.write(HELLO)
        await peer.take_until(HELLO.wire)

        await until(lambda: sink.descriptor is not None)
        assert sink.backlog() == 0


async def test_after_our_close_there_is_none_though_the_line_is_open() -> None:
    """[S10]"""
    async with a_stage() as stage, stage.client() as client:
        sink = await stage.sink()
        screen = Screen(Actor(None, "wall"), sink)

        sink.close(1012, "the server restarts")
        fanout_of(screen).send([HELLO], 0.0)

        assert sink.descriptor is None
        assert await close_code(client) == 1012


async def test_after_their_close_there_is_none() -> None:
    async with a_stage() as stage, raw_peer(stage) as (reader, writer):
        sink = await stage.sink()

        writer.write(frame(CLOSE_FRAME, b"\x03\xe8"))

        assert await stage.hears() == 1000
        assert sink.descriptor is None
        assert await reader.read() == b"\x88\x02\x03\xe8"


async def test_when_the_line_is_cut_there_is_none() -> None:
    async with a_stage() as stage, raw_peer(stage) as (_, writer):
        sink = await stage.sink()

        writer.transport.abort()

        await stage.hears()
        assert sink.descriptor is None


async def test_when_the_server_stops_there_is_none() -> None:
    """[S10]"""
    async with a_stage() as stage, raw_peer(stage) as (reader, _):
        sink = await stage.sink()
        stage.stop()
        await reader.readexactly(4)

        assert sink.descriptor is None


@pytest.mark.parametrize("seed", range(8))
async def test_every_screen_gets_its_frames_whole_and_in_order(seed: int) -> None:
    """[S3, S13] Frames to all and frames to one, of any size, to screens that read now and then; none while behind."""
    chance = random.Random(seed)
    end = Frame(b'"the end"')
    async with a_stage() as stage, AsyncExitStack() as stack:
        rooms = [await a_room(stage, stack) for _ in range(4)]
        everybody = fanout_of(*(screen for screen, _, _ in rooms))
        for number in range(150):
            frame = Frame(b"%d " % number + b"x" * chance.choice((5, 200, 3_000, 60_000)))
            if chance.random() < 0.8:
                everybody.send([frame], float(number))
                told = rooms
            else:
                told = [chance.choice(rooms)]
                told[0][0].write(frame, float(number))
            for screen, _, expected in told:
                if screen.behind_since is None:
                    expected.append(frame.wire)
            for _ in range(chance.randrange(6)):
                screen, peer, _ = chance.choice(rooms)
                await peer.take(chance.choice((100, 5_000, 300_000)))
                if screen.has_drained:
                    screen.behind_since = None

        for screen, peer, expected in rooms:
            screen.behind_since = None
            screen.write(end, 0.0)
            if screen.behind_since is None:
                expected.append(end.wire)
            await peer.take_until(expected[-1])
            assert peer.read == b"".join(expected)
            assert screen.sink.backlog() <= BACKLOG_MAX_BYTES


async def a_room(stage: Stage, stack: AsyncExitStack) -> tuple[Screen, SlowPeer, list[bytes]]:
    """A screen, the peer at its other end, and what that is to have read."""
    peer = await stack.enter_async_context(a_slow_peer(stage))
    return Screen(Actor(None, "wall"), await stage.sink()), peer, []
