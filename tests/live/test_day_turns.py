"""Slots that end, sessions that go, midnight: when people's places change by themselves."""

from datetime import datetime, timedelta

from openspace.domain.commands import (
    EditSlot,
    PlaceTopic,
    RemoveSlot,
    UnplaceTopic,
)
from openspace.live.presence import PLANES
from tests.fakes import MORNING
from tests.live.live_day import SLOT_MINUTES, LiveDay, restarted

TEN = MORNING + timedelta(hours=1)  # the first slot starts
MIDNIGHT = datetime.fromisoformat("2026-05-05T00:00:00+02:00")


async def test_when_a_slot_ends_everyone_is_in_the_lobby(day: LiveDay) -> None:
    """[W5]"""
    ada, bo, cy = [await day.join(name) for name in ("ada", "bo", "cy")]
    session = await day.session(ada)
    await day.until(TEN + timedelta(minutes=1))
    await day.move(ada, session)
    await day.move(bo, "cafe")
    await day.move(cy, None)
    phone = day.view(bo, planes=PLANES)
    phone.sink.take()

    await day.until(TEN + timedelta(minutes=SLOT_MINUTES) - timedelta(seconds=1))
    assert day.heads == {session: 1, "cafe": 1}
    await day.clock.advance(1)

    assert day.heads == {"lobby": 2}
    assert phone.sink.of("mine")[-1]["changes"] == {"whereabouts": {"bo": {"id": "bo", "place": "lobby"}}}
    assert phone.sink.of("presence")[-1] == {
        "type": "presence",
        "flows": sorted([["cafe", "lobby", 1], [session, "lobby", 1]]),
        "heads": {"cafe": 0, session: 0, "lobby": 2},
    }


async def test_when_the_facilitator_ends_a_slot_everyone_is_in_the_lobby(day: LiveDay) -> None:
    """[W5, C2]"""
    ada, bo = await day.join("ada"), await day.join("bo")
    session = await day.session(ada)
    await day.until(TEN + timedelta(minutes=20, seconds=30))
    await day.move(ada, session)
    await day.move(bo, "cafe")

    await day.end_slot()

    assert day.heads == {"lobby": 2}


async def test_who_has_gone_ahead_to_the_next_session_stays_there(day: LiveDay) -> None:
    """[W5]"""
    ada = await day.join("ada")
    bo = await day.join("bo")
    following = await day.session(ada, slot=1)
    back_to_back = EditSlot(command_id="e", slot=day.slot(0), ends=TEN + timedelta(hours=1))
    await day.act(back_to_back, day.facilitator)
    await day.until(TEN + timedelta(minutes=55))
    await day.move(ada, following)
    await day.move(bo, "cafe")

    await day.until(TEN + timedelta(hours=1, seconds=1))

    assert day.heads == {following: 1, "lobby": 1}


async def test_a_slot_that_is_put_off_has_not_ended(day: LiveDay) -> None:
    """[W5]"""
    ada, bo = await day.join("ada"), await day.join("bo")
    session = await day.session(ada)
    await day.until(TEN + timedelta(minutes=1))
    await day.move(ada, session)
    await day.move(bo, "cafe")

    await day.act(EditSlot(command_id="e", slot=day.slot(0), starts=TEN + timedelta(minutes=6)), day.facilitator)

    assert day.heads == {session: 1, "cafe": 1}


async def test_the_end_of_a_break_moves_nobody(day: LiveDay) -> None:
    """[W5]"""
    ada = await day.join("ada")
    await day.act(EditSlot(command_id="e", slot=day.slot(0), kind="break"), day.facilitator)
    await day.move(ada, "cafe")

    await day.until(TEN + timedelta(minutes=SLOT_MINUTES + 1))

    assert day.heads == {"cafe": 1}


async def test_people_of_a_session_that_goes_away_are_in_the_lobby(day: LiveDay) -> None:
    ada, bo = await day.join("ada"), await day.join("bo")
    session = await day.session(ada)
    topic = day.board.durable.sessions[session].topic
    await day.until(TEN)
    await day.move(ada, session)
    await day.move(bo, "cafe")

    await day.act(UnplaceTopic(command_id="u", topic=topic), ada)

    assert day.heads == {"lobby": 1, "cafe": 1}


async def test_people_of_a_slot_that_goes_away_are_in_the_lobby(day: LiveDay) -> None:
    """[V7]"""
    ada = await day.join("ada")
    session = await day.session(ada)
    await day.until(TEN)
    await day.move(ada, session)

    await day.act(RemoveSlot(command_id="r", slot=day.slot(0)), day.facilitator)

    assert day.heads == {"lobby": 1}


async def test_people_of_a_session_moved_to_a_later_slot_are_in_the_lobby(day: LiveDay) -> None:
    ada = await day.join("ada")
    session = await day.session(ada)
    topic = day.board.durable.sessions[session].topic
    await day.until(TEN)
    await day.move(ada, session)
    elsewhere = PlaceTopic(command_id="a", topic=topic, room=day.room(1), slot=day.slot(0))
    later = PlaceTopic(command_id="b", topic=topic, room=day.room(1), slot=day.slot(2))

    await day.act(elsewhere, ada)
    assert day.heads == {session: 1}
    await day.act(later, ada)

    assert day.heads == {"lobby": 1}


async def test_at_midnight_of_the_boards_zone_nobody_is_here_until_they_come_back(day: LiveDay) -> None:
    """[W3]"""
    ada, bo, cy = [await day.join(name) for name in ("ada", "bo", "cy")]
    await day.move(ada, "cafe")
    await day.move(cy, None)
    viewer = day.view(ada)
    day.clock.set_wall_clock(MIDNIGHT - timedelta(seconds=5))
    await day.clock.advance(4)
    assert day.heads == {"cafe": 1, "lobby": 1}

    await day.clock.advance(1)
    assert day.heads == {}
    assert viewer.presence()["heads"] == {}
    assert viewer.sink.of("mine")[-1]["changes"] == {"whereabouts": {"ada": None}}

    day.view(bo)
    assert day.heads == {"lobby": 1}
    await day.topic(ada)
    assert day.heads == {"lobby": 2}
    day.view(cy)
    assert day.heads == {"lobby": 2}


async def test_a_session_that_ended_while_the_server_was_down_holds_nobody(day: LiveDay) -> None:
    """[W5]"""
    ada = await day.join("ada")
    session = await day.session(ada)
    await day.until(TEN)
    await day.move(ada, session)
    await day.clock.advance(1)
    day.clock.set_wall_clock(TEN + timedelta(minutes=SLOT_MINUTES + 5))

    after = await restarted(day)

    assert after.heads == {"lobby": 1}
    await after.boards.__aexit__(None, None, None)
