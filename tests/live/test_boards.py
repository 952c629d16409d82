"""Opening boards, making them, ending them."""

import asyncio
import logging
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from openspace.domain.commands import EditGathering
from openspace.domain.errors import Refused
from openspace.domain.new_board import NewBoard
from openspace.live.boards import ERASE_PAUSE_S, NoSuchBoard
from openspace.live.presence import Address
from openspace.ports import BoardRecord, NotRead, NotSaved
from tests.client import WAIT_MAX_S
from tests.fakes import FakeClock, SeededIds, flush
from tests.live.live_day import AwkwardStore, LiveDay, a_plan, open_boards


class CountingStore(AwkwardStore):
    """Counts how often a board was looked up, and takes its time."""

    lookups = 0

    async def record(self, code: str) -> BoardRecord | None:
        self.lookups += 1
        await asyncio.sleep(0)
        if self.is_unreadable:
            raise NotRead("disk error")
        return await super().record(code)


class SameCodes(SeededIds):
    """The same code twice, then another."""

    def __init__(self) -> None:
        super().__init__()
        self.codes = ["LUND100", "LUND100", "UMEA200"]

    def new_code(self) -> str:
        return self.codes.pop(0)


async def test_a_board_that_is_not_there_is_said_so() -> None:
    async with open_boards(AwkwardStore(), FakeClock()) as boards:
        with pytest.raises(NoSuchBoard):
            await boards.get("LUND000")


async def test_all_who_ask_at_once_share_one_opening() -> None:
    store, clock = CountingStore(), FakeClock()
    async with open_boards(store, clock) as boards:
        board, _ = await boards.make(a_plan())
    store.lookups = 0

    async with open_boards(store, clock) as boards:
        opened = await asyncio.gather(*(boards.get(board.code) for _ in range(50)))
        opened.append(await boards.get(board.code))

    assert all(one is opened[0] for one in opened)
    assert store.lookups == 1


async def test_one_who_hangs_up_does_not_spoil_the_opening() -> None:
    store, clock = CountingStore(), FakeClock()
    async with open_boards(store, clock) as boards:
        board, _ = await boards.make(a_plan())

    async with open_boards(store, clock) as boards:
        impatient, patient = (asyncio.create_task(boards.get(board.code)) for _ in range(2))
        await asyncio.sleep(0)
        impatient.cancel()

        assert (await patient).code == board.code


async def test_a_failed_opening_is_tried_again_and_ends_no_other_board(day: LiveDay) -> None:
    store, clock = CountingStore(), FakeClock()
    async with open_boards(store, clock) as boards:
        board, _ = await boards.make(a_plan())

    async with open_boards(store, clock) as boards:
        store.is_unreadable = True
        with pytest.raises(NotRead):
            await boards.get(board.code)
        store.is_unreadable = False

        assert (await boards.get(board.code)).durable.frame.title == "Forum"


async def test_making_a_board_gives_three_links_and_a_board_that_is_durable() -> None:
    store, clock = AwkwardStore(), FakeClock()
    async with open_boards(store, clock) as boards:
        board, links = await boards.make(a_plan())

    assert [link.role for link in links] == ["facilitator", "scribe", "wall"]
    assert [link.person is None for link in links] == [False, False, True]
    assert len({link.key for link in links}) == 3
    assert await store.links(board.code) == links
    assert [row.event.type for row in await store.read(board.code)] == ["board_made"]
    assert {link.person for link in links if link.person} == board.durable.profiles.keys()


async def test_a_code_that_is_taken_is_not_given_twice() -> None:
    async with open_boards(AwkwardStore(), FakeClock(), SameCodes()) as boards:
        first, _ = await boards.make(a_plan())
        second, _ = await boards.make(a_plan())

    assert [first.code, second.code] == ["LUND100", "UMEA200"]


async def test_a_plan_that_breaks_a_rule_makes_nothing() -> None:
    store = AwkwardStore()
    async with open_boards(store, FakeClock()) as boards:
        with pytest.raises(Refused):
            await boards.make(NewBoard(title=" ", rooms=[], slots=[]))

    assert await store.records() == []


async def test_a_store_that_cannot_write_makes_nothing() -> None:
    store = AwkwardStore()
    async with open_boards(store, FakeClock()) as boards:
        await store.close()
        with pytest.raises(NotSaved):
            await boards.make(a_plan())


async def test_stopping_leaves_no_task_behind(caplog: pytest.LogCaptureFixture) -> None:
    before = asyncio.all_tasks()
    async with open_boards(AwkwardStore(), FakeClock()) as boards:
        for _ in range(3):
            await boards.make(a_plan())

    assert asyncio.all_tasks() == before
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_stopping_during_an_opening_ends_that_board_too() -> None:
    store, clock = CountingStore(), FakeClock()
    async with open_boards(store, clock) as boards:
        board, _ = await boards.make(a_plan())
    before = asyncio.all_tasks()

    async with asyncio.timeout(WAIT_MAX_S), open_boards(store, clock) as boards:
        asking = asyncio.create_task(boards.get(board.code))
        await asyncio.sleep(0)

    assert (await asking).code == board.code
    assert asyncio.all_tasks() == before


async def test_a_board_opened_later_knows_the_address_too() -> None:
    store, clock = AwkwardStore(), FakeClock()
    async with open_boards(store, clock) as boards:
        board, _ = await boards.make(a_plan())

    async with open_boards(store, clock) as boards:
        boards.set_address(Address("http://10.0.0.2:8000"))
        opened = await boards.get(board.code)

    assert opened.presence_whole(frozenset({"address"})) == {"address": Address("http://10.0.0.2:8000")}


async def test_a_board_is_erased_the_day_after_the_last_one_promised(day: LiveDay) -> None:
    """[G10]"""
    ada = await day.join("ada")
    viewer = day.view(ada)
    keep_until = day.clock.now().date()
    await day.act(EditGathering(command_id=day.command_id(), keep_until=keep_until), day.facilitator)
    kept, _ = await day.boards.make(a_plan())

    await day.until(datetime.combine(keep_until, time(23, 30), ZoneInfo("Europe/Stockholm")))
    await erased(day)
    still_there = await day.store.record(day.board.code)
    await day.until(datetime.combine(keep_until + timedelta(days=1), time(0, 1), ZoneInfo("Europe/Stockholm")))
    await erased(day)

    assert still_there is not None
    assert await day.store.records() == [await day.store.record(kept.code)]
    assert viewer.sink.closed is not None
    assert viewer.sink.closed[0] == 4404
    with pytest.raises(NoSuchBoard):
        await day.boards.get(day.board.code)


async def erased(day: LiveDay) -> None:
    looking = asyncio.create_task(day.boards.erase_due())
    await day.clock.advance(2 * ERASE_PAUSE_S)
    await looking


async def test_a_data_file_that_cannot_be_read_now_is_looked_through_later(caplog: pytest.LogCaptureFixture) -> None:
    """[G10]"""
    store = AwkwardStore()
    store.is_unreadable = True

    async with open_boards(store, FakeClock()):
        await flush()

    assert all(record.exc_info is None for record in caplog.records)
