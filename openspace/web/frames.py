"""Writing shared frames straight to the sockets.

uvicorn's WebSocket protocol copies, wraps and awaits for each; a server's frame is the same bytes for all, so here it
goes to each transport as it is, and past it where nothing waits in it: `Fanout` writes to `descriptor`. The protocol
offers itself in the ASGI scope under `EXTENSION` (`sinks.py`).
"""

import asyncio
import contextlib
import logging
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, cast

from websockets.frames import CloseCode
from websockets.frames import Frame as ReceivedFrame
from websockets.http11 import Request
from websockets.protocol import State

from openspace.live.frame import BACKLOG_MAX_BYTES, Frame
from openspace.web.burden import burden_in
from openspace.web.collector import let_go_of
from openspace.web.handshake import HandshakeProtocol
from openspace.web.plain import PlainRequest
from openspace.web.pongs import PING, is_pong
from openspace.web.rejections import rejections_in, why_no_frame
from openspace.wire import CLOSE_RESTART

if TYPE_CHECKING:
    from uvicorn._types import ASGIReceiveEvent, ASGISendEvent

quiet_logger = logging.getLogger(f"{__name__}.connection")  # two lines a socket at INFO: not worth it
quiet_logger.setLevel(logging.WARNING)

EXTENSION: Final = "openspace.frames"
FRAGMENTS_MAX: Final = 1_000  # empty ones cost memory and never reach the size limit
ABORT_AFTER_S: Final = 10.0  # for the other side to read what is left and say goodbye
PARTING_S: Final = 1.0  # the same when the server stops: less than it has for that


