"""What has been answered, and what is being decided, by person and command id.

A command sent again gets the same answer and is not done again; only refusals are decided anew.
"""

import asyncio
from collections.abc import Iterable

from msgspec import Struct, field

from openspace.domain.commands import AnyCommand, JoinBoard, Logged
from openspace.domain.context import Actor
from openspace.domain.errors import Refused
from openspace.ports import Stored

Key = tuple[str | None, str]  # who (None: a wall), command id


class Taken(Struct, frozen=True):
    """Accepted as `seq`. `made`: kind -> id of what came to be."""

    seq: int
    made: dict[str, str] = field(default_factory=dict)


class Waiting:
    """A command in the queue, with everyone who waits for its answer."""

    def __init__(self, command: Logged, actor: Actor) -> None:
        self.command = command
        self.actor = actor
        self.answer: asyncio.Future[Taken | Refused] = asyncio.get_running_loop().create_future()

    @property
    def key(self) -> Key:
        return key_of(self.command, self.actor)


class Answers:
    """The accepted are kept as long as the board is open; the log has them beyond that."""

    def __init__(self, rows: Iterable[Stored]) -> None:
        self._taken: dict[Key, Taken] = {}
        self._waiting: dict[Key, Waiting] = {}
        self.remember(rows)

    def remember(self, rows: Iterable[Stored]) -> None:
        """These are durable."""
        for row in rows:
            self._taken[row.event.by, row.command_id] = Taken(row.event.seq, row.made)

    def taken(self, key: Key) -> Taken | None:
        """The answer to an accepted command; also before its sender has it."""
        return self._taken.get(key)

    def waiting(self, key: Key) -> Waiting | None:
        """The command if it is in the queue, in the batch, or durable and not yet told."""
        return self._waiting.get(key)

    def wait(self, waiting: Waiting) -> None:
        self._waiting[waiting.key] = waiting

    def give(self, waiting: Waiting, answer: Taken | Refused) -> None:
        """To everyone who waits for it."""
        self._waiting.pop(waiting.key, None)
        if not waiting.answer.done():
            waiting.answer.set_result(answer)


def key_of(command: AnyCommand, actor: Actor) -> Key:
    """One who joins acts as the person they become."""
    return (command.person if isinstance(command, JoinBoard) else actor.person), command.command_id
