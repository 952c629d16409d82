"""The notes' socket of the real server: who may come in, how it says no, what a flood does."""

import asyncio
from pathlib import Path

import pytest
from pycrdt import Doc, Text
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from openspace.domain.markup import template
from openspace.locales import shipped
from openspace.wire import NOTES_FRAME_MAX_BYTES
from tests.client import Device, Json, Made
from tests.note_taker import AWARENESS, NoteTaker
from tests.server_process import ServerProcess
from tests.web.conftest import RunningServer, StartServer

TEMPLATE = template(shipped().catalog_for("sv").gettext)


async def a_topic(device: Device, code: str) -> str:
    reply = await device.command(code, "propose_topic", title="Anteckningar")
    assert reply.status == 200, reply
    return str(reply.json()["made"]["topic"])


@pytest.fixture
async def topic(anna: Device, made: Made) -> str:
    return await a_topic(anna, made.code)


async def joined(server: RunningServer, made: Made) -> Device:
    device = server.device()
    await device.join(made.code)
    return device


# Coming in


async def test_two_people_and_a_key_write_together(server: RunningServer, made: Made, anna: Device, topic: str) -> None:
    """[Y1, Y3]"""
    bo = await joined(server, made)
    scribe = server.device(made.key("scribe"))
    async with (
        NoteTaker(anna, made.code, topic) as first,
        NoteTaker(bo, made.code, topic, token=bo.token) as second,
        NoteTaker(scribe, made.code, topic) as third,
    ):
        for taker in (first, second, third):
            await taker.stored()

        await first.type("Hej ")
        await second.type("مرحبا ")
        await third.type("🙂")
        for taker in (first, second, third):
            await taker.until(lambda: all(word in str(taker.text) for word in ("Hej ", "مرحبا ", "🙂")))  # noqa: B023 - waited for here

        assert str(first.text) == str(second.text) == str(third.text)
        assert str(first.text).startswith(TEMPLATE)


async def test_a_link_key_is_a_token_too(server: RunningServer, made: Made, topic: str) -> None:
    """[Y1]"""
    async with NoteTaker(server.device(), made.code, topic, token=made.key("facilitator")) as taker:
        await taker.type("from the desk")
        await taker.stored()

    async with NoteTaker(server.device(), made.code, topic, token=made.key("scribe")) as other:
        await other.shows("from the desk")


async def test_an_empty_token_is_none(made: Made, anna: Device, topic: str) -> None:
    async with connect(
        NoteTaker(anna, made.code, topic).url + "?token=", additional_headers=anna._who(), proxy=None
    ) as socket:
        assert (await socket.recv())[:2] == b"\x00\x00"


async def test_who_is_refused_is_told_with_a_final_code(
    server: RunningServer, made: Made, anna: Device, topic: str
) -> None:
    """[Y2]"""
    elsewhere = await server.device().make_board()
    stranger = server.device()
    await stranger.join(elsewhere.code)

    refused = {
        "nobody": NoteTaker(server.device(), made.code, topic),
        "a forged token": NoteTaker(server.device(), made.code, topic, token="x" * 40),
        "another board's token": NoteTaker(server.device(), made.code, topic, token=stranger.token),
        "no such board": NoteTaker(anna, "NONE000", topic),
        "no such topic": NoteTaker(anna, made.code, "nowhere"),
    }

    codes = {}
    for name, taker in refused.items():
        async with taker:
            codes[name] = await taker.closed()
    assert codes == {
        "nobody": 4401,
        "a forged token": 4401,
        "another board's token": 4403,
        "no such board": 4404,
        "no such topic": 4404,
    }


async def test_another_sites_page_does_not_get_in(anna: Device, made: Made, topic: str) -> None:
    """[H7]"""
    url = NoteTaker(anna, made.code, topic, token=anna.token).url

    with pytest.raises(InvalidStatus) as refused:
        async with connect(url, origin="https://evil.example", proxy=None):  # type: ignore[arg-type]
            pass

    assert refused.value.response.status_code == 403


async def test_a_token_is_never_logged(tmp_path: Path) -> None:
    """[Y1]"""
    server = ServerProcess(tmp_path / "x.db")
    await server.start()
    try:
        anna = Device(server.base)
        made = await anna.make_board()
        await anna.join(made.code)
        topic = await a_topic(anna, made.code)
        for token in (anna.token, "secret-but-wrong"):
            async with NoteTaker(anna, made.code, topic, token=token) as taker:
                await taker.until(lambda: bool(taker.heard) or taker.close_code is not None)
        await server.stop()
    finally:
        await server.kill()

    log = server.log.read_text()
    assert "bad_token" in log
    assert anna.token not in log
    assert "secret-but-wrong" not in log


async def test_a_wall_has_no_document_as_it_would_hold_what_is_internal(
    server: RunningServer, made: Made, topic: str
) -> None:
    """[P1, Y5, Y10]"""
    async with NoteTaker(server.device(made.key("wall")), made.code, topic) as wall:
        assert await wall.closed() == 4403
        assert "##" not in str(wall.text)


# What comes


@pytest.mark.usefixtures("bystander")
async def test_text_frames_and_rubbish_close_4000(made: Made, anna: Device, topic: str) -> None:
    """[Y2]"""
    for rubbish in ("text", b"", b"\xff\xff\xff", b"\x00\x02\x05\x01\x02"):
        async with NoteTaker(anna, made.code, topic) as taker:
            await taker.say(rubbish)

            assert await taker.closed() == 4000


