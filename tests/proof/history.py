"""What clients asked, were told and heard, against what the log holds: every way in which the two may disagree.

Clients record here while they live; `flaws` judges afterwards and answers in sentences. It knows only JSON and numbers,
so it judges simulated screens and a real server that was killed alike. All clients read one monotonic clock.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from typing import Any

from tests.client import merge

Json = dict[str, Any]
Key = tuple[str | None, str]  # person, command id

# What is recorded


@dataclass(frozen=True)
class Acceptance:
    """The server's yes to a command: its seq, and kind -> id of what came to be."""

    seq: int
    made: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Refusal:
    """The server's no, for this time."""

    code: str


@dataclass
class Sending:
    """One time that an act went out. `known`: the last seq its client had heard of then; no `answer`: it never came."""

    connection: int
    sent_at: float
    known: int
    answer: Acceptance | Refusal | None = None
    answered_at: float = inf


@dataclass
class Act:
    """What a client asked under one command id, every time that it was sent."""

    command_id: str
    sendings: list[Sending] = field(default_factory=list)

    @property
    def acceptances(self) -> list[Acceptance]:
        return [sent.answer for sent in self.sendings if isinstance(sent.answer, Acceptance)]

    @property
    def acknowledged_at(self) -> float:
        return min(sent.answered_at for sent in self.sendings if isinstance(sent.answer, Acceptance))

    @property
    def was_refused(self) -> bool:
        """Once at least."""
        return any(isinstance(sent.answer, Refusal) for sent in self.sendings)

    @property
    def effective(self) -> Sending | None:
        """The first sending that may have done it; None: each was refused."""
        return next((sent for sent in self.sendings if not isinstance(sent.answer, Refusal)), None)


@dataclass(frozen=True)
class Snapshot:
    """The whole public board after `seq`."""

    seq: int
    board: Json


@dataclass
class Client:
    """One who acted and listened, over all its connections. Not acting, it needs no `person`.

    `heard`: the events in order, a `Snapshot` where a whole board came instead. `board`: what it shows at the end.
    `witnessed`: what was wrong at first sight.
    """

    name: str
    person: str | None
    clock: Callable[[], float] = time.monotonic
    connection: int = 0
    acts: dict[str, Act] = field(default_factory=dict)
    heard: list[Json | Snapshot] = field(default_factory=list)
    seq: int = 0
    board: Json = field(default_factory=dict)
    witnessed: list[str] = field(default_factory=list)

    def connects(self) -> None:
        self.connection += 1

    def sends(self, command_id: str) -> None:
        """Before it is written; also when it is sent again."""
        act = self.acts.setdefault(command_id, Act(command_id))
        act.sendings.append(Sending(self.connection, self.clock(), self.seq))

    def is_told(self, command_id: str, answer: Acceptance | Refusal) -> None:
        """After it was read, on the connection under way."""
        act = self.acts.get(command_id, Act(command_id))
        for sent in act.sendings:
            if sent.connection == self.connection and sent.answer is None:
                sent.answer, sent.answered_at = answer, self.clock()
                return
        self.witnessed.append(f"{self.name} was answered {command_id}, which it had not asked on that connection")

    def hears(self, event: Json) -> None:
        self.heard.append(event)
        self.seq = max(self.seq, event["seq"])

    def sees(self, seq: int, board: Json) -> None:
        """A whole board; it may change afterwards without changing what was seen."""
        self.heard.append(Snapshot(seq, {name: dict(collection) for name, collection in board.items()}))
        self.seq = max(self.seq, seq)


@dataclass(frozen=True)
class Row:
    """One entry of the log, as it was found afterwards. `person`: who asked; None: the server, of its own.

    `at`: any number that grows with time. `public`: what every screen is to hear of it.
    """

    seq: int
    person: str | None
    command_id: str
    made: Mapping[str, str] = field(default_factory=dict)
    at: float = 0.0
    public: Json = field(default_factory=dict)


# What is judged

# Whether the server may have refused this act when the log ended anywhere between these two seqs, both included.
MayBeRefused = Callable[[Client, Act, int, int], bool]


def never(client: Client, act: Act, low: int, high: int) -> bool:
    """Nobody is asked: a refusal that nobody heard is no excuse."""
    return False


def flaws(
    clients: Sequence[Client], rows: Sequence[Row], board: Json, may_be_refused: MayBeRefused = never
) -> list[str]:
    """All that is wrong, the worst first. `board`: the one GET shows at the end."""
    found = [*flaws_of_log(rows), *done_unasked(clients, rows), *out_of_real_time(clients, rows)]
    for client in clients:
        found += [*client.witnessed, *lost_or_other(client, rows), *done_although_refused(client, rows)]
        found += out_of_own_order(client, rows, may_be_refused)
    for client in clients:
        found += flaws_of_hearing(client, rows)
    return [*found, *flaws_of_boards(clients, rows, board)]


def flaws_of_log(rows: Sequence[Row]) -> Iterator[str]:
    """Seqs run from 1 without gaps, time never runs back, no command is in it twice, acknowledged or not."""
    if [row.seq for row in rows] != [*range(1, len(rows) + 1)]:
        yield f"the log's seqs are not 1 to {len(rows)}"
    for before, after in pairwise(rows):
        if after.at < before.at:
            yield f"the log's {after.seq} is earlier than {before.seq}"
    times = Counter((row.person, row.command_id) for row in rows)
    yield from (f"{key} was done {number} times" for key, number in times.items() if number > 1)


