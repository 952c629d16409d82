"""A network that fails, between clients and a server: TCP on 127.0.0.1, its faults drawn from a seed.

    async with FaultProxy(server.port, seed=7) as proxy:
        device = Device(proxy.base)      # everything passes
        proxy.weather = STORMY           # for connections made from here on
        ...
        proxy.heal()                     # sick connections are reset; from here on everything passes

Each connection has a fate of its own in each direction: it depends on the seed and on how many came before it, not on
when it came. It sleeps, for delays and slow lines are what it is there for.
"""

import asyncio
import socket
import struct
from asyncio import StreamReader, StreamWriter
from contextlib import suppress
from dataclasses import dataclass
from math import exp, log
from random import Random
from types import TracebackType
from typing import Literal, Protocol, Self

Fate = Literal["half_open", "reset", "truncate"]

CHUNK_BYTES = 65_536
DELAY_S = (0.005, 0.2)
BYTES_A_SECOND = (3_000, 60_000)
FATE_AFTER_BYTES = (150, 40_000)  # from within the handshake to some hundred events
RESET_ON_CLOSE = struct.pack("ii", 1, 0)  # SO_LINGER on, for 0 s: closing sends RST


@dataclass(frozen=True)
class Way:
    """One direction of one connection. `fate` strikes once `after_bytes` have passed; None: never.

    half_open: what comes is swallowed, the end of the connection too. reset: RST to both sides. truncate: the message
    under way is cut in its middle, then both sides are closed.
    """

    delay_s: float = 0.0  # of every chunk
    bytes_a_second: float | None = None
    fate: Fate | None = None
    after_bytes: int = 0

    @property
    def is_sick(self) -> bool:
        return self != HEALTHY


HEALTHY = Way()


class Ways(Protocol):
    """What a proxy asks about each new connection."""

    def ways(self, dice: Random) -> tuple[Way, Way]:
        """Up, and down."""


@dataclass(frozen=True)
class Weather:
    """How likely each fault is, 0 to 1, in each direction of a connection; at most one of the last three comes."""

    delay: float = 0.0
    throttle: float = 0.0
    half_open: float = 0.0
    reset: float = 0.0
    truncate: float = 0.0

    def ways(self, dice: Random) -> tuple[Way, Way]:
        return self._way(dice), self._way(dice)

    def _way(self, dice: Random) -> Way:
        """Draws the same number of times whatever comes out."""
        is_delayed, is_throttled, strikes = (dice.random() for _ in range(3))
        delay_s, pace = dice.uniform(*DELAY_S), dice.uniform(*BYTES_A_SECOND)
        after_bytes = int(exp(dice.uniform(*map(log, FATE_AFTER_BYTES))))
        fate: Fate | None = None
        fates: tuple[tuple[Fate, float], ...] = (
            ("half_open", self.half_open), ("reset", self.reset), ("truncate", self.truncate),
        )  # fmt: skip
        for name, likely in fates:
            if 0 <= strikes < likely:
                fate = name
            strikes -= likely
        return Way(
            delay_s=delay_s if is_delayed < self.delay else 0.0,
            bytes_a_second=pace if is_throttled < self.throttle else None,
            fate=fate,
            after_bytes=after_bytes if fate else 0,
        )


CALM = Weather()
STORMY = Weather(delay=0.3, throttle=0.15, half_open=0.12, reset=0.2, truncate=0.2)


class FaultProxy:
    """Listens on a port of its own while it is entered. `weather` is that of connections yet to be made."""

    def __init__(self, server_port: int, seed: int | str) -> None:
        self.weather: Ways = CALM
        self.port = 0
        self.connections: set[Connection] = set()
        self._server_port = server_port
        self._seed = seed
        self._number = 0
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._welcome, "127.0.0.1", 0, backlog=1_024)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        self.reset_all()
        await asyncio.gather(*self._tasks)

    def heal(self) -> None:
        """What is sick is reset; from here on everything passes."""
        self.weather = CALM
        for connection in list(self.connections):
            if connection.is_sick:
                connection.reset()

    def reset_all(self) -> None:
        """Everybody loses their connection at once, the healthy too."""
        for connection in list(self.connections):
            connection.reset()

    async def _welcome(self, reader: StreamReader, writer: StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self._number += 1
        dice = Random(f"{self._seed}/{self._number}")
        connection = Connection((reader, writer), *self.weather.ways(dice))
        self.connections.add(connection)
        try:
            await connection.run(self._server_port)
        finally:
            self.connections.discard(connection)
            self._tasks.discard(task)


class _StruckDown(Exception):
    """The connection ends here: both sides are closed."""


class Connection:
    """From one client to the server. `up` and `down`: what becomes of what the client, and the server, says."""

    def __init__(self, client: tuple[StreamReader, StreamWriter], up: Way, down: Way) -> None:
        self.up = up
        self.down = down
        self._client = client
        self._writers = [client[1]]
        self._is_half_open = False
        self._over = asyncio.Event()

    @property
    def is_sick(self) -> bool:
        return self.up.is_sick or self.down.is_sick

    async def run(self, server_port: int) -> None:
        """Until both sides are gone."""
        try:
            async with asyncio.TaskGroup() as until_over:
                until_over.create_task(self._end())
                server = await asyncio.open_connection("127.0.0.1", server_port)
                self._writers.append(server[1])
                async with asyncio.TaskGroup() as both_ways:
                    both_ways.create_task(self._pass(self._client[0], server[1], self.up))
                    both_ways.create_task(self._pass(server[0], self._client[1], self.down))
                self._over.set()
        except* (OSError, _StruckDown):
            pass  # no server, or the end of this connection
        finally:
            for writer in self._writers:
                writer.close()

    def reset(self) -> None:
        """RST to both sides, from which `run` ends."""
        for writer in self._writers:
            with suppress(OSError):  # closed already
                writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
            writer.transport.abort()
        self._over.set()

    async def _end(self) -> None:
        await self._over.wait()
        raise _StruckDown

    async def _pass(self, reader: StreamReader, writer: StreamWriter, way: Way) -> None:
        """Everything from the one to the other, until its fate."""
        passed = 0
        try:
            while chunk := await reader.read(CHUNK_BYTES):
                await asyncio.sleep(way.delay_s)
                if way.fate is not None and passed + len(chunk) > way.after_bytes:
                    await self._strike(way, chunk, way.after_bytes - passed, reader, writer)
                await self._write(chunk, writer, way)
                passed += len(chunk)
            writer.write_eof()
        except OSError:
            if not self._is_half_open:
                raise
            await swallow(reader)  # the other side of a connection that is silent one way hears of no end

    async def _strike(self, way: Way, chunk: bytes, left: int, reader: StreamReader, writer: StreamWriter) -> None:
        match way.fate:
            case "half_open":
                self._is_half_open = True
                await swallow(reader)
            case "reset":
                self.reset()
            case _:
                writer.write(chunk[: max(1, min(left, len(chunk) - 1))])
        raise _StruckDown

    async def _write(self, chunk: bytes, writer: StreamWriter, way: Way) -> None:
        if way.bytes_a_second is None:
            writer.write(chunk)
            await writer.drain()
            return
        a_piece = max(1, int(way.bytes_a_second / 20))
        for start in range(0, len(chunk), a_piece):
            piece = chunk[start : start + a_piece]
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(len(piece) / way.bytes_a_second)


async def swallow(reader: StreamReader) -> None:
    """Whatever comes, and its end, until cancelled or reset."""
    while await reader.read(CHUNK_BYTES):
        pass
    await asyncio.Event().wait()
