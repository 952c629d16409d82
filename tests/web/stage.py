"""A real uvicorn on loopback whose sockets do nothing but give their sinks away, and peers without a library."""

import asyncio
import contextlib
import socket
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from openspace.live.frame import Frame, FrameSink
from openspace.web.frames import SharedFrameProtocol
from openspace.web.sinks import sink_of
from tests.client import WAIT_MAX_S
from tests.web.raw_socket import handshake, raw_line

MESSAGE_MAX_BYTES = 1_048_576
HANDSHAKE = handshake("/")
HELLO = Frame(b'{"type":"hello"}')


class Stage:
    """A server whose sockets do nothing but give their sinks away and note what they hear."""

    server: uvicorn.Server

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

    def client(self, trusted: ssl.SSLContext | None = None, **options: Any) -> connect:
        scheme = "ws" if trusted is None else "wss"
        return connect(
            f"{scheme}://127.0.0.1:{self.port}/",
            proxy=None,
            max_size=None,
            ssl=trusted,
            open_timeout=WAIT_MAX_S,
            **options,
        )

    def stop(self) -> None:
        """The server, soon."""
        self.server.should_exit = True


@asynccontextmanager
async def a_stage(protocol: type[asyncio.Protocol] = SharedFrameProtocol, **options: Any) -> AsyncIterator[Stage]:
    """`options`: uvicorn's."""
    stage = Stage()
    listener = socket.create_server(("127.0.0.1", 0))
    stage.port = listener.getsockname()[1]
    config = uvicorn.Config(
        Starlette(routes=[WebSocketRoute("/", stage.socket)]),
        ws=protocol,
        ws_max_size=MESSAGE_MAX_BYTES,
        log_config=None,
        lifespan="off",
        timeout_graceful_shutdown=int(WAIT_MAX_S),
        **options,
    )
    server = stage.server = uvicorn.Server(config)
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
    async with raw_line(stage.port) as (reader, writer):
        writer.write(HANDSHAKE)
        await reader.readuntil(b"\r\n\r\n")
        yield reader, writer
