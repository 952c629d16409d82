"""One simulated screen: a real WebSocket client with its own copy of the board."""

import asyncio
import itertools
import json
import urllib.request
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

ANSWER_WITHIN_S = 20.0

Entity = dict[str, Any]
Collections = dict[str, dict[str, Entity]]


class Screen:
    """What one client knows of the board, and how it speaks. It holds no rules: what may be, the server says."""

    def __init__(self, socket: ClientConnection, name: str) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._answers: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self.name = name
        self.board: Collections = {}
        self.heads: dict[str, int] = {}  # by place
        self.ready = asyncio.Event()

    def topics(self) -> list[Entity]:
        return list(self.board.get("topics", {}).values())

    def sessions(self) -> list[Entity]:
        return list(self.board.get("sessions", {}).values())

    async def ask(self, type: str, **fields: object) -> dict[str, Any]:
        """Send one command; the answer, `accepted` or `refused`."""
        command_id = f"{self.name}-{next(self._numbers)}"
        answer = self._answers[command_id] = asyncio.get_running_loop().create_future()
        await self._socket.send(json.dumps({"type": type, "command_id": command_id, **fields}))
        async with asyncio.timeout(ANSWER_WITHIN_S):
            told: dict[str, Any] = await answer
        return told

    async def listen(self) -> None:
        """Follow the board until the server goes away."""
        await self._socket.send(json.dumps({"type": "hello", "protocol": 1, "epoch": None, "since": 0}))
        try:
            async for frame in self._socket:
                self._hear(json.loads(frame))
        except ConnectionClosed:
            return

    def _hear(self, message: dict[str, Any]) -> None:
        match message["type"]:
            case "welcome":
                self.board = message["snapshot"]
                self.heads = message["presence"]["heads"]
                self.ready.set()
            case "events":
                for event in message["events"]:
                    self._apply(event.get("changes", {}))
            case "presence":
                self.heads.update(message.get("heads", {}))
            case "accepted" | "refused":
                answer = self._answers.pop(message["command_id"], None)
                if answer is not None and not answer.done():
                    answer.set_result(message)
            case _:
                pass

    def _apply(self, changes: dict[str, dict[str, Entity | None]]) -> None:
        for name, changed in changes.items():
            collection = self.board.setdefault(name, {})
            for key, entity in changed.items():
                if entity is None:
                    collection.pop(key, None)
                else:
                    collection[key] = entity


@asynccontextmanager
async def screen(base: str, code: str, token: str, name: str) -> AsyncIterator[Screen]:
    """A connected screen of whoever the token names. `base`: "http://127.0.0.1:8000"."""
    address = f"{base.replace('http', 'ws', 1)}/ws/{code}"
    headers = {"Authorization": f"Bearer {token}"}
    async with connect(address, additional_headers=headers, compression=None, max_size=None) as socket:
        eyes = Screen(socket, name)
        async with listening(eyes.listen(), eyes.ready):
            yield eyes


@asynccontextmanager
async def listening(listen: Coroutine[None, None, None], is_ready: asyncio.Event) -> AsyncIterator[None]:
    """From when it has heard what it needs to begin, until this ends. Raises TimeoutError."""
    task = asyncio.create_task(listen)
    try:
        async with asyncio.timeout(ANSWER_WITHIN_S):
            await is_ready.wait()
        yield
    finally:
        task.cancel()


async def post(url: str, body: object, token: str = "") -> dict[str, Any]:
    """POST bytes as they are and anything else as JSON; the JSON answer. `token`: who asks."""
    content, media_type = (
        (body, "image/jpeg") if isinstance(body, bytes) else (json.dumps(body).encode(), "application/json")
    )
    headers = {"Content-Type": media_type} | ({"Authorization": f"Bearer {token}"} if token else {})
    return await asyncio.to_thread(_answer_to, urllib.request.Request(url, content, headers))


def _answer_to(request: urllib.request.Request) -> dict[str, Any]:
    with urllib.request.urlopen(request, timeout=ANSWER_WITHIN_S) as response:
        answer: dict[str, Any] = json.load(response)
    return answer
