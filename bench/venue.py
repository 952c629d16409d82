"""A real board as a morning has it, made through the public interface: rooms, a slot under way, a session in each room.

And the phones that come to it, as clients of a load.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from msgspec import Struct

from bench.load.plan import Client, Crowd
from tests.client import Device

ROOMS: Final = 40  # as many as a board takes
ABOUT: Final = "Vad gör vi nu, och vem gör det? " * 6
LIVE: Final = b'"welcome"'
HELLO: Final = '{"type":"hello","protocol":1,"epoch":null,"since":0,"screen":"phone"}'


class Venue(Struct, frozen=True, kw_only=True):
    """`sessions`: ids, of the slot under way, one a room. `facilitator`: the key of that link."""

    base: str
    code: str
    facilitator: str
    sessions: tuple[str, ...]


async def a_venue(base: str, rooms: int = ROOMS) -> Venue:
    """On the server at `base`, "http://127.0.0.1:8000"."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    slot = {"starts": (now - timedelta(hours=1)).isoformat(), "ends": (now + timedelta(hours=12)).isoformat()}
    plan = {"timezone": "UTC", "rooms": [{"name": f"Rum {n}"} for n in range(1, rooms + 1)], "slots": [slot]}
    made = await Device(base).make_board(**plan)
    desk = Device(base, made.key("facilitator"))
    board = (await desk.board(made.code))["board"]
    sessions = [await placed_session(desk, made.code, room, next(iter(board["slots"]))) for room in board["rooms"]]
    return Venue(base=base, code=made.code, facilitator=made.key("facilitator"), sessions=tuple(sessions))


async def placed_session(desk: Device, code: str, room: str, slot: str) -> str:
    """A topic of a convener of its own, placed there. The session's id."""
    told = await accepted(desk, code, "propose_topic", title=f"Bostäder, {room}", about=ABOUT, convener=f"Per {room}")
    placed = await accepted(desk, code, "place_topic", topic=told["made"]["topic"], room=room, slot=slot)
    return str(placed["made"]["session"])


async def accepted(device: Device, code: str, type: str, **fields: Any) -> dict[str, Any]:
    """The answer to a command that the board takes."""
    reply = await device.command(code, type, **fields)
    assert reply.status == 200, reply.body
    answer: dict[str, Any] = reply.json()
    return answer


def crowd_at(venue: Venue, people: int) -> Crowd:
    """So many newcomers."""
    return crowd_of(venue, (newcomer(venue),) * people)


def crowd_of(venue: Venue, clients: tuple[Client, ...]) -> Crowd:
    address = urlsplit(venue.base)
    assert address.hostname is not None
    assert address.port is not None
    return Crowd(host=address.hostname, port=address.port, clients=clients, live=LIVE)


def newcomer(venue: Venue) -> Client:
    """A phone whose owner joins and then looks."""
    joining = request(venue, "POST", f"/api/boards/{venue.code}/people", "Content-Type: application/json", body="{}")
    return Client(requests=(joining,), upgrade=upgrade(venue, "{token}"), greeting=(HELLO,))


def known_phone(venue: Venue, token: str) -> Client:
    """The phone of somebody who is on the board already."""
    return Client(upgrade=upgrade(venue, token), greeting=(HELLO,))


def upgrade(venue: Venue, token: str) -> bytes:
    wish = ("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", f"Authorization: Bearer {token}")
    return request(venue, "GET", f"/ws/{venue.code}", *wish)


def request(venue: Venue, method: str, path: str, *headers: str, body: str = "") -> bytes:
    """A whole request as it stands on the wire."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {urlsplit(venue.base).netloc}", *headers]
    lines += [f"Content-Length: {len(body)}"] if body else []
    return "\r\n".join([*lines, "", body]).encode()


def command(type: str, command_id: str, **fields: Any) -> str:
    """A command's frame."""
    return json.dumps({"type": type, "command_id": command_id, **fields}, ensure_ascii=False, separators=(",", ":"))
