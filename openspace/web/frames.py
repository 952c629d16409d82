"""Writing shared frames straight to the sockets.

uvicorn's WebSocket protocol copies, wraps and awaits for every screen; a server's frame is the same bytes for
all of them, so here it goes to each transport as it is, and past the transport where nothing waits in it: `Fanout`
writes to `TransportSink.descriptor`. The protocol offers itself in the ASGI scope under `EXTENSION`; under another
server the same sink queues for plain `send`.
"""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final, cast

from starlette.websockets import WebSocket
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import CloseCode
from websockets.frames import Frame as ReceivedFrame
from websockets.http11 import Request
from websockets.protocol import State
from websockets.server import ServerProtocol

from openspace.live.outbox import BACKLOG_MAX_BYTES, BinaryFrame, Frame, FrameSink
from openspace.wire import CLOSE_BUSY

if TYPE_CHECKING:
    from uvicorn._types import ASGISendEvent

logger = logging.getLogger(__name__)
quiet_logger = logging.getLogger(f"{__name__}.connection")  # two lines a socket at INFO: not worth it
quiet_logger.setLevel(logging.WARNING)

EXTENSION: Final = "openspace.frames"
PING: Final = b"\x89\x00"  # FIN and opcode 9, no payload (RFC 6455 section 5.5.2)
FRAGMENTS_MAX: Final = 1_000  # empty ones cost memory and never reach the size limit
ABORT_AFTER_S: Final = 10.0  # for the other side to read what is left and say goodbye
QUEUE_MAX_FRAMES: Final = 1_000
SAY_GOODBYE_S: Final = 2.0


class TransportSink:
    """Implements `FrameSink` over one connection of the protocol below."""

    def __init__(self, protocol: "SharedFrameProtocol") -> None:
        self.descriptor: int | None = None
        self._protocol = protocol

    def write(self, frame: Frame) -> None:
        self.write_rest(frame.wire)

    def write_rest(self, rest: bytes) -> None:
        if self._protocol.is_writable:
            self._protocol.transport.write(rest)

    def ping(self) -> None:
        if self._protocol.is_writable:
            self._protocol.transport.write(PING)

    def backlog(self) -> int:
        return self._protocol.transport.get_write_buffer_size()

    def silent_s(self) -> float:
        return self._protocol.silent_s()

    def close(self, code: int, reason: str) -> None:
        self._protocol.close(code, reason)


