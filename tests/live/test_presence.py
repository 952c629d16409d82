"""Who is where: counts without people, days, slots that end, quiet."""

from datetime import datetime, timedelta

import pytest

from openspace.domain.commands import (
    AddPerson,
    EditSlot,
    Move,
    PlaceTopic,
    RemoveSlot,
    RestoreTopic,
    SetState,
    UnplaceTopic,
    WithdrawTopic,
)
from openspace.domain.context import Actor
from openspace.domain.errors import Refused
from openspace.live.presence import PLANES, Address
from openspace.live.ticker import TICK_S
from openspace.ports import Movement
from openspace.wire import Hello
from tests.fakes import MORNING, FakeClock
from tests.live.live_day import SLOT_MINUTES, AwkwardStore, LiveDay, a_live_day, open_boards

TEN = MORNING + timedelta(hours=1)  # the first slot starts
MIDNIGHT = datetime.fromisoformat("2026-05-05T00:00:00+02:00")


async def restarted(day: LiveDay) -> LiveDay:
    """After a clean stop, on the same file and clock."""
    await day.board.close()
    boards = open_boards(day.store, day.clock)
    await boards.__aenter__()
    board = await boards.get(day.board.code)
    return LiveDay(board, boards, day.clock, day.store, ["", ""])


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


async def test_interest_is_counted_for_topics_on_the_board(day: LiveDay) -> None:
    """[M8, M6]"""
    ada, bo = await day.join("ada"), await day.join("bo")
    topic, other = await day.topic(ada), await day.topic(ada)
    viewer = day.view(bo)
    for person in (ada, bo):
        await day.star(topic, person)
    await day.star(other, bo)
    await day.star(other, bo, on=False)
    assert viewer.presence()["interest"] == {topic: 2}

    await day.act(WithdrawTopic(command_id="w", topic=topic), ada)
    assert viewer.presence()["interest"] == {}
    assert day.board.presence_whole(frozenset({"interest"})) == {"interest": {}}
    await day.act(RestoreTopic(command_id="r", topic=topic), ada)
    await day.clock.advance(TICK_S)

    assert viewer.presence()["interest"] == {topic: 2}
    assert day.board.presence_whole(frozenset({"interest"})) == {"interest": {topic: 2}}


async def test_while_quiet_no_count_changes_anywhere(day: LiveDay) -> None:
    """[W6, G4]"""
    ada = await day.join("ada")
    topic = await day.topic(ada)
    viewer = day.view(ada, planes=PLANES)
    await day.state("quiet")
    viewer.sink.take()
    frozen = day.board.presence_whole(PLANES)

    await day.star(topic, ada)
    await day.move(ada, "cafe")
    await day.join("bo")
    day.view(Actor(None, "wall"), Hello(screen="wall", wall="left"))
    day.board.set_address(Address("http://192.168.1.7:8000"))
    await day.clock.advance(1)
    late = day.view(ada, planes=PLANES)

    assert viewer.sink.of("presence") == []
    assert day.board.presence_whole(PLANES) == frozen == late.heard[0]["presence"]
    await day.state("open")
    await day.clock.advance(TICK_S)

    assert viewer.sink.of("presence") == late.sink.of("presence")
    (news,) = viewer.sink.of("presence")
    assert news == {
        "type": "presence",
        "address": {"url": "http://192.168.1.7:8000", "others": [], "is_reached": False},
        "heads": {"cafe": 1, "lobby": 1},
        "interest": {topic: 1},
        "walls": {"left": 1},
    }


async def test_quiet_freezes_what_was_so_at_the_moment_it_began(day: LiveDay) -> None:
    """[W6]"""
    ada, bo = await day.join("ada"), await day.join("bo")
    early = day.view(bo)
    await day.move(ada, "cafe")
    await day.move(bo, "cafe")  # within the tick: not told yet
    await day.board.submit(SetState(command_id="q", state="quiet"), day.facilitator)
    late = day.view(bo)
    await day.move(ada, "lobby")
    await day.move(bo, "lobby")
    await day.clock.advance(1)

    assert late.heard[0]["presence"]["heads"] == {"cafe": 2}
    assert late.sink.of("presence") == []
    await day.state("open")
    await day.clock.advance(TICK_S)

    assert early.presence()["heads"] == late.presence()["heads"] == {"lobby": 2}