@pytest.mark.usefixtures("bystander")
async def test_a_frame_over_a_mebibyte_closes_1009(made: Made, anna: Device, topic: str) -> None:
    """[Y1]"""
    async with NoteTaker(anna, made.code, topic) as taker:
        await taker.say(b"\x01" * (NOTES_FRAME_MAX_BYTES + 1))

        assert await taker.closed() == 1009


@pytest.mark.usefixtures("bystander")
async def test_a_text_that_is_too_long_closes_4413_and_changes_nothing(made: Made, anna: Device, topic: str) -> None:
    """[Y6]"""
    async with NoteTaker(anna, made.code, topic) as taker:
        await taker.type("x" * 70_000)

        assert await taker.closed() == 4413
    async with NoteTaker(anna, made.code, topic) as again:
        await again.stored()
        assert str(again.text) == TEMPLATE


async def test_what_was_typed_offline_comes_with_the_next_connection(made: Made, anna: Device, topic: str) -> None:
    """[Y4]"""
    async with NoteTaker(anna, made.code, topic) as taker:
        await taker.stored()
    doc: Doc[Text] = taker.doc
    taker.text.insert(len(taker.text), "från tåget")

    async with NoteTaker(anna, made.code, topic, doc) as back:
        await back.stored()

    async with NoteTaker(anna, made.code, topic) as fresh:
        await fresh.shows("från tåget")


async def test_awareness_comes_back_to_its_sender(made: Made, anna: Device, topic: str) -> None:
    """[Y7]"""
    word = bytes((AWARENESS, 6, 1, 7, 1, 2)) + b"{}"

    async with NoteTaker(anna, made.code, topic) as taker:
        await taker.say(word)

        await taker.until(lambda: word in taker.heard)


async def test_a_topic_that_is_withdrawn_closes_its_notes(made: Made, anna: Device, topic: str) -> None:
    """[Y2]"""
    async with NoteTaker(anna, made.code, topic) as taker:
        await anna.command(made.code, "withdraw_topic", topic=topic)

        assert await taker.closed() == 4404


# Over HTTP


async def notes_of(device: Device, code: str, topic: str, rest: str = "notes") -> tuple[int, Json]:
    reply = await device.request("GET", f"/api/boards/{code}/topics/{topic}/{rest}")
    return reply.status, reply.json()


async def test_notes_can_be_read_without_a_socket(made: Made, anna: Device, topic: str) -> None:
    """[Y8]"""
    assert (await notes_of(anna, made.code, topic))[1] == {
        "version": 0, "text": "", "is_empty": True, "size": 0, "limit": 65_536, "may_write": True
    }  # fmt: skip
    async with NoteTaker(anna, made.code, topic) as taker:
        await taker.type("Å")
        await taker.stored()

    status, notes = await notes_of(anna, made.code, topic)

    text = TEMPLATE + "Å"
    assert (status, notes["text"], notes["is_empty"], notes["size"]) == (200, text, False, len(text.encode()))
    assert notes["version"] == 2


async def test_a_wall_reads_notes_without_what_is_internal(
    server: RunningServer, made: Made, anna: Device, topic: str
) -> None:
    """[Y8, Y10]"""
    async with NoteTaker(anna, made.code, topic) as taker:
        await taker.type("\nöppet\n:::intern\nhemligt\n:::\n")
        await taker.stored()

    text = (await notes_of(server.device(made.key("wall")), made.code, topic))[1]["text"]

    assert "öppet" in text
    assert "hemligt" not in text
    assert "hemligt" in (await notes_of(anna, made.code, topic))[1]["text"]


async def test_the_time_line_of_a_topic(start_server: StartServer, tmp_path: Path) -> None:
    """[Y8]"""
    data = tmp_path / "x.db"
    with start_server(data) as server:
        made = await server.device().make_board()
        anna = server.device()
        await anna.join(made.code)
        topic = await a_topic(anna, made.code)
        async with NoteTaker(anna, made.code, topic) as taker:
            await taker.type("första")
            await taker.stored()
    with start_server(data) as server:
        anna.base = server.base

        status, listed = await notes_of(anna, made.code, topic, "revisions")
        (revision,) = listed["revisions"]
        _, first = await notes_of(anna, made.code, topic, "revisions/1")
        missing, _ = await notes_of(anna, made.code, topic, "revisions/2")

    text = TEMPLATE + "första"
    assert (status, missing) == (200, 404)
    assert (revision["number"], revision["authors"], revision["size"]) == (1, 1, len(text.encode()))
    assert first["text"] == text


async def test_notes_are_for_those_on_the_board(server: RunningServer, made: Made, anna: Device, topic: str) -> None:
    """[Y8]"""
    assert (await notes_of(server.device(), made.code, topic))[0] == 401
    assert (await notes_of(anna, made.code, "nowhere"))[0] == 404
    assert (await notes_of(anna, made.code, "nowhere", "revisions"))[0] == 404


async def test_slow_readers_do_not_slow_writers(server: RunningServer, made: Made, anna: Device, topic: str) -> None:
    bo = await joined(server, made)
    async with NoteTaker(anna, made.code, topic) as writer, NoteTaker(bo, made.code, topic) as asleep:
        await asleep.stored()
        asleep.socket.transport.pause_reading()

        for _ in range(50):
            await writer.type("rad " * 200)
            await asyncio.sleep(0)
        await writer.stored()

        asleep.socket.transport.resume_reading()
        await asleep.until(lambda: str(asleep.text) == str(writer.text))
