"""The proxy passes everything on when it is calm, and fails in each way it is told to."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from random import Random

import pytest

from tests.client import WAIT_MAX_S
from tests.proof.proxy import CALM, HEALTHY, STORMY, FaultProxy, Way

LONG = b"Vad bygger vi tillsammans? " * 10_000


@dataclass(frozen=True)
class Always:
    """The same for every connection."""

    up: Way = HEALTHY
    down: Way = HEALTHY

    def ways(self, dice: Random) -> tuple[Way, Way]:
        return self.up, self.down


class Echo:
    """A server that says back what it hears. `heard` counts bytes, `ends` connections that it knows have ended."""

    def __init__(self) -> None:
        self.heard = self.ends = 0
        self.news = asyncio.Condition()

    async def serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        try:
            while chunk := await reader.read(1_000):
                self.heard += len(chunk)
                await self._tell()
                writer.write(chunk)
                await writer.drain()
        except OSError:
            pass  # reset
        finally:
            self.ends += 1
            await self._tell()
            writer.close()

    async def until(self, heard: int = 0, ends: int = 0) -> None:
        async with asyncio.timeout(WAIT_MAX_S), self.news:
            await self.news.wait_for(lambda: self.heard >= heard and self.ends >= ends)

    async def _tell(self) -> None:
        async with self.news:
            self.news.notify_all()


@asynccontextmanager
async def a_line(up: Way = HEALTHY, down: Way = HEALTHY) -> AsyncIterator[tuple[Echo, FaultProxy]]:
    echo = Echo()
    server = await asyncio.start_server(echo.serve, "127.0.0.1", 0)
    async with server, FaultProxy(server.sockets[0].getsockname()[1], seed=1) as proxy:
        proxy.weather = Always(up, down)
        yield echo, proxy


async def call(proxy: FaultProxy) -> tuple[StreamReader, StreamWriter]:
    return await asyncio.open_connection("127.0.0.1", proxy.port)


async def said_back(proxy: FaultProxy, words: bytes) -> bytes:
    """All that comes back, to the end."""
    reader, writer = await call(proxy)
    try:
        writer.write(words)
        writer.write_eof()
        async with asyncio.timeout(WAIT_MAX_S):
            return await reader.read()
    finally:
        writer.close()


SLOW = Way(delay_s=0.001, bytes_a_second=3_000_000)


@pytest.mark.parametrize("way", [HEALTHY, Way(delay_s=0.001), SLOW], ids=["calm", "delayed", "throttled"])
async def test_everything_comes_through_whole_and_in_order(way: Way) -> None:
    async with a_line(up=way, down=way) as (_, proxy):
        assert await said_back(proxy, LONG) == LONG


async def test_a_truncated_message_ends_in_its_middle() -> None:
    async with a_line(down=Way(fate="truncate", after_bytes=7)) as (_, proxy):
        assert await said_back(proxy, b"Vad bygger vi?") == b"Vad byg"


async def test_a_message_is_cut_also_where_its_end_was_drawn() -> None:
    async with a_line(up=Way(fate="truncate", after_bytes=6)) as (echo, proxy):
        assert await said_back(proxy, b"sextal!") == b""
        await echo.until(heard=6, ends=1)
        assert echo.heard == 6


async def test_a_reset_is_an_error_to_the_client() -> None:
    async with a_line(up=Way(fate="reset", after_bytes=3)) as (echo, proxy):
        with pytest.raises(ConnectionResetError):
            await said_back(proxy, b"Vad bygger vi?")

        await echo.until(ends=1)
        assert echo.heard == 0


async def test_a_half_open_line_swallows_what_is_said_and_that_the_speaker_left() -> None:
    async with a_line(up=Way(fate="half_open", after_bytes=3)) as (echo, proxy):
        reader, writer = await call(proxy)
        writer.write(b"abc")
        assert await reader.readexactly(3) == b"abc"

        writer.write(b"swallowed")
        writer.close()

        assert await said_back_by_another(proxy) == b"hey"
        assert (echo.heard, echo.ends) == (6, 1)  # of the first: three letters, and no end
        proxy.heal()
        await echo.until(ends=2)


async def said_back_by_another(proxy: FaultProxy) -> bytes:
    proxy.weather = CALM
    return await said_back(proxy, b"hey")


async def test_a_line_that_is_silent_downwards_still_carries_upwards() -> None:
    async with a_line(down=Way(fate="half_open")) as (echo, proxy):
        reader, writer = await call(proxy)
        writer.write(b"heard")
        await echo.until(heard=5)
        answer = asyncio.create_task(reader.read(1))

        writer.write(b"and heard again")

        await echo.until(heard=20)
        assert not answer.done()
        proxy.heal()
        with pytest.raises(ConnectionResetError):
            await answer
        writer.close()


async def test_healing_leaves_the_healthy_alone() -> None:
    async with a_line() as (_, proxy):
        reader, writer = await call(proxy)
        writer.write(b"abc")
        assert await reader.readexactly(3) == b"abc"

        proxy.heal()

        writer.write(b"def")
        assert await reader.readexactly(3) == b"def"
        writer.close()


async def test_everybody_can_lose_their_connection_at_once() -> None:
    async with a_line() as (echo, proxy):
        reader, writer = await call(proxy)
        writer.write(b"abc")
        assert await reader.readexactly(3) == b"abc"

        proxy.reset_all()

        with pytest.raises(ConnectionResetError):
            await reader.read()
        await echo.until(ends=1)


async def test_without_a_server_a_connection_ends_at_once() -> None:
    async with FaultProxy(1, seed=1) as proxy:
        assert await said_back(proxy, b"") == b""


def test_a_seed_draws_the_same_ways_again() -> None:
    assert STORMY.ways(Random("7/3")) == STORMY.ways(Random("7/3"))


def test_a_storm_has_every_fault_and_calm_has_none() -> None:
    dice = Random(1)
    drawn = [way for _ in range(150) for way in STORMY.ways(dice)]

    assert {way.fate for way in drawn} == {None, "half_open", "reset", "truncate"}
    assert any(way.delay_s for way in drawn)
    assert any(way.bytes_a_second for way in drawn)
    assert CALM.ways(dice) == (HEALTHY, HEALTHY)
