"""[L7] A board nobody looks at leaves memory after a while; nothing is lost by it and nobody notices."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from openspace.domain.commands import AddPhoto, JoinBoard, Move, ProposeTopic, RemovePhoto
from openspace.domain.context import Actor
from openspace.domain.errors import Refused
from openspace.domain.new_board import NewBoard
from openspace.domain.rules.report import PHOTO_KEPT_FOR
from openspace.live import boards as live_boards
from openspace.live.answers import Taken
from openspace.live.board import LiveBoard
from openspace.live.boards import CLOSE_AFTER_S, ERASE_EVERY_S, LOOK_EVERY_S
from openspace.live.notes.peer import Peer
from openspace.live.screen import Screen
from openspace.live.ticker import TICK_S
from openspace.ports import Stored
from openspace.wire import Hello
from tests.fakes import FakeClock, FakeSink, flush
from tests.live.live_day import AwkwardStore, LiveDay, a_live_day, a_plan, open_boards

LONG_S = CLOSE_AFTER_S + 2 * LOOK_EVERY_S


class CountingStore(AwkwardStore):
    """Counts how often a whole log was read. `sweeps`: cleared, looking for photos waits, and closing with it."""

    def __init__(self) -> None:
        super().__init__()
        self.readings = 0
        self.sweeps = asyncio.Event()
        self.sweeps.set()

    async def read(self, code: str, after: int = 0, limit: int | None = None) -> list[Stored]:
        self.readings += limit is None
        return await super().read(code, after, limit)

    async def blob_sizes(self, code: str) -> dict[str, int]:
        await self.sweeps.wait()
        return await super().blob_sizes(code)


def open_in(day: LiveDay) -> bool:
    """Whether the one board is open."""
    return day.boards.census().boards == 1


# When


async def test_a_board_nobody_looks_at_is_closed_after_a_quarter_of_an_hour(day: LiveDay) -> None:
    await day.clock.advance(CLOSE_AFTER_S - LOOK_EVERY_S)
    early = open_in(day)
    await day.clock.advance(3 * LOOK_EVERY_S)

    assert early
    assert not open_in(day)


async def test_a_board_that_is_asked_for_stays_open(day: LiveDay) -> None:
    for _ in range(4):
        await day.clock.advance(CLOSE_AFTER_S / 2)
        assert await day.boards.get(day.board.code) is day.board


async def test_a_board_with_a_screen_stays_open_and_is_closed_a_while_after_it_has_gone(day: LiveDay) -> None:
    viewer = day.view(day.facilitator)
    await day.clock.advance(2 * CLOSE_AFTER_S)
    with_a_screen = open_in(day)

    day.board.leave(viewer.screen)
    await day.clock.advance(CLOSE_AFTER_S - LOOK_EVERY_S)
    shortly_after = open_in(day)
    await day.clock.advance(3 * LOOK_EVERY_S)

    assert (with_a_screen, shortly_after, open_in(day)) == (True, True, False)


async def test_a_board_whose_notes_are_open_stays_open(day: LiveDay) -> None:
    topic = await day.topic(await day.join("ada"))
    peer = Peer(Actor("ada"), FakeSink())
    document = await day.board.notes.join(topic, peer)
    await day.clock.advance(LONG_S)
    while_open = open_in(day)

    document.leave(peer)
    await day.clock.advance(LONG_S)

    assert while_open
    assert not open_in(day)


async def test_a_board_whose_whereabouts_are_not_saved_stays_open(day: LiveDay) -> None:
    ada = await day.join("ada")
    day.store.is_full = True
    await day.move(ada, "cafe")
    await day.clock.advance(LONG_S)
    while_full = open_in(day)

    day.store.is_full = False
    await day.clock.advance(LONG_S)

    assert while_full
    assert not open_in(day)
    assert (await day.store.whereabouts(day.board.code))["ada"].place == "cafe"


async def test_a_board_that_waits_for_the_disk_stays_open(day: LiveDay) -> None:
    day.store.gate.clear()
    answer = day.send(day.propose(), day.facilitator)
    await day.clock.advance(LONG_S)
    while_waiting = open_in(day)

    day.store.gate.set()
    await day.clock.advance(1)

    assert while_waiting
    assert (await answer).seq == day.board.durable.seq


# What is lost: nothing


async def test_a_board_that_was_closed_opens_as_it_was_and_screens_resume(day: LiveDay) -> None:
    """[S2]"""
    ada = await day.join("ada")
    await day.session(ada)
    await day.move(ada, "cafe")
    viewer = day.view(ada)
    seen, epoch = viewer.heard[0]["seq"], viewer.heard[0]["epoch"]
    day.board.leave(viewer.screen)
    before = day.board.durable
    await day.clock.advance(LONG_S)

    again = await day.boards.get(day.board.code)

    sink = FakeSink()
    again.greet(Screen(ada, sink), Hello(epoch=epoch, since=seen - 1))
    assert again is not day.board
    assert again.durable == before
    assert again.presence_whole(frozenset({"heads"})) == {"heads": {"cafe": 1}}
    assert [event["seq"] for event in sink.frames[0]["events"]] == [seen]


async def test_who_asks_while_it_is_being_closed_waits_and_gets_it_opened_anew() -> None:
    store = CountingStore()
    async with a_live_day(store=store) as day:
        store.sweeps.clear()
        await day.clock.advance(LONG_S)
        asking = [asyncio.create_task(day.boards.get(day.board.code)) for _ in range(3)]
        await flush()
        waits = [task.done() for task in asking]

        store.sweeps.set()
        opened = await asyncio.gather(*asking)

    assert waits == [False] * 3
    assert opened[0] is not day.board
    assert all(one is opened[0] for one in opened)


async def test_one_who_still_holds_the_closed_board_is_sent_back(day: LiveDay) -> None:
    """[L4, S10]"""
    await day.clock.advance(LONG_S)

    viewer = day.view(day.facilitator)
    with pytest.raises(Refused) as refused:
        await day.board.submit(day.propose(), day.facilitator)

    assert viewer.sink.closed is not None
    assert viewer.sink.closed[0] == 1012
    assert refused.value.code == "not_saved"


async def test_stopping_while_a_board_is_being_closed_leaves_no_task_behind() -> None:
    before = asyncio.all_tasks()
    async with a_live_day() as day:
        await day.clock.advance(LONG_S - LOOK_EVERY_S)

    assert asyncio.all_tasks() == before


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 20))])
async def test_whoever_comes_and_goes_over_hours_loses_nothing(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three boards; people look, post, walk and are away for a while, at random. A board waits for 10 s here."""
    monkeypatch.setattr(live_boards, "CLOSE_AFTER_S", 10.0)
    monkeypatch.setattr(live_boards, "LOOK_EVERY_S", 1.0)
    dice, store, clock = Random(seed), AwkwardStore(), FakeClock()
    acts, posted, where, closings = 0, Counter[str](), dict[str, str](), 0
    async with open_boards(store, clock) as boards:
        codes = [(await boards.make(a_plan()))[0].code for _ in range(3)]
        epochs = {record.code: record.epoch for record in await store.records()}
        for code in codes:
            join = JoinBoard(command_id="join", person=f"ada-{code}", name="Ada")
            await done(clock, (await boards.get(code)).submit(join, Actor(f"ada-{code}")))
        for _ in range(40):
            code = dice.choice(codes)
            board, ada, acts = await boards.get(code), Actor(f"ada-{code}"), acts + 1
            screen = Screen(ada, FakeSink())
            board.greet(screen, Hello(epoch=epochs[code]))
            if dice.random() < 0.7:
                post = ProposeTopic(command_id=f"c{acts}", title="Housing")
                told = await done(clock, board.submit(post, ada))
                posted[code] += 1
                assert told.seq == 2 + posted[code]
            else:
                where[code] = dice.choice(["cafe", "lobby"])
                await board.submit(Move(command_id=f"c{acts}", to=where[code]), ada)
            board.leave(screen)
            before = boards.census().boards
            await clock.advance(dice.choice([0.2, 4.0, 10.0, 20.0]))
            closings += before - boards.census().boards
        for code in codes:
            board = await boards.get(code)
            assert (board.epoch, len(board.durable.topics)) == (epochs[code], posted[code])
            assert board.presence_whole(frozenset({"heads"})) == {"heads": {where.get(code, "lobby"): 1}}
    assert closings > 5


