"""A board whose day is under way, and readers on it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.client import Made
from tests.web.conftest import RunningServer
from tests.web.reader import Reader


def slot(starts: int, ends: int, **more: str) -> dict[str, str]:
    """Minutes from now."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    return {
        "starts": (now + timedelta(minutes=starts)).isoformat(),
        "ends": (now + timedelta(minutes=ends)).isoformat(),
        **more,
    }


async def a_board(server: RunningServer, **plan: Any) -> Made:
    slots = [slot(-120, -60), slot(-10, 50), slot(90, 150), slot(150, 180, kind="break", label="Fika")]
    day = {"language": "en", "timezone": "UTC", "title": "Forum", "slots": slots}
    return await server.device().make_board(**{**day, **plan})


async def joined(server: RunningServer, made: Made, name: str = "", language: str = "en") -> Reader:
    reader = Reader(server.device(), language)
    await reader.open(f"/b/{made.code}")
    await reader.send("/join", name=name)
    return reader


async def a_session_now(server: RunningServer, made: Made) -> str:
    """A session that is under way in the first room. Returns the room's id."""
    desk = server.device(made.key("facilitator"))
    board = (await desk.board(made.code))["board"]
    room, current = next(iter(board["rooms"])), list(board["slots"])[1]
    topic = (await desk.command(made.code, "propose_topic", title="Housing", convener="Per-Olof")).json()["made"][
        "topic"
    ]
    await desk.command(made.code, "place_topic", topic=topic, room=room, slot=current)
    return str(room)
