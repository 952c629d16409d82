"""What has been answered, and what is being decided, by person and command id.

A command sent again gets the same answer and is not done again; only refusals are decided anew.
"""

import asyncio
from collections import deque
from collections.abc import Iterable
from typing import Final

from msgspec import Struct, field

from openspace.domain.commands import AnyCommand, JoinBoard, Logged
from openspace.domain.context import Actor
from openspace.domain.errors import Refused
from openspace.ports import Stored

# Twice as many as one batch can have. Beyond them a number stands for each answer, and the log has the rest
# (measured: 100,000 answers take 56 MB whole, 19 MB so).
KEPT_MAX: Final = 20_000
NOTHING: Final[dict[str, str]] = {}  # what most acts have made: one for all that are kept

Key = tuple[str | None, str]  # who (None: a wall), command id


class Taken(Struct, frozen=True):
    """Accepted as `seq`. `made`: kind -> id of what came to be."""

    seq: int
    made: dict[str, str] = field(default_factory=dict)


class Waiting:
    """A command in the queue, with everyone who waits for its answer."""

    def __init__(self, command: Logged, actor: Actor, key: Key) -> None:
        self.command = command
        self.actor = actor
        self.key = key
        self.is_answered = False
        self._answers: list[asyncio.Future[Taken | Refused]] = []  # one for each who waits: any of them may give up

    async def answer(self) -> Taken | Refused:
        """Wait for it."""
        answer: asyncio.Future[Taken | Refused] = asyncio.get_running_loop().create_future()
        self._answers.append(answer)
        return await answer

    def give(self, answer: Taken | Refused) -> None:
        self.is_answered = True
        for each in self._answers:
            if not each.done():
                each.set_result(answer)


class Answers:
    """The last of the accepted are kept, of all others only that the log may have them."""

    def __init__(self, rows: Iterable[Stored]) -> None:
        self._taken: dict[Key, Taken] = {}
        self._oldest: deque[Key] = deque()  # of them, first; a dict that loses its first entries walks over the gaps
        self._forgotten: set[int] = set()  # hashes of keys
        self._waiting: dict[Key, Waiting] = {}
        self.remember(rows)

    def remember(self, rows: Iterable[Stored]) -> None:
        """These are durable."""
        for row in rows:
            key = row.event.by, row.command_id
            self._taken[key] = Taken(row.event.seq, row.made or NOTHING)
            self._oldest.append(key)
        while len(self._oldest) > KEPT_MAX:
            key = self._oldest.popleft()
            self._taken.pop(key, None)
            self._forgotten.add(hash(key))

    def taken(self, key: Key) -> Taken | None:
        """The answer to an accepted command; also before its sender has it. None too if it is forgotten."""
        return self._taken.get(key)

    def may_be_forgotten(self, key: Key) -> bool:
        """Whether only the log knows."""
        return hash(key) in self._forgotten

    @property
    def is_awaited(self) -> bool:
        return bool(self._waiting)

    def waiting(self, key: Key) -> Waiting | None:
        """The command if it is in the queue, in the batch, or durable and not yet told."""
        return self._waiting.get(key)

    def wait(self, waiting: Waiting) -> None:
        self._waiting[waiting.key] = waiting

    def give(self, waiting: Waiting, answer: Taken | Refused) -> None:
        """To everyone who waits for it."""
        self._waiting.pop(waiting.key, None)
        waiting.give(answer)


def key_of(command: AnyCommand, actor: Actor) -> Key:
    """One who joins acts as the person they become."""
    return (command.person if isinstance(command, JoinBoard) else actor.person), command.command_id
