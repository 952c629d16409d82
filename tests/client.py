"""A client of the public contract, as a stranger would write one: HTTP, the board's socket, resume.

`Device` is one browser or program: its cookies, perhaps a Bearer. `Screen` is one open socket of it: all
it heard, and the board built from that. Knows nothing of the server's code; standard library and `websockets` only.

    device = Device(base)
    made = await device.make_board()
    anna = Device(base)
    await anna.join(made.code, "Anna")
    async with anna.screen(made.code) as screen:
        answer = await screen.act("propose_topic", title="Housing")
"""

import asyncio
import http.client
import itertools
import json
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

Json = dict[str, Any]
WAIT_MAX_S = 60.0  # for what comes at once on a quiet machine; a busy one lets us wait for seconds, again and again

A_DAY: Json = {
    "title": "Etablering",
    "theme": "Hur blir vi grannar?",
    "language": "sv",
    "timezone": "Europe/Stockholm",
    "rooms": [{"name": "Atriet", "seats": 40}, {"name": "Biblioteket"}],
    "slots": [
        {"starts": "2030-05-20T10:00:00+02:00", "ends": "2030-05-20T10:45:00+02:00"},
        {"starts": "2030-05-20T11:00:00+02:00", "ends": "2030-05-20T11:45:00+02:00"},
        {"starts": "2030-05-20T12:00:00+02:00", "ends": "2030-05-20T13:00:00+02:00", "kind": "break", "label": "Lunch"},
    ],
}


