"""HTTP for a thousand phones at once: plain requests are read and answered past h11, all others with it.

A file of the release lies ready on the shelf. Any other plain request goes the way that all go, only that its head is
read at a glance (`plain.py`) and that head and body of its answer leave in one packet. h11 hears of it as soon as there
is more to the connection than one such request and one such answer (`tell_parser`), and goes on from there.
"""

import asyncio
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

import h11
from uvicorn.protocols.http.h11_impl import STATUS_PHRASES, RequestResponseCycle

from openspace.web import plain
from openspace.web.frames import SharedFrameProtocol
from openspace.web.framing import JudgedConnection
from openspace.web.patience import PatientProtocol
from openspace.web.plain import PlainRequest, header_lines
from openspace.web.shelf import Shelf

if TYPE_CHECKING:
    from uvicorn._types import ASGI3Application, ASGISendEvent, HTTPResponseStartEvent, HTTPScope

STATE_KEY: Final = "shelf"  # in the state that the application's lifespan gives to every connection

_BREAKS: Final = b"\r\n\0"
_BODILESS: Final = (204, 304)
_FRAMING: Final = frozenset({b"connection", b"transfer-encoding"})


class QuickHttpProtocol(PatientProtocol):
    """The patient one, which takes what is plain from the connection before h11 sees it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conn = JudgedConnection(h11.SERVER)
        self._untold = b""  # the plain request under way, while h11 does not know of it
        self._is_parser_idle = True  # between two requests, with nothing read in advance

    def data_received(self, data: bytes) -> None:
        if self._is_idle():
            shelf: Shelf | None = self.app_state.get(STATE_KEY)
            if shelf is not None and (file := shelf.answer(data)) is not None:
                self.transport.write(
                    b"".join([b"HTTP/1.1 200 OK\r\n", header_lines(self.server_state.default_headers), file])
                )
                self.on_response_complete()
                return
            if (request := plain.read(data)) is not None:
                self._begin(request, data)
                return
        self.tell_parser()
        self._is_parser_idle = False
        super().data_received(data)

    def on_response_complete(self) -> None:
        self._untold = b""
        super().on_response_complete()
        if not self._is_parser_idle:
            states = {self.conn.our_state, self.conn.their_state}
            self._is_parser_idle = states == {h11.IDLE} and not self.conn.trailing_data[0]

    @property
    def is_past_parser(self) -> bool:
        """Whether a request is under way that h11 does not know of."""
        return bool(self._untold)

    def tell_parser(self) -> None:
        """Of that; h11 is then where it would have been if it had read it."""
        if self.is_past_parser:
            untold, self._untold, self._is_parser_idle = self._untold, b"", False
            self.conn.receive_data(untold)
            while not isinstance(self.conn.next_event(), h11.EndOfMessage):
                pass

    def _is_idle(self) -> bool:
        """Between two requests, with nothing waiting to be sent."""
        return (
            self._is_parser_idle
            and not self.is_past_parser
            and not self.transport.get_write_buffer_size()
            and not self.transport.is_closing()
        )

    def _begin(self, request: PlainRequest, data: bytes) -> None:
        self._begin_answering()
        if request.socket_key:
            self._become_socket(request)
            return
        self._untold = data
        self.cycle = PlainCycle(self, request)
        task = self.loop.create_task(self.cycle.run_asgi(self.app))
        task.add_done_callback(self.tasks.discard)
        self.tasks.add(task)

    def _become_socket(self, request: PlainRequest) -> None:
        self._forget_times()
        self._burden.discard(self)
        self.connections.discard(self)
        socket = SharedFrameProtocol(self.config, self.server_state, self.app_state)
        socket.connection_made(self.transport)
        socket.begin(request)
        self.transport.set_protocol(socket)

    def scope_of(self, request: PlainRequest) -> "HTTPScope":
        """As uvicorn makes it."""
        return {
            "type": "http",
            "asgi": {"version": self.asgi_version, "spec_version": "2.3"},
            "http_version": "1.1",
            "server": self.server,
            "client": self.client,
            "scheme": self.scheme or "http",
            "method": request.method.decode(),
            "root_path": self.root_path,
            "path": unquote(request.raw_path.decode()),
            "raw_path": request.raw_path,
            "query_string": request.query,
            "headers": request.headers,
            "state": self.app_state.copy(),
        }


class PlainCycle(RequestResponseCycle):
    """A plain request and its answer, whose head is kept back until its body is there."""

    def __init__(self, protocol: QuickHttpProtocol, request: PlainRequest) -> None:
        super().__init__(
            scope=protocol.scope_of(request),
            conn=protocol.conn,
            transport=protocol.transport,
            flow=protocol.flow,
            logger=protocol.logger,
            access_logger=protocol.access_logger,
            access_log=False,
            default_headers=protocol.server_state.default_headers,
            message_event=asyncio.Event(),
            on_response=protocol.on_response_complete,
        )
        self._protocol = protocol
        self._start: HTTPResponseStartEvent | None = None
        self.body += request.body
        self.more_body = False
        self.message_event.set()

    async def run_asgi(self, app: "ASGI3Application") -> None:
        try:
            await super().run_asgi(app)
        finally:
            del self._protocol  # they would hold each other

    async def send(self, message: "ASGISendEvent") -> None:
        start, self._start = self._start, None
        if self.disconnected:
            return
        if start is None and not self.response_started and message["type"] == "http.response.start":
            self._start = message
        elif start is None:
            await super().send(message)
        elif self._protocol.is_past_parser and (answer := self._plain_answer(start, message)) is not None:
            self._say(answer)
        else:
            await self._say_head(start)
            await super().send(message)

    async def send_500_response(self) -> None:
        """Where uvicorn sees no answer begun. If its head is kept back, the other side gets that, and no more."""
        start, self._start = self._start, None
        if start is None:
            await super().send_500_response()
            return
        try:
            await self._say_head(start)
        finally:
            self.transport.close()

    async def _say_head(self, start: "HTTPResponseStartEvent") -> None:
        self._protocol.tell_parser()
        await super().send(start)

    def _plain_answer(self, start: "HTTPResponseStartEvent", message: "ASGISendEvent") -> bytes | None:
        """All of it; None if it is not whole, or means something for the connection."""
        if message["type"] != "http.response.body" or message.get("more_body", False):
            return None
        status, body = start["status"], message.get("body", b"")
        headers = [*self.default_headers, *start.get("headers", ())]
        named, head = dict(headers), header_lines(headers)
        length = named.get(b"content-length")
        is_whole = not body if status in _BODILESS else length == b"%d" % len(body)
        is_said_as_written = len(head.translate(None, _BREAKS)) == len(head) - 2 * len(headers)
        if not is_whole or not is_said_as_written or not _FRAMING.isdisjoint(named):
            return None
        return b"".join([b"HTTP/1.1 %d %b\r\n" % (status, STATUS_PHRASES[status]), head, b"\r\n", body])

    def _say(self, answer: bytes) -> None:
        self.response_started = self.response_complete = True
        self.message_event.set()
        self.transport.write(answer)
        if not self.keep_alive:
            self.transport.close()
        self.on_response()
