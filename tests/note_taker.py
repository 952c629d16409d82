"""A client of the notes' socket, as a stranger would write one: y-protocols over `websockets`, the document in pycrdt.

async with NoteTaker(device, code, topic) as taker:
    await taker.type("Hej")
    await taker.stored()
"""

import asyncio
from types import TracebackType
from typing import Self
from urllib.parse import quote, urlsplit

from pycrdt import Decoder as ProtocolReader
from pycrdt import Doc, Text, create_sync_message, create_update_message
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.client import WAIT_MAX_S, Device, Listener

SYNC, AWARENESS = 0, 1
STEP_1, STEP_2, UPDATE = 0, 1, 2


class NoteTaker(Listener):
    """`doc` and `text` are its own and survive the connection. `patience_s`: with the server."""

    def __init__(self, device: Device, code: str, topic: str, doc: "Doc[Text] | None" = None, **query: str) -> None:
        super().__init__()
        address = urlsplit(device.base)
        asked = "&".join(f"{name}={quote(value)}" for name, value in query.items())
        self.url = f"ws://{address.netloc}/ws/notes/{code}/{topic}" + (f"?{asked}" if asked else "")
        self.headers = {} if query else device._who()
        self.doc: Doc[Text] = doc or Doc()
        self.text = self.doc.get("notes", type=Text)
        self.patience_s = WAIT_MAX_S
        self.asked = self.answers = 0  # step 1, step 2
        self.heard: list[bytes] = []

    async def __aenter__(self) -> Self:
        self.socket: ClientConnection = await connect(
            self.url,
            additional_headers=self.headers,
            compression=None,
            max_size=None,
            proxy=None,
            open_timeout=self.patience_s,
        )
        self._reading = asyncio.create_task(self._read())
        await self.ask()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)
        await self.socket.close()

    async def say(self, message: bytes | str) -> None:
        try:
            await self.socket.send(message)
        except ConnectionClosed:
            self.close_code = self.socket.close_code

    async def ask(self) -> None:
        """What it does not know."""
        self.asked += 1
        await self.say(create_sync_message(self.doc))

    async def type(self, text: str) -> None:
        """At the end. Not waiting."""
        before = self.doc.get_state()
        self.text.insert(len(self.text), text)
        await self.say(create_update_message(self.doc.get_update(before)))

    async def stored(self) -> None:
        """Until the server has said that it has stored all that was typed. Raises EOFError once it is closed."""
        await self.ask()
        wanted = self.asked
        await self.until(lambda: self.answers >= wanted, self.patience_s)

    async def shows(self, text: str) -> None:
        await self.until(lambda: text in str(self.text))

    async def _read(self) -> None:
        try:
            async for message in self.socket:
                assert isinstance(message, bytes)
                await self._take(message)
                self._news.set()
        except ConnectionClosed:
            pass
        finally:
            self.close_code = self.socket.close_code or 1006
            self._news.set()

    async def _take(self, message: bytes) -> None:
        self.heard.append(message)
        if message[0] != SYNC:
            return
        content = ProtocolReader(message[2:]).read_message() or b""
        if message[1] == STEP_1:
            update = self.doc.get_update(content)
            await self.say(bytes((SYNC, STEP_2)) + create_update_message(update)[2:])
        else:
            self.doc.apply_update(content)
            self.answers += message[1] == STEP_2
