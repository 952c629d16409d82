"""A hall: one server, ours or a peer's, with all its clients open, where one says a small thing and all hear it."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import cycle
from pathlib import Path
from secrets import token_hex
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from bench import machine
from bench.load.generator import Generator, generator
from bench.load.plan import Act, Client, Crowd, Loop, Measured, Phase
from bench.servers import own_server, peer_server
from bench.venue import a_venue, command, crowd_of, known_phone, newcomer
from tests.client import Device

OURS: Final = "Openspace"
SOCKET_IO: Final = "Socket.IO"
SENDERS: Final = 10
OPENED_PER_S: Final = 500  # of ours, where each joins first
PEERS_OPENED_PER_S: Final = 2_000
PEOPLE_MAX: Final = 4_900  # a board takes 5,000; screens beyond that are the facilitator's
# What an act is told by; four digits, so that every event has the same size, and not too many heads for a session.
NUMBERS: Final = range(1_000, 2_000)
NUMBERS_OF_LOOP: Final = "1{n}"
HOST: Final = "127.0.0.1"


class NotOpen(Exception):
    """Some clients did not come in."""


class Hall(Struct, frozen=True, kw_only=True):
    """`texts`: what each sender says, with `{heads}` for its number, and `{id}`. `mark`: what shows it on a screen."""

    name: str
    pid: int
    load: Generator
    screens: int
    texts: tuple[str, ...]
    mark: str
    numbers: Iterator[int]

    def acts(self, rate: float, seconds: float) -> tuple[Act, ...]:
        """Evenly spread, the senders in turn. At most as many as there are `NUMBERS`."""
        made = []
        for nth in range(round(rate * seconds)):
            sender, heads = nth % len(self.texts), str(next(self.numbers))
            text = self.texts[sender].replace("{heads}", heads).replace("{id}", token_hex(16))
            made.append(
                Act(at_s=nth / rate, client=sender, text=text, mark=self.mark.replace("{heads}", heads).encode())
            )
        return tuple(made)

    def flat_out(self, acts: int) -> Phase:
        """One sender who says the next once it has heard its own."""
        text, mark = (form.replace("{heads}", NUMBERS_OF_LOOP) for form in (self.texts[0], self.mark))
        loop = Loop(texts=(text,), acts=acts, answer=mark.encode())
        return Phase(loop=loop, counted=(self.mark.partition("{heads}")[0].encode(),))

    async def measure(self, phase: Phase) -> tuple[Measured, float]:
        """What came of it, and the seconds of CPU that the server used for it."""
        before = machine.cpu_s(self.pid)
        measured = await self.load.measure(phase)
        return measured, machine.cpu_s(self.pid) - before


@asynccontextmanager
async def own_hall(folder: Path, screens: int) -> AsyncIterator[Hall]:
    """People on a board of ours, who say how many sit in a session."""
    async with own_server(folder) as server:
        venue = await a_venue(server.base, rooms=SENDERS)
        people = min(screens, PEOPLE_MAX)
        phones = (newcomer(venue),) * people + (known_phone(venue, venue.facilitator),) * (screens - people)
        async with opened(in_turn(crowd_of(venue, phones))) as load:
            yield Hall(
                name=OURS,
                pid=server.pid,
                load=load,
                screens=screens,
                texts=tuple(headcount(session) for session in venue.sessions),
                mark='"heads_by_hand":{heads}',
                numbers=cycle(NUMBERS),
            )


@asynccontextmanager
async def peer_hall(name: str, screens: int, event_bytes: int) -> AsyncIterator[Hall | None]:
    """A peer whose events have that size; None where it cannot be had."""
    async with peer_server(name) as peer:
        if peer is None:
            yield None
            return
        form, mark = said(name, event_bytes), "Event {heads}"
        client = peer_client(name, peer.port)
        live = b"40{" if name == SOCKET_IO else b""
        crowd = in_turn(Crowd(host=HOST, port=peer.port, clients=(client,) * screens, live=live), PEERS_OPENED_PER_S)
        async with opened(crowd) as load:
            yield Hall(
                name=name, pid=peer.pid, load=load, screens=screens,
                texts=(form,) * min(SENDERS, screens), mark=mark, numbers=cycle(NUMBERS),
            )  # fmt: skip


@asynccontextmanager
async def opened(crowd: Crowd) -> AsyncIterator[Generator]:
    """Raises NotOpen."""
    async with generator(crowd) as load:
        opening = await load.open()
        if opening.failed:
            raise NotOpen(f"{opening.failed} of {len(crowd.clients)} clients")
        yield load


def in_turn(crowd: Crowd, per_s: int = OPENED_PER_S) -> Crowd:
    """Coming in one after the other: how fast they could is another suite's."""
    clients = tuple(replace(client, starts_s=nth / per_s) for nth, client in enumerate(crowd.clients))
    return replace(crowd, clients=clients)


def headcount(session: str) -> str:
    """A command; its number is put in as it stands."""
    return command("count_heads", "{id}", session=session, heads="{heads}").replace('"{heads}"', "{heads}")


def said(name: str, event_bytes: int) -> str:
    """A text that makes an event of so many bytes on the wire, with Socket.IO's own signs around it."""
    around = '42["say",""]' if name == SOCKET_IO else ""
    text = "Event {heads} ".replace("{heads}", str(NUMBERS[0])).ljust(event_bytes - len(around), "-")
    text = text.replace(str(NUMBERS[0]), "{heads}")
    return f'42["say","{text}"]' if name == SOCKET_IO else text


def peer_client(name: str, port: int) -> Client:
    path = "/socket.io/?EIO=4&transport=websocket" if name == SOCKET_IO else "/"
    lines = (
        f"GET {path} HTTP/1.1", f"Host: {HOST}:{port}", "Upgrade: websocket", "Connection: Upgrade",
        "Sec-WebSocket-Version: 13", "", "",
    )  # fmt: skip
    return Client(upgrade="\r\n".join(lines).encode(), greeting=("40",) if name == SOCKET_IO else ())


async def event_bytes(folder: Path) -> int:
    """How large a frame is that tells one headcount."""
    async with own_server(folder) as server:
        venue = await a_venue(server.base, rooms=1)
        device = Device(server.base)
        await device.join(venue.code)
        async with device.socket(venue.code) as socket:
            await socket.send('{"type":"hello","protocol":1,"epoch":null,"since":0}')
            await device.command(venue.code, "count_heads", session=venue.sessions[0], heads=NUMBERS[0])
            while "heads_counted" not in (frame := str(await socket.recv())):
                pass
            return len(frame.encode())
