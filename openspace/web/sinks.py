"""Where a socket's frames are written: `frames.py` offers its own sink; for any other server there is one here."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

from starlette.websockets import WebSocket
from websockets.frames import CloseCode

from openspace.live.frame import BACKLOG_MAX_BYTES, BinaryFrame, Frame, FrameSink
from openspace.web.frames import EXTENSION
from openspace.web.rejections import rejections_in
from openspace.wire import CLOSE_BUSY, CLOSE_RESTART

QUEUE_MAX_FRAMES: Final = 1_000
SAY_GOODBYE_S: Final = 2.0


class QueueSink:
    """Implements `FrameSink` over plain ASGI `send`, with a bounded queue that one task empties."""

    def __init__(self, socket: WebSocket) -> None:
        self.descriptor: int | None = None
        self.on_descriptor: Callable[[], None] | None = None
        self._socket = socket
        self._rejections = rejections_in(socket.scope.get("state", {}))
        self._queue: asyncio.Queue[Frame | tuple[int, str]] = asyncio.Queue(QUEUE_MAX_FRAMES)
        self._bytes = 0
        self._is_closed = False

    def write(self, frame: Frame) -> None:
        if self._is_closed:
            return
        if self._queue.full():
            self.close(CLOSE_BUSY, "too slow")
            return
        self._bytes += len(frame.payload)
        self._queue.put_nowait(frame)

    def write_rest(self, rest: bytes) -> None:
        """Never called, as there is no descriptor."""

    def ping(self) -> None:
        """The server below does that by itself."""

    def backlog(self) -> int:
        return self._bytes if self._queue.qsize() < QUEUE_MAX_FRAMES // 2 else self._bytes + BACKLOG_MAX_BYTES

    def silent_s(self) -> float:
        return 0.0

    def close(self, code: int, reason: str) -> None:
        if self._is_closed:
            return
        self._is_closed = True
        if code not in (CLOSE_RESTART, CloseCode.NORMAL_CLOSURE):
            self._rejections.tell("socket", reason, code)
        if self._queue.full():
            self._queue.get_nowait()
        self._queue.put_nowait((code, reason))

    async def run(self) -> None:
        """Until closed."""
        while True:
            match await self._queue.get():
                case BinaryFrame() as frame:
                    await self._socket.send({"type": "websocket.send", "bytes": frame.payload})
                    self._bytes -= len(frame.payload)
                case Frame() as frame:
                    await self._socket.send({"type": "websocket.send", "text": frame.text})
                    self._bytes -= len(frame.payload)
                case (code, reason):
                    await self._socket.send({"type": "websocket.close", "code": code, "reason": reason})
                    return


@asynccontextmanager
async def sink_of(socket: WebSocket, frame_max_bytes: int | None = None) -> AsyncIterator[FrameSink]:
    """The way to this accepted socket: shared frames if the server offers them, plain `send` otherwise.

    `frame_max_bytes`: of what comes, where it is less than what the server takes anyway.
    """
    # Taken out, as scope and sink would hold each other when both are gone.
    offered = socket.scope.get("extensions", {}).pop(EXTENSION, None)
    if offered is not None:
        if frame_max_bytes is not None:
            offered["sink"].take_at_most(frame_max_bytes)
        yield offered["sink"]
        return
    sink = QueueSink(socket)
    sending = asyncio.create_task(sink.run())
    try:
        yield sink
    finally:
        sink.close(CloseCode.NORMAL_CLOSURE, "")
        await asyncio.wait([sending], timeout=SAY_GOODBYE_S)
        sending.cancel()
        # A peer that is gone makes `send` raise; that is no news by now.
        await asyncio.gather(sending, return_exceptions=True)