def lost_or_other(client: Client, rows: Iterable[Row]) -> Iterator[str]:
    """What was acknowledged is in the log, at the seq and with the ids that were told, each time the same."""
    stored = by_key(rows)
    for act in client.acts.values():
        row = stored.get((client.person, act.command_id))
        for told in act.acceptances:
            if row is None:
                yield f"{client.name}'s {act.command_id} was acknowledged and is lost"
            elif (row.seq, dict(row.made)) != (told.seq, dict(told.made)):
                yield f"{client.name}'s {act.command_id} was told as {told} and is {row.seq} {dict(row.made)}"


def done_although_refused(client: Client, rows: Iterable[Row]) -> Iterator[str]:
    """Refused each time that it was sent: it is not there."""
    stored = by_key(rows)
    for act in client.acts.values():
        if act.effective is None and (row := stored.get((client.person, act.command_id))):
            yield f"{client.name}'s {act.command_id} was refused and is done as {row.seq}"


def done_unasked(clients: Sequence[Client], rows: Iterable[Row]) -> Iterator[str]:
    """Nothing was done that nobody asked for."""
    asked = {(client.person, command_id) for client in clients for command_id in client.acts}
    people = {client.person for client in clients if client.person is not None}
    for row in rows:
        if row.person in people and (row.person, row.command_id) not in asked:
            yield f"{row.person}'s {row.command_id} was never asked for and is done as {row.seq}"


def out_of_real_time(clients: Sequence[Client], rows: Iterable[Row]) -> Iterator[str]:
    """What anybody knew to be done before an act was sent has a smaller seq: acknowledged to whomever, or heard of."""
    stored = by_key(rows)
    acts = [(client, act) for client in clients for act in client.acts.values()]
    told = sorted((act.acknowledged_at, act.acceptances[0].seq) for _, act in acts if act.acceptances)
    begun = [
        (sent.sent_at, stored[client.person, act.command_id].seq, sent.known, f"{client.name}'s {act.command_id}")
        for client, act in acts
        if (client.person, act.command_id) in stored and (sent := act.effective)
    ]
    latest = next_told = 0
    for sent_at, seq, known, name in sorted(begun):
        while next_told < len(told) and told[next_told][0] < sent_at:
            latest = max(latest, told[next_told][1])
            next_told += 1
        if seq <= latest:
            yield f"{name} is {seq}, though {latest} was acknowledged before it was sent"
        if seq <= known:
            yield f"{name} is {seq}, though {known} was heard of before it was sent"


def out_of_own_order(client: Client, rows: Iterable[Row], may_be_refused: MayBeRefused) -> Iterator[str]:
    """What one client sends is decided in that order, so only a refusal lets a later act overtake.

    A refusal may have been lost with its connection. Then the act was sent again, and the log must show that it may
    have been refused before the other was done.
    """
    stored = by_key(rows)
    done = [
        (act, stored[client.person, act.command_id].seq)
        for act in client.acts.values()
        if (client.person, act.command_id) in stored
    ]
    for index, (act, seq) in enumerate(done):
        overtaken_by = min((later for _, later in done[index + 1 :] if later < seq), default=None)
        if overtaken_by is None or act.was_refused:
            continue
        first = act.sendings[0]
        is_excused = len(act.sendings) > 1 and first.answer is None
        if not (is_excused and may_be_refused(client, act, first.known, overtaken_by - 1)):
            yield f"{client.name}'s {act.command_id} is {seq}, after {overtaken_by}, which it sent later"


def flaws_of_hearing(client: Client, rows: Sequence[Row]) -> Iterator[str]:
    """Every event once, in order, without gaps, to the end, over all connections; each as the log has it."""
    at = 0
    for heard in client.heard:
        seq = heard.seq if isinstance(heard, Snapshot) else int(heard["seq"])
        if isinstance(heard, Snapshot):
            if seq < at:
                yield f"{client.name} was set back from {at} to {seq}"
        elif seq != at + 1:
            yield f"{client.name} heard {seq} after {at}"
        elif seq <= len(rows) and heard != rows[seq - 1].public:
            yield f"{client.name} heard another {seq} than the log has"
        at = seq if isinstance(heard, Snapshot) else max(at, seq)
    if at != len(rows):
        yield f"{client.name} is at {at}, the log at {len(rows)}"


def flaws_of_boards(clients: Sequence[Client], rows: Iterable[Row], board: Json) -> Iterator[str]:
    """The log's board is what GET shows, what every screen shows at the end, and what each snapshot showed then."""
    seen: dict[int, list[tuple[Client, Json]]] = {}
    for client in clients:
        for heard in client.heard:
            if isinstance(heard, Snapshot):
                seen.setdefault(heard.seq, []).append((client, heard.board))
    at_last: Json = {}
    for row in rows:
        merge(at_last, row.public.get("changes", {}))
        for client, shown in seen.get(row.seq, []):
            if without_empty(shown) != without_empty(at_last):
                yield f"{client.name} was shown another board at {row.seq}"
    if without_empty(board) != without_empty(at_last):
        yield "GET shows another board than the log's"
    for client in clients:
        if without_empty(client.board) != without_empty(at_last):
            yield f"{client.name} sees another board"


def by_key(rows: Iterable[Row]) -> dict[Key, Row]:
    return {(row.person, row.command_id): row for row in rows}


def without_empty(board: Json) -> Json:
    return {name: collection for name, collection in board.items() if collection}
