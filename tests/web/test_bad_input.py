"""Everything a network can bring: a clear answer or close code, a line in the log, and nobody else harmed.

One test for each thing the issue names, in its order.
"""

import asyncio
import functools
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from openspace.storage.sqlite import open_store
from openspace.web import people
from openspace.web.app import Ground
from tests.client import A_DAY, WAIT_MAX_S, Device, Made, Screen
from tests.web.conftest import RunningServer, StartServer

DEEP = "[" * 20_000 + "]" * 20_000
TRICKY = "\u202eevil\u0007\u2066 txt"
HELLO = '{"type":"hello"}'
HTML = "<script>alert(1)</script><img src=x onerror=alert(2)>"


async def test_an_unknown_code_is_said_to_be_unknown(server: RunningServer, bystander: Screen) -> None:
    reply = await server.device().request("POST", "/api/boards/NONE000/people", {})

    assert (reply.status, reply.json()["code"]) == (404, "no_such_board")
    assert "NONE000" in reply.json()["message"]


async def test_a_code_that_is_no_code_is_said_to_be_unknown(server: RunningServer, bystander: Screen) -> None:
    for code in ("%00", "%F0%9F%98%80", "x" * 5_000, "..%2f..", "%ff%fe"):
        assert (await server.device().request("GET", f"/api/boards/{code}")).status == 404


async def test_a_number_of_thousands_of_digits_is_unknown(anna: Device, made: Made, bystander: Screen) -> None:
    topic = (await bystander.act("propose_topic", title="Bostäder"))["made"]["topic"]
    for number in ("0", "9" * 19, "9" * 5_000):
        reply = await anna.request("GET", f"/api/boards/{made.code}/topics/{topic}/revisions/{number}")
        assert (reply.status, reply.json()["code"]) == (404, "no_such_page")


async def test_a_wrong_key_opens_nothing(server: RunningServer, made: Made, bystander: Screen) -> None:
    key = made.key("facilitator")
    wrong = key[:-1] + ("a" if key.endswith("_") else "_")

    assert (await server.device().request("GET", f"/k/{wrong}")).status == 404
    assert (await server.device(wrong).request("GET", f"/api/boards/{made.code}")).status == 401


async def test_an_expired_cookie_is_nobodys(
    anna: Device, made: Made, bystander: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as later:
        later.setattr(people, "BADGE_MAX_AGE_S", -1)

        reply = await anna.request("GET", f"/api/boards/{made.code}")

    assert (reply.status, reply.json()["code"]) == (401, "who_are_you")
    assert reply.json()["instead"]["text"]


async def test_a_foreign_origin_is_turned_away(anna: Device, made: Made, bystander: Screen) -> None:
    reply = await anna.request("GET", f"/api/boards/{made.code}", headers={"Origin": "https://evil.example"})

    assert (reply.status, reply.json()["code"]) == (403, "foreign_origin")


@pytest.mark.parametrize("body", [b"", b"{", b"nonsense", b"\xff\xfe", b"[]", b"7", b'{"type":7}', b"null"])
async def test_malformed_json_is_unreadable(anna: Device, made: Made, bystander: Screen, body: bytes) -> None:
    commands = await anna.request("POST", f"/api/boards/{made.code}/commands", body)
    boards = await anna.request("POST", "/api/boards", body)

    assert (commands.status, boards.status) == (422, 422)
    assert commands.json()["code"] == boards.json()["code"] == "unreadable"


@pytest.mark.parametrize("message", ["", "{", "nonsense", "[]", "7", '{"type":7}', b"bytes"])
async def test_malformed_json_closes_a_socket(
    anna: Device, made: Made, bystander: Screen, message: str | bytes
) -> None:
    """[S9]"""
    assert await anna.closed_with(made.code, HELLO, message) == 4000


async def test_deep_json_is_unreadable(anna: Device, made: Made, bystander: Screen) -> None:
    """[S9]"""
    body = f'{{"type":"propose_topic","command_id":"c","title":{DEEP}}}'

    for path in (f"/api/boards/{made.code}/commands", f"/api/boards/{made.code}/people", "/api/boards"):
        assert (await anna.request("POST", path, body.encode())).status in (413, 422)
    assert await anna.closed_with(made.code, HELLO, DEEP) == 4000


async def test_wrong_types_are_refused(anna: Device, made: Made, bystander: Screen) -> None:
    """[S8]"""
    async with anna.screen(made.code) as screen:
        for title in (7, None, ["Hej"], {"a": 1}, True):
            answer = await screen.act("propose_topic", title=title)
            assert (answer["type"], answer["code"]) == ("refused", "invalid")
            assert answer["instead"]["text"]

    assert (await anna.request("POST", f"/api/boards/{made.code}/people", {"name": 7})).status == 422


@pytest.mark.parametrize("command_id", [7, None, ["c"], "", "c" * 201])
async def test_a_command_id_of_the_wrong_type_or_length_is_refused(
    anna: Device, made: Made, bystander: Screen, command_id: object
) -> None:
    """[S8] A wrong type is answered with null, a wrong length with the id itself."""
    async with anna.screen(made.code) as screen:
        await screen.say({"type": "propose_topic", "title": "Hej", "command_id": command_id})
        refused = await screen.heard(lambda frame: frame["type"] == "refused")
        assert refused["code"] == "invalid"
        assert refused["command_id"] == (command_id if isinstance(command_id, str) else None)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"xx"),
        ("multipart/form-data; boundary=a", b"--a\r\n\r\n"),
        ("application/x-www-form-urlencoded", b"a=1&" * 500),
    ],
    ids=["no boundary", "no end", "fields"],
)
async def test_what_is_no_form_of_ours_is_unreadable(
    server: RunningServer, made: Made, bystander: Screen, kind: str, body: bytes
) -> None:
    for path in ("/", f"/b/{made.code}/join"):
        reply = await server.device().request("POST", path, body, {"Content-Type": kind})
        assert reply.status == 422