@dataclass(frozen=True)
class Reply:
    """What came back over HTTP. Header names in lower case."""

    status: int
    headers: dict[str, str]
    set_cookies: list[str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Made:
    """A board just made. `links`: join, facilitator, scribe, wall; absolute."""

    code: str
    links: dict[str, str]

    def key(self, role: str) -> str:
        """The key at the end of that role's link."""
        return self.links[role].rpartition("/")[2]


class Device:
    """One browser or program. `base`: "http://127.0.0.1:8000". With a `bearer` it needs no cookie.

    `trusted` is for https with a certificate of the test's own.
    """

    def __init__(self, base: str, bearer: str | None = None, trusted: ssl.SSLContext | None = None) -> None:
        self.base = base
        self.bearer = bearer
        self.trusted = trusted
        self.cookies: dict[str, str] = {}
        self.person: str | None = None
        self.token = ""

    async def request(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Reply:
        """One request without following redirects; bytes go as they are, anything else as JSON. Keeps cookies."""
        reply = await asyncio.to_thread(self._request, method, path, body, headers or {})
        for line in reply.set_cookies:
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0":
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value
        return reply

    async def make_board(self, **plan: Any) -> Made:
        reply = await self.request("POST", "/api/boards", {**A_DAY, **plan})
        assert reply.status == 201, reply
        return Made(**reply.json())

    async def join(self, code: str, name: str | None = None) -> str:
        """Become a person (or learn which one this device is). Returns the person's id."""
        reply = await self.request("POST", f"/api/boards/{code}/people", {"name": name} if name else {})
        assert reply.status == 201, reply
        self.person, self.token = reply.json()["person"], reply.json()["token"]
        return str(self.person)

    async def board(self, code: str) -> Json:
        """`{epoch, seq, board, presence}`"""
        reply = await self.request("GET", f"/api/boards/{code}")
        assert reply.status == 200, reply
        whole: Json = reply.json()
        return whole

    async def command(self, code: str, type: str, **fields: Any) -> Reply:
        """One command over HTTP, with a new id unless one is given."""
        return await self.request("POST", f"/api/boards/{code}/commands", with_id(type, fields))

    @asynccontextmanager
    async def screen(
        self, code: str, *, epoch: str | None = None, since: int = 0, **hello: Any
    ) -> AsyncIterator["Screen"]:
        """An open socket that has its welcome. `hello`: more fields of it, such as `screen="wall"`."""
        async with self.socket(code) as socket:
            screen = Screen(socket)
            reading = asyncio.create_task(screen.read())
            try:
                await screen.say({"type": "hello", "protocol": 1, "epoch": epoch, "since": since, **hello})
                await screen.heard(lambda frame: frame["type"] == "welcome")
                yield screen
            finally:
                reading.cancel()
                await asyncio.gather(reading, return_exceptions=True)

    def socket(self, code: str, **options: Any) -> connect:
        """The bare socket, nothing said yet."""
        address = urlsplit(self.base)
        scheme = "wss" if address.scheme == "https" else "ws"
        headers = {**self._who(), **options.pop("headers", {})}
        return connect(
            f"{scheme}://{address.netloc}/ws/{code}",
            additional_headers=headers, compression=None, max_size=None, proxy=None, ssl=self.trusted,
            **{"open_timeout": WAIT_MAX_S, **options}
        )  # fmt: skip

    async def closed_with(self, code: str, *messages: str | bytes, **options: Any) -> int:
        """The code the server closes a socket with after these messages."""
        async with self.socket(code, **options) as socket, asyncio.timeout(WAIT_MAX_S):
            with suppress(ConnectionClosed):
                for message in messages:
                    await socket.send(message)
                async for _ in socket:
                    pass
        assert socket.close_code is not None
        return socket.close_code

    def _request(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Reply:
        address = urlsplit(self.base)
        content = body if isinstance(body, bytes | None) else json.dumps(body, ensure_ascii=False).encode()
        connection = (
            http.client.HTTPSConnection(address.netloc, timeout=WAIT_MAX_S, context=self.trusted)
            if address.scheme == "https"
            else http.client.HTTPConnection(address.netloc, timeout=WAIT_MAX_S)
        )
        try:
            connection.request(method, path, content, {**self._who(), **headers})
            response = connection.getresponse()
            return Reply(
                response.status,
                {name.lower(): value for name, value in response.getheaders()},
                response.headers.get_all("set-cookie") or [],
                response.read(),
            )
        finally:
            connection.close()

    def _who(self) -> dict[str, str]:
        who = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        return who if self.bearer is None else {**who, "Authorization": f"Bearer {self.bearer}"}


@dataclass(kw_only=True, eq=False)
class Listener:
    """Who hears a socket. `close_code`: None while it is open."""

    close_code: int | None = None
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def until(self, is_so: Callable[[], bool], within_s: float = WAIT_MAX_S) -> None:
        """Wait until it is so, looked at after each message. Raises TimeoutError, and EOFError once it is closed."""
        async with asyncio.timeout(within_s):
            while not is_so():
                if self.close_code is not None:
                    raise EOFError(f"closed with {self.close_code}")
                self._news.clear()
                await self._news.wait()

    async def closed(self) -> int:
        """The code the server closed it with."""
        with suppress(EOFError):
            await self.until(lambda: False)
        assert self.close_code is not None
        return self.close_code


@dataclass
class Screen(Listener):
    """One socket: `frames` is all it heard, `board` what it built from that, `seq` the last one applied."""

    socket: ClientConnection
    frames: list[Json] = field(default_factory=list)
    epoch: str = ""
    seq: int = 0
    board: Json = field(default_factory=dict)
    me: Json = field(default_factory=dict)
    mine: Json = field(default_factory=dict)
    presence: Json = field(default_factory=dict)
    answers: dict[str, Json] = field(default_factory=dict)  # by command id

    async def read(self) -> None:
        """Take in every frame until the socket closes. Runs in a task of its own."""
        try:
            with suppress(ConnectionClosed):
                async for text in self.socket:
                    self.take(json.loads(text))
        finally:
            self.close_code = self.socket.close_code
            self._news.set()

    def take(self, frame: Json) -> None:
        """One frame. A gap in the seqs is an error."""
        self.frames.append(frame)
        match frame["type"]:
            case "welcome":
                self._welcome(frame)
            case "events":
                self._apply(frame["events"])
            case "mine":
                merge(self.mine, frame["changes"])
            case "presence":
                self._hear_presence(frame)
            case "accepted" | "refused":
                self.answers[str(frame["command_id"])] = frame
            case _:
                pass  # the time, and what a later version sends
        self._news.set()

    async def say(self, message: Json | str | bytes) -> None:
        await self.socket.send(message if isinstance(message, str | bytes) else json.dumps(message))

    async def send(self, type: str, **fields: Any) -> str:
        """One command, not waiting for its answer. Returns its id."""
        command = with_id(type, fields)
        await self.say(command)
        return str(command["command_id"])

    async def act(self, type: str, **fields: Any) -> Json:
        """One command and its answer: an `accepted` or a `refused`."""
        return await self.answer(await self.send(type, **fields))

    async def answer(self, command_id: str) -> Json:
        await self.until(lambda: command_id in self.answers)
        return self.answers[command_id]

    async def heard(self, is_it: Callable[[Json], bool]) -> Json:
        """The first frame, past or to come, that is it."""
        await self.until(lambda: any(map(is_it, self.frames)))
        return next(filter(is_it, self.frames))

    def _welcome(self, welcome: Json) -> None:
        self.me, self.mine, self.presence = welcome["me"], welcome["mine"], welcome["presence"]
        self.epoch = welcome["epoch"]
        if "snapshot" in welcome:
            self.board, self.seq = welcome["snapshot"], welcome["seq"]
        else:
            self._apply(welcome["events"])

    def _apply(self, events: list[Json]) -> None:
        for event in events:
            assert event["seq"] == self.seq + 1, f"a gap: {event['seq']} after {self.seq}"
            merge(self.board, event.get("changes", {}))
            self.seq = event["seq"]

    def _hear_presence(self, frame: Json) -> None:
        for plane, value in frame.items():
            if isinstance(value, dict) and isinstance(self.presence.get(plane), dict):
                self.presence[plane] = {**self.presence[plane], **value}
            elif plane not in ("type", "flows"):
                self.presence[plane] = value


def merge(collections: Json, changes: Json) -> None:
    """The contract's one reducer: new value by collection and id, null removes; unknown collections are kept too."""
    for name, changed in changes.items():
        collection = collections.setdefault(name, {})
        for key, entity in changed.items():
            if entity is None:
                collection.pop(key, None)
            else:
                collection[key] = entity


_command_ids = itertools.count(1)


def with_id(type: str, fields: Json) -> Json:
    return {"type": type, "command_id": f"c{next(_command_ids)}", **fields}
