"""The reducer against tests/vectors/, which the browser's reducer is held to as well (tests/js/apply.test.js)."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from openspace.domain.board import Board, Event, replay

VECTORS = sorted((Path(__file__).parents[1] / "vectors").glob("*.json"))


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_events_lead_to_the_board_of_the_vector(path: Path) -> None:
    vector = json.loads(path.read_text(encoding="utf-8"))
    board = msgspec.convert({"seq": vector["seq"], **vector["board"]}, Board)

    after = replay(map(whole_event, vector["events"]), board)

    expected = dict(vector["after"])
    assert after.seq == expected.pop("seq")
    assert msgspec.to_builtins(after.public()) == expected


def whole_event(public: dict[str, Any]) -> Event:
    """As the log has it: an event with nothing public has lost all but its seq on the wire."""
    return msgspec.convert({"at": "2026-11-22T09:00:00Z", "type": "interest_set", **public}, Event)