async def done(clock: FakeClock, act: Awaitable[Taken]) -> Taken:
    """Its answer, a tick at the longest."""
    answer = asyncio.ensure_future(act)
    await clock.advance(TICK_S)
    return await answer


# What they cost


async def test_boards_that_are_closed_are_read_once_and_not_every_six_hours() -> None:
    store, clock = CountingStore(), FakeClock()
    async with open_boards(store, clock) as boards:
        for _ in range(5):
            await boards.make(a_plan())
    store.readings = 0

    async with open_boards(store, clock):
        await clock.advance(60)
        once = store.readings
        await clock.advance(4 * ERASE_EVERY_S)
    async with open_boards(store, clock):
        await clock.advance(60)

    assert once == 5
    assert store.readings == 5


async def test_a_board_that_is_closed_is_erased_when_its_day_has_come() -> None:
    """[G10]"""
    store, clock = CountingStore(), FakeClock()
    async with open_boards(store, clock) as boards:
        short = await made(boards.make, keep_until=clock.now().date() + timedelta(days=1))
        kept = await made(boards.make, keep_until=clock.now().date() + timedelta(days=9))
        await clock.advance(LONG_S)

        clock.set_wall_clock(clock.now() + timedelta(days=2))
        await clock.advance(ERASE_EVERY_S)

    assert await store.record(short.code) is None
    assert await store.record(kept.code) is not None


async def made(make: Callable[[NewBoard], Awaitable[tuple[LiveBoard, Any]]], **more: Any) -> LiveBoard:
    return (await make(a_plan(**more)))[0]


async def test_a_photo_that_was_removed_is_erased_from_a_board_that_is_closed() -> None:
    """[R9]"""
    async with a_live_day(store=CountingStore()) as day:
        topic = await day.topic(await day.join("ada"))
        digest = await day.store.save_blob(day.board.code, b"a picture")
        add = AddPhoto(command_id=day.command_id(), topic=topic, digest=digest, width=4, height=3, size=9)
        photo = (await day.act(add, day.facilitator)).made["photo"]
        await day.act(RemovePhoto(command_id=day.command_id(), photo=photo), day.facilitator)
        await day.clock.advance(LONG_S)
        while_it_may_come_back = await day.store.blob(day.board.code, digest)

        day.clock.set_wall_clock(day.clock.now() + PHOTO_KEPT_FOR)
        await day.clock.advance(ERASE_EVERY_S)

        assert while_it_may_come_back == b"a picture"
        assert await day.store.blob(day.board.code, digest) is None
