"""One board, live: commands in, the same frames out to every screen.

It only joins its parts: the writer of the log, what screens hear, who is where. Nothing is decided here.
"""

import asyncio
import logging
from datetime import datetime
from typing import Any, Final

from openspace import hyphens
from openspace.domain.board import Board
from openspace.domain.commands import AnyCommand, EditProfile, JoinBoard, Move, Undo, UnpublishBook
from openspace.domain.context import Actor, Context
from openspace.domain.rules.mobility import require_may_move
from openspace.live.answers import Answers, Taken
from openspace.live.broadcast import Broadcast
from openspace.live.meters import Census, Meters
from openspace.live.notes.digest import Writing
from openspace.live.notes.notes import Notes
from openspace.live.pictures import Pictures
from openspace.live.presence import Address, Presence
from openspace.live.press import Press
from openspace.live.screen import Screen
from openspace.live.snapshot import SharedBody, SnapshotBody
from openspace.live.tail import open_log
from openspace.live.whereabouts import Standing, next_boundary
from openspace.live.writer import LogWriter
from openspace.ports import BoardRecord, Clock, Ids, Store
from openspace.wire import CLOSE_RESTART, Hello, Plane

logger = logging.getLogger(__name__)

PULSE_S: Final = 1.0
SAVE_FEET_EVERY_S: Final = 1.0
MAY_WITHDRAW: Final = (EditProfile, Undo, UnpublishBook)  # a name from the book


