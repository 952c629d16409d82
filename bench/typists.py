"""People who type into one document of notes, and screens that show it: cheap clients of the notes' socket.

A delivery is one keystroke's update that has reached one screen, in whatever frames it came.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Final

import pycrdt
from msgspec import Struct

from bench import machine
from bench.load.websocket import BINARY, masked, with_key
from openspace.yjs.frames import Update, encode_message

START_WITHIN_S: Final = 30.0
RELAY_WITHIN_S: Final = 120.0
END: Final = b"THE-END-OF-A-ROUND"  # typed at once; keystrokes are single small letters
WARM_UP_S: Final = 1.0


class Typing(Struct, frozen=True):
    """`rate`: keystrokes a second of all writers when paced; `rush`: keystrokes sent as fast as they are taken."""

    readers: int = 60
    writers: int = 6
    rate: int = 60
    paced_s: float = 5.0
    rush: int = 6_000


class Figures(Struct, frozen=True):
    """Of one server: CPU in µs a delivery when paced, deliveries a second in a rush."""

    cpu_us: float
    per_s: float


class NotesSocket(asyncio.Protocol):
    """One WebSocket, cheap enough that many of them are not what is measured: frames are not taken apart."""

    def __init__(self, path: str, host: str) -> None:
        self._path = path
        self._host = host
        self._tail = b""
        self.is_open = asyncio.Event()
        self.has_end = asyncio.Event()
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        lines = (
            f"GET {self._path} HTTP/1.1", f"Host: {self._host}", "Upgrade: websocket", "Connection: Upgrade",
            "Sec-WebSocket-Version: 13", "", "",
        )  # fmt: skip
        transport.write(with_key("\r\n".join(lines).encode()))

    def data_received(self, data: bytes) -> None:
        data = self._tail + data
        if not self.is_open.is_set() and b"\r\n\r\n" in data:
            assert b" 101 " in data[:32], data[:200]
            self.is_open.set()
        if END in data:
            self.has_end.set()
        self._tail = data[-len(END) :]

    def send(self, message: bytes) -> None:
        """One binary frame."""
        assert self.transport is not None
        self.transport.write(masked(BINARY, message))


class Writer:
    """Types into a document of its own; what it typed goes out as a stock client would send it."""

    def __init__(self, client: int) -> None:
        self._doc: pycrdt.Doc[pycrdt.Text] = pycrdt.Doc(client_id=client)
        self._text = self._doc.get("notes", type=pycrdt.Text)
        self._updates: list[bytes] = []
        self._subscription = self._doc.observe(lambda event: self._updates.append(event.update))

    def keystrokes(self, text: str) -> list[bytes]:
        """A message for each character."""
        self._updates.clear()
        for letter in text:
            self._text += letter
        return [encode_message(Update(update)) for update in self._updates]

    def end(self) -> bytes:
        """What tells every screen that it has all that came before."""
        self._updates.clear()
        self._text += END.decode()
        return encode_message(Update(self._updates[0]))


class Typists:
    """All who type into one server's document, and all who look at it."""

    def __init__(self, load: Typing, sockets: Sequence[NotesSocket], pid: int, first_client: int) -> None:
        self._load = load
        self._sockets = sockets
        self._pid = pid
        self._writers = [Writer(first_client + nth) for nth in range(load.writers)]

    async def paced(self) -> float:
        """µs of the server's CPU a delivery, while people type at their pace."""
        await asyncio.sleep(WARM_UP_S)
        letters = round(self._load.rate * self._load.paced_s / self._load.writers)
        typed = [writer.keystrokes("a" * letters) for writer in self._writers]
        before = machine.cpu_s(self._pid)
        started = time.perf_counter()
        for nth in range(letters):
            for place, messages in enumerate(typed):
                self._sockets[place].send(messages[nth])
            behind = started + (nth + 1) * self._load.writers / self._load.rate - time.perf_counter()
            await asyncio.sleep(max(0.0, behind))
        await self._all_have_it()
        return (machine.cpu_s(self._pid) - before) * 1e6 / (letters * self._load.writers * (len(self._sockets) - 1))

    async def rush(self) -> float:
        """Deliveries a second, as fast as the server takes them."""
        letters = self._load.rush // self._load.writers
        typed = [writer.keystrokes("b" * letters) for writer in self._writers]
        started = time.perf_counter()
        for nth in range(letters):
            for place, messages in enumerate(typed):
                self._sockets[place].send(messages[nth])
            if nth % 16 == 0:
                await asyncio.sleep(0)
        await self._all_have_it()
        return letters * self._load.writers * (len(self._sockets) - 1) / (time.perf_counter() - started)

    async def _all_have_it(self) -> None:
        """Each writer's end, after all it sent, has reached every other screen."""
        for place, writer in enumerate(self._writers):
            others = [socket for socket in self._sockets if socket is not self._sockets[place]]
            for socket in others:
                socket.has_end.clear()
            self._sockets[place].send(writer.end())
            async with asyncio.timeout(RELAY_WITHIN_S):
                await asyncio.gather(*(socket.has_end.wait() for socket in others))


@asynccontextmanager
async def typists(load: Typing, port: int, path: str, pid: int, first_client: int) -> AsyncIterator[Typists]:
    sockets = []
    loop = asyncio.get_running_loop()
    for _ in range(load.readers + load.writers):
        _, socket = await loop.create_connection(lambda: NotesSocket(path, f"127.0.0.1:{port}"), "127.0.0.1", port)
        sockets.append(socket)
    try:
        async with asyncio.timeout(START_WITHIN_S):
            await asyncio.gather(*(socket.is_open.wait() for socket in sockets))
        yield Typists(load, sockets, pid, first_client)
    finally:
        for socket in sockets:
            if socket.transport is not None:
                socket.transport.abort()
