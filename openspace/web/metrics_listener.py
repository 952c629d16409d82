"""The address at which Prometheus asks: one short conversation a connection, a few answers a second.

It shares the loop with the boards, so it answers no oftener than it may: whoever floods it waits. Who says nothing
keeps nobody out: once all places are taken, the longest silent goes. It is never the public address
(`serve --metrics HOST:PORT`).
"""

import asyncio
import contextlib
import logging
import socket
from collections.abc import Callable
from typing import Final

import h11
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from openspace.ports import Clock
from openspace.web.pace import Pace

logger = logging.getLogger(__name__)

PATH: Final = b"/metrics"
AT_ONCE: Final = 16
ARRIVALS_PER_S: Final = 50.0
ARRIVALS_BURST: Final = 100.0
ANSWERS_PER_S: Final = 5.0
ANSWERS_BURST: Final = 10.0
SILENT_MAX_S: Final = 2.0
SEND_MAX_S: Final = 5.0
REQUEST_MAX_BYTES: Final = 8_192
READ_BYTES: Final = 4_096
TRY_AGAIN_S: Final = 1.0


async def listen_for_metrics(listener: socket.socket, clock: Clock, text: Callable[[], bytes]) -> None:
    """Until cancelled. `listener` listens already; `text` is what to answer."""
    listener.setblocking(False)
    arrivals = Pace(clock, ARRIVALS_PER_S, ARRIVALS_BURST)
    reception = Reception(clock, text)
    async with asyncio.TaskGroup() as tasks:
        while True:
            await arrivals.wait()
            connection = await accepted(listener, clock)
            await reception.make_room()
            tasks.create_task(reception.converse(connection))
            await asyncio.sleep(0)  # it reads what has come with the connection before another may take its place


async def accepted(listener: socket.socket, clock: Clock) -> socket.socket:
    """The next connection; also when there was no descriptor left for a while."""
    while True:
        try:
            connection, _ = await asyncio.get_running_loop().sock_accept(listener)
        except OSError:
            await clock.sleep(TRY_AGAIN_S)
        else:
            return connection


class Reception:
    """The places there are, and who takes them: those who have asked and wait for their turn, and the silent."""

    def __init__(self, clock: Clock, text: Callable[[], bytes]) -> None:
        self._text = text
        self._places = asyncio.Semaphore(AT_ONCE)
        self._silent: dict[socket.socket, None] = {}  # the longest silent first
        self._turn = asyncio.Lock()
        self._pace = Pace(clock, ANSWERS_PER_S, ANSWERS_BURST)

    async def make_room(self) -> None:
        """Take a place for the next conversation. If none is free the longest silent ends; if nobody is, it waits."""
        if self._places.locked() and self._silent:
            longest = next(iter(self._silent))
            del self._silent[longest]
            with contextlib.suppress(OSError):  # it has gone by itself
                longest.shutdown(socket.SHUT_RDWR)
        await self._places.acquire()

    async def converse(self, connection: socket.socket) -> None:
        """Hear, wait for one's turn, answer. Gives the place back."""
        with connection:
            try:
                with contextlib.suppress(TimeoutError, OSError):
                    line = h11.Connection(h11.SERVER, REQUEST_MAX_BYTES)
                    status = await self._heard(connection, line)
                    async with self._turn:
                        await self._pace.wait()
                    async with asyncio.timeout(SEND_MAX_S):
                        await _say(connection, line, status, self._text() if status == 200 else b"")
            except Exception:
                logger.exception("a mistake of ours ends a look at the metrics")
            finally:
                self._places.release()

    async def _heard(self, connection: socket.socket, line: h11.Connection) -> int:
        """The status to answer with; silent is who has not asked to the end. Raises `OSError`, `TimeoutError`."""
        self._silent[connection] = None
        try:
            async with asyncio.timeout(SILENT_MAX_S):
                return await _status_for(connection, line)
        finally:
            self._silent.pop(connection, None)


async def _status_for(connection: socket.socket, line: h11.Connection) -> int:
    """Raises `ConnectionError` when the other side has gone."""
    loop = asyncio.get_running_loop()
    try:
        while (event := line.next_event()) is h11.NEED_DATA:
            if not (received := await loop.sock_recv(connection, READ_BYTES)):
                raise ConnectionResetError  # to h11 the end would be a bad request, which has a turn to be answered
            line.receive_data(received)
    except h11.RemoteProtocolError:
        return 400
    match event:
        case h11.Request(method=b"GET", target=target):
            return 200 if target.partition(b"?")[0] == PATH else 404
        case h11.Request():
            return 405
        case _:
            raise ConnectionResetError


async def _say(connection: socket.socket, line: h11.Connection, status: int, body: bytes) -> None:
    headers = [
        ("Content-Type", CONTENT_TYPE_PLAIN_0_0_4),
        ("Content-Length", str(len(body))),
        ("Connection", "close"),
    ]
    said = (h11.Response(status_code=status, headers=headers), h11.Data(data=body), h11.EndOfMessage())
    await asyncio.get_running_loop().sock_sendall(connection, b"".join(line.send(event) or b"" for event in said))
