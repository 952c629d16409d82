"""A WebSocket by hand, which can say what no library would; knows RFC 6455 and nothing of the server."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from msgspec import Struct

from tests.client import WAIT_MAX_S

SMALL_BUFFER_BYTES = 4_096
CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA
FIN = 0x80
MASK = b"\x01\x02\x03\x04"


class Heard(Struct, frozen=True):
    """One frame from the server."""

    opcode: int
    payload: bytes

    @property
    def code(self) -> int:
        """Of a close frame; 1005 without one (RFC 6455 section 7.1.5)."""
        assert self.opcode == CLOSE
        return int(struct.unpack("!H", self.payload[:2])[0]) if self.payload else 1005


def frame(opcode: int, payload: bytes = b"", *, first: int | None = None, is_masked: bool = True) -> bytes:
    """One frame of a client. `first`: its whole first byte, instead of FIN and the opcode."""
    head = bytes((FIN | opcode if first is None else first,))
    return head + length_of(len(payload), is_masked) + (MASK + masked(payload) if is_masked else payload)


def part(opcode: int, payload: bytes) -> bytes:
    """A fragment that is not the last."""
    return frame(opcode, payload, first=opcode)


def length_of(length: int, is_masked: bool = True, size: int = 0) -> bytes:
    """In as few bytes as it needs, or in 2 or 8 if `size` says so."""
    bit = 0x80 if is_masked else 0
    if size == 8 or length > 65_535:
        return bytes((bit | 127,)) + struct.pack("!Q", length)
    if size == 2 or length > 125:
        return bytes((bit | 126,)) + struct.pack("!H", length)
    return bytes((bit | length,))


def masked(payload: bytes) -> bytes:
    key = (MASK * (len(payload) // 4 + 1))[: len(payload)]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(key, "big")).to_bytes(len(payload), "big")


class RawSocket:
    """After the handshake."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self.writer = writer

    def say(self, data: bytes) -> None:
        self.writer.write(data)

    async def hear(self) -> Heard:
        """The next frame, which must be whole, unmasked and without extensions. Raises IncompleteReadError."""
        async with asyncio.timeout(WAIT_MAX_S):
            first, second = await self._reader.readexactly(2)
            assert first & 0xF0 == FIN, "the server sends whole frames"
            assert not second & 0x80, "a server masks nothing"
            length = second & 0x7F
            if length > 125:
                length = int.from_bytes(await self._reader.readexactly(2 if length == 126 else 8), "big")
            return Heard(first & 0x0F, await self._reader.readexactly(length))

    async def closed(self) -> Heard:
        """The close frame, whatever came before it."""
        while (heard := await self.hear()).opcode != CLOSE:
            pass
        return heard

    async def ended(self) -> bytes:
        """What is left until the server hangs up."""
        try:
            return await asyncio.wait_for(self._reader.read(), WAIT_MAX_S)
        except ConnectionResetError:
            return b""


@asynccontextmanager
async def raw_line(
    port: int, buffer_bytes: int | None = None, said: bytes = b""
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A connection. `buffer_bytes`: what the kernel keeps of what is not read. `said`: in the moment it is made."""
    line = socket.socket()
    line.setblocking(False)
    if buffer_bytes is not None:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer_bytes)
    await asyncio.get_running_loop().sock_connect(line, ("127.0.0.1", port))
    line.send(said)
    reader, writer = await asyncio.open_connection(sock=line)
    try:
        yield reader, writer
    finally:
        writer.transport.abort()


def handshake(path: str, token: str = "", *more: str) -> bytes:
    """`more`: further header lines."""
    lines = [
        f"GET {path} HTTP/1.1",
        "Host: x",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {'A' * 22}==",
        *([f"Authorization: Bearer {token}"] if token else []),
        *more,
    ]
    return "\r\n".join([*lines, "", ""]).encode()


@asynccontextmanager
async def raw_socket(
    port: int, path: str, token: str = "", buffer_bytes: int | None = None
) -> AsyncIterator[RawSocket]:
    async with raw_line(port, buffer_bytes) as (reader, writer):
        writer.write(handshake(path, token))
        answer = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), WAIT_MAX_S)
        assert answer.startswith(b"HTTP/1.1 101 ")
        yield RawSocket(reader, writer)
