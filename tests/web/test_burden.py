"""All connections together hold only so much memory: the heaviest are let go first, and no address is limited."""

import asyncio
from contextlib import AsyncExitStack
from typing import Any

import pytest

from openspace.web import burden
from openspace.web.burden import HOLD_MAX_BYTES, LIGHT_BYTES, Burden
from tests.client import WAIT_MAX_S, Device, Made, Screen
from tests.web.conftest import RunningServer
from tests.web.raw_socket import BINARY, part, raw_line, raw_socket
from tests.web.stage import until

FLOOD = 5
WHOLE_BYTES = 900_000  # of a message that never ends


class Weight:
    """A connection that holds so many bytes."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.reason = ""

    def held_bytes(self) -> int:
        return 0 if self.reason else self.size

    def let_go(self, reason: str) -> None:
        self.reason = reason


def test_within_the_limit_everybody_stays() -> None:
    """[H12]"""
    load, weights = Burden(), [Weight(HOLD_MAX_BYTES // 4) for _ in range(4)]
    for weight in weights:
        load.add(weight)

    load.shed()

    assert [weight.reason for weight in weights] == [""] * 4


def test_past_the_limit_the_heaviest_are_let_go_until_the_rest_may_stay() -> None:
    """[H12]"""
    load, weights = Burden(), [Weight(HOLD_MAX_BYTES * share // 10) for share in (1, 6, 2, 4, 3)]
    for weight in weights:
        load.add(weight)

    load.shed()
    load.shed()

    assert [bool(weight.reason) for weight in weights] == [False, True, False, False, False]


def test_who_holds_hardly_anything_is_forgotten() -> None:
    """[H12]"""
    load, weight = Burden(), Weight(LIGHT_BYTES)
    load.add(weight)
    load.shed()

    weight.size = 2 * HOLD_MAX_BYTES
    load.shed()

    assert weight.reason == ""


async def test_a_flood_of_unfinished_messages_and_requests_is_shed_and_the_rest_goes_on(
    server: RunningServer,
    anna: Device,
    made: Made,
    bystander: Screen,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """[H12]"""
    topic = (await bystander.act("propose_topic", title="Bostäder"))["made"]["topic"]
    path = f"/ws/notes/{made.code}/{topic}"
    monkeypatch.setattr(burden, "HOLD_MAX_BYTES", 3.5 * WHOLE_BYTES)
    async with AsyncExitStack() as stack:
        sockets = [await stack.enter_async_context(raw_socket(server.port, path, anna.token)) for _ in range(FLOOD)]
        reader, writer = await stack.enter_async_context(raw_line(server.port))
        writer.write(b"POST /api/boards HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n" + b" " * 50_000)
        for number, socket in enumerate(sockets):
            socket.say(part(BINARY, b"x" * WHOLE_BYTES)[: None if number % 2 else -1])
        await until(lambda: len(let_go(caplog)) == FLOOD - 3)

        writer.write(b" " * 10_000)
        assert (await asyncio.wait_for(reader.readline(), WAIT_MAX_S)).startswith(b"HTTP/1.1 422 ")
        async with anna.screen(made.code) as another:
            assert (await another.act("propose_topic", title="Alla hör det här"))["type"] == "accepted"

    assert let_go(caplog) == [{"peer": "socket", "reason": "holds too much"}] * (FLOOD - 3)


def let_go(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    fields = [getattr(record, "fields", {}) for record in caplog.records]
    return [one for one in fields if one.get("reason") == "holds too much"]
