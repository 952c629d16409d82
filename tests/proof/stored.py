"""The log of a board, as the judge of histories reads it."""

import json
from collections.abc import Sequence
from pathlib import Path

from openspace import wire
from openspace.domain.board import Board, apply
from openspace.ports import Stored
from openspace.storage.sqlite import open_store
from tests.proof.history import Row


async def read_log(data: Path, code: str) -> list[Stored]:
    """Of a server that has stopped."""
    async with open_store(data) as store:
        return await store.read(code)


def rows_of(log: Sequence[Stored], *, joins_are_asked: bool = False) -> list[Row]:
    """As the judge wants them. Over HTTP a join is the server's own command: asked by nobody's id."""
    rows: list[Row] = []
    board = Board()
    for stored in log:
        event = stored.event
        board = apply(board, event)
        is_asked = joins_are_asked or event.type != "person_joined"
        public = json.loads(bytes(wire.public_event(event, board)))
        person = event.by if is_asked else None
        rows.append(Row(event.seq, person, stored.command_id, stored.made, event.at.timestamp(), public))
    return rows
