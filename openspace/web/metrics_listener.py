"""The address at which Prometheus asks: one short conversation a connection, a few at a time, a few a second.

It shares the loop with the boards, so it takes no more connections than it may: whoever floods it waits in the
system's queue. It is never the public address (`serve --metrics HOST:PORT`).
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
AT_ONCE: Final = 4
PER_S: Final = 5.0
BURST: Final = 10.0
CONVERSATION_MAX_S: Final = 5.0
REQUEST_MAX_BYTES: Final = 8_192
READ_BYTES: Final = 4_096
TRY_AGAIN_S: Final = 1.0


async def listen_for_metrics(listener: socket.socket, clock: Clock, text: Callable[[], bytes]) -> None:
    """Until cancelled. `listener` listens already; `text` is what to answer."""
    loop = asyncio.get_running_loop()
    listener.setblocking(False)
    pace = Pace(clock, PER_S, BURST)
    places = asyncio.Semaphore(AT_ONCE)

    async def converse(connection: socket.socket) -> None:
        with connection:
            try:
                await _converse(connection, text)
            except Exception:
                logger.exception("a mistake of ours ends a look at the metrics")
            finally:
                places.release()

    async with asyncio.TaskGroup() as tasks:
        while True:
            await places.acquire()
            await pace.wait()
            tasks.create_task(converse(await accepted(loop, listener, clock)))


async def accepted(loop: asyncio.AbstractEventLoop, listener: socket.socket, clock: Clock) -> socket.socket:
    """The next connection; also when there was no descriptor left for a while."""
    while True:
        try:
            connection, _ = await loop.sock_accept(listener)
        except OSError:
            await clock.sleep(TRY_AGAIN_S)
        else:
            return connection


async def _converse(connection: socket.socket, text: Callable[[], bytes]) -> None:
    loop = asyncio.get_running_loop()
    with contextlib.suppress(TimeoutError, OSError):
        async with asyncio.timeout(CONVERSATION_MAX_S):
            line = h11.Connection(h11.SERVER, REQUEST_MAX_BYTES)
            status, body = await _answer_to(connection, line, text)
            headers = [
                ("Content-Type", CONTENT_TYPE_PLAIN_0_0_4),
                ("Content-Length", str(len(body))),
                ("Connection", "close"),
            ]
            said = (h11.Response(status_code=status, headers=headers), h11.Data(data=body), h11.EndOfMessage())
            await loop.sock_sendall(connection, b"".join(line.send(event) or b"" for event in said))


async def _answer_to(connection: socket.socket, line: h11.Connection, text: Callable[[], bytes]) -> tuple[int, bytes]:
    """Status and body. Raises `ConnectionError` when the other side has gone."""
    loop = asyncio.get_running_loop()
    try:
        while (event := line.next_event()) is h11.NEED_DATA:
            line.receive_data(await loop.sock_recv(connection, READ_BYTES))
    except h11.RemoteProtocolError:
        return 400, b""
    match event:
        case h11.Request(method=b"GET", target=target) if target.partition(b"?")[0] == PATH:
            return 200, text()
        case h11.Request(method=b"GET"):
            return 404, b""
        case h11.Request():
            return 405, b""
        case _:
            raise ConnectionResetError
