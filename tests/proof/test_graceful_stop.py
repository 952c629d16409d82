"""[S10, Y2] SIGTERM while people act and write: what was acknowledged is there, all hear 1012, the files are clean."""

import asyncio
import os
from contextlib import suppress
from itertools import count
from pathlib import Path

from websockets.exceptions import ConnectionClosed

from openspace.storage.damage import flaw_of
from openspace.storage.sqlite import open_store
from tests.client import Device, Made, Screen
from tests.note_taker import NoteTaker
from tests.proof.chaos import A_MISTAKE_OF_OURS
from tests.server_process import ServerProcess

SCREENS, WRITERS, ONLOOKERS = 8, 4, 20
LIMIT_S = 120.0


class Told:
    """What was acknowledged before the end: seqs by command id, and words."""

    def __init__(self) -> None:
        self.seqs: dict[str, int] = {}
        self.words: set[str] = set()
        self.codes: list[int] = []
        self.here = 0
        self._news = asyncio.Event()

    def news(self) -> None:
        self._news.set()

    def one_more_is_here(self) -> None:
        self.here += 1
        self.news()

    async def reaches(self, here: int, acts: int, words: int) -> None:
        async with asyncio.timeout(LIMIT_S):
            while self.here < here or len(self.seqs) < acts or len(self.words) < words:
                self._news.clear()
                await self._news.wait()


async def act(device: Device, made: Made, told: Told) -> None:
    """Posts without pause, ten on their way, until the server says goodbye."""
    async with device.screen(made.code) as screen:
        told.one_more_is_here()
        with suppress(EOFError, ConnectionClosed):
            for number in count():
                await screen.say(a_topic(f"{device.person}-{number}"))
                await screen.until(lambda number=number: len(screen.answers) > number - 10)  # type: ignore[misc]
                hear(screen, told)
        hear(screen, told)
        told.codes.append(await screen.closed())


def a_topic(command_id: str) -> dict[str, str]:
    return {"type": "propose_topic", "command_id": command_id, "title": command_id}


def hear(screen: Screen, told: Told) -> None:
    accepted = {key: answer for key, answer in screen.answers.items() if answer["type"] == "accepted"}
    told.seqs |= {key: answer["seq"] for key, answer in accepted.items()}
    told.news()


async def look(device: Device, made: Made, told: Told) -> None:
    async with device.screen(made.code) as screen:
        told.one_more_is_here()
        told.codes.append(await screen.closed())


async def write(device: Device, made: Made, topic: str, told: Told) -> None:
    """Writes without pause, until the server says goodbye."""
    async with NoteTaker(device, made.code, topic, token=device.token) as taker:
        told.one_more_is_here()
        with suppress(EOFError, ConnectionClosed):
            for number in count():
                word = f"«{device.person} {number}»"
                await taker.type(word)
                await taker.stored()
                told.words.add(word)
                told.news()
        told.codes.append(await taker.closed())


async def test_a_server_told_to_stop_keeps_what_it_acknowledged_and_tells_everybody(tmp_path: Path) -> None:
    """[L2, Y4]"""
    server, told = ServerProcess(tmp_path / "openspace.db"), Told()
    await server.start()
    try:
        ada = Device(server.base)
        made = await ada.make_board()
        await ada.join(made.code)
        topic = (await ada.command(made.code, "propose_topic", title="Bostäder")).json()["made"]["topic"]
        devices = [Device(server.base) for _ in range(SCREENS + WRITERS + ONLOOKERS)]
        for device in devices:
            await device.join(made.code)
        async with asyncio.TaskGroup() as tasks, asyncio.timeout(LIMIT_S):
            for device in devices[:SCREENS]:
                tasks.create_task(act(device, made, told))
            for device in devices[SCREENS : SCREENS + WRITERS]:
                tasks.create_task(write(device, made, topic, told))
            for device in devices[SCREENS + WRITERS :]:
                tasks.create_task(look(device, made, told))
            await told.reaches(here=len(devices), acts=100, words=20)
            await server.stop()  # within its limit, exit code 0
    finally:
        await server.kill()

    assert told.codes == [1012] * len(devices)
    assert sorted(await asyncio.to_thread(os.listdir, tmp_path)) == [
        "openspace.db",
        "openspace.db.lock",
        "openspace.log",
    ]
    assert flaw_of(server.data) is None
    await require_kept(server.data, made, told)
    await require_words(server, made, topic, told)
    assert A_MISTAKE_OF_OURS.findall(await asyncio.to_thread(server.log.read_text)) == []


async def require_kept(data: Path, made: Made, told: Told) -> None:
    async with open_store(data) as store:
        stored = {row.command_id: row.event.seq for row in await store.read(made.code)}
    assert {key: stored.get(key) for key in told.seqs} == told.seqs


async def require_words(server: ServerProcess, made: Made, topic: str, told: Told) -> None:
    """The server comes back, and whoever asks is shown them."""
    await server.start()
    try:
        facilitator = Device(server.base, made.key("facilitator"))
        text = (await facilitator.request("GET", f"/api/boards/{made.code}/topics/{topic}/notes")).json()["text"]
        await server.stop()
    finally:
        await server.kill()
    assert [word for word in sorted(told.words) if text.count(word) != 1] == []
