"""People who write notes through any network: each word once, in the middle of others' text too, and some taken back.

What one was told is stored, and what anybody was shown of somebody else's, are promises of the server.
"""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from random import Random

from pycrdt import create_update_message
from websockets.exceptions import WebSocketException

from tests.client import WAIT_MAX_S, Device
from tests.note_taker import NoteTaker
from tests.proof.progress import Progress

WORDS_MAX = 300
PAUSE_S = 0.004
RETRY_AFTER_S = 0.05
PATIENCE_S = 8.0  # with a line that is silent, as a browser's; more after each try
FINAL_CODES = range(4000, 4500)


class Scribbler:
    """`stored`: words it was told are stored. `gone`: words it has taken back, and those of them told to be stored.

    `told`: of how many words all writers were told that they are stored.
    """

    def __init__(
        self, device: Device, code: str, topic: str, name: str, dice: Random, told: Progress | None = None
    ) -> None:
        self.topic = topic
        self.name = name
        self.stored: set[str] = set()
        self.gone: set[str] = set()
        self.gone_for_good: set[str] = set()
        self.is_writing = True
        self.came_back = -1
        self.turned_away: list[int] = []
        self.has_begun = asyncio.Event()  # something is stored
        self._device = device
        self._code = code
        self._dice = dice
        self._told = told or Progress()
        self._words = 0
        self._tries = 0  # since something was stored
        self.taker = self._another()

    async def run(self) -> None:
        """Until cancelled: a connection whenever there is a server."""
        while True:
            with suppress(EOFError, OSError, TimeoutError, WebSocketException):
                self._tries += 1
                async with self._another(PATIENCE_S * self._tries) as taker:
                    self.came_back += 1
                    await self._write(taker)
            if (code := self.taker.close_code) is not None and code in FINAL_CODES:
                self.turned_away.append(code)
            await asyncio.sleep(RETRY_AFTER_S)

    async def level(self) -> str:
        """Bring all it has, hear all there is: its text then."""
        async with self._another() as taker:
            await taker.stored()  # by now it has answered what the server asked
            await taker.stored()
            return str(taker.text)

    def shown(self) -> set[str]:
        """Words of others in its own document: they can only have come from the server."""
        return {word for word in words_of(str(self.taker.text)) if not word.startswith(f"«{self.name}-")}

    @property
    def written(self) -> list[str]:
        """Every word it ever wrote."""
        return [self._word(number) for number in range(1, self._words + 1)]

    def _another(self, patience_s: float = WAIT_MAX_S) -> NoteTaker:
        """A new connection for the same document."""
        doc = self.taker.doc if hasattr(self, "taker") else None
        self.taker = NoteTaker(self._device, self._code, self.topic, doc, token=self._device.token)
        self.taker.patience_s = patience_s
        return self.taker

    async def _write(self, taker: NoteTaker) -> None:
        await taker.stored()
        while True:
            if self.is_writing and self._words < WORDS_MAX:
                for _ in range(self._dice.randint(1, 4)):
                    await self._edit(taker)
                    await asyncio.sleep(PAUSE_S)
            words, gone = set(self.written), set(self.gone)
            await taker.stored()
            self._tries = 0
            self._told.add(len(words - self.stored))
            self.stored |= words
            self.gone_for_good |= gone
            if self.stored:
                self.has_begun.set()
            await asyncio.sleep(PAUSE_S)

    async def _edit(self, taker: NoteTaker) -> None:
        before = taker.doc.get_state()
        own = sorted(self.stored - self.gone)
        if own and self._dice.random() < 0.2:
            self._take_back(taker, self._dice.choice(own))
        else:
            self._words += 1
            taker.text.insert(self._border(str(taker.text)), self._word(self._words))
        await taker.say(create_update_message(taker.doc.get_update(before)))

    def _take_back(self, taker: NoteTaker, word: str) -> None:
        at = str(taker.text).encode().find(word.encode())
        if at >= 0:  # else it is gone already: the deletion came back to it
            self.gone.add(word)
            del taker.text[at : at + len(word.encode())]

    def _border(self, text: str) -> int:
        """Behind any word, or at the end; in bytes, as pycrdt counts."""
        ends = [at + 1 for at, letter in enumerate(text) if letter == "»"]
        return len(text[: self._dice.choice([*ends, len(text)])].encode())

    def _word(self, number: int) -> str:
        return f"«{self.name}-{number}🙂å»"


def words_of(text: str) -> Iterator[str]:
    """Everything between « and »."""
    for piece in text.split("«")[1:]:
        word, end, _ = piece.partition("»")
        if end:
            yield f"«{word}»"