async def test_events_still_come_while_quiet(day: LiveDay) -> None:
    """[G4]"""
    ada = await day.join("ada")
    await day.state("quiet")
    viewer = day.view(ada)
    topic = await day.topic(ada)

    await day.star(topic, ada)

    assert viewer.seqs() == [4, 5]


async def test_a_slot_that_ends_while_quiet_is_told_after(day: LiveDay) -> None:
    """[W5, W6]"""
    ada = await day.join("ada")
    session = await day.session(ada)
    await day.until(TEN)
    await day.move(ada, session)
    await day.state("quiet")

    await day.until(TEN + timedelta(minutes=SLOT_MINUTES + 1))
    assert day.heads == {session: 1}
    await day.state("open")

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


async def test_whereabouts_survive_a_restart(day: LiveDay) -> None:
    ada, bo, cy = [await day.join(name) for name in ("ada", "bo", "cy")]
    await day.move(ada, "cafe")
    await day.move(bo, None)

    after = await restarted(day)

    assert after.heads == {"cafe": 1, "lobby": 1}
    assert after.view(bo).heard[0]["mine"]["whereabouts"] == {"bo": {"id": "bo", "place": None}}
    assert cy.person == "cy"
    await after.boards.__aexit__(None, None, None)


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


async def test_a_single_move_is_told_at_once_and_a_crowd_in_ticks(day: LiveDay) -> None:
    """[S6]"""
    people = [await day.join(f"p{number}") for number in range(50)]
    viewer = day.view(people[0])
    await day.clock.advance(1)
    viewer.sink.take()

    await day.move(people[0], "cafe")
    assert len(viewer.sink.of("presence")) == 1
    for person in people[1:]:
        await day.move(person, "cafe")
    assert len(viewer.sink.of("presence")) == 1
    await day.clock.advance(TICK_S)

    assert [frame["heads"] for frame in viewer.sink.of("presence")] == [
        {"cafe": 1, "lobby": 49},
        {"cafe": 50, "lobby": 0},
    ]


async def test_each_set_of_planes_hears_its_own_and_only_what_changed(day: LiveDay) -> None:
    """[S6]"""
    ada = await day.join("ada")
    topic = await day.topic(ada)
    heads = day.view(ada, planes=frozenset({"heads"}))
    interest = day.view(ada, planes=frozenset({"interest"}))
    both = [day.view(ada) for _ in range(2)]
    await day.clock.advance(1)
    for viewer in (heads, interest, *both):
        viewer.sink.take()

    await day.star(topic, ada)

    assert heads.sink.of("presence") == []
    assert interest.sink.of("presence") == [{"type": "presence", "interest": {topic: 1}}]
    assert both[0].sink.of("presence") == interest.sink.of("presence")
    assert both[0].sink.payloads[-1] is both[1].sink.payloads[-1] is interest.sink.payloads[-1]


async def test_a_wall_and_a_stranger_cannot_move(day: LiveDay) -> None:
    """[P1]"""
    with pytest.raises(Refused) as wall:
        await day.board.submit(Move(command_id="m", to="cafe"), Actor(None, "wall"))
    with pytest.raises(Refused) as stranger:
        await day.board.submit(Move(command_id="m", to="cafe"), Actor("nobody"))

    assert (wall.value.code, stranger.value.code) == ("not_yours", "unknown")
    assert day.heads == {}


async def test_a_changed_address_is_told_to_who_watches_it() -> None:
    clock, store = FakeClock(), AwkwardStore()
    async with a_live_day(clock, store) as day:
        desk = day.view(day.facilitator, planes=frozenset({"address"}))
        assert desk.heard[0]["presence"] == {"address": None}

        day.boards.set_address(Address("http://10.0.0.2:8000", ("http://10.0.0.3:8000",), True))
        await clock.advance(TICK_S)

        told = {"url": "http://10.0.0.2:8000", "others": ["http://10.0.0.3:8000"], "is_reached": True}
        assert desk.sink.of("presence")[-1] == {"type": "presence", "address": told}
        assert day.view(day.facilitator, planes=frozenset({"address"})).heard[0]["presence"] == {"address": told}
