"""One phase under way, in Python: who sends what when, and what comes of it."""

import asyncio
import secrets
import time
from array import array
from collections.abc import Sequence

from msgspec import Struct

from bench.load.plan import Loop, Measured, Phase
from bench.load.python_client import PythonClient
from bench.load.tally import Tally, quantiles


class Stage:
    """From `play` on it hears everything, until it is complete or patience ends."""

    def __init__(self, phase: Phase, clients: Sequence[PythonClient], comes_back: bool) -> None:
        readers = [client.number for client in clients if client.is_live and client.plan.reads]
        self._phase = phase
        self._clients = clients
        self._tally = Tally(phase.acts, len(clients), readers, phase.counted)
        self._answers = Answers(phase.loop, clients) if phase.loop else None
        self._news = asyncio.Event()
        self._began = self._sent_at = time.perf_counter()
        self._bytes_before = sum(client.bytes for client in clients)
        self._comes_back = comes_back
        self._away: dict[int, int] = {}  # by client: bytes it had read when its connection was lost
        self._closed = 0
        self._returned_s: list[float] = []
        self._returned_bytes: list[int] = []

    async def play(self) -> Measured:
        own_cpu = time.process_time()
        if self._answers:
            self._answers.begin()
        await self._send_acts()
        await self._wait_patiently()
        return self._measured(time.process_time() - own_cpu)

    def heard(self, client: PythonClient, payload: bytes, now: float) -> None:
        self._tally.heard(client.number, payload, now)
        if self._answers:
            self._answers.heard(client, payload, now)
        if self._is_complete:
            self._news.set()

    def lost(self, client: PythonClient) -> None:
        self._closed += 1
        self._away[client.number] = client.bytes

    def returned(self, client: PythonClient, now: float) -> None:
        """Live again."""
        self._returned_s.append(now - self._began)
        self._returned_bytes.append(client.bytes - self._away.pop(client.number, 0))

    @property
    def _is_complete(self) -> bool:
        is_answered = self._answers is None or self._answers.is_complete
        return not self._tally.missing and is_answered and not (self._away and self._comes_back)

    async def _send_acts(self) -> None:
        for number, act in enumerate(self._phase.acts):
            if (early_s := self._began + act.at_s - time.perf_counter()) > 0:
                await asyncio.sleep(early_s)
            self._sent_at = time.perf_counter()
            self._tally.sent(number, self._sent_at)
            self._clients[act.client].say(act.text)

    async def _wait_patiently(self) -> None:
        while not self._is_complete:
            sent_at = max(self._sent_at, self._answers.sent_at if self._answers else 0.0)
            left_s = max(sent_at, self._began + self._phase.seconds) + self._phase.patience_s - time.perf_counter()
            if left_s <= 0:
                break
            self._news.clear()
            try:
                async with asyncio.timeout(left_s):
                    await self._news.wait()
            except TimeoutError:
                continue  # perhaps a loop has sent meanwhile
        await asyncio.sleep(max(0.0, self._began + self._phase.seconds - time.perf_counter()))

    def _measured(self, own_cpu_s: float) -> Measured:
        return Measured(
            seconds=time.perf_counter() - self._began,
            frames=self._tally.frames,
            bytes=sum(client.bytes for client in self._clients) - self._bytes_before,
            missing=self._tally.missing,
            delays=self._tally.delays(),
            last=self._tally.last(),
            waits=quantiles(self._answers.waits if self._answers else ()),
            answered=len(self._answers.waits) if self._answers else 0,
            counts=self._tally.counts(),
            closed=self._closed,
            returned_s=self._returned_s,
            returned_bytes=self._returned_bytes,
            own_cpu_s=own_cpu_s,
        )


class Asked(Struct, frozen=True):
    """A command of a loop on its way. `at`: seconds; `answer`: what its answer holds."""

    at: float
    answer: bytes


class Answers:
    """The senders of a loop: each sends its next command when the one before is answered."""

    def __init__(self, loop: Loop, clients: Sequence[PythonClient]) -> None:
        self.waits = array("d")  # ms
        self.sent_at = 0.0
        self._loop = loop
        self._senders = clients[: len(loop.texts)]
        self._sent = 0
        self._asked: dict[int, Asked] = {}  # by client

    @property
    def is_complete(self) -> bool:
        return len(self.waits) >= self._loop.acts

    def begin(self) -> None:
        for client in self._senders:
            self._ask(client)

    def heard(self, client: PythonClient, payload: bytes, now: float) -> None:
        asked = self._asked.get(client.number)
        if asked is not None and asked.answer in payload:
            self.waits.append((now - asked.at) * 1e3)
            del self._asked[client.number]
            self._ask(client)

    def _ask(self, client: PythonClient) -> None:
        if self._sent >= self._loop.acts or not client.is_live:
            return
        number, new_id = str(self._sent), secrets.token_hex(16)
        text, answer = (
            form.replace("{n}", number).replace("{id}", new_id)
            for form in (self._loop.texts[client.number], self._loop.answer.decode())
        )
        self._sent += 1
        self.sent_at = time.perf_counter()
        self._asked[client.number] = Asked(self.sent_at, answer.encode())
        client.say(text)
