"""The boards that are open. Each is opened when first asked for, and closed when nobody has looked for a while.

Of those that are closed the store says when one is to be looked after; until then they cost nothing.
"""

import asyncio
import logging
from types import TracebackType
from typing import Final, Self

from openspace.domain.board import Board, replay
from openspace.domain.context import Actor, Context
from openspace.domain.insight import erase_at, is_due_for_erasing
from openspace.domain.new_board import NewBoard
from openspace.domain.rules.gathering import make_board
from openspace.live.board import LiveBoard, open_board
from openspace.live.creation import create_board, new_link_people
from openspace.live.meters import Census, Meters
from openspace.live.pictures import sweep
from openspace.live.presence import Address
from openspace.ports import Clock, Ids, Link, NotRead, NotSaved, Store
from openspace.wire import CLOSE_NO_BOARD

logger = logging.getLogger(__name__)

ERASE_EVERY_S: Final = 6 * 3600.0
ERASE_PAUSE_S: Final = 1.0  # between boards: a file of a thousand is looked through without anybody noticing
CLOSE_AFTER_S: Final = 15 * 60.0  # nobody looked, asked or wrote: longer than a break, or a bus ride without a network
LOOK_EVERY_S: Final = 60.0


class NoSuchBoard(Exception):
    """No board has this code."""


