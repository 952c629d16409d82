"""The lossy plane: heads, interest, flows, walls, the address, how notes stand, as screens hear of it tick by tick.

Only keys that changed travel, and nobody's id. While the board is quiet nothing travels and the whole
value stands as it did when quiet began; what changed meanwhile is told when quiet ends.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final, get_args

from msgspec import Struct

from openspace.domain.board import Board, Changes
from openspace.domain.entities import Entity
from openspace.domain.insight import day_of
from openspace.live.interest import InterestCounts
from openspace.live.notes.digest import Writing
from openspace.live.whereabouts import Feet
from openspace.ports import Whereabouts
from openspace.wire import Plane

PLANES: Final[frozenset[Plane]] = frozenset(get_args(Plane))


class Address(Struct, frozen=True):
    """Where phones find this server. `is_reached`: whether a phone has."""

    url: str
    others: tuple[str, ...] = ()
    is_reached: bool = False


class Presence:
    """`version` grows with every change that a screen could see."""

    def __init__(self, board: Board, saved: Mapping[str, Whereabouts], now: datetime) -> None:
        self.feet = Feet(board, saved, now)
        self.version = 0
        self._board = board
        self._interest = InterestCounts(board)
        self._walls: dict[str, int] = {}
        self._walls_changed: set[str] = set()  # names whose number is not yet told
        self._address: Address | None = None
        self._is_address_told = True
        self._writings: dict[str, Writing] = {}
        self._writings_changed: set[str] = set()  # topics
        self._frozen = self._whole() if is_quiet(board) else None
        self.feet.changed.clear()
        self.feet.flows.clear()

    # What happens

    def follow(self, before: Board, after: Board, changes: Changes, now: datetime) -> list[str]:
        """An event has become durable. Whose place it changed."""
        if is_quiet(after) and not is_quiet(before):
            self._frozen = self._whole()
        self._board = after
        moved = self.feet.follow(after, changes, now)
        self._interest.follow(before, changes)
        if not is_quiet(after):
            self._frozen = None
        self.version += 1
        return moved

    def arrive(self, person: str | None) -> bool:
        """This person is here today: they said hello, or did something. Whether that is news."""
        is_news = person is not None and self.feet.arrive(self._board.profiles.get(person))
        self.version += is_news
        return is_news

    def move(self, person: str, to: str | None, now: datetime) -> None:
        if self.feet.move(self._board.profiles[person], to, now):
            self.version += 1

    def turn(self, now: datetime) -> list[str]:
        """The clock has come to a boundary of slots or days. Whose place that changed."""
        gone: list[str] = []
        if day_of(self._board, now) != self.feet.day:
            gone = self.feet.begin_day(self._board, now)
            self.version += 1
        moved = self.feet.settle(self._board, now)
        self.version += bool(moved)
        return gone + moved

    def set_walls(self, walls: dict[str, int]) -> None:
        changed = {name for name in walls | self._walls if walls.get(name) != self._walls.get(name)}
        if changed:
            self._walls = walls
            self._walls_changed |= changed
            self.version += 1

    def set_address(self, address: Address) -> None:
        if address != self._address:
            self._address, self._is_address_told = address, False
            self.version += 1

    def set_writing(self, topic: str, writing: Writing) -> None:
        """How the notes of a topic stand."""
        if self._writings.get(topic) != writing:
            self._writings[topic] = writing
            self._writings_changed.add(topic)
            self.version += 1

    # What screens hear

    def mine(self, person: str | None) -> dict[str, dict[str, Entity]]:
        """The person's own place, as it travels in `mine`; empty for who is in none."""
        standing = self.feet.place(person) if person is not None else None
        return {"whereabouts": {standing.id: standing}} if standing else {}

    def whole(self, planes: Iterable[Plane]) -> dict[str, Any]:
        """Everything these planes show; flows have no whole."""
        whole = self._whole() if self._frozen is None else self._frozen
        return {plane: whole[plane] for plane in sorted(planes) if plane in whole}

    def has_news(self) -> bool:
        """Whether `take` would give anything."""
        if self._frozen is not None:
            return False
        counts = self.feet.changed or self.feet.flows or self._interest.changed or self._walls_changed
        return bool(counts or self._writings_changed) or not self._is_address_told

    def take(self) -> dict[Plane, Any]:
        """What changed since it was last taken, by plane; nothing while quiet."""
        flows, self.feet.flows = self.feet.flows, type(self.feet.flows)()
        if self._frozen is not None:
            return {}
        heads, self.feet.changed = self.feet.changed, set()
        topics, self._interest.changed = self._interest.changed, set()
        news: dict[Plane, Any] = {}
        if heads:
            news["heads"] = {place: self.feet.heads.get(place, 0) for place in sorted(heads)}
        if topics:
            news["interest"] = {topic: self._interest.of(self._board, topic) for topic in sorted(topics)}
        if flows:
            news["flows"] = [[origin, target, people] for (origin, target), people in sorted(flows.items())]
        return {**news, **self._take_surroundings()}

    def _take_surroundings(self) -> dict[Plane, Any]:
        news: dict[Plane, Any] = {}
        if self._walls_changed:
            news["walls"] = {name: self._walls.get(name, 0) for name in sorted(self._walls_changed)}
            self._walls_changed = set()
        if not self._is_address_told:
            news["address"] = self._address
            self._is_address_told = True
        if self._writings_changed:
            news["notes"] = {topic: self._writings[topic] for topic in sorted(self._writings_changed)}
            self._writings_changed = set()
        return news

    def _whole(self) -> dict[str, Any]:
        return {
            "heads": dict(self.feet.heads),
            "interest": self._interest.whole(self._board),
            "walls": self._walls,
            "address": self._address,
            "notes": dict(self._writings),
        }


def is_quiet(board: Board) -> bool:
    return board.frame.state == "quiet"
