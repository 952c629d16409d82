"""What one of a crowd asks next, drawn by chance from what their screen shows, over `tests/property/acts.py`."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from random import Random

import msgspec

from openspace import wire
from openspace.domain.board import PRIVATE, PUBLIC, Board
from openspace.domain.commands import AnyCommand
from openspace.domain.context import Actor
from openspace.domain.new_board import NewBoard
from tests.client import Json, Screen
from tests.property.acts import Acts, a_plan

MORNING = datetime(2030, 5, 20, 7, tzinfo=UTC)
SHARE_OF_MOVES = 0.1
TOPICS_MIN = 8  # before there are so many, nothing else is worth asking


def the_plan() -> Json:
    """The board they act on, as JSON."""
    plan: Json = json.loads(wire.encode(without_none(a_plan(MORNING))))
    return plan


def without_none(plan: NewBoard) -> Json:
    whole: Json = msgspec.to_builtins(plan, builtin_types=(datetime,))
    return {name: value for name, value in whole.items() if value is not None}


class Wishes:
    """Of one person. `own_acts` of theirs are taken back now and then."""

    def __init__(self, dice: Random, conveners: Sequence[str] = ()) -> None:
        self._dice = dice
        self._acts = Acts(dice, conveners or ("Gunhild",), (), MORNING)
        self._person: str | None = None

    def next(self, screen: Screen) -> Json:
        """A command without an id."""
        self._person = screen.me["person"]
        board = board_of(screen)
        actor = Actor(self._person, screen.me["role"])
        is_walk = self._dice.random() < SHARE_OF_MOVES
        if len(board.topics) < TOPICS_MIN:
            command: AnyCommand = self._acts.propose(board, actor)
        else:
            command = self._acts.move(board) if is_walk else self._acts.next(board, actor)
        asked: Json = json.loads(wire.encode(command))
        del asked["command_id"]
        return asked

    def done(self, accepted: Json) -> None:
        """What was asked is in the log."""
        if self._person is not None:
            self._acts.own_acts.setdefault(self._person, []).append(accepted["seq"])


def board_of(screen: Screen) -> Board:
    """All that this screen knows."""
    public = {name: screen.board.get(name, {}) for name in PUBLIC}
    own = {name: screen.mine.get(name, {}) for name in PRIVATE}
    return msgspec.convert({**public, **own, "seq": screen.seq}, Board)