class Boards:
    """An async context manager: all tasks of all boards end with it."""

    def __init__(self, store: Store, clock: Clock, ids: Ids, release: str = "") -> None:
        self.meters = Meters()
        self._store = store
        self._clock = clock
        self._ids = ids
        self._release = release
        self._tasks = asyncio.TaskGroup()
        self._boards: dict[str, LiveBoard] = {}
        self._used_at: dict[str, float] = {}  # monotonic seconds, of open boards
        self._opening: dict[str, asyncio.Task[LiveBoard | Exception]] = {}
        self._closing: dict[str, asyncio.Task[None]] = {}
        self._erasing: dict[str, asyncio.Task[None]] = {}  # until the store has erased it nobody opens it
        self._address: Address | None = None
        self._sweeping = asyncio.Lock()  # meanwhile no board opens

    async def __aenter__(self) -> Self:
        await self._tasks.__aenter__()
        self._loops = [self._tasks.create_task(loop) for loop in (self._keep_promises(), self._close_idle())]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for loop in self._loops:
            loop.cancel()
        under_way = (*self._opening.values(), *self._closing.values(), *self._erasing.values())
        await asyncio.wait([*self._loops, *under_way])
        for board in self._boards.values():
            try:
                await board.close()
            except Exception:
                # The others are still to say goodbye and save who is where.
                logger.exception("board %s did not end well", board.code)
        await self._tasks.__aexit__(kind, error, trace)

    async def get(self, code: str) -> LiveBoard:
        """Open it if it is not; all who ask meanwhile share the one opening.

        Raises:
            NoSuchBoard: No board has this code.
            NotRead: The store cannot read now.
        """
        if code in self._erasing:
            raise NoSuchBoard(code)
        if code in self._boards:
            self._used_at[code] = self._clock.monotonic()
            return self._boards[code]
        if code not in self._opening:
            self._opening[code] = self._tasks.create_task(self._open(code))
        opened = await asyncio.shield(self._opening[code])
        if isinstance(opened, Exception):
            raise opened
        return opened

    async def make(self, plan: NewBoard) -> tuple[LiveBoard, list[Link]]:
        """A new board with its three links, as `creation.LINK_ROLES`.

        Raises:
            Refused: The plan breaks a rule.
            NotSaved: The store cannot write now.
        """
        now, people = self._clock.now(), new_link_people(self._ids)
        draft = make_board(plan, Context(now, Actor(None, "facilitator"), self._ids.new_id), tuple(people.values()))
        record, links = await create_board(self._store, self._ids, now, draft, people)
        return await self.get(record.code), links

    def set_address(self, address: Address) -> None:
        """To every open board's screens, and to those opened from here on."""
        self._address = address
        for board in self._boards.values():
            board.set_address(address)

    def census(self) -> Census:
        """Of all open boards together."""
        each = [board.census() for board in self._boards.values()]
        return Census(
            boards=len(each),
            screens=sum(one.screens for one in each),
            notes_sockets=sum(one.notes_sockets for one in each),
            waiting=sum(one.waiting for one in each),
        )

    async def erase_due(self) -> None:
        """Erase every board whose promised day is over (G10), and what no board needs any more (R9).

        One that cannot be read keeps no other from it. Raises NotRead: nobody knows which are due.
        """
        due = [record.code for record in await self._store.to_look_after(self._clock.now())]
        for code in dict.fromkeys([*self._boards, *due]):
            try:
                await self._look_after(code)
            except (NotRead, NotSaved) as error:
                logger.warning("board %s is looked after later: %s", code, error)
            except Exception:
                logger.exception("board %s: looking for what is to be erased failed", code)
            await self._clock.sleep(ERASE_PAUSE_S)

    async def _keep_promises(self) -> None:
        while True:
            try:
                await self.erase_due()
            except NotRead as error:
                logger.warning("boards are looked through for erasing later: %s", error)
            except Exception:
                logger.exception("looking for boards to erase failed")
            await self._clock.sleep(ERASE_EVERY_S)

    async def _look_after(self, code: str) -> None:
        durable = await self._as_it_stands(code)
        if is_due_for_erasing(durable, self._clock.now()):
            # In a task of its own: who stops the server meanwhile waits for it.
            self._erasing[code] = self._tasks.create_task(self._erase(code))
            await asyncio.shield(self._erasing[code])
        else:
            await self._sweep(code, durable)

    async def _as_it_stands(self, code: str) -> Board:
        if code not in self._boards:
            stored = replay(row.event for row in await self._store.read(code))
            if code not in self._boards:  # else somebody has opened it meanwhile, and it may have gone on
                return stored
        return self._boards[code].durable

    async def _erase(self, code: str) -> None:
        """What fails is tried again another time."""
        try:
            under_way = [tasks[code] for tasks in (self._opening, self._closing) if code in tasks]
            if under_way:
                await asyncio.wait(under_way)
            self._used_at.pop(code, None)
            if board := self._boards.pop(code, None):
                await board.close(CLOSE_NO_BOARD, "the board is erased")
            await self._store.erase(code)
        except NotSaved as error:
            logger.warning("board %s is erased later: %s", code, error)
        except Exception:
            logger.exception("board %s could not be erased", code)
        else:
            del self._erasing[code]
            logger.info("board %s is erased, as was promised at join", code)

    async def _sweep(self, code: str, durable: Board) -> None:
        """Erase photos that nobody can bring back (R9). Raises NotRead, NotSaved."""
        if board := self._boards.get(code):
            await board.pictures.sweep(lambda: board.durable, self._clock.now())
            return
        async with self._sweeping:
            if code not in self._boards and code not in self._opening:
                due = await sweep(self._store, code, durable, self._clock.now(), is_open=False)
                times = [at for at in (due, erase_at(durable)) if at is not None]
                await self._store.looked_after(code, min(times, default=None))

    async def _close_idle(self) -> None:
        """Until cancelled."""
        while True:
            await self._clock.sleep(LOOK_EVERY_S)
            now = self._clock.monotonic()
            for board in list(self._boards.values()):
                if not board.is_at_rest:
                    self._used_at[board.code] = now
                elif now - self._used_at[board.code] >= CLOSE_AFTER_S:
                    del self._boards[board.code], self._used_at[board.code]
                    self._closing[board.code] = self._tasks.create_task(self._close(board))

    async def _close(self, board: LiveBoard) -> None:
        """Who asks for it meanwhile waits, and opens it anew."""
        try:
            await board.close()
            await self._sweep(board.code, board.durable)
        except (NotRead, NotSaved) as error:
            logger.warning("board %s is looked after later: %s", board.code, error)
        except Exception:
            logger.exception("board %s was not closed well", board.code)
        finally:
            del self._closing[board.code]

    async def _open(self, code: str) -> LiveBoard | Exception:
        """An error is handed to those who asked: raised in the group of tasks it would end every board."""
        try:
            if code in self._closing:
                await asyncio.wait([self._closing[code]])
            async with self._sweeping:
                record = await self._store.record(code)
            if record is None:
                return NoSuchBoard(code)
            board = await open_board(
                record, self._store, self._clock, self._ids, self._tasks, self._release, self.meters
            )
        except Exception as error:  # noqa: BLE001 - see above
            return error
        finally:
            del self._opening[code]
        if self._address is not None:
            board.set_address(self._address)
        self._boards[code] = board
        self._used_at[code] = self._clock.monotonic()
        return board
