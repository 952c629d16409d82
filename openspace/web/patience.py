"""How long one HTTP connection may keep the server waiting: to say what it wants, and to take the answer.

uvicorn waits for both without end. Here a peer that drips is let go, with a line in the log, so that it holds neither a
place nor the answer's bytes. Bodies have their limits in `security.py`, sockets in `frames.py` and `live/screens.py`.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

import h11
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from openspace.web.burden import LIGHT_BYTES, burden_in
from openspace.web.collector import let_go_of
from openspace.web.rejections import rejections_in

REQUEST_MAX_S: Final = 20.0  # for a request's headers; after its answer, for what is left of its body
REFUSAL: Final = [(b"content-length", b"0"), (b"connection", b"close")]
PIECE_MAX_BYTES: Final = 65_536
PIECE_MAX_S: Final = 30.0  # for the other side to take one: 2 KB/s, less than any phone's worst


class Deadline:
    """For what is waited for again and again: to put it off wakes and tells nobody, and costs next to nothing."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._at: float | None = None
        self._missed: Callable[[], None] | None = None
        self._timer: asyncio.TimerHandle | None = None

    def set(self, delay_s: float, missed: Callable[[], None]) -> None:
        self._at, self._missed = self._loop.time() + delay_s, missed
        if self._timer is None or self._at < self._timer.when():
            self._wake_at(self._at)

    def forget(self) -> None:
        """Nothing is waited for; the timer may look and find that."""
        self._at = self._missed = None

    def close(self) -> None:
        self.forget()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _wake_at(self, at: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_at(at, self._look)

    def _look(self) -> None:
        self._timer = None
        at, missed = self._at, self._missed
        if at is None or missed is None:
            return
        if self._loop.time() < at:
            self._wake_at(at)
        else:
            self.forget()
            missed()


class PatientProtocol(H11Protocol):
    """uvicorn's, with an end to its patience."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rejections = rejections_in(self.app_state)
        self._burden = burden_in(self.app_state)
        self._request_bytes = 0  # that came for the one under way
        self._is_asking = True  # its first words are waited for, or the rest of what it has begun
        self._deadline = Deadline(self.loop)
        self._taking: asyncio.TimerHandle | None = None

    # What uvicorn and its transport call

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        transport.set_write_buffer_limits(high=0)  # so that it tells of the first byte it holds back, and of the last
        self._deadline.set(REQUEST_MAX_S, self._give_up_asking)

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget_times()
        self._burden.discard(self)
        super().connection_lost(exc)
        let_go_of(self.transport)

    def data_received(self, data: bytes) -> None:
        self._request_bytes += len(data)
        if self._request_bytes > LIGHT_BYTES:
            self._burden.add(self)
        super().data_received(data)
        self._watch_asking()

    def on_response_complete(self) -> None:
        """As uvicorn's, which makes a timer for each rest between two requests."""
        self._request_bytes = 0
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            self._deadline.forget()
            return
        self._is_asking = False
        self._deadline.set(self.timeout_keep_alive, self.timeout_keep_alive_handler)
        self.flow.resume_reading()
        if self.conn.our_state is h11.DONE and self.conn.their_state is h11.DONE:
            self.conn.start_next_cycle()
            self.handle_events()
            self._watch_answering()

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        self._forget_times()
        self._burden.discard(self)
        super().handle_websocket_upgrade(event)

    def send_400_response(self, msg: str) -> None:
        """Unless an answer has gone out already. uvicorn's own has words, which no answer to HEAD may have."""
        self._rejections.tell("connection", "not HTTP")
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            said = (h11.Response(status_code=400, headers=REFUSAL, reason=b"Bad Request"), h11.EndOfMessage())
            self.transport.write(b"".join(self.conn.send(event) or b"" for event in said))
        if bool(self.cycle) and not self.cycle.response_complete:
            self.cycle.disconnected = True  # its handler has nobody to answer any more
            self.cycle.message_event.set()
        self.transport.close()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._burden.add(self)
        if self._taking is None:
            self._taking = self.loop.call_later(PIECE_MAX_S, self.let_go, "answer not read")

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._taking is not None:
            self._taking.cancel()
            self._taking = None

    # Its patience

    def _watch_asking(self) -> None:
        """The time runs from the first byte of a request until it is whole enough to be answered."""
        if not self._watch_answering() and not self._is_asking:
            self._is_asking = True
            self._deadline.set(REQUEST_MAX_S, self._give_up_asking)

    def _watch_answering(self) -> bool:
        """Whether nobody waits for the other side to say something, as it is our turn, or another protocol's."""
        is_ours = self.transport.get_protocol() is self and not self.transport.is_closing()
        is_answering = bool(self.cycle) and not self.cycle.response_complete
        if is_ours and not is_answering:
            return False
        self._begin_answering()
        return True

    def _begin_answering(self) -> None:
        self._is_asking = False
        self._deadline.forget()

    def _give_up_asking(self) -> None:
        # Browsers open connections in advance; one that never said a word has done nothing wrong.
        if self.conn.their_state is h11.IDLE and not self.conn.trailing_data[0]:
            self.transport.abort()
        else:
            self.let_go("request too slow")

    def held_bytes(self) -> int:
        """Of the request under way, and of an answer that the other side does not read."""
        return self._request_bytes + self.transport.get_write_buffer_size()

    def let_go(self, reason: str) -> None:
        self._rejections.tell("connection", reason)
        self.transport.abort()

    def _forget_times(self) -> None:
        self._deadline.close()
        if self._taking is not None:
            self._taking.cancel()
            self._taking = None


class InPieces:
    """Hands an answer on a piece at a time, so that a slow reader makes one piece wait in memory, not a whole book."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if scope["type"] != "http":
            return self.app(scope, receive, send)

        def send_in_pieces(message: Message) -> Awaitable[None]:
            is_one = len(message.get("body", b"")) <= PIECE_MAX_BYTES
            return send(message) if is_one else piece_by_piece(message, send)

        return self.app(scope, receive, send_in_pieces)


async def piece_by_piece(message: Message, send: Send) -> None:
    body = memoryview(message["body"])
    while len(body) > PIECE_MAX_BYTES:
        await send({"type": "http.response.body", "body": body[:PIECE_MAX_BYTES], "more_body": True})
        body = body[PIECE_MAX_BYTES:]
    await send({**message, "body": body})
