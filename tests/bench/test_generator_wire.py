"""Both generators against a server that puts every byte on the wire by itself: what a client must understand."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager

from bench.load.plan import Act, Client, Crowd, Phase
from tests.bench.generators import Started

UPGRADE = b"GET /ws%s HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
SWITCHED = b"HTTP/1.1 101 Switching Protocols\r\n\r\n"

Script = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[None, None, None]]


@asynccontextmanager
async def scripted(script: Script) -> AsyncIterator[int]:
    """A server that does with each connection what it is told; its port."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await script(reader, writer)
            await reader.read()
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def dribble(writer: asyncio.StreamWriter, content: bytes) -> None:
    """Byte by byte, each in a packet of its own as far as a loop can make it so."""
    for byte in content:
        writer.write(bytes((byte,)))
        await writer.drain()
        await asyncio.sleep(0)


def frame(payload: bytes, head: int = 0x81) -> bytes:
    size = len(payload)
    return bytes((head, size)) + payload if size < 126 else bytes((head, 126)) + size.to_bytes(2, "big") + payload


async def masked_frame(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """Opcode and payload of the next short one, which must be masked."""
    head = await reader.readexactly(2)
    assert head[1] & 0x80
    key = await reader.readexactly(4)
    payload = await reader.readexactly(head[1] & 0x7F)
    return head[0] & 0x0F, bytes(byte ^ key[n % 4] for n, byte in enumerate(payload))


def crowd(port: int, live: bytes, query: bytes = b"", **fields: object) -> Crowd:
    client = Client(upgrade=UPGRADE % query, **fields)  # type: ignore[arg-type]
    return Crowd(host="127.0.0.1", port=port, clients=(client,), live=live)


async def test_an_answer_in_chunks_is_read_whole_however_it_comes(started: Started) -> None:
    heard: list[bytes] = []

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        answer = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        await dribble(writer, answer + b'8\r\n{"token"\r\n6\r\n:"abc"\r\n1\r\n}\r\n0\r\n\r\n')
        heard.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
        await reader.readuntil(b"\r\n\r\n")
        await dribble(writer, SWITCHED + frame(b"welcome"))

    asks = (b"GET /a HTTP/1.1\r\n\r\n", b"GET /b?{token} HTTP/1.1\r\n\r\n")
    async with scripted(script) as port, started(crowd(port, b"welcome", requests=asks)) as load:
        opening = await load.open()

    assert opening.failed == 0
    assert heard == [b"GET /b?abc HTTP/1.1\r\n\r\n"]


async def test_frames_are_understood_in_any_pieces(started: Started) -> None:
    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(SWITCHED + frame(b"welcome"))
        await masked_frame(reader)
        long = b"x" * 300 + b"needle"
        await dribble(writer, frame(long) + frame(b"nee", 0x01) + frame(b"dle", 0x80))
        writer.write(frame(b"a") + frame(b"needle, needle") + frame(long + b", and the end"))

    async with scripted(script) as port, started(crowd(port, b"welcome")) as load:
        await load.open()
        until_the_end = Act(at_s=0.0, client=0, text="go on", mark=b"and the end")
        measured = await load.measure(Phase(acts=(until_the_end,), counted=(b"needle",)))

    assert measured.frames == 5
    assert (measured.counts[0].times, measured.counts[0].frames) == (5, 4)


async def test_a_ping_is_answered_with_what_it_said(started: Started) -> None:
    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(SWITCHED + frame(b"abc", 0x89))
        assert await masked_frame(reader) == (10, b"abc")
        writer.write(frame(b"welcome"))

    async with scripted(script) as port, started(crowd(port, b"welcome")) as load:
        opening = await load.open()

    assert opening.failed == 0


async def test_a_client_of_socket_io_answers_its_pings_and_no_other_does(started: Started) -> None:
    heard: list[tuple[int, bytes]] = []

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(SWITCHED + frame(b"2") + frame(b"", 0x89))
        while (said := await masked_frame(reader)) != (10, b""):
            heard.append(said)
        writer.write(frame(b"welcome"))

    async with scripted(script) as port:
        for query in (b"?EIO=4", b""):
            async with started(crowd(port, b"welcome", query)) as load:
                await load.open()

    assert heard == [(1, b"3")]