class SharedFrameProtocol(WebSocketsSansIOProtocol):
    """Without compression and without pings of its own (`live/screens.py` watches); bounded whatever a peer sends."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Compressed frames would differ between connections.
        self.conn = ServerProtocol(max_size=self.config.ws_max_size, logger=quiet_logger)
        self.ping_interval = None
        self.sink = TransportSink(self)
        self._descriptor: int | None = None
        self._heard_at = self.loop.time()
        self._abort_timer: asyncio.TimerHandle | None = None

    @property
    def is_writable(self) -> bool:
        """Between the handshake and the first close frame of either side."""
        return self.conn.state is State.OPEN and not self.transport.is_closing()

    def silent_s(self) -> float:
        """Since the last byte from the other side; while we do not read, it cannot be blamed for silence."""
        now = self.loop.time()
        if self.read_paused:
            self._heard_at = now
        return now - self._heard_at

    def close(self, code: int, reason: str) -> None:
        """Say so, give the other side a moment to answer, and let go of what it does not read."""
        if not self.is_writable:
            return
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        self.conn.send_close(code, reason)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self.close_timer = self.loop.call_later(ABORT_AFTER_S, self.transport.abort)
        self._find_descriptor()

    def _find_descriptor(self) -> None:
        """Called wherever the line opens or closes, or the transport begins or ceases to hold something back."""
        is_free = self.is_writable and not self.transport.get_write_buffer_size()
        self.sink.descriptor = self._descriptor if is_free else None

    # What uvicorn and its transport call

    async def send(self, message: "ASGISendEvent") -> None:
        await super().send(message)
        if message["type"] == "websocket.accept":
            self._descriptor = plain_descriptor(self.loop, self.transport)
            self.transport.set_write_buffer_limits(high=0)  # so that it tells of the first byte it holds back
            self._find_descriptor()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._find_descriptor()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._find_descriptor()

    def data_received(self, data: bytes) -> None:
        self._heard_at = self.loop.time()
        super().data_received(data)
        if self.sink.descriptor is not None:
            self._find_descriptor()

    def eof_received(self) -> None:
        super().eof_received()
        self.sink.descriptor = None

    def shutdown(self) -> None:
        super().shutdown()
        self._find_descriptor()

    def connection_lost(self, exc: Exception | None) -> None:
        # Before anything else: the number may soon be another connection's.
        self._descriptor = self.sink.descriptor = None
        if self._abort_timer is not None:
            self._abort_timer.cancel()
        super().connection_lost(exc)

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if self.response.status_code == 101:
            # The application's task has been made but has not begun.
            cast(dict[str, Any], self.scope["extensions"])[EXTENSION] = {"sink": self.sink}

    def handle_cont(self, event: ReceivedFrame) -> None:
        if len(self.frames) >= FRAGMENTS_MAX:
            self._reject(CloseCode.POLICY_VIOLATION, "too many fragments")
        else:
            super().handle_cont(event)

    def handle_ping(self) -> None:
        pong = b"".join(self.conn.data_to_send())
        # One who pings and never reads must not fill the memory with pongs.
        if self.transport.get_write_buffer_size() <= BACKLOG_MAX_BYTES and not self.transport.is_closing():
            self.transport.write(pong)

    def handle_close(self, event: ReceivedFrame) -> None:
        super().handle_close(event)
        self._abort_soon()

    def send_receive_event_to_app(self) -> None:
        if self.curr_msg_data_type == "text" and not is_utf8(b"".join(self.frames)):
            self._reject(CloseCode.INVALID_DATA, "not UTF-8")
        else:
            super().send_receive_event_to_app()

    def handle_parser_exception(self) -> None:
        """What came is no WebSocket frame, or too large."""
        logger.info("socket rejected: %s", type(self.conn.parser_exc).__name__)
        if self.conn.close_sent is None:
            # Something came before the handshake was answered.
            self.queue.put_nowait({"type": "websocket.disconnect", "code": CloseCode.PROTOCOL_ERROR})
            self.disconnected = True
            self.transport.abort()
            return
        super().handle_parser_exception()
        self._abort_soon()

    def _reject(self, code: CloseCode, reason: str) -> None:
        """Close at once, as for a frame that cannot be parsed: no goodbye is waited for."""
        self.frames = []
        if not self.is_writable:
            return
        logger.info("socket rejected: %s", reason)
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        self.conn.fail(code, reason)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.transport.close()
        self._abort_soon()

    def _abort_soon(self) -> None:
        """A closing transport waits for its buffer; a peer that reads nothing would keep it for many minutes."""
        if self._abort_timer is None:
            self._abort_timer = self.loop.call_later(ABORT_AFTER_S, self.transport.abort)


class QueueSink:
    """Implements `FrameSink` over plain ASGI `send`, with a bounded queue that one task empties."""

    def __init__(self, socket: WebSocket) -> None:
        self.descriptor: int | None = None
        self._socket = socket
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
async def sink_of(socket: WebSocket) -> AsyncIterator[FrameSink]:
    """The way to this accepted socket: shared frames if the server offers them, plain `send` otherwise."""
    offered = socket.scope.get("extensions", {}).get(EXTENSION)
    if offered is not None:
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


def plain_descriptor(loop: asyncio.AbstractEventLoop, transport: asyncio.Transport) -> int | None:
    """The socket's own, where bytes written to it are what the transport would write: asyncio's own loop, no TLS."""
    is_plain = isinstance(loop, asyncio.SelectorEventLoop) and transport.get_extra_info("sslcontext") is None
    if not is_plain or sys.platform == "win32":  # there a socket is no file
        return None
    descriptor: int = transport.get_extra_info("socket").fileno()
    return descriptor


def is_utf8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True
