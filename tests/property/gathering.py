"""A whole day simulated: one board, its log, many screens with bad networks, and a clock that is advanced.

Time stands still but for `FakeClock`, chance comes from the seed: the same seed is the same day.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from random import Random

from openspace.domain.commands import JoinBoard, Logged, SetState
from openspace.domain.context import Actor
from openspace.domain.errors import Refused
from openspace.live.answers import Taken
from openspace.live.board import LiveBoard
from openspace.live.boards import Boards
from openspace.storage.memory import MemoryStore
from tests.fakes import MORNING, FakeClock, SeededIds
from tests.proof.history import Acceptance, Refusal, Row
from tests.proof.stored import rows_of
from tests.property.acts import CANARY, Acts, a_plan
from tests.property.screens import SimulatedScreen

CONVENERS = ("ada", "bo", "cy", "dag")
A_FEW_TICKS_S = 0.3
SETTLED_S = 2.5


class Gathering:
    """`screens` look and act; `board` is the server that runs now; `rival` another one on the same log."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)
        self.clock = FakeClock()
        self.store = MemoryStore()
        self.ids = SeededIds(seed)
        self.screens: list[SimulatedScreen] = []
        self.proposed: set[str] = set()
        self.chance = Acts(self.dice, CONVENERS, (), MORNING)
        self.code = ""
        self.board: LiveBoard
        self.rival: LiveBoard
        self._boards = Boards(self.store, self.clock, self.ids)
        self._lurkers = 0

    @asynccontextmanager
    async def open(self) -> AsyncIterator["Gathering"]:
        """From an empty board with its first people to the end."""
        async with Boards(self.store, self.clock, self.ids) as others:
            await self._boards.__aenter__()
            self.board, links = await self._boards.make(a_plan(MORNING))
            self.code = self.board.code
            self.rival = await others.get(self.code)
            for person in CONVENERS:
                await self.join(person)
                self.screens.append(SimulatedScreen(f"{person}'s tab", Actor(person)))
            for link in links:
                for number in (1, 2):
                    wall = f"Wall {number}" if link.role == "wall" else ""
                    actor = Actor(link.person, link.role)
                    self.screens.append(SimulatedScreen(f"{link.role} {number}", actor, link.role, wall))
            try:
                yield self
            finally:
                await self._boards.__aexit__(None, None, None)

    async def join(self, person: str) -> None:
        """Somebody comes, with a phone."""
        join = JoinBoard(command_id=f"join {person}", person=person, name=f"{person} {person}")
        await self._in_time(asyncio.create_task(self.board.submit(join, Actor(None))))
        phone = SimulatedScreen(f"{person}'s phone", Actor(person), "phone")
        phone.history.sends(join.command_id)
        self.screens.append(phone)

    async def come_late(self) -> None:
        """Somebody comes who will only look, and of whom nobody else may ever hear."""
        self._lurkers += 1
        person = f"{CANARY}{self._lurkers}"
        self.chance.lurkers |= {person}
        await self.join(person)

    async def restart(self) -> None:
        """The server stops and another one opens the same log. Every screen was cut off."""
        await self._boards.__aexit__(None, None, None)
        self._boards = Boards(self.store, self.clock, self.ids)
        await self._boards.__aenter__()
        self.board = await self._boards.get(self.code)
        for screen in self.screens:
            if screen.screen is not None:
                assert screen.sink.closed is not None
                screen.drop(self.board, self.dice)

    async def act(self, screen: SimulatedScreen, command: Logged, board: LiveBoard | None = None) -> None:
        """One command and its answer; the event has been told before."""
        history = screen.history
        history.sends(command.command_id)
        try:
            taken = await (board or self.board).submit(command, screen.actor)
        except Refused as refused:
            history.is_told(command.command_id, Refusal(refused.code))
            return
        if board is None and screen.is_connected and not screen.is_behind:
            assert screen.has_been_told(taken.seq), f"{screen.history.name} was answered before it was told"
        self._accepted(screen, command, taken)

    def weather(self) -> None:
        """Something happens to somebody's connection."""
        screen = self.dice.choice(self.screens)
        if screen.sink.closed is not None and screen.screen is not None:
            screen.drop(self.board, self.dice)
        elif not screen.is_connected:
            screen.connect(self.board)
        else:
            what = self.dice.choice(("drop", "hello", "stall", "read on", "read on", "read"))
            match what:
                case "drop":
                    screen.drop(self.board, self.dice)
                case "hello" if not screen.is_behind:
                    screen.hello(self.board)
                case "stall":
                    screen.stall()
                case "read on":
                    screen.sink.read_on()
                case _:
                    screen.read()

    async def round(self) -> None:
        """A few people act at once, while networks come and go and time passes."""
        for _ in range(self.dice.randint(0, 4)):
            self.weather()
        acting = self.dice.sample(self.screens, self.dice.randint(1, 6))
        tasks = [asyncio.create_task(self._some_act(screen)) for screen in acting]
        if self.dice.random() < 0.4:
            mover = self.dice.choice(self.screens)
            tasks.append(asyncio.create_task(self._move(mover)))
        if self.dice.random() < 0.2:
            # The clock of the machine is set, mostly forward.
            self.clock.set_wall_clock(self.clock.now() + timedelta(minutes=self.dice.choice((-1, 1, 7, 20))))
        await self.clock.advance(self.dice.choice((0.0, 0.01, 0.05, 1.0)))
        self.weather()
        await self._in_time(*tasks)

    async def settle(self) -> None:
        """Everyone is connected, reads on, and time passes until nothing moves any more."""
        helen = next(screen for screen in self.screens if screen.actor.role == "facilitator")
        for screen in self.screens:
            screen.sink.read_on()
            if not screen.is_connected:
                if screen.screen is not None:
                    screen.drop(self.board, self.dice)
                screen.connect(self.board)
        await self.clock.advance(SETTLED_S)
        await self._in_time(asyncio.create_task(self.act(helen, SetState(command_id="last", state="open"))))
        await self.clock.advance(SETTLED_S)
        for screen in self.screens:
            screen.read()

    async def rows(self) -> list[Row]:
        """The log as the judge of histories reads it."""
        return rows_of(await self.store.read(self.code), joins_are_asked=True)

    async def _some_act(self, screen: SimulatedScreen) -> None:
        board = self.rival if self.dice.random() < 0.05 else None
        command = self.chance.next(self.board.durable, screen.actor)
        await self.act(screen, command, board)
        if self.dice.random() < 0.1:  # the answer was lost: sent again
            await self.act(screen, command)

    async def _move(self, screen: SimulatedScreen) -> None:
        try:
            await self.board.submit(self.chance.move(self.board.durable), screen.actor)
        except Refused:
            return

    def _accepted(self, screen: SimulatedScreen, command: Logged, taken: Taken) -> None:
        screen.history.is_told(command.command_id, Acceptance(taken.seq, taken.made))
        self.chance.own_acts.setdefault(screen.actor.person or "", []).append(taken.seq)
        if "topic" in taken.made:
            self.proposed.add(taken.made["topic"])

    async def _in_time(self, *tasks: asyncio.Task[None] | asyncio.Task[Taken]) -> None:
        for _ in range(20):
            if all(task.done() for task in tasks):
                break
            await self.clock.advance(A_FEW_TICKS_S)
        assert all(task.done() for task in tasks), "a command was not answered"
        for task in tasks:
            task.result()
