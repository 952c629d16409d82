"""SIGKILL while people write notes: whatever anybody was shown, or told is stored, is there afterwards."""

import asyncio
from pathlib import Path
from random import Random

import pytest
from websockets.exceptions import WebSocketException

from tests.client import Device
from tests.note_taker import NoteTaker
from tests.server_process import ServerProcess

WRITERS = "abcd"
WORDS_BETWEEN_KILLS = (1, 40)
A_MOMENT_S = 0.05
PAUSE_S = 0.002
WAIT_MAX_S = 180.0


class Writer:
    """Types numbered words for as long as there is a server, comes back after each kill with all it has.

    `seen`: every word of anybody that reached it from the server; `stored`: its own that it was told are stored.
    """

    def __init__(self, device: Device, code: str, topic: str, name: str, news: asyncio.Event) -> None:
        self.device = device
        self.news = news  # set whenever more is stored
        self.where = (code, topic)
        self.name = name
        self.taker = NoteTaker(device, code, topic, token=device.token)
        self.written = 0
        self.stored: set[str] = set()
        self.is_writing = True

    async def run(self) -> None:
        while self.is_writing:
            try:
                async with self.again() as taker:
                    await self.write(taker)
            except (EOFError, OSError, TimeoutError, WebSocketException):
                await asyncio.sleep(A_MOMENT_S)  # the server is away

    def again(self) -> NoteTaker:
        """A new connection for the same document."""
        self.taker = NoteTaker(self.device, *self.where, self.taker.doc, token=self.device.token)
        return self.taker

    async def write(self, taker: NoteTaker) -> None:
        await taker.stored()
        while self.is_writing:
            words = [self.next_word() for _ in range(3)]
            for word in words:
                await taker.type(word)
                await asyncio.sleep(PAUSE_S)
            await taker.stored()
            self.stored |= {*words}
            self.news.set()

    def next_word(self) -> str:
        self.written += 1
        return f"«{self.name}{self.written}🙂»"

    def seen(self) -> set[str]:
        """Words of the others in the own document: they can only have come from the server."""
        words = str(self.taker.text).replace("»", "»\n").split("\n")
        return {word for word in words if word.startswith("«") and not word.startswith(f"«{self.name}")}


@pytest.mark.long  # the seeds of test_notes_chaos.py hold kills too, and run every time
@pytest.mark.parametrize("kills", [3, 15])
async def test_a_killed_server_keeps_every_word_it_showed_or_said_it_stored(tmp_path: Path, kills: int) -> None:
    """[Y4]"""
    dice = Random(kills)
    server = ServerProcess(tmp_path / "openspace.db")
    await server.start()
    try:
        made, topic = await a_board(server)
        news = asyncio.Event()
        writers = [Writer(await a_person(server, made), made, topic, name, news) for name in WRITERS]
        running = [asyncio.create_task(writer.run()) for writer in writers]
        for _ in range(kills):
            await more_stored(writers, news, dice.randint(*WORDS_BETWEEN_KILLS))
            await asyncio.sleep(dice.uniform(0, A_MOMENT_S))
            await server.kill()
            promised = set[str]().union(*(writer.stored | writer.seen() for writer in writers))
            await server.start()
            async with NoteTaker(await a_person(server, made), made, topic) as fresh:
                await fresh.stored()
                assert [word for word in sorted(promised) if word not in str(fresh.text)] == []
        for writer in writers:
            writer.is_writing = False
        await asyncio.gather(*running)
        for writer in writers:
            await everything(writer)
        texts = [await everything(writer) for writer in writers]
        await server.stop()
    finally:
        await server.kill()

    assert len(set(texts)) == 1
    for writer in writers:
        assert all(texts[0].count(f"«{writer.name}{n}🙂»") == 1 for n in range(1, writer.written + 1))


async def a_board(server: ServerProcess) -> tuple[str, str]:
    """Its code, and a topic on it."""
    device = Device(server.base)
    made = await device.make_board()
    await device.join(made.code)
    reply = await device.command(made.code, "propose_topic", title="Anteckningar")
    return made.code, str(reply.json()["made"]["topic"])


async def a_person(server: ServerProcess, code: str) -> Device:
    device = Device(server.base)
    await device.join(code)
    return device


async def more_stored(writers: list[Writer], news: asyncio.Event, words: int) -> None:
    """Until so many more words are known to be stored."""
    wanted = sum(len(writer.stored) for writer in writers) + words
    async with asyncio.timeout(WAIT_MAX_S):
        while sum(len(writer.stored) for writer in writers) < wanted:
            news.clear()
            await news.wait()


async def everything(writer: Writer) -> str:
    """Bring all it has, and hear all that there is."""
    async with writer.again() as taker:
        await taker.stored()
        return str(taker.text)
