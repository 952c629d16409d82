"""SIGKILL at any moment: no acknowledged act is lost, none is doubled, and every screen resumes by itself."""

import asyncio
from pathlib import Path
from random import Random

import pytest

from openspace.storage.sqlite import open_store
from tests.client import Device, Json
from tests.proof import history
from tests.proof.history import Row
from tests.proof.phone import Phone
from tests.server_process import ServerProcess

PHONES = 8
ACTS_BETWEEN_KILLS = (1, 120)
A_MOMENT_S = 0.02  # a commit takes about as long
WAIT_MAX_S = 60.0
LOOK_EVERY_S = 0.05


class Acknowledged:
    """Counts what was acknowledged to anybody, and lets one wait for more."""

    def __init__(self) -> None:
        self.count = 0
        self._news = asyncio.Event()

    def one_more(self) -> None:
        self.count += 1
        self._news.set()

    async def reaches(self, count: int) -> None:
        async with asyncio.timeout(WAIT_MAX_S):
            while self.count < count:
                self._news.clear()
                await self._news.wait()


@pytest.mark.parametrize("kills", [5, pytest.param(20, marks=pytest.mark.long)])
async def test_a_killed_server_keeps_what_it_acknowledged_and_every_screen_resumes(tmp_path: Path, kills: int) -> None:
    """[S2, S3, S7, L1, L2]"""
    dice = Random(kills)
    acknowledged = Acknowledged()
    server = ServerProcess(tmp_path / "openspace.db")
    await server.start()
    try:
        made = await Device(server.base).make_board()
        phones = [await a_phone(server, made.code, dice, acknowledged) for _ in range(PHONES)]
        running = [asyncio.create_task(phone.run()) for phone in phones]
        for _ in range(kills):
            await acknowledged.reaches(acknowledged.count + dice.randint(*ACTS_BETWEEN_KILLS))
            await asyncio.sleep(dice.uniform(0, A_MOMENT_S))  # any moment, not that of an answer
            await server.kill()
            await server.start()
        board = await end_of(phones, Device(server.base, made.key("facilitator")), made.code)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await server.stop()
    finally:
        await server.kill()

    rows = await stored(server.data, made.code)
    assert history.flaws([phone.history for phone in phones], rows, board) == []
    assert all(phone.resumed >= kills for phone in phones), "somebody did not come back"
    assert acknowledged.count >= kills


async def a_phone(server: ServerProcess, code: str, dice: Random, acknowledged: Acknowledged) -> Phone:
    device = Device(server.base)
    await device.join(code)
    return Phone(device, code, Random(dice.random()), acknowledged.one_more)


async def end_of(phones: list[Phone], device: Device, code: str) -> Json:
    """Nobody asks for more; everyone gets their answers and sees the last event. The board that GET shows then."""
    for phone in phones:
        phone.is_acting = False
    async with asyncio.timeout(WAIT_MAX_S):
        while True:
            whole = await device.board(code)
            if all(phone.is_done(whole["seq"]) for phone in phones):
                board: Json = whole["board"]
                return board
            await asyncio.sleep(LOOK_EVERY_S)


async def stored(data: Path, code: str) -> list[Row]:
    """What the log holds. Joining is the server's own command, sent for nobody's phone."""
    async with open_store(data) as store:
        rows = await store.read(code)
    joins = {row.event.seq for row in rows if row.event.type == "person_joined"}
    return [
        Row(row.event.seq, None if row.event.seq in joins else row.event.by, row.command_id, row.made) for row in rows
    ]
