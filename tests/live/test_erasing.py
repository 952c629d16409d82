"""[G10] A board whose day is over is erased, whatever else goes on at that moment."""

import asyncio
from datetime import timedelta

import pytest

from openspace.domain.commands import JoinBoard
from openspace.domain.context import Actor
from openspace.live.board import LiveBoard
from openspace.live.boards import ERASE_PAUSE_S, Boards, NoSuchBoard
from openspace.ports import BoardRecord, NotRead, Stored, Whereabouts
from tests.client import WAIT_MAX_S
from tests.fakes import FakeClock, flush
from tests.live.live_day import AwkwardStore, a_plan, open_boards


class ErasingStore(AwkwardStore):
    """`broken`: boards of which a row is no event any more. The gates: cleared, who asks waits."""

    def __init__(self) -> None:
        super().__init__()
        self.broken: set[str] = set()
        self.lists = asyncio.Event()
        self.lists.set()
        self.feet = asyncio.Event()
        self.feet.set()

    async def read(self, code: str, after: int = 0, limit: int | None = None) -> list[Stored]:
        if code in self.broken:
            raise NotRead("a row of the log is damaged")
        return await super().read(code, after, limit)

    async def to_look_after(self, *args: object) -> list[BoardRecord]:
        await self.lists.wait()
        return await super().to_look_after(*args)  # type: ignore[arg-type]

    async def whereabouts(self, code: str) -> dict[str, Whereabouts]:
        await self.feet.wait()
        return await super().whereabouts(code)


async def a_board_for_today(boards: Boards, clock: FakeClock) -> LiveBoard:
    return (await boards.make(a_plan(keep_until=clock.now().date() + timedelta(days=1))))[0]


async def test_a_board_that_cannot_be_read_keeps_no_other_from_being_erased() -> None:
    store, clock = ErasingStore(), FakeClock()
    async with open_boards(store, clock) as boards:
        broken, due = [await a_board_for_today(boards, clock) for _ in range(2)]
    store.broken = {broken.code}
    clock.set_wall_clock(clock.now() + timedelta(days=3))

    async with open_boards(store, clock):
        await clock.advance(3 * ERASE_PAUSE_S)

    assert await store.record(due.code) is None
    assert await store.record(broken.code) is not None


async def test_a_board_that_is_being_opened_is_erased_and_closed_again() -> None:
    store, clock = ErasingStore(), FakeClock()
    async with open_boards(store, clock) as boards:
        code = (await a_board_for_today(boards, clock)).code
    async with open_boards(store, clock) as boards:
        await clock.advance(2 * ERASE_PAUSE_S)
        clock.set_wall_clock(clock.now() + timedelta(days=3))
        store.feet.clear()
        asking = asyncio.create_task(boards.get(code))
        await flush()

        erasing = asyncio.create_task(boards.erase_due())
        await flush()
        store.feet.set()
        await clock.advance(2 * ERASE_PAUSE_S)
        await asyncio.gather(asking, erasing)

        assert await store.record(code) is None
        assert boards.census().boards == 0
        with pytest.raises(NoSuchBoard):
            await boards.get(code)


async def test_a_stop_meanwhile_waits_until_it_is_erased_and_leaves_no_task_behind() -> None:
    store, clock, before = ErasingStore(), FakeClock(), asyncio.all_tasks()
    async with open_boards(store, clock) as boards:
        code = (await a_board_for_today(boards, clock)).code
    clock.set_wall_clock(clock.now() + timedelta(days=3))
    store.lists.clear()

    async with asyncio.timeout(WAIT_MAX_S), open_boards(store, clock) as boards:
        board = await boards.get(code)
        store.gate.clear()
        join = JoinBoard(command_id="c1", person="ada", name="Ada")
        answer = asyncio.create_task(board.submit(join, Actor("ada")))
        await flush()
        store.lists.set()
        await flush()
        releasing = asyncio.create_task(released(store))

    await asyncio.gather(answer, releasing)
    assert await store.record(code) is None
    assert asyncio.all_tasks() == before


async def released(store: ErasingStore) -> None:
    """The disk is quick again, once the stop is under way."""
    await flush()
    store.gate.set()
