"""One topic's notes on a simulated screen: a Yjs document kept in step with the server's, and a caret in it.

What a line says is found again by its text, so that whoever else changes it has it from then on.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from pycrdt import Doc, Text
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from openspace.demo.client import listening
from openspace.yjs import frames
from openspace.yjs.update import decode_state_vector

ROOT: Final = "notes"
END: Final = {"type": None, "tname": ROOT, "item": None, "assoc": 0}  # Yjs' word for the end of the text


class Notepad:
    """`name`: what the others read at the caret, empty for nobody in particular."""

    def __init__(self, socket: ClientConnection, name: str) -> None:
        self._socket = socket
        self._name = name
        self._doc: Doc[Text] = Doc()
        self._notes = self._doc.get(ROOT, type=Text)
        self._times_seen = 0
        self.synced = asyncio.Event()

    @property
    def text(self) -> str:
        return str(self._notes)

    async def listen(self) -> None:
        """Follow the document until the server goes away."""
        try:
            await self._say(frames.SyncStep1(self._doc.get_state()))
            async for frame in self._socket:
                assert isinstance(frame, bytes)
                await self._hear(frames.decode_message(frame))
        except ConnectionClosed:
            return
        finally:
            self.synced.set()  # nobody waits for what does not come

    async def fill_bullet(self, heading: int, word: str) -> None:
        """In the empty bullet that the template has below that heading; a new one if there is none."""
        written = self.text[: end_below(self.text, heading)].rstrip("\n")
        if written.endswith("\n- "):
            await self._insert(len(written), word)
        else:
            await self.add_bullet(heading, word)

    async def add_bullet(self, heading: int, word: str) -> None:
        """A line of its own after the last below that heading: never at the end of one that somebody writes on."""
        written = self.text[: end_below(self.text, heading)].rstrip("\n")
        if len(written) < len(self.text):
            await self._insert(len(written) + 1, f"- {word}\n")
        else:
            await self._insert(len(written), f"\n- {word}\n")

    async def go_on(self, line: str, more: str) -> bool:
        """Behind what was begun. Returns False, and does nothing, when nobody finds the line any more."""
        start = f"\n{self.text}\n".find(f"\n- {line}\n")
        if start < 0:
            return False
        await self._insert(start + len(f"- {line}"), more)
        return True

    async def add_internal(self, line: str) -> None:
        """At the end, both fences at once: a line is never public while it is being typed."""
        await self._insert(len(self.text), f"\n:::intern\n{line}\n:::\n")

    async def rest(self) -> None:
        """The caret out of the line that is finished."""
        await self._show_caret(END)

    async def _insert(self, at: int, words: str) -> None:
        """`at`: characters from the beginning. The library counts bytes of UTF-8."""
        before = self._doc.get_state()
        self._notes.insert(len(self.text[:at].encode()), words)
        await self._say(frames.Update(self._doc.get_update(before)))
        me = self._doc.client_id
        letters = decode_state_vector(self._doc.get_state())[me]
        last = letters - 2 if words.endswith("\n") else letters - 1
        await self._show_caret({"type": None, "tname": None, "item": {"client": me, "clock": last}, "assoc": -1})

    async def _show_caret(self, place: object) -> None:
        self._times_seen += 1
        state = json.dumps({"user": {"name": self._name}, "cursor": {"anchor": place, "head": place}})
        await self._say(frames.Awareness((frames.Peer(self._doc.client_id, self._times_seen, state),)))

    async def _hear(self, message: frames.Message) -> None:
        match message:
            case frames.SyncStep1(state):
                await self._say(frames.SyncStep2(self._doc.get_update(state)))
            case frames.SyncStep2(update):
                self._doc.apply_update(update)
                self.synced.set()
            case frames.Update(update):
                self._doc.apply_update(update)
            case _:
                pass  # who else is there

    async def _say(self, message: frames.Message) -> None:
        await self._socket.send(frames.encode_message(message))


def end_below(text: str, heading: int) -> int:
    """Where what stands below that heading, the first 0, ends: at the next one, or where the text does."""
    headings = [found.start() for found in re.finditer("^## ", text, re.MULTILINE)]
    return headings[heading + 1] if heading + 1 < len(headings) else len(text)


@asynccontextmanager
async def notepad(base: str, code: str, topic: str, token: str, name: str) -> AsyncIterator[Notepad]:
    """A topic's notes, open and in step. `base`: "http://127.0.0.1:8000".

    Raises:
        ConnectionClosed: From whatever is done with it, once the server has closed it.
    """
    address = f"{base.replace('http', 'ws', 1)}/ws/notes/{code}/{topic}"
    async with connect(address, additional_headers={"Authorization": f"Bearer {token}"}, compression=None) as socket:
        pad = Notepad(socket, name)
        async with listening(pad.listen(), pad.synced):
            yield pad