class SharedFrameProtocol(HandshakeProtocol):
    """Implements `FrameSink` over one connection; bounded whatever a peer sends.

    Without compression and without pings of its own (`live/screens.py` watches).
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conn.available_extensions = []  # compressed frames would differ between connections
        self.conn.logger = quiet_logger
        self.ping_interval = None
        self._rejections = rejections_in(self.app_state)
        self._burden = burden_in(self.app_state)
        self._is_turned_away = False
        self._waiting_bytes = 0  # in the queue
        self.descriptor: int | None = None
        self.on_descriptor: Callable[[], None] | None = None
        self._own_descriptor: int | None = None
        self._heard_at = self.loop.time()
        self._abort_timer: asyncio.TimerHandle | None = None

    @property
    def is_writable(self) -> bool:
        """Between the handshake and the first close frame of either side."""
        return self.conn.state is State.OPEN and not self.transport.is_closing()

    def take_at_most(self, frame_bytes: int) -> None:
        """Of a message from the other side, from here on; a larger one is not even read."""
        self.conn.max_message_size = frame_bytes

    # What the live part calls

    def write(self, frame: Frame) -> None:
        self.write_rest(frame.wire)

    def write_rest(self, rest: bytes) -> None:
        if self.is_writable:
            self.transport.write(rest)

    def ping(self) -> None:
        self.write_rest(PING)

    def backlog(self) -> int:
        return self.transport.get_write_buffer_size()

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
        if code != CLOSE_RESTART:
            self._rejections.tell("socket", reason, code)
        self.conn.send_close(code, reason)
        self._say_goodbye(code, reason)

    def held_bytes(self) -> int:
        """Of messages that nobody has taken yet or that are not whole, and of what the other side does not read."""
        begun = len(self.conn.reader.buffer) + sum(len(part) for part in self.frames)
        return self._waiting_bytes + begun + self.transport.get_write_buffer_size()

    def let_go(self, reason: str) -> None:
        self._rejections.tell("socket", reason)
        self._is_turned_away = True
        self.transport.abort()

    def _find_descriptor(self) -> None:
        """Called wherever the line opens or closes, or the transport begins or ceases to hold something back."""
        is_free = self.is_writable and not self.transport.get_write_buffer_size()
        self._offer(self._own_descriptor if is_free else None)

    def _offer(self, descriptor: int | None) -> None:
        if descriptor != self.descriptor:
            self.descriptor = descriptor
            if self.on_descriptor is not None:
                self.on_descriptor()

    # What uvicorn and its transport call

    async def send(self, message: "ASGISendEvent") -> None:
        await super().send(message)
        if message["type"] == "websocket.accept":
            self._own_descriptor = plain_descriptor(self.loop, self.transport)
            self.transport.set_write_buffer_limits(high=0)  # so that it tells of the first byte it holds back
            self._find_descriptor()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._burden.add(self)
        self._find_descriptor()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._find_descriptor()

    def data_received(self, data: bytes) -> None:
        self._heard_at = self.loop.time()
        if self._is_turned_away or is_pong(data, self.conn):
            return
        super().data_received(data)
        if not self.handshake_initiated and self.conn.handshake_exc is not None:
            self._refuse_handshake()
        if self.frames or self.conn.reader.buffer:
            self._burden.add(self)
        if self.descriptor is not None:
            self._find_descriptor()

    def eof_received(self) -> None:
        super().eof_received()
        self._offer(None)

    def shutdown(self) -> None:
        """The server stops. A line closed at once could be reset, which eats the close frame before it is seen."""
        if self.is_writable:
            self.conn.send_close(CLOSE_RESTART)
            self._say_goodbye(CLOSE_RESTART, "")
        if self.close_sent and self.close_timer is not None:
            self.close_timer.cancel()
            self.close_timer = self.loop.call_later(PARTING_S, self.transport.close)
        elif self.handshake_complete:
            # The other side said goodbye and has perhaps not taken our answer yet: there is nothing to add.
            self.transport.close()
        else:
            super().shutdown()
        self._find_descriptor()

    def connection_lost(self, exc: Exception | None) -> None:
        # Before anything else: the number may soon be another connection's.
        self._own_descriptor = None
        self._offer(None)
        self._burden.discard(self)
        if self._abort_timer is not None:
            self._abort_timer.cancel()
        super().connection_lost(exc)
        self.conn.parser.close()  # it holds the connection, which holds it: memory would wait for the collector
        let_go_of(self.transport)

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if self.response.status_code != 101:
            self._rejections.tell("socket", "bad handshake")
            self._abort_soon()
        else:
            self._offer_sink()

    def begin(self, request: PlainRequest) -> None:
        super().begin(request)
        self._offer_sink()

    def _offer_sink(self) -> None:  # the application's task has been made but has not begun
        cast(dict[str, Any], self.scope["extensions"])[EXTENSION] = {"sink": self}

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
        content, self.frames = b"".join(self.frames), []
        if self.close_sent:
            return
        try:
            message = {"text": content.decode()} if self.curr_msg_data_type == "text" else {"bytes": content}
        except UnicodeDecodeError:
            self._reject(CloseCode.INVALID_DATA, "not UTF-8")
            return
        self.queue.put_nowait(cast("ASGIReceiveEvent", {"type": "websocket.receive", **message}))
        self._waiting_bytes += len(content)
        # Most are taken before the next one comes, and to stop reading costs two calls of the system.
        if self.queue.qsize() > 1 and not self.read_paused:
            self.read_paused = True
            self.transport.pause_reading()
            self._burden.add(self)

    async def receive(self) -> "ASGIReceiveEvent":
        message = await super().receive()
        if self.queue.empty():
            self._waiting_bytes = 0
        return message

    def handle_parser_exception(self) -> None:
        """What came is no WebSocket frame, or too large."""
        sent = self.conn.close_sent
        if sent is None:
            # Something came before the handshake was answered.
            self._rejections.tell("socket", "frames before the handshake")
            self._is_turned_away = self.disconnected = True
            self.queue.put_nowait({"type": "websocket.disconnect", "code": CloseCode.PROTOCOL_ERROR})
            self.transport.abort()
        else:
            self._turn_away(sent.code, why_no_frame(self.conn.parser_exc))

    def _reject(self, code: CloseCode, reason: str) -> None:
        """As for a frame that cannot be parsed."""
        self.frames = []
        if self.is_writable:
            self.conn.fail(code, reason)
            self._turn_away(code, reason)

    def _turn_away(self, code: int, reason: str) -> None:
        """Listen to nothing more of it, but read on: a reset would eat the close frame before it is seen."""
        if self._is_turned_away:
            return
        self._is_turned_away = True
        if not self.close_sent:
            self._rejections.tell("socket", reason, code)
        self._say_goodbye(code, reason)
        if not self.transport.get_write_buffer_size() and self.transport.can_write_eof():
            with contextlib.suppress(OSError):  # it has gone meanwhile
                self.transport.write_eof()

    def _refuse_handshake(self) -> None:
        """Its first lines are too long or too many; what the library has to say to that waits to be sent."""
        self._rejections.tell("socket", "bad handshake")
        self._is_turned_away = self.close_sent = True
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.transport.close()
        self._abort_soon()

    def _say_goodbye(self, code: int, reason: str) -> None:
        """Tell the application, send the close frame, and wait a moment for the other side to go."""
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        if self.close_timer is None:
            self.close_timer = self.loop.call_later(ABORT_AFTER_S, self.transport.abort)
        self._find_descriptor()

    def _abort_soon(self) -> None:
        """A closing transport waits for its buffer; a peer that reads nothing would keep it for many minutes."""
        if self._abort_timer is None:
            self._abort_timer = self.loop.call_later(ABORT_AFTER_S, self.transport.abort)


def plain_descriptor(loop: asyncio.AbstractEventLoop, transport: asyncio.Transport) -> int | None:
    """The socket's own, where bytes written to it are what the transport would write: asyncio's own loop, no TLS."""
    is_plain = isinstance(loop, asyncio.SelectorEventLoop) and transport.get_extra_info("sslcontext") is None
    if not is_plain or sys.platform == "win32":  # there a socket is no file
        return None
    descriptor: int = transport.get_extra_info("socket").fileno()
    return descriptor
