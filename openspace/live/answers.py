"""What is in the log, and what is being decided, by person and command id.

A command sent again gets the same answer and is not done again; only refusals are decided anew. The log has no key for
that: whoever appends has read every row before it, so what is not known here is not there.
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
    """A command in the queue, with everyone who waits for its answer. `is_settled`: it is durable, or answered."""

    __slots__ = ("_answers", "actor", "command", "is_settled", "key")

    def __init__(self, command: Logged, actor: Actor, key: Key) -> None:
        self.command = command
        self.actor = actor
        self.key = key
        self.is_settled = False
        self._answers: list[asyncio.Future[Taken | Refused]] = []  # one for each who waits: any of them may give up

    def answer(self) -> asyncio.Future[Taken | Refused]:
        """To be waited for."""
        answer: asyncio.Future[Taken | Refused] = asyncio.get_running_loop().create_future()
        self._answers.append(answer)
        return answer

    def give(self, answer: Taken | Refused) -> None:
        self.is_settled = True
        for each in self._answers:
            if not each.done():
                each.set_result(answer)


class Answers:
    """Where in the log each act is, by a hash of who and which command (measured: 100,000 acts take 12 MB).

    The log has the answer, and says whether it is this command's or another's of the same hash.
    """

    def __init__(self, rows: Iterable[Stored]) -> None:
        self._seqs: dict[int, int] = {}  # by hash of the key
        self._displaced: dict[Key, int] = {}  # whose hash belongs to another act
        self._waiting: dict[Key, Waiting] = {}
        self.remember(rows)

    def remember(self, rows: Iterable[Stored]) -> None:
        """These are durable."""
        for row in rows:
            key = row.event.by, row.command_id
            if self._seqs.setdefault(hash(key), row.event.seq) != row.event.seq:
                self._displaced[key] = row.event.seq

    def seq(self, key: Key) -> int | None:
        """Of the act, if it is durable, or of another with the same hash; None for what is surely not in the log."""
        seq = self._seqs.get(hash(key))
        return seq if seq is None or key not in self._displaced else self._displaced[key]

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
