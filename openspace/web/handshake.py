"""A socket's handshake from a request that has been read already (`plain.py`), answered without reading it anew.

Every other one is uvicorn's and websockets' to judge, and gets the same answer.
"""

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import Protocol, State
from websockets.utils import accept_key

from openspace.web.plain import PlainRequest, header_lines

if TYPE_CHECKING:
    from uvicorn._types import ASGISendEvent


class HandshakeProtocol(WebSocketsSansIOProtocol):
    """uvicorn's, which may also begin with a `PlainRequest`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._accepted_by: str | None = None  # Sec-WebSocket-Accept, until it is said

    def begin(self, request: PlainRequest) -> None:
        """Instead of its bytes; `request.socket_key` is not empty."""
        self._accepted_by = accept_key(request.socket_key)
        self.handshake_initiated = True
        self.conn.parser.close()  # it waits for the request
        self.conn.parser = Protocol.parse(self.conn)
        next(self.conn.parser)
        self.scope = {
            "type": "websocket",
            "asgi": {"version": self.asgi_version, "spec_version": "2.4"},
            "http_version": "1.1",
            "scheme": self.scheme,
            "server": self.server,
            "client": self.client,
            "root_path": self.root_path,
            "path": unquote(request.raw_path.decode()),
            "raw_path": request.raw_path,
            "query_string": request.query,
            "headers": request.headers,
            "subprotocols": [],
            "state": self.app_state.copy(),
            "extensions": {"websocket.http.response": {}},
        }
        self.queue.put_nowait({"type": "websocket.connect"})
        task = self.loop.create_task(self.run_asgi())
        task.add_done_callback(self.on_task_complete)
        self.tasks.add(task)

    async def send(self, message: "ASGISendEvent") -> None:
        if message["type"] != "websocket.accept" or self._accepted_by is None:
            await super().send(message)
            return
        if self.disconnected:
            raise ClientDisconnected
        if not self.transport.is_closing():
            self.handshake_complete = True
            self.conn.state = State.OPEN
            more = header_lines([*self.default_headers, *message.get("headers", ())])
            self.transport.write(
                b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                b"Sec-WebSocket-Accept: %b\r\n%b\r\n" % (self._accepted_by.encode(), more)
            )
            self._accepted_by = None
