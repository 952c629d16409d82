"""What chaos does to a server, one thing at a time: it says what is the case, and goes on when that is over."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from tests.client import WAIT_MAX_S, Device, Json, Made, Screen
from tests.proof.tampered_server import Lack, TamperedServer

AN_HOUR_S = 3_600.0
PAGES_FILLED = 30  # acts that want more room than what is left of the last pages


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[TamperedServer]:
    server = TamperedServer(tmp_path / "openspace.db")
    await server.start()
    try:
        yield server
    finally:
        await server.kill()


async def a_person(server: TamperedServer) -> tuple[Device, Made]:
    device = Device(server.base)
    made = await device.make_board()
    await device.join(made.code)
    return device, made


async def first_refused(screen: Screen) -> Json:
    """The answer to the first act that does not go through."""
    for number in range(PAGES_FILLED):
        answer = await screen.act("propose_topic", title=f"Ämne {number}", about="Vad gör vi nu? " * 25)
        if answer["type"] == "refused":
            return answer
    pytest.fail("everything was saved")


@pytest.mark.parametrize("lacks", ["room", "write"])
async def test_what_a_full_disk_does_not_take_is_refused_in_words_and_may_be_sent_again(
    server: TamperedServer, lacks: Lack
) -> None:
    """[L4]"""
    device, made = await a_person(server)
    async with device.screen(made.code) as screen:
        await server.set_disk(lacks)

        refused = await first_refused(screen)

        assert (refused["code"], bool(refused["message"]), bool(refused["instead"]["text"])) == (
            "not_saved",
            True,
            True,
        )
        assert (await device.request("GET", f"/api/boards/{made.code}")).status == 200
        await server.set_disk("nothing")
        del screen.answers[refused["command_id"]]
        again = await screen.act("propose_topic", command_id=refused["command_id"], title="Igen")
        assert again["type"] == "accepted"


async def test_a_data_file_that_another_process_has_locked_is_waited_for_and_then_refused(
    server: TamperedServer,
) -> None:
    """[L4]"""
    device, made = await a_person(server)
    async with device.screen(made.code) as screen:
        with closing(sqlite3.connect(server.data, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")

            refused = await screen.act("propose_topic", title="Ämne")

        assert refused["code"] == "not_saved"
        assert (await screen.act("propose_topic", title="Ämne"))["type"] == "accepted"


async def test_the_log_does_not_go_back_with_the_clock(server: TamperedServer) -> None:
    """[L1]"""
    device, made = await a_person(server)
    async with device.screen(made.code) as screen:
        times = []
        for ahead_s in (0.0, AN_HOUR_S, -AN_HOUR_S):
            server.set_clock(ahead_s)
            # Orders are carried out beside what is asked: until the welcome tells the new time.
            async with asyncio.timeout(WAIT_MAX_S):
                while abs(await ahead_of(device, made) - ahead_s) > AN_HOUR_S / 2:
                    pass
            seq = (await screen.act("propose_topic", title=f"Ämne {ahead_s}"))["seq"]
            await screen.heard(lambda frame, seq=seq: any(one["seq"] == seq for one in frame.get("events", [])))  # type: ignore[misc]
            times.append(max(one["at"] for frame in screen.frames for one in frame.get("events", [])))

    before, later, back = map(datetime.fromisoformat, times)
    assert (later - before).total_seconds() > AN_HOUR_S / 2
    assert back == later


async def ahead_of(device: Device, made: Made) -> float:
    """How far the server's clock is ahead of ours. Seconds."""
    async with device.screen(made.code) as screen:
        welcome = await screen.heard(lambda frame: frame["type"] == "welcome")
    return float(welcome["now"]) / 1_000 - datetime.now().astimezone().timestamp()


async def test_a_frozen_server_answers_when_it_is_thawed(server: TamperedServer) -> None:
    device, made = await a_person(server)
    async with device.screen(made.code) as screen:
        server.freeze()
        command_id = await screen.send("propose_topic", title="Ämne")
        assert screen.answers == {}

        server.thaw()

        assert (await screen.answer(command_id))["type"] == "accepted"


async def test_a_disk_is_full_no_longer_once_a_server_that_was_frozen_says_so(server: TamperedServer) -> None:
    """Else an act might be refused when everything is well again, and its order in the log be taken for a flaw."""
    device, made = await a_person(server)
    async with device.screen(made.code) as screen:
        await server.set_disk("write")
        server.freeze()
        setting = asyncio.create_task(server.set_disk("nothing"))
        while_full = await screen.send("propose_topic", title="Ämne")
        assert not setting.done()

        server.thaw()
        await setting

        assert (await screen.act("propose_topic", title="Ämne"))["type"] == "accepted"
        await screen.answer(while_full)


async def test_who_waits_for_an_order_waits_no_longer_than_the_server_lives(server: TamperedServer) -> None:
    server.freeze()
    setting = asyncio.create_task(server.set_disk("room"))
    await asyncio.sleep(0)

    await server.kill()

    await setting


async def test_a_killed_server_comes_back_on_its_port_with_its_board(server: TamperedServer) -> None:
    device, made = await a_person(server)
    before = await device.board(made.code)

    await server.kill()
    await server.start()

    assert (await device.board(made.code))["board"] == before["board"]
    await server.stop()
