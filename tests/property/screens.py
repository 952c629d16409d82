"""A simulated screen: what one client hears over connections that drop, stall and come back.

It keeps every message it read, for the browser's own code to read again, and builds its board as a stranger would.
"""

import json
from random import Random
from typing import Any, cast

from openspace import wire
from openspace.domain.context import Actor
from openspace.live.board import LiveBoard
from openspace.live.frame import BACKLOG_MAX_BYTES
from openspace.live.screen import Screen
from openspace.wire import Hello
from tests.client import Json
from tests.client import Screen as Reader
from tests.fakes import FakeSink
from tests.proof.history import Client
from tests.property.acts import CANARY

SHOUTED = ("events", "presence", "now")  # messages that go to everyone


class SimulatedScreen:
    """`heard`: every message it read, over all its connections."""

    def __init__(self, name: str, actor: Actor, kind: str = "", wall: str = "") -> None:
        self.actor = actor
        self.history = Client(name, actor.person)
        self.heard: list[Json] = []
        self.reader = Reader(cast(Any, None))
        self.sink = FakeSink()
        self.screen: Screen | None = None
        self._kind, self._wall = kind, wall

    @property
    def is_connected(self) -> bool:
        return self.screen is not None and self.sink.closed is None

    @property
    def is_behind(self) -> bool:
        return self.screen is not None and self.screen.behind_since is not None

    def connect(self, board: LiveBoard) -> None:
        """A new socket; the screen says where it was."""
        self.sink = FakeSink()
        self.screen = Screen(self.actor, self.sink, kind=self._kind, wall=self._wall)
        self.hello(board)

    def hello(self, board: LiveBoard) -> None:
        """Also again on the same socket, once everything before it is read."""
        assert self.screen is not None
        self.read()
        board.greet(self.screen, Hello(epoch=self.reader.epoch or None, since=self.reader.seq))

    def drop(self, board: LiveBoard, dice: Random) -> None:
        """The network goes; what was under way is lost from some message on."""
        assert self.screen is not None
        waiting = self.sink.take()
        for message in waiting[: dice.randint(0, len(waiting))]:
            self._take(message)
        board.leave(self.screen)
        self.screen = None

    def stall(self) -> None:
        """The other side stops reading, with its buffers full."""
        self.sink.is_reading = False
        self.sink.unread = BACKLOG_MAX_BYTES + 1

    def read(self) -> None:
        """Everything that came."""
        for message in self.sink.take():
            self._take(message)

    def has_been_told(self, seq: int) -> bool:
        """Whether this event has been written to it."""
        last = self.reader.seq
        for message in self.sink.frames:
            if message["type"] == "welcome":
                last = message["seq"]
            elif message["type"] == "events":
                last = message["events"][-1]["seq"]
        return last >= seq

    def _take(self, message: Json) -> None:
        self.heard.append(message)
        self._check_private(message)
        if "snapshot" in message:
            self.history.sees(message["seq"], message["snapshot"])
        for event in message.get("events", []):
            self.history.hears(event)
        # The reader keeps what it is given: another screen may hold the same message.
        self.reader.take(json.loads(json.dumps(message)))

    def _check_private(self, message: Json) -> None:
        """[S5] Nothing private in what everyone hears, and nothing of others in what is mine."""
        public = {part: value for part, value in message.items() if part not in ("mine", "me")}
        if message["type"] in (*SHOUTED, "welcome"):
            assert CANARY not in json.dumps(public), public
        own = message["changes"] if message["type"] == "mine" else message.get("mine", {})
        for name, entities in own.items():
            for entity in filter(None, entities.values()):
                assert self._is_mine(name, entity), f"{self.history.name} hears of {name} {entity}"

    def _is_mine(self, name: str, entity: Json) -> bool:
        person, role = self.actor.person, self.actor.role
        match name:
            case "profiles" | "interests" | "whereabouts":
                return bool(entity["id"] == person)
            case "notices":
                return role in ("facilitator", "scribe") if entity["by_mouth"] else bool(entity["to"] == person)
            case "shelf":
                is_aside = entity["reason"] != "withdrawn"
                return entity["topic"]["convener"] == person or (is_aside and role == "facilitator")
            case "wifi":
                return role in ("facilitator", "wall")
            case _:
                return False


def public_board(board: LiveBoard) -> Json:
    """As GET shows it."""
    shown: Json = json.loads(bytes(wire.snapshot(board.durable)))
    return shown
