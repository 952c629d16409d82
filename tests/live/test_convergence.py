"""A random day: whatever people, screens and the clock do, every screen ends with the same board and counts."""

import random
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from msgspec import json

from openspace import wire
from openspace.domain.commands import (
    AnyCommand,
    EndSlot,
    ExtendSlot,
    PlaceTopic,
    PutAside,
    RemoveRoom,
    RestoreTopic,
    SetInterest,
    SetState,
    Undo,
    UnplaceTopic,
    WithdrawTopic,
)
from openspace.domain.context import Actor
from openspace.domain.entities import CAFE, LOBBY
from openspace.domain.errors import Refused
from openspace.live.frame import BACKLOG_MAX_BYTES
from openspace.live.presence import PLANES
from openspace.ports import NotSaved
from openspace.wire import Hello
from tests.client import merge
from tests.live.live_day import LiveDay, Viewer, a_live_day

STEPS = 300


class Person:
    """Somebody with a screen that comes and goes; what it knows survives on the phone."""

    def __init__(self, actor: Actor, viewer: Viewer) -> None:
        self.actor = actor
        self.viewer = viewer
        self.is_counted = True
        self.board: dict[str, Any] = {}
        self.presence: dict[str, dict[str, int]] = {}
        self.mine: dict[str, Any] = {}
        self.epoch: str | None = None
        self.seq = 0

    def take(self) -> None:
        """Apply what was heard, as the contract says; a gap or a double is an error."""
        for frame in self.viewer.sink.take():
            match frame["type"]:
                case "welcome":
                    self.epoch, self.presence, self.mine = frame["epoch"], frame["presence"], frame["mine"]
                    if "snapshot" in frame:
                        self.board, self.seq = frame["snapshot"], frame["seq"]
                    self._apply(frame.get("events", []))
                    assert self.seq == frame["seq"]
                case "events":
                    self._apply(frame["events"])
                case "mine":
                    assert frame["seq"] <= self.seq
                    merge(self.mine, frame["changes"])
                case "presence":
                    merge(self.presence, {plane: frame[plane] for plane in ("heads", "interest") if plane in frame})
                case other:
                    assert other == "now"

    def _apply(self, events: list[dict[str, Any]]) -> None:
        for event in events:
            assert event["seq"] == self.seq + 1
            merge(self.board, event.get("changes", {}))
            self.seq += 1


