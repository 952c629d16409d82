"""A client that lives as the browser's does: it queues, sends again under the same id, resumes, and never gives up.

What `static/js/connection.js` and `commands.js` hold to, held to here: everything unanswered goes out anew after each
welcome, oldest first; what could not be saved is sent again; a line that is silent for too long is left for another.
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from random import Random

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage

from tests.client import Device, Json, Screen
from tests.proof.history import Acceptance, Client, Refusal

GONE = (OSError, EOFError, ConnectionClosed, InvalidHandshake, InvalidMessage, TimeoutError)
SAY_GOODBYE_S = 0.1
EVENTS = '{"type":"events"'  # how the frame begins that every screen gets


@dataclass(frozen=True)
class Habits:
    """How one acts and how patient one is. Seconds; the browser's own are the defaults.

    `pause_s`: at most so long before each act, at random. `at_once`: acts that wait for their answers.
    """

    pause_s: float = 0.0
    at_once: int = 4
    silent_max_s: float = 25.0
    opening_max_s: float = 10.0
    backoff_first_s: float = 0.3
    backoff_max_s: float = 10.0
    again_after_s: float = 1.0  # what could not be saved


class Phone:
    """`history` is what it may be asked about afterwards; `asked` every command by its id. `habits` may change.

    `choose` says what is asked next, without an id, from what the screen shows. `on_accepted` hears of each yes,
    `on_settled` of each act that is done or given up.
    """

    def __init__(
        self,
        name: str,
        device: Device,
        code: str,
        dice: Random,
        habits: Habits,
        choose: Callable[[Screen], Json],
        on_accepted: Callable[[Json], None] = lambda accepted: None,
        on_settled: Callable[[], None] = lambda: None,
    ) -> None:
        self.history = Client(name, device.person)
        self.asked: dict[str, Json] = {}
        self.refusals: list[Json] = []
        self.habits = habits
        self.is_acting = True
        self.is_live = False
        self.resumed = -1  # times it came back
        self.screen = Screen(socket=None)  # type: ignore[arg-type]
        self.news = asyncio.Event()  # set whenever anything has changed
        self._device = device
        self._code = code
        self._dice = dice
        self._choose = choose
        self._on_accepted = on_accepted
        self._on_settled = on_settled
        self._numbers = count(1)
        self._pending: dict[str, Json] = {}  # not answered, oldest first
        self._outbox: asyncio.Queue[str] = asyncio.Queue()
        self._attempts = 0
        self._life: asyncio.Task[None] | None = None
        self._has_left = False

    async def run(self) -> None:
        """Until it leaves: connected whenever there is somebody to connect to."""
        self._life = asyncio.current_task()
        async with asyncio.TaskGroup() as living:
            acting = living.create_task(self._act())
            while not self._has_left:
                await self._connect()
                await asyncio.sleep(self._backoff_s())
            acting.cancel()

    def leave(self) -> None:
        """For good. Cancelling alone would not do: a line that fails in that moment hides it from Python 3.11."""
        self._has_left = True
        if self._life is not None:
            self._life.cancel()

    def is_done(self, seq: int) -> bool:
        """Whether all it asked is answered and it has heard of everything up to `seq`."""
        return not self._pending and self.is_live and self.screen.seq == seq

    def __str__(self) -> str:
        return f"{self.history.name}, at {self.screen.seq}, with {len(self._pending)} acts unanswered,"

    async def until(self, is_so: Callable[[], bool]) -> None:
        while not is_so():
            self.news.clear()
            await self.news.wait()

    # The line

    async def _connect(self) -> None:
        try:
            async with asyncio.timeout(self.habits.opening_max_s * self._patience) as opening:
                async with self._device.socket(
                    self._code, open_timeout=None, ping_interval=None, close_timeout=SAY_GOODBYE_S
                ) as socket:
                    opening.reschedule(None)
                    await self._talk(socket)
        except* GONE:
            pass
        finally:
            self.is_live = False

    async def _talk(self, socket: ClientConnection) -> None:
        self.history.connects()
        self._outbox = asyncio.Queue()
        hello = {"type": "hello", "protocol": 1, "epoch": self.screen.epoch or None, "since": self.screen.seq}
        await socket.send(json.dumps(hello))
        async with asyncio.TaskGroup() as talking:
            talking.create_task(self._read(socket))
            talking.create_task(self._send(socket))

    async def _read(self, socket: ClientConnection) -> None:
        while True:
            async with asyncio.timeout(self.habits.silent_max_s * self._patience):
                text = await socket.recv()
            assert isinstance(text, str)
            self._take(shared(text) if text.startswith(EVENTS) else json.loads(text))
            self.news.set()

    async def _send(self, socket: ClientConnection) -> None:
        while True:
            command_id = await self._outbox.get()
            if command := self._pending.get(command_id):
                if command["type"] != "move":
                    self.history.sends(command_id)
                await socket.send(json.dumps(command))

    def _backoff_s(self) -> float:
        """Spread wide, as the browser's."""
        self._attempts += 1
        first = self.habits.backoff_first_s
        longest = min(self.habits.backoff_max_s, first * 2**self._attempts)
        return self._dice.uniform(first, max(first, longest))

    @property
    def _patience(self) -> int:
        """More of it after each try: a machine that is slower than one is patient would never welcome anybody."""
        return 1 + self._attempts

    # What it hears

    def _take(self, frame: Json) -> None:
        if "snapshot" in frame:
            self.history.sees(frame["seq"], frame["snapshot"])
        for event in frame.get("events", []):
            self.history.hears(event)
        self.screen.take(frame)
        self.screen.frames.clear()
        self.history.board = self.screen.board
        if frame["type"] == "welcome":
            self._welcomed(frame)
        elif frame["type"] in ("accepted", "refused"):
            self._answered(frame)

    def _welcomed(self, welcome: Json) -> None:
        self.history.person = welcome["me"]["person"]
        self.is_live = True
        self.resumed += 1
        self._attempts = 0
        for command_id in self._pending:
            self._outbox.put_nowait(command_id)

    def _answered(self, answer: Json) -> None:
        command_id = answer["command_id"]
        is_logged = self.asked[command_id]["type"] != "move"
        if answer["type"] == "refused":
            self.refusals.append(answer)
            if is_logged:
                self.history.is_told(command_id, Refusal(answer["code"]))
            if answer["code"] == "not_saved":
                in_s = self._dice.uniform(0, self.habits.again_after_s)
                asyncio.get_running_loop().call_later(in_s, self._outbox.put_nowait, command_id)
                return
        elif is_logged:
            if self.screen.seq < answer["seq"]:
                self.history.witnessed.append(f"{self.history.name} was told {answer} before the event")
            self.history.is_told(command_id, Acceptance(answer["seq"], answer.get("made", {})))
            self._on_accepted(answer)
        if self._pending.pop(command_id, None) is not None:
            self._on_settled()

    # What it asks

    def ask(self, command: Json) -> None:
        """At once, or when it is live again."""
        command_id = f"{self.history.name}-{next(self._numbers)}"
        self._pending[command_id] = self.asked[command_id] = {**command, "command_id": command_id}
        if self.is_live:
            self._outbox.put_nowait(command_id)

    async def _act(self) -> None:
        """At any moment, connected or not, from the first board on."""
        while True:
            await self.until(lambda: self.is_acting and self.resumed >= 0 and len(self._pending) < self.habits.at_once)
            await asyncio.sleep(self._dice.uniform(0, self.habits.pause_s))
            if self.is_acting:
                self.ask(self._choose(self.screen))


@lru_cache(maxsize=1_000)
def shared(text: str) -> Json:
    """What every screen gets is read once for all phones; nobody changes what an event brought."""
    frame: Json = json.loads(text)
    return frame
