"""A server just large enough to try a load on: it lets in, welcomes, repeats to everybody what it is told, and answers.

`GET /board` has a tag that says how far it is, `POST /people` gives a token, which the socket `/ws` asks for. `hello`
gets a `welcome`; any other message goes to all sockets as an event of the next seq, and then its sender is told
`accepted`. After `goodbye` everybody is closed 1012.
"""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from bench.load.plan import Client

TOKEN = "let-me-in"
HELLO = '{"type":"hello","epoch":"{epoch}","since":{seq}}'
LIVE = b'"welcome"'


class SmallServer:
    """`heard`: every text that came, in order."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.port = 0
        self._seq = 0
        self._sockets: list[WebSocket] = []

    def client(self, **fields: object) -> Client:
        """One that joins, opens its socket and says hello."""
        head = f"Host: 127.0.0.1:{self.port}\r\n"
        upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        usual = {
            "requests": (f"POST /people HTTP/1.1\r\n{head}Content-Length: 2\r\n\r\n{{}}".encode(),),
            "upgrade": f"GET /ws HTTP/1.1\r\n{head}{upgrade}Authorization: Bearer {{token}}\r\n\r\n".encode(),
            "greeting": (HELLO,),
        }
        return Client(**{**usual, **fields})  # type: ignore[arg-type]

    async def people(self, request: Request) -> JSONResponse:
        return JSONResponse({"person": "p1", "token": TOKEN})

    async def board(self, request: Request) -> Response:
        return Response(b"compressed", headers={"etag": 'W/"e-7.41.3.abc"'})

    async def talk(self, screen: WebSocket) -> None:
        if screen.headers.get("authorization") != f"Bearer {TOKEN}":
            await screen.close()
            return
        await screen.accept()
        self._sockets.append(screen)
        try:
            while True:
                await self._take(screen, await screen.receive_text())
        except (WebSocketDisconnect, RuntimeError):
            self._sockets.remove(screen)

    async def _take(self, sender: WebSocket, text: str) -> None:
        self.heard.append(text)
        if "hello" in text:
            await sender.send_text(f'{{"type":"welcome","epoch":"e1","seq":{self._seq}}}')
            return
        if text == "goodbye":
            for screen in list(self._sockets):
                await screen.close(1012)
            return
        self._seq += 1
        event = json.dumps({"type": "events", "events": [{"seq": self._seq, "told": text}]}, separators=(",", ":"))
        for screen in list(self._sockets):
            await screen.send_text(event)
        await sender.send_text('{"type":"accepted"}')


@asynccontextmanager
async def small_server() -> AsyncIterator[SmallServer]:
    small = SmallServer()
    listener = socket.create_server(("127.0.0.1", 0))
    small.port = listener.getsockname()[1]
    app = Starlette(
        routes=[
            Route("/people", small.people, methods=["POST"]),
            Route("/board", small.board),
            WebSocketRoute("/ws", small.talk),
        ],
    )
    config = uvicorn.Config(app, log_config=None, lifespan="off", ws="websockets-sansio", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve([listener]))
    try:
        yield small
    finally:
        server.should_exit = True
        await serving