class LiveBoard:
    """One actor a board. Opened by `open_board`, ended by `close`."""

    def __init__(
        self,
        record: BoardRecord,
        broadcast: Broadcast,
        answers: Answers,
        store: Store,
        clock: Clock,
        ids: Ids,
        tasks: asyncio.TaskGroup,
        meters: Meters,
    ) -> None:
        self.code = record.code
        self.epoch = record.epoch
        self._broadcast = broadcast
        self._presence = broadcast.presence
        self._store = store
        self._clock = clock
        self._ids = ids
        self._writer = LogWriter(self.code, broadcast.board, answers, store, clock, ids, broadcast.publish, meters)
        self._body = SharedBody(clock, tasks, self._version, broadcast.body)
        self._writing = tasks.create_task(self._writer.run())
        self._loops = [
            tasks.create_task(broadcast.ticker.run()),
            tasks.create_task(self._pulse()),
            tasks.create_task(self._write_behind()),
        ]
        self.notes = Notes(self.code, store, clock, tasks, lambda: self.durable, self._tell_writing)
        self.pictures = Pictures(self.code, store, self.submit)
        self.press = Press(
            self.code, lambda: self.durable, self.notes.texts, self._writer.submit, store, clock, ids, tasks
        )
        self._saving_feet = asyncio.Lock()
        self._is_failing = False  # whereabouts cannot be saved

    @property
    def durable(self) -> Board:
        """All that readers ever see."""
        return self._writer.durable

    async def submit(self, command: AnyCommand, actor: Actor) -> Taken:
        """Wait until it is durable and every screen has been told; of a move, until it is in memory.

        Raises:
            Refused: The board says no, or it could not be saved.
        """
        if not isinstance(command, JoinBoard):
            self._arrive(actor)
        if isinstance(command, Move):
            return self._move(command, actor)
        taken = await self._writer.submit(command, actor)
        if isinstance(command, MAY_WITHDRAW):
            await self.press.public.catch_up()
        return taken

    async def answered(self, command_id: str, actor: Actor) -> Taken | None:
        """What this actor's act of that id led to; None if it is not in the log, or not yet told. Raises Refused."""
        return await self._writer.answered(command_id, actor)

    @property
    def is_at_rest(self) -> bool:
        """Nobody looks and nothing is on its way: closed now, it would lose nothing and nobody would notice."""
        is_watched = len(self._broadcast.screens) > 0 or self.notes.is_open
        is_busy = self._writer.is_busy or self.press.is_busy or self.pictures.is_busy
        return not is_watched and not is_busy and self._presence.feet.is_saved

    def greet(self, screen: Screen, hello: Hello) -> None:
        """Welcome, then every event, in one step. Again for every further hello."""
        if self._writing.done():
            screen.sink.close(CLOSE_RESTART, "the board was closed")
            return
        self._broadcast.greet(screen, hello)

    def watch(self, screen: Screen, planes: frozenset[Plane]) -> None:
        self._broadcast.watch(screen, planes)

    def leave(self, screen: Screen) -> None:
        """It is gone; may be said again."""
        self._broadcast.leave(screen)

    async def body(self) -> SnapshotBody:
        """For GET: holds everything accepted before it was asked for."""
        return await self._body.get()

    def presence_whole(self, planes: frozenset[Plane]) -> dict[str, Any]:
        return self._presence.whole(planes)

    def standing(self, person: str) -> Standing | None:
        """Where this person is; None for who is not here today."""
        return self._presence.feet.place(person)

    def census(self) -> Census:
        """Of this board alone."""
        screens, sockets = len(self._broadcast.screens), self.notes.sockets
        return Census(boards=1, screens=screens, notes_sockets=sockets, waiting=self._writer.waiting)

    def set_address(self, address: Address) -> None:
        self._presence.set_address(address)
        self._broadcast.touch()

    async def close(self, code: int = CLOSE_RESTART, reason: str = "the server restarts") -> None:
        """Finish what was taken, tell it, say goodbye to every screen, save who is where."""
        try:
            await self._writer.stop(self._writing)
            self._broadcast.tick()
        except TimeoutError:
            logger.error("board %s: the log did not finish in time", self.code)
        finally:
            self._broadcast.screens.close_all(code, reason)
            self.press.workshop.close()
            async with self._saving_feet:  # what is on its way to the disk comes there
                for loop in self._loops:
                    loop.cancel()
        await self.notes.close(code, reason)
        await self._save_feet()

    def _tell_writing(self, topic: str, writing: Writing) -> None:
        self._presence.set_writing(topic, writing)
        self._broadcast.touch()

    def _move(self, command: Move, actor: Actor) -> Taken:
        now = self._clock.now()
        person = require_may_move(self.durable, command.to, Context(now, actor, self._ids.new_id))
        self._presence.move(person, command.to, now)
        self._broadcast.tell_places([person])
        self._broadcast.touch()
        return Taken(self._broadcast.tail.seq)

    def _arrive(self, actor: Actor) -> None:
        if actor.person is not None and self._presence.arrive(actor.person):
            self._broadcast.tell_places([actor.person])
            self._broadcast.touch()

    def _version(self) -> tuple[int, int]:
        return self._broadcast.tail.seq, self._presence.version

    async def _pulse(self) -> None:
        """Once a second, and at every boundary of slots and days."""
        while True:
            now = self._clock.now()
            until_s = (next_boundary(self.durable, now) - now).total_seconds()
            await self._clock.sleep(min(PULSE_S, until_s))
            try:
                self._beat(self._clock.now())
            except Exception:
                logger.exception("board %s: a pulse failed", self.code)

    def _beat(self, now: datetime) -> None:
        self._broadcast.tell_places(self._presence.turn(now))
        self._broadcast.touch()
        self._broadcast.refresh()
        for screen in self._broadcast.screens.sweep(now):
            self._broadcast.leave(screen)

    async def _write_behind(self) -> None:
        """Who is where, a second behind."""
        while True:
            await self._clock.sleep(SAVE_FEET_EVERY_S)
            await self._save_feet()

    async def _save_feet(self) -> None:
        async with self._saving_feet:
            moved, movements = self._presence.feet.take_unsaved()
            if not moved and not movements:
                return
            try:
                await self._store.save_feet(self.code, moved, movements)
            except Exception as error:  # noqa: BLE001 - whereabouts are never worth the board
                self._presence.feet.put_back(moved, movements)
                if not self._is_failing:
                    logger.warning("board %s: whereabouts wait to be saved: %r", self.code, error)
                self._is_failing = True
            else:
                self._is_failing = False


async def open_board(
    record: BoardRecord, store: Store, clock: Clock, ids: Ids, tasks: asyncio.TaskGroup, release: str, meters: Meters
) -> LiveBoard:
    """From its log and who was where. Raises NotRead."""
    rows = await store.read(record.code)
    saved = await store.whereabouts(record.code)
    board, tail = open_log(rows)
    if not hyphens.is_loaded(board.frame.language):
        await asyncio.to_thread(hyphens.load, board.frame.language)  # not when the first topic goes up
    answers = Answers(rows)
    presence = Presence(board, saved, clock.now())
    broadcast = Broadcast(record.epoch, board, tail, presence, answers, clock, release, meters)
    live = LiveBoard(record, broadcast, answers, store, clock, ids, tasks, meters)
    await live.press.public.catch_up()  # a server may have stopped between a name's withdrawal and its erasing
    return live