class RandomDay:
    def __init__(self, day: LiveDay, seed: int) -> None:
        self.day = day
        self.random = random.Random(seed)
        self.people: list[Person] = []

    async def step(self) -> None:
        """Something happens."""
        happenings = (
            (3, self.somebody_joins), (30, self.somebody_acts), (20, self.somebody_moves), (6, self.somebody_reloads),
            (6, self.somebody_stops_reading), (6, self.somebody_reads_on), (8, self.time_passes),
            (2, self.the_facilitator_acts), (2, self.the_disk_has_a_bad_moment),
        )  # fmt: skip
        weights, acts = zip(*happenings, strict=True)
        await self.random.choices(acts, weights)[0]()

    async def somebody_joins(self) -> None:
        name = f"p{len(self.people)}"
        actor = await self.day.join(name)
        self.people.append(Person(actor, self.day.view(actor)))

    async def somebody_acts(self) -> None:
        await self.try_to(self.some_command(), self.somebody().actor)

    async def somebody_moves(self) -> None:
        person = self.somebody()
        sessions = list(self.day.board.durable.sessions)
        to = self.random.choice([CAFE, LOBBY, None, *sessions, *sessions])
        try:
            await self.day.move(person.actor, to)
        except Refused:
            return
        person.is_counted = to is not None

    async def somebody_reloads(self) -> None:
        person = self.somebody()
        person.take()
        self.day.board.leave(person.viewer.screen)
        if self.random.random() < 0.5:
            await self.somebody_acts()
        keeps = self.random.random() < 0.7
        hello = Hello(epoch=person.epoch if keeps else None, since=person.seq if keeps else 0)
        person.viewer = self.day.view(person.actor, hello)

    async def somebody_stops_reading(self) -> None:
        sink = self.somebody().viewer.sink
        sink.is_reading, sink.unread = False, self.random.choice([0, BACKLOG_MAX_BYTES + 1])

    async def somebody_reads_on(self) -> None:
        self.somebody().viewer.sink.read_on()

    async def time_passes(self) -> None:
        await self.day.clock.advance(self.random.choice([0.01, 0.05, 1]))
        if self.random.random() < 0.2:
            await self.day.until(self.day.clock.now() + timedelta(minutes=self.random.choice([5, 30])))

    async def the_facilitator_acts(self) -> None:
        topic, slot = self.some("topics"), self.day.slot(self.random.randrange(4))
        commands: list[AnyCommand] = [
            SetState(command_id=self.day.command_id(), state=self.random.choice(["open", "quiet"])),
            EndSlot(command_id=self.day.command_id(), slot=slot),
            ExtendSlot(command_id=self.day.command_id(), slot=slot, minutes=10),
            PutAside(command_id=self.day.command_id(), topic=topic, why="why"),
            RemoveRoom(command_id=self.day.command_id(), room=self.some("rooms")),
        ]
        await self.try_to(self.random.choice(commands), self.day.facilitator)

    async def the_disk_has_a_bad_moment(self) -> None:
        store = self.day.store
        store.is_full, store.loses_word = self.random.choice([(True, False), (False, True)])
        await self.somebody_acts()
        store.is_full = store.loses_word = False

    async def try_to(self, command: AnyCommand, actor: Actor) -> None:
        try:
            await self.day.act(command, actor)
            if self.random.random() < 0.1:
                await self.day.act(command, actor)
        except (Refused, NotSaved):
            pass

    def some_command(self) -> AnyCommand:
        command_id, topic = self.day.command_id(), self.some("topics")
        place = {"room": self.some("rooms"), "slot": self.some("slots")}
        commands: list[AnyCommand] = [
            self.day.propose(),
            PlaceTopic(command_id=command_id, topic=topic, **place),
            PlaceTopic(command_id=command_id, topic=topic, **place),
            UnplaceTopic(command_id=command_id, topic=topic),
            SetInterest(command_id=command_id, topic=topic, on=self.random.random() < 0.7),
            SetInterest(command_id=command_id, topic=topic, on=True),
            WithdrawTopic(command_id=command_id, topic=topic),
            RestoreTopic(command_id=command_id, topic=self.random.choice([*self.day.board.durable.shelf, "none"])),
            Undo(command_id=command_id, seq=self.random.randint(1, self.day.board.durable.seq)),
        ]
        return self.random.choice(commands)

    def somebody(self) -> Person:
        return self.random.choice(self.people)

    def some(self, collection: str) -> str:
        """The id of one of them, or of none."""
        ids: list[str] = [*getattr(self.day.board.durable, collection), "none"]
        return self.random.choice(ids)

    def check_sums(self) -> None:
        """[W3]"""
        if self.day.board.durable.frame.state != "quiet":
            assert sum(self.day.heads.values()) == sum(person.is_counted for person in self.people)

    async def settle(self) -> None:
        """Quiet ends, everybody reads, a second passes."""
        await self.day.state("open")
        for person in self.people:
            person.viewer.sink.read_on()
        await self.day.clock.advance(1)


@pytest.mark.parametrize("seed", [*range(4), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(4, 12))])
async def test_every_screen_ends_with_the_same_board_and_counts(seed: int) -> None:
    """[S3, S5, S6, S13, W3]"""
    async with a_live_day() as day:
        random_day = RandomDay(day, seed)
        for _ in range(3):
            await random_day.somebody_joins()
        for _ in range(STEPS):
            await random_day.step()
            random_day.check_sums()
        await random_day.settle()

        durable = day.board.durable
        public = json.decode(wire.snapshot(durable))
        interest = Counter(t for own in durable.interests.values() for t in own.topics if t in durable.topics)
        assert day.board.presence_whole(PLANES)["interest"] == interest
        for person in random_day.people:
            person.take()
            assert (person.seq, person.board) == (durable.seq, public)
            assert without_zeros(person.presence["heads"]) == day.heads
            assert without_zeros(person.presence["interest"]) == interest
            fresh = day.view(person.actor).heard[0]["mine"]
            assert without_empty(person.mine) == without_empty(fresh)
        assert [row.event.seq for row in await day.store.read(day.board.code)] == list(range(1, durable.seq + 1))


def without_zeros(counts: dict[str, int]) -> dict[str, int]:
    return {key: count for key, count in counts.items() if count}


def without_empty(collections: dict[str, Any]) -> dict[str, Any]:
    return {name: collection for name, collection in collections.items() if collection}
