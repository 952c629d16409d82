"""Who is where: joining, moving, days, slots that end, what is written behind."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from openspace.domain.commands import (
    AddPerson,
    Move,
)
from openspace.domain.context import Actor
from openspace.domain.errors import Refused
from openspace.live.presence import PLANES
from openspace.live.ticker import TICK_S
from openspace.ports import Movement
from tests.fakes import MORNING, flush
from tests.live.live_day import AwkwardStore, LiveDay, a_live_day, restarted

TEN = MORNING + timedelta(hours=1)  # the first slot starts


class SlowStore(AwkwardStore):
    """`feet`: cleared, the saving of whereabouts waits in it."""

    def __init__(self) -> None:
        super().__init__()
        self.feet = asyncio.Event()
        self.feet.set()

    async def save_feet(self, *args: Any) -> None:
        await self.feet.wait()
        await super().save_feet(*args)


async def test_who_joined_is_here_in_the_lobby_without_a_socket(day: LiveDay) -> None:
    """[W3]"""
    await day.join("ada")
    bo = await day.join("bo")

    assert day.heads == {"lobby": 2}
    viewer = day.view(bo)
    day.board.leave(viewer.screen)
    assert day.heads == {"lobby": 2}


async def test_a_person_without_a_phone_is_here_too(day: LiveDay) -> None:
    """[W3]"""
    await day.act(AddPerson(command_id="a", name="Per-Olof"), day.scribe)

    assert day.heads == {"lobby": 1}


async def test_the_person_of_a_link_is_in_no_count(day: LiveDay) -> None:
    """[W3]"""
    day.view(day.facilitator)
    await day.move(day.facilitator, "cafe")

    assert day.heads == {}
    assert "whereabouts" not in day.view(day.facilitator).heard[0]["mine"]


async def test_a_move_is_answered_with_the_current_seq_and_told_as_counts(day: LiveDay) -> None:
    """[W1]"""
    ada, bo = await day.join("ada"), await day.join("bo")
    phone, other = day.view(ada), day.view(bo, planes=PLANES)
    await day.clock.advance(1)
    other.sink.take()

    taken = await day.move(ada, "cafe")
    await day.clock.advance(TICK_S)

    assert (taken.seq, taken.made) == (3, {})
    assert other.sink.take() == [
        {"type": "presence", "flows": [["lobby", "cafe", 1]], "heads": {"cafe": 1, "lobby": 1}}
    ]
    assert phone.sink.of("mine") == [
        {"type": "mine", "seq": 3, "changes": {"whereabouts": {"ada": {"id": "ada", "place": "cafe"}}}}
    ]
    assert len(await day.store.read(day.board.code)) == 3


async def test_a_place_that_empties_is_told_as_zero_and_left_out_of_the_whole(day: LiveDay) -> None:
    ada = await day.join("ada")
    viewer = day.view(ada)
    await day.clock.advance(1)
    viewer.sink.take()

    await day.move(ada, "cafe")

    assert viewer.sink.of("presence") == [{"type": "presence", "heads": {"cafe": 1, "lobby": 0}}]
    assert day.heads == {"cafe": 1}


async def test_who_is_in_no_count_is_in_none_and_leaves_no_trace(day: LiveDay) -> None:
    """[W3, W7]"""
    ada = await day.join("ada")
    viewer = day.view(ada, planes=PLANES)
    await day.clock.advance(1)
    viewer.sink.take()

    await day.move(ada, None)
    await day.clock.advance(1)
    await day.move(ada, "cafe")
    await day.clock.advance(1)

    assert viewer.sink.of("presence") == [
        {"type": "presence", "heads": {"lobby": 0}},
        {"type": "presence", "heads": {"cafe": 1}},
    ]
    assert await day.store.movements(day.board.code) == []


async def test_a_session_takes_people_from_ten_minutes_before(day: LiveDay) -> None:
    """[W2]"""
    ada = await day.join("ada")
    session = await day.session(ada)
    await day.until(TEN - timedelta(minutes=10, seconds=2))

    with pytest.raises(Refused) as refused:
        await day.move(ada, session)
    await day.clock.advance(3)
    await day.move(ada, session)

    assert refused.value.code == "not_now"
    assert day.heads == {session: 1}


async def test_whereabouts_survive_a_restart(day: LiveDay) -> None:
    ada, bo, cy = [await day.join(name) for name in ("ada", "bo", "cy")]
    await day.move(ada, "cafe")
    await day.move(bo, None)

    after = await restarted(day)

    assert after.heads == {"cafe": 1, "lobby": 1}
    assert after.view(bo).heard[0]["mine"]["whereabouts"] == {"bo": {"id": "bo", "place": None}}
    assert cy.person == "cy"
    await after.boards.__aexit__(None, None, None)


async def test_whereabouts_are_written_a_second_behind(day: LiveDay) -> None:
    ada = await day.join("ada")
    await day.clock.advance(1)
    saves = day.store.saves

    for _ in range(10):
        await day.move(ada, "cafe")
        await day.move(ada, "lobby")
    await day.clock.advance(1)
    await day.clock.advance(10)

    assert day.store.saves == saves + 1
    assert {p: w.place for p, w in (await day.store.whereabouts(day.board.code)).items()} == {"ada": "lobby"}


async def test_movement_is_stored_by_minute_and_without_a_person(day: LiveDay) -> None:
    """[W7]"""
    people = [await day.join(f"p{number}") for number in range(6)]
    await day.until(MORNING + timedelta(minutes=1, seconds=1))

    for person in people:
        await day.move(person, "cafe")
    await day.clock.advance(2)
    await day.move(people[0], "lobby")
    await day.clock.advance(60)
    await day.move(people[0], "cafe")
    await day.clock.advance(2)

    minute = MORNING + timedelta(minutes=1)
    assert await day.store.movements(day.board.code) == [
        Movement(minute, "cafe", "lobby", 1),
        Movement(minute, "lobby", "cafe", 6),
        Movement(minute + timedelta(minutes=1), "lobby", "cafe", 1),
    ]


async def test_what_could_not_be_saved_is_saved_later(day: LiveDay, caplog: pytest.LogCaptureFixture) -> None:
    ada = await day.join("ada")
    await day.clock.advance(1)
    day.store.is_full = True
    await day.move(ada, "cafe")
    await day.clock.advance(5)
    assert len([r for r in caplog.records if "whereabouts wait" in r.getMessage()]) == 1

    day.store.is_full = False
    await day.clock.advance(1)

    assert {p: w.place for p, w in (await day.store.whereabouts(day.board.code)).items()} == {"ada": "cafe"}
    assert [m.people for m in await day.store.movements(day.board.code)] == [1]


async def test_what_is_being_saved_when_the_board_closes_is_saved_once() -> None:
    store = SlowStore()
    async with a_live_day(store=store) as day:
        ada = await day.join("ada")
        await day.clock.advance(1)
        store.feet.clear()
        await day.move(ada, "cafe")
        await day.clock.advance(1)

        closing = asyncio.create_task(day.board.close())
        await flush()
        store.feet.set()
        await closing

        assert {p: w.place for p, w in (await store.whereabouts(day.board.code)).items()} == {"ada": "cafe"}
        assert [m.people for m in await store.movements(day.board.code)] == [1]


async def test_a_wall_and_a_stranger_cannot_move(day: LiveDay) -> None:
    """[P1]"""
    with pytest.raises(Refused) as wall:
        await day.board.submit(Move(command_id="m", to="cafe"), Actor(None, "wall"))
    with pytest.raises(Refused) as stranger:
        await day.board.submit(Move(command_id="m", to="cafe"), Actor("nobody"))

    assert (wall.value.code, stranger.value.code) == ("not_yours", "unknown")
    assert day.heads == {}
