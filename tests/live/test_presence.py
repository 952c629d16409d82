"""The lossy plane: interest, quiet, walls and the address, plane by plane and tick by tick."""

from datetime import timedelta

from openspace.domain.commands import (
    RestoreTopic,
    SetState,
    WithdrawTopic,
)
from openspace.domain.context import Actor
from openspace.live.presence import PLANES, Address
from openspace.live.ticker import TICK_S
from openspace.wire import Hello
from tests.fakes import MORNING, FakeClock
from tests.live.live_day import SLOT_MINUTES, AwkwardStore, LiveDay, a_live_day

TEN = MORNING + timedelta(hours=1)  # the first slot starts


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
    assert both[0].sink.payloads[-2] is both[1].sink.payloads[-2] is interest.sink.payloads[-2]  # then what is ada's


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
