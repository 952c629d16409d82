"""SIGKILL at any moment: no acknowledged act is lost, none is doubled, and every screen resumes by itself."""

import asyncio
from pathlib import Path
from random import Random

import pytest

from tests.client import Device, Json, Screen
from tests.proof import history
from tests.proof.phone import Habits, Phone
from tests.proof.retrial import Retrial
from tests.proof.stored import read_log, rows_of
from tests.server_process import ServerProcess

PHONES = 8
RESTLESS = Habits(backoff_first_s=0.05, backoff_max_s=0.05)
ACTS_BETWEEN_KILLS = (1, 120)
A_MOMENT_S = 0.02  # a commit takes about as long
WAIT_MAX_S = 180.0
LOOK_EVERY_S = 0.05


class Acknowledged:
    """Counts what was acknowledged to anybody, and lets one wait for more."""

    def __init__(self) -> None:
        self.count = 0
        self._news = asyncio.Event()

    def one_more(self, accepted: Json) -> None:
        self.count += 1
        self._news.set()

    async def reaches(self, count: int) -> None:
        async with asyncio.timeout(WAIT_MAX_S):
            while self.count < count:
                self._news.clear()
                await self._news.wait()


@pytest.mark.long  # the seeds of test_chaos.py hold kills too, and run every time
@pytest.mark.parametrize("kills", [5, 20])
async def test_a_killed_server_keeps_what_it_acknowledged_and_every_screen_resumes(tmp_path: Path, kills: int) -> None:
    """[S2, S3, S7, L1, L2]"""
    dice = Random(kills)
    acknowledged = Acknowledged()
    server = ServerProcess(tmp_path / "openspace.db")
    await server.start()
    try:
        made = await Device(server.base).make_board()
        phones = [await a_phone(server, made.code, dice, acknowledged, number) for number in range(PHONES)]
        async with asyncio.TaskGroup() as living:
            for phone in phones:
                living.create_task(phone.run())
            for _ in range(kills):
                await acknowledged.reaches(acknowledged.count + dice.randint(*ACTS_BETWEEN_KILLS))
                await asyncio.sleep(dice.uniform(0, A_MOMENT_S))  # any moment, not that of an answer
                await server.kill()
                await server.start()
            board = await end_of(phones, Device(server.base, made.key("facilitator")), made.code)
            for phone in phones:
                phone.leave()
        await server.stop()
    finally:
        await server.kill()

    log = await read_log(server.data, made.code)
    clients = [phone.history for phone in phones]
    assert history.flaws(clients, rows_of(log), board, Retrial(log, phones).may_be_refused) == []
    assert all(phone.resumed >= kills for phone in phones), "somebody did not come back"
    assert acknowledged.count >= kills


async def a_phone(server: ServerProcess, code: str, dice: Random, acknowledged: Acknowledged, number: int) -> Phone:
    device = Device(server.base)
    await device.join(code)
    whims = Whims(Random(dice.random()))
    return Phone(f"phone {number}", device, code, Random(dice.random()), RESTLESS, whims.next, acknowledged.one_more)


class Whims:
    """What people do in a marketplace; placing may well be refused."""

    def __init__(self, dice: Random) -> None:
        self._dice = dice
        self._number = 0

    def next(self, screen: Screen) -> Json:
        board = screen.board
        topics = list(board["topics"])
        mine = [key for key, topic in board["topics"].items() if topic["convener"] == screen.me["person"]]
        self._number += 1
        match self._dice.randrange(4) if len(mine) > 1 else 0:
            case 0:
                return {"type": "propose_topic", "title": f"Ämne {self._number}", "about": "Vad gör vi nu? " * 9}
            case 1:
                room, slot = (self._dice.choice(list(board[name])) for name in ("rooms", "slots"))
                return {"type": "place_topic", "topic": self._dice.choice(mine), "room": room, "slot": slot}
            case 2:
                return {"type": "withdraw_topic", "topic": self._dice.choice(mine)}
            case _:
                return {"type": "set_interest", "topic": self._dice.choice(topics), "on": self._number % 3 > 0}


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
