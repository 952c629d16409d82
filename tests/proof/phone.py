"""A client that acts without pause and resumes by itself, as a phone does: same ids again, from where it was."""

import asyncio
from collections.abc import Callable
from itertools import count
from random import Random

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage

from tests.client import Device, Json, Screen
from tests.proof.history import Acceptance, Client, Snapshot

AT_ONCE = 4  # commands on their way, unanswered
RETRY_AFTER_S = 0.05
GONE = (OSError, EOFError, ConnectionClosed, InvalidHandshake, InvalidMessage, TimeoutError)


class Phone:
    """`history` is what it may be asked about afterwards. `on_accepted` hears of each acknowledgement."""

    def __init__(self, device: Device, code: str, dice: Random, on_accepted: Callable[[], None]) -> None:
        assert device.person is not None
        self.history = Client(f"{device.person}'s phone", device.person)
        self.is_acting = True
        self.screen: Screen | None = None
        self._device = device
        self._code = code
        self._dice = dice
        self._on_accepted = on_accepted
        self._numbers = count(1)
        self._waiting: dict[str, Json] = {}  # sent and not answered, oldest first
        self._last = Screen(socket=None)  # type: ignore[arg-type]
        self.resumed = -1  # times it came back

    async def run(self) -> None:
        """Until cancelled: connected whenever there is somebody to connect to."""
        while True:
            try:
                async with self._device.socket(self._code) as socket:
                    await self._talk(socket)
            except GONE:
                pass
            await asyncio.sleep(RETRY_AFTER_S)

    def is_done(self, seq: int) -> bool:
        """Whether all it asked is answered and it has heard of everything up to `seq`."""
        return not self._waiting and self.screen is not None and self.screen.seq == seq

    async def _talk(self, socket: ClientConnection) -> None:
        before = self._last
        screen = Screen(socket, epoch=before.epoch, seq=before.seq, board=before.board)
        reading = asyncio.create_task(screen.read())
        try:
            await screen.say({"type": "hello", "protocol": 1, "epoch": screen.epoch or None, "since": screen.seq})
            await screen.heard(lambda frame: frame["type"] == "welcome")
            self.screen, self.resumed = screen, self.resumed + 1
            for command_id, command in list(self._waiting.items()):
                self.history.resent.add(command_id)
                await screen.say(command)
            await self._act(screen)
        finally:
            self.screen = None
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)
            self._hear(screen)
            self._last = screen

    async def _act(self, screen: Screen) -> None:
        """Until the connection ends: always a few commands on their way."""
        while screen.close_code is None:
            self._hear(screen)
            while self.is_acting and len(self._waiting) < AT_ONCE:
                command = self._next(screen.board)
                self.history.sends(command["command_id"])
                self._waiting[command["command_id"]] = command
                await screen.say(command)
            await screen.until(lambda: bool(screen.frames))

    def _hear(self, screen: Screen) -> None:
        frames, screen.frames = screen.frames, []
        for frame in frames:
            if "snapshot" in frame:
                self.history.heard.append(Snapshot(frame["seq"]))
            self.history.heard += [event["seq"] for event in frame.get("events", [])]
            if frame["type"] in ("accepted", "refused"):
                self._answered(frame)
        self.history.board = screen.board

    def _answered(self, answer: Json) -> None:
        command_id = answer["command_id"]
        self._waiting.pop(command_id, None)
        if answer["type"] == "refused":
            self.history.refused.add(command_id)
            return
        told = Acceptance(answer["seq"], answer.get("made", {}))
        assert self.history.accepted.setdefault(command_id, told) == told, "another answer to the same act"
        self._on_accepted()

    def _next(self, board: Json) -> Json:
        """Something people do in a marketplace; placing may well be refused."""
        topics = list(board["topics"])
        mine = [key for key, topic in board["topics"].items() if topic["convener"] == self.history.person]
        number = next(self._numbers)
        command: Json = {"command_id": f"{self.history.person}-{number}"}
        match self._dice.randrange(4) if len(mine) > 1 else 0:
            case 0:
                return command | {"type": "propose_topic", "title": f"Ämne {number}", "about": "Vad gör vi nu? " * 9}
            case 1:
                room, slot = (self._dice.choice(list(board[name])) for name in ("rooms", "slots"))
                return command | {"type": "place_topic", "topic": self._dice.choice(mine), "room": room, "slot": slot}
            case 2:
                return command | {"type": "withdraw_topic", "topic": self._dice.choice(mine)}
            case _:
                return command | {"type": "set_interest", "topic": self._dice.choice(topics), "on": number % 3 > 0}
