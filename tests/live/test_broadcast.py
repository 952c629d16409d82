"""What screens hear, and in which order."""

from typing import cast

import pytest
from msgspec import json

from openspace.domain.commands import AddRoom, PlaceTopic, SetInterest
from openspace.domain.context import Actor
from openspace.live.presence import Address
from openspace.live.ticker import TICK_S
from openspace.wire import Hello
from tests.fakes import flush
from tests.live.live_day import LiveDay


async def test_what_shows_nothing_to_others_waits_for_the_tick_and_comes_before_the_answer(day: LiveDay) -> None:
    """[S3, S4]"""
    ada = await day.join("ada")
    topic = await day.topic(ada)
    viewer = day.view(ada)
    viewer.sink.take()

    first = day.send(SetInterest(command_id="first", topic=topic, on=True), ada)
    await flush()
    second = day.send(SetInterest(command_id="second", topic=topic, on=False), ada)
    await flush()

    assert (first.done(), second.done()) == (True, False)
    assert day.board.durable.seq == 5
    assert viewer.seqs() == [4]
    await day.clock.advance(TICK_S)
    assert second.done()
    assert viewer.events() == [{"seq": 4}, {"seq": 5}]
    assert viewer.types() == ["events", "presence", "mine"] * 2


async def test_what_cannot_be_told_of_presence_costs_no_event(day: LiveDay, caplog: pytest.LogCaptureFixture) -> None:
    """[S3]"""
    ada = await day.join("ada")
    topic = await day.topic(ada)
    viewer = day.view(ada, planes=frozenset({"address"}))
    await day.star(topic, ada)
    viewer.sink.take()
    day.board.set_address(cast("Address", object()))
    held = day.send(SetInterest(command_id="held", topic=topic, on=False), ada)
    await flush()

    await day.clock.advance(TICK_S)

    assert held.done()
    assert viewer.events() == [{"seq": 5}]
    assert [record.message for record in caplog.records] == ["what changed on the lossy plane is not told"]


async def test_a_public_batch_takes_the_held_events_along(day: LiveDay) -> None:
    """[S3]"""
    ada = await day.join("ada")
    topic = await day.topic(ada)
    await day.star(topic, ada)
    viewer = day.view(ada)
    await day.move(ada, "cafe")
    held = day.send(SetInterest(command_id="held", topic=topic, on=False), ada)
    await flush()

    public = day.send(day.propose(), ada)
    await flush()

    assert held.done()
    assert public.done()
    assert [[event["seq"] for event in frame["events"]] for frame in viewer.sink.of("events")] == [[5, 6]]


async def test_a_mixed_batch_is_one_frame(day: LiveDay) -> None:
    ada = await day.join("ada")
    topic = await day.topic(ada)
    viewer = day.view(ada)
    day.store.batches.clear()

    answers = [day.send(SetInterest(command_id="s", topic=topic, on=True), ada), day.send(day.propose(), ada)]
    await flush()

    assert [answer.done() for answer in answers] == [True, True]
    assert day.store.batches == [[4, 5]]
    assert len(viewer.sink.of("events")) == 1


async def test_the_private_part_goes_to_the_owners_screens_only(day: LiveDay) -> None:
    """[S5]"""
    ada, bo = await day.join("ada"), await day.join("bo")
    topic = await day.topic(ada)
    phone, laptop, other = day.view(ada), day.view(ada), day.view(bo)

    await day.star(topic, ada)

    told = {"type": "mine", "seq": 5, "changes": {"interests": {"ada": {"id": "ada", "topics": [topic]}}}}
    assert phone.sink.of("mine") == laptop.sink.of("mine") == [told]
    assert other.sink.of("mine") == []
    assert other.seqs() == [5]
    assert "ada" not in json.encode(other.sink.of("events")).decode()


async def test_a_move_by_the_facilitator_is_told_to_the_convener_alone(day: LiveDay) -> None:
    """[N1, S5]"""
    ada, bo = await day.join("ada"), await day.join("bo")
    await day.session(ada)
    topic = next(iter(day.board.durable.topics))
    convener, other, desk = day.view(ada), day.view(bo), day.view(day.facilitator)

    await day.act(
        PlaceTopic(command_id="p", topic=topic, room=day.room(1), slot=day.slot(0), why="the projector"),
        day.facilitator,
    )

    (mine,) = convener.sink.of("mine")
    (notice,) = mine["changes"]["notices"].values()
    assert (notice["kind"], notice["why"], notice["to"]) == ("moved", "the projector", "ada")
    assert other.sink.of("mine") == desk.sink.of("mine") == []


async def test_a_wall_hears_events_and_nothing_private(day: LiveDay) -> None:
    """[P1]"""
    ada = await day.join("ada")
    wall = day.view(Actor(None, "wall"), Hello(screen="wall", wall="left"))
    topic = await day.topic(ada)
    await day.star(topic, ada)

    assert wall.heard[0]["me"] == {"person": None, "role": "wall", "name": "", "language": "en"}
    assert wall.seqs() == [3, 4]
    assert wall.sink.of("mine") == []


async def test_a_screen_that_left_hears_nothing_more(day: LiveDay) -> None:
    ada = await day.join("ada")
    viewer = day.view(ada)

    day.board.leave(viewer.screen)
    day.board.leave(viewer.screen)
    await day.topic(ada)

    assert viewer.types() == ["welcome"]


async def test_watching_more_planes_gives_their_whole_at_once(day: LiveDay) -> None:
    """[S6]"""
    ada = await day.join("ada")
    day.view(Actor(None, "wall"), Hello(screen="wall", wall="left"))
    desk = day.view(day.facilitator)
    await day.clock.advance(TICK_S)
    desk.sink.take()

    day.board.watch(desk.screen, frozenset({"heads", "walls", "flows"}))
    await day.clock.advance(TICK_S)
    desk_heard = desk.sink.take()
    await day.star(await day.topic(ada), ada)
    await day.move(ada, "cafe")
    await day.clock.advance(TICK_S)

    assert desk_heard == [{"type": "presence", "walls": {"left": 1}}]
    assert desk.sink.of("presence") == [
        {"type": "presence", "flows": [["lobby", "cafe", 1]], "heads": {"cafe": 1, "lobby": 0}}
    ]


async def test_a_screen_that_watches_nothing_still_hears_events(day: LiveDay) -> None:
    """[S6]"""
    ada = await day.join("ada")
    viewer = day.view(ada)

    day.board.watch(viewer.screen, frozenset())
    topic = await day.topic(ada)
    await day.star(topic, ada)

    assert viewer.types() == ["welcome", "events", "events", "mine"]


async def test_the_frame_goes_to_every_screen_as_the_same_bytes(day: LiveDay) -> None:
    ada = await day.join("ada")
    viewers = [day.view(ada) for _ in range(5)]

    await day.act(AddRoom(command_id="r", name="Ash"), day.facilitator)

    payloads = [viewer.sink.payloads[-1] for viewer in viewers]
    assert all(payload is payloads[0] for payload in payloads)
