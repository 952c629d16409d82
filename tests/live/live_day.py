"""A board that runs live on a clock that stands still: people by name, screens that remember, a store that can fail."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from openspace.domain.commands import (
    AnyCommand,
    EndSlot,
    JoinBoard,
    Move,
    PlaceTopic,
    ProposeTopic,
    SetInterest,
    SetState,
)
from openspace.domain.context import Actor
from openspace.domain.entities import State
from openspace.domain.errors import Refused
from openspace.domain.new_board import NewBoard, RoomPlan, SlotPlan
from openspace.live.answers import Taken
from openspace.live.board import LiveBoard
from openspace.live.boards import Boards
from openspace.live.screen import Screen
from openspace.live.ticker import TICK_S
from openspace.ports import Clock, Ids, NotRead, NotSaved, Store, Stored
from openspace.storage.memory import MemoryStore
from openspace.wire import DEFAULT_PLANES, Hello, Plane
from tests.fakes import MORNING, FakeClock, FakeSink, SeededIds, flush

ROOMS = ("Oak", "Elm")
SLOT_MINUTES = 45


class AwkwardStore(MemoryStore):
    """A data file on a bad day. `batches`: seqs of each append that came; `gate`: cleared, appends wait in it."""

    def __init__(self) -> None:
        super().__init__()
        self.batches: list[list[int]] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.is_full = False  # nothing can be written
        self.loses_word = False  # what is appended is stored, but the answer is an error
        self.is_unreadable = False
        self.saves = 0

    async def append(self, code: str, rows: Sequence[Stored]) -> None:
        self.batches.append([row.event.seq for row in rows])
        await self.gate.wait()
        if self.is_full:
            raise NotSaved("disk full")
        await super().append(code, rows)
        if self.loses_word:
            raise NotSaved("commit timed out")

    async def read(self, code: str, after: int = 0, limit: int | None = None) -> list[Stored]:
        if self.is_unreadable:
            raise NotRead("disk error")
        return await super().read(code, after, limit)

    async def save_feet(self, *args: Any) -> None:
        self.saves += 1
        if self.is_full:
            raise NotSaved("disk full")
        await super().save_feet(*args)


class Viewer:
    """One screen with what it has heard."""

    def __init__(self, board: LiveBoard, screen: Screen, sink: FakeSink) -> None:
        self.board = board
        self.screen = screen
        self.sink = sink

    @property
    def heard(self) -> list[dict[str, Any]]:
        return self.sink.frames

    def types(self) -> list[str]:
        return [frame["type"] for frame in self.heard]

    def events(self) -> list[dict[str, Any]]:
        """Every event heard, of all frames and of a welcome's tail."""
        tails = (frame.get("events", []) for frame in self.heard if frame["type"] in ("events", "welcome"))
        return [event for events in tails for event in events]

    def seqs(self) -> list[int]:
        return [event["seq"] for event in self.events()]

    def presence(self) -> dict[str, Any]:
        """The last welcome's value with every presence frame after it merged in; zeros left out."""
        value: dict[str, Any] = {}
        for frame in self.heard:
            if frame["type"] == "welcome":
                value = dict(frame["presence"])
            elif frame["type"] == "presence":
                for plane, part in frame.items():
                    if isinstance(part, dict) and plane != "address":
                        value[plane] = {**value.get(plane, {}), **part}
        return {
            plane: {key: n for key, n in part.items() if n} for plane, part in value.items() if isinstance(part, dict)
        }

    def answer(self, command_id: str) -> dict[str, Any] | None:
        return next((frame for frame in self.heard if frame.get("command_id") == command_id), None)


