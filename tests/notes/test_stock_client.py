"""The unchanged y-websocket client of npm writes notes on the real server, and finds them again."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.children import child
from tests.client import WAIT_MAX_S, Device
from tests.notes.stock_clients import StockClients, stock_clients
from tests.server_process import ServerProcess

NAMES = ["anna", "bilal", "chen"]
GREETINGS = ["Åsa och Örjan är här. ", "السلام عليكم ورحمة الله. ", "👨‍👩‍👧‍👦🇸🇪👍🏽 漢字. "]


class Room:
    """One topic, and how its clients come in."""

    def __init__(self, server: ServerProcess, code: str, topic: str, clients: StockClients) -> None:
        self.server = server
        self.code = code
        self.topic = topic
        self.clients = clients

    async def enter(self, name: str) -> None:
        device = Device(self.server.base)
        await device.join(self.code, name)
        url = f"ws://127.0.0.1:{self.server.port}/ws/notes/{self.code}"
        await self.clients(name, "open", url, self.topic, device.token)

    async def all_level(self) -> None:
        for name in NAMES:
            await self.clients(name, "level", NAMES)

    async def shown(self, *names: str) -> dict[str, Any]:
        """What all of these show, text and state: it must be the same."""
        first, *rest = [await self.clients(name, "show") for name in names]
        assert all(other == first for other in rest)
        shown: dict[str, Any] = first
        return shown

    async def exported(self) -> str:
        """The text as the export of the whole board has it."""
        where = ("--format", "json", "--out", "-", "--data", str(self.server.data))
        command = (sys.executable, "-m", "openspace", "export", self.code, *where)
        async with child(*command, stdout=PIPE) as process, asyncio.timeout(WAIT_MAX_S):
            written, _ = await process.communicate()
        return str(json.loads(written)["notes"][self.topic])


@pytest.fixture
async def room(tmp_path: Path, node_with_packages: Path) -> AsyncIterator[Room]:
    server = ServerProcess(tmp_path / "openspace.db")
    await server.start()
    try:
        convener = Device(server.base)
        made = await convener.make_board()
        await convener.join(made.code, "Disa")
        reply = await convener.command(made.code, "propose_topic", title="Bostäder")
        async with stock_clients(node_with_packages) as clients:
            yield Room(server, made.code, reply.json()["made"]["topic"], clients)
        await server.stop()
    finally:
        await server.kill()


@pytest.mark.long
async def test_three_write_at_once_one_of_them_offline_and_a_killed_server_has_it_all(room: Room) -> None:
    """[Y21, Y22]"""
    clients = room.clients
    for name in NAMES:
        await room.enter(name)
    for name in NAMES:
        await clients(name, "people", len(NAMES))

    for name, greeting in zip(NAMES, GREETINGS, strict=True):
        await clients(name, "say", greeting)
    for _ in range(10):
        for name in NAMES:
            await clients(name, "scribble", 5)
    await room.all_level()
    together = await room.shown(*NAMES)

    await clients("chen", "leave")
    for name in (*NAMES, *NAMES):
        await clients(name, "scribble", 20)
    await clients("chen", "say", GREETINGS[2])
    await clients("chen", "come")
    await clients("chen", "say", "Åter! ")
    await room.all_level()
    again = await room.shown(*NAMES)
    assert again != together
    assert "Åter! " in again["text"]

    await room.server.kill()
    await clients("bilal", "say", "medan servern var borta 👩🏿‍🔬")
    await room.server.start()
    await room.all_level()
    await room.enter("late")
    after = await room.shown(*NAMES, "late")
    assert "medan servern var borta 👩🏿‍🔬" in after["text"]

    await room.server.kill()
    await room.server.start()
    await room.enter("last")
    assert await room.shown(*NAMES, "last") == after
    assert await room.exported() == after["text"]


async def test_who_comes_back_typing_is_asked_for_the_rest_and_not_turned_away(room: Room) -> None:
    """[Y21]"""
    clients = room.clients
    for name in NAMES:
        await room.enter(name)
    await clients("anna", "say", "Innan. ")
    await room.all_level()
    await clients("anna", "leave")
    await clients("anna", "say", "Utan nät. ")

    closed = await clients("anna", "hurry", "Genast. ")

    await room.all_level()
    shown = await room.shown(*NAMES)
    assert closed == 0
    assert ("Genast. " in shown["text"], "Utan nät. " in shown["text"]) == (True, True)
