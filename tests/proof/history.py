"""What clients saw against what the log holds: every way in which the two may disagree, as sentences.

Knows only JSON and numbers, so it judges simulated screens and a real server that was killed alike.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
Key = tuple[str | None, str]  # person, command id


@dataclass(frozen=True)
class Acceptance:
    """What the server answered to a command: its seq, and kind -> id of what came to be."""

    seq: int
    made: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One entry of the log, as it was found afterwards."""

    seq: int
    person: str | None
    command_id: str
    made: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Client:
    """One who acted and listened, over all its connections.

    `heard`: an int for each event, in order; a `Snapshot` where a whole board came instead.
    """

    name: str
    person: str | None
    sent: list[str] = field(default_factory=list)  # command ids, in order, each once
    accepted: dict[str, Acceptance] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)  # for good: not those that could not be saved
    heard: list["int | Snapshot"] = field(default_factory=list)
    board: Json = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)  # by command id: the last seq acknowledged before it was sent

    resent: set[str] = field(default_factory=set)  # on their way when a connection ended, and sent again on another

    def sends(self, command_id: str) -> None:
        """For the first time, or anew after a refusal."""
        self.sent = [*(sent for sent in self.sent if sent != command_id), command_id]
        self.known[command_id] = max((told.seq for told in self.accepted.values()), default=0)


@dataclass(frozen=True)
class Snapshot:
    """The whole board after `seq`."""

    seq: int


def flaws(clients: Sequence[Client], rows: Sequence[Row], board: Json) -> list[str]:
    """All that is wrong; `board` is the one the log leads to, as GET shows it."""
    found = [*flaws_of_log(rows), *lost_or_doubled(clients, rows), *done_unasked(clients, rows)]
    for client in clients:
        found += [*out_of_order(client), *flaws_of_hearing(client, len(rows))]
        if client.board != board:
            found.append(f"{client.name} sees another board")
    return found


def flaws_of_log(rows: Sequence[Row]) -> Iterator[str]:
    """Seqs run from 1 without gaps; no command is in it twice."""
    if [row.seq for row in rows] != [*range(1, len(rows) + 1)]:
        yield f"the log's seqs are not 1 to {len(rows)}"
    times = Counter((row.person, row.command_id) for row in rows)
    yield from (f"{key} was done {number} times" for key, number in times.items() if number > 1)


def lost_or_doubled(clients: Iterable[Client], rows: Iterable[Row]) -> Iterator[str]:
    """What was acknowledged is in the log, at the seq and with the ids that were told."""
    stored: dict[Key, Row] = {(row.person, row.command_id): row for row in rows}
    for client in clients:
        for command_id, told in client.accepted.items():
            row = stored.get((client.person, command_id))
            if row is None:
                yield f"{client.name}'s {command_id} was acknowledged and is lost"
            elif (row.seq, dict(row.made)) != (told.seq, dict(told.made)):
                yield f"{client.name}'s {command_id} was told as {told} and is {row}"


def done_unasked(clients: Sequence[Client], rows: Iterable[Row]) -> Iterator[str]:
    """Nothing was done that was refused, or that nobody asked for."""
    asked = {(client.person, command_id) for client in clients for command_id in client.sent}
    refused = {(client.person, command_id) for client in clients for command_id in client.refused}
    people = {client.person for client in clients if client.person is not None}
    for row in rows:
        if (row.person, row.command_id) in refused:
            yield f"{row} was refused and is done"
        elif row.person in people and (row.person, row.command_id) not in asked:
            yield f"{row} was never asked for"


def out_of_order(client: Client) -> Iterator[str]:
    """Acts stand in the log in the order they were sent, and after all that was acknowledged before.

    Only one sent again may come later than those after it: refused at first, its refusal lost with the server.
    """
    once = [command_id for command_id in client.sent if command_id not in client.resent]
    seqs = [client.accepted[command_id].seq for command_id in once if command_id in client.accepted]
    if seqs != sorted(seqs):
        yield f"{client.name}'s acts were done in another order: {seqs}"
    for command_id, known in client.known.items():
        told = client.accepted.get(command_id)
        if told is not None and told.seq <= known:
            yield f"{client.name}'s {command_id} is {told.seq}, though {known} was acknowledged before it was sent"


def flaws_of_hearing(client: Client, last: int) -> Iterator[str]:
    """Every event once, in order, without gaps, to the end."""
    at = 0
    for heard in client.heard:
        if isinstance(heard, Snapshot):
            if heard.seq < at:
                yield f"{client.name} was set back from {at} to {heard.seq}"
            at = heard.seq
        elif heard != at + 1:
            yield f"{client.name} heard {heard} after {at}"
            at = max(at, heard)
        else:
            at = heard
    if at != last:
        yield f"{client.name} is at {at}, the log at {last}"