class LiveDay:
    """Two rooms, four slots of sessions from 10:00 (the clock stands at 09:00), the board `open`."""

    def __init__(
        self, board: LiveBoard, boards: Boards, clock: FakeClock, store: AwkwardStore, links: list[str]
    ) -> None:
        self.board = board
        self.boards = boards
        self.clock = clock
        self.store = store
        self.facilitator = Actor(links[0], "facilitator")
        self.scribe = Actor(links[1], "scribe")
        self._commands = 0

    def command_id(self) -> str:
        self._commands += 1
        return f"c{self._commands}"

    async def join(self, name: str) -> Actor:
        """A person with a phone; their id is their name."""
        await self.act(JoinBoard(command_id=self.command_id(), person=name, name=name.title()), Actor(name))
        return Actor(name)

    def send(self, command: AnyCommand, actor: Actor) -> "asyncio.Task[Taken]":
        """Not waiting for the answer."""
        return asyncio.create_task(self.board.submit(command, actor))

    async def act(self, command: AnyCommand, actor: Actor) -> Taken:
        """Wait for the answer, a tick at the longest."""
        answer = self.send(command, actor)
        await self.clock.advance(TICK_S)
        return await answer

    def view(
        self, actor: Actor, hello: Hello | None = None, planes: frozenset[Plane] = DEFAULT_PLANES, **more: Any
    ) -> Viewer:
        """A screen that has said hello."""
        sink = FakeSink()
        screen = Screen(actor, sink, planes, **more)
        self.board.greet(screen, hello or Hello())
        return Viewer(self.board, screen, sink)

    def propose(self, title: str = "Housing") -> ProposeTopic:
        return ProposeTopic(command_id=self.command_id(), title=title)

    async def topic(self, actor: Actor, title: str = "Housing") -> str:
        return (await self.act(self.propose(title), actor)).made["topic"]

    async def session(self, actor: Actor, room: int = 0, slot: int = 0, title: str = "Housing") -> str:
        """A new topic in that room and slot."""
        topic = await self.topic(actor, title)
        place = PlaceTopic(command_id=self.command_id(), topic=topic, room=self.room(room), slot=self.slot(slot))
        return (await self.act(place, actor)).made["session"]

    async def star(self, topic: str, actor: Actor, on: bool = True) -> Taken:
        return await self.act(SetInterest(command_id=self.command_id(), topic=topic, on=on), actor)

    async def move(self, actor: Actor, to: str | None) -> Taken:
        return await self.board.submit(Move(command_id=self.command_id(), to=to), actor)

    async def state(self, state: State) -> None:
        await self.act(SetState(command_id=self.command_id(), state=state), self.facilitator)

    async def end_slot(self, slot: int = 0) -> None:
        await self.act(EndSlot(command_id=self.command_id(), slot=self.slot(slot)), self.facilitator)

    def room(self, number: int) -> str:
        return list(self.board.durable.rooms)[number]

    def slot(self, number: int) -> str:
        return sorted(self.board.durable.slots.values(), key=lambda slot: slot.starts)[number].id

    async def until(self, instant: datetime) -> None:
        """The machine sleeps until shortly before: an hour of pulses takes too long to play through."""
        self.clock.set_wall_clock(max(self.clock.now(), instant - timedelta(seconds=2)))
        await self.clock.advance((instant - self.clock.now()).total_seconds())

    @property
    def heads(self) -> dict[str, int]:
        heads: dict[str, int] = self.board.presence_whole(frozenset({"heads"}))["heads"]
        return heads


def a_plan(**more: Any) -> NewBoard:
    starts = [MORNING + timedelta(hours=1 + number) for number in range(4)]
    return NewBoard(
        title="Forum",
        timezone="Europe/Stockholm",
        rooms=[RoomPlan(name=name) for name in ROOMS],
        slots=[SlotPlan(starts=start, ends=start + timedelta(minutes=SLOT_MINUTES)) for start in starts],
        **more,
    )


@asynccontextmanager
async def a_live_day(
    clock: FakeClock | None = None, store: AwkwardStore | None = None, ids: Ids | None = None
) -> AsyncIterator[LiveDay]:
    """Made and, at the end, closed."""
    clock, store = clock or FakeClock(), store or AwkwardStore()
    async with open_boards(store, clock, ids or SeededIds()) as boards:
        board, links = await boards.make(a_plan())
        await flush()
        yield LiveDay(board, boards, clock, store, [link.person or "" for link in links])


def open_boards(store: Store, clock: Clock, ids: Ids | None = None) -> Boards:
    return Boards(store, clock, ids or SeededIds(1))


async def reopened(day: LiveDay) -> tuple[Boards, LiveBoard]:
    """The same data file, opened by another server."""
    boards = open_boards(day.store, day.clock)
    await boards.__aenter__()
    return boards, await boards.get(day.board.code)


async def restarted(day: LiveDay) -> LiveDay:
    """After a clean stop, on the same file and clock."""
    await day.board.close()
    boards, board = await reopened(day)
    return LiveDay(board, boards, day.clock, day.store, ["", ""])


async def code_of(answer: "asyncio.Task[Taken]") -> str:
    """The code of a refusal, or "accepted"."""
    try:
        await answer
    except Refused as refused:
        return refused.code
    return "accepted"