async def test_oversize_frames_close_the_socket(anna: Device, made: Made, bystander: Screen) -> None:
    """[S9]"""
    assert await anna.closed_with(made.code, HELLO, "x" * 70_000) == 1009


async def test_oversize_bodies_are_not_read(anna: Device, made: Made, bystander: Screen) -> None:
    reply = await anna.request("POST", "/api/boards", b" " * 70_000)

    assert (reply.status, reply.json()["code"]) == (413, "too_large")


async def test_who_hangs_up_in_the_middle_of_a_body_is_let_go(server: RunningServer, bystander: Screen) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(b"POST /api/boards HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
    await writer.drain()

    writer.close()
    await writer.wait_closed()


CHUNKED = b" HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x00",
        b"GET / HTTP/9\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"A: b\r\n" * 20_000,
        b"POST /nowhere" + CHUNKED + b"no chunk\r\n",
        b"POST /healthz" + CHUNKED + b"2\r\n{}no end",
        b"POST /api/boards" + CHUNKED + b"2\r\n{}\r\nno chunk\r\n",
    ],
)
async def test_what_is_no_http_is_answered_or_cut(server: RunningServer, bystander: Screen, sent: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(sent)

    async with asyncio.timeout(WAIT_MAX_S):
        answer = await reader.read(1_000)

    assert answer.startswith(b"HTTP/1.1 400") or not answer
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()


async def test_bytes_that_are_no_text_close_the_socket(anna: Device, made: Made, bystander: Screen) -> None:
    async with anna.socket(made.code) as socket, asyncio.timeout(WAIT_MAX_S):
        await socket.send(b'{"type":"hello"\xff}', text=True)
        await socket.wait_closed()

    assert socket.close_code == 1007


@pytest.mark.parametrize("length", [140, 141])
async def test_a_title_has_140_characters_at_most(anna: Device, made: Made, bystander: Screen, length: int) -> None:
    """[M3]"""
    async with anna.screen(made.code) as screen:
        answer = await screen.act("propose_topic", title="😀" * length)

        assert answer["type"] == ("accepted" if length == 140 else "refused")
        assert length == 140 or "141" in answer["message"]


async def test_control_and_bidi_override_characters_go(anna: Device, made: Made, bystander: Screen) -> None:
    """[G2]"""
    async with anna.screen(made.code) as screen:
        topic = (await screen.act("propose_topic", title=TRICKY, about=TRICKY))["made"]["topic"]

        assert screen.board["topics"][topic]["title"] == "evil txt"
        assert screen.board["topics"][topic]["about"] == "evil txt"


async def test_html_in_every_field_stays_text(server: RunningServer, bystander: Screen) -> None:
    device = server.device()
    plan = {
        **A_DAY, "title": HTML, "theme": HTML, "rooms": [{"name": HTML, "directions": HTML}],
        "slots": [{**A_DAY["slots"][0], "label": HTML}], "responsible": HTML, "wifi_name": HTML,
    }  # fmt: skip
    made = await device.make_board(**plan)
    await device.join(made.code, HTML)
    await device.command(made.code, "propose_topic", title=HTML, about=HTML)
    await device.request("GET", f"/k/{made.key('wall')}")

    for page in (f"/b/{made.code}", f"/b/{made.code}/wall"):
        reply = await device.request("GET", page)
        assert reply.status == 200
        assert HTML.encode() not in reply.body
        assert b"onerror=alert" not in reply.body.replace(b"&lt;img src=x onerror=alert", b"")


async def test_two_tabs_of_one_person_act_as_one(anna: Device, made: Made, bystander: Screen) -> None:
    """[S7]"""
    async with anna.screen(made.code) as one, anna.screen(made.code) as two:
        first = await one.act("propose_topic", title="Bostäder", command_id="same")
        second = await two.act("propose_topic", title="Bostäder", command_id="same")

        assert second == first
        assert len(one.board["topics"]) == 1


def test_a_second_server_on_one_file_says_where_the_first_runs(start_server: StartServer, tmp_path: Path) -> None:
    first = subprocess.Popen(command(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert first.stdout is not None
        runs_at = next(line.split()[-1] for line in first.stdout if "runs at" in line)

        second = subprocess.run(command(tmp_path), capture_output=True, text=True, timeout=WAIT_MAX_S, check=False)
    finally:
        first.terminate()
        first.communicate(timeout=WAIT_MAX_S)

    assert second.returncode == 1
    assert runs_at in second.stderr
    assert "Traceback" not in second.stderr


def command(folder: Path) -> list[str]:
    return [sys.executable, "-m", "openspace", "serve", "--port", "0", "--data", str(folder / "openspace.db")]


async def test_a_full_disk_refuses_what_it_cannot_keep_and_shows_the_rest(
    start_server: StartServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """[L4, H9]"""
    full = Ground(open_store=functools.partial(open_store, max_pages=24))
    with start_server(tmp_path / "openspace.db", full) as server:
        device = server.device()
        made = await device.make_board()
        await device.join(made.code, "Anna")
        async with device.screen(made.code) as screen, device.screen(made.code) as other:
            answer = await screen.act("propose_topic", title="Ämne", about="x" * 400)
            while answer["type"] == "accepted":
                accepted = answer["seq"]
                answer = await screen.act("propose_topic", title="Ämne", about="x" * 400)

            assert answer["code"] == "not_saved"
            assert answer["instead"]["text"]
            await other.until(lambda: other.seq == accepted)
            assert other.board == screen.board == (await device.board(made.code))["board"]
            assert (await other.act("move", to="cafe"))["type"] == "accepted"
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []
