"""The HTTP interface, as a stranger's client meets it."""

import gzip
import json
from urllib.parse import quote, urlsplit

import pytest

from tests.client import A_DAY
from tests.web.conftest import RunningServer

# Making a board


async def test_a_board_is_made_open_with_its_code_and_four_absolute_links(server: RunningServer) -> None:
    """[H1]"""
    device = server.device()

    reply = await device.request("POST", "/api/boards", A_DAY)

    made = reply.json()
    assert reply.status == 201
    assert set(made) == {"code", "links"}
    assert set(made["links"]) == {"join", "facilitator", "scribe", "wall"}
    assert all(urlsplit(link).scheme == "http" and urlsplit(link).netloc for link in made["links"].values())
    assert made["links"]["join"].endswith(f"/b/{made['code']}")
    assert all(len(made["links"][role].rpartition("/k/")[2]) >= 22 for role in ("facilitator", "scribe", "wall"))
    await device.join(made["code"])
    assert (await device.board(made["code"]))["board"]["gathering"]["gathering"]["state"] == "open"


async def test_a_board_needs_only_title_rooms_and_slots(server: RunningServer) -> None:
    """[H1]"""
    plan = {"title": "Kort", "rooms": [{"name": "Ek"}], "slots": []}

    assert (await server.device().request("POST", "/api/boards", plan)).status == 201


@pytest.mark.parametrize(
    "broken",
    [
        {"slots": [{"starts": "2030-05-20T10:00:00", "ends": "2030-05-20T11:00:00"}]},
        {"slots": [{"starts": "2030-05-20T11:00:00+02:00", "ends": "2030-05-20T10:00:00+02:00"}]},
        {"title": "x" * 141},
        {"title": " "},
        {"title": 7},
        {"timezone": "Mars/Olympus"},
        {"rooms": None},
        {"rooms": [{"name": "Ek", "seats": 0}]},
        {"slots": [{"starts": "2030-05-20T10:00", "ends": "2030-05-20T11:00"}]},
        {"slots": [{"starts": "9999-12-31T22:00:00-12:00", "ends": "9999-12-31T23:00:00-12:00"}]},
    ],
    ids=["naive", "backwards", "long", "empty", "number", "zone", "null", "seats", "naive minutes", "end of time"],
)
async def test_a_board_that_cannot_be_is_refused_with_a_reason(
    server: RunningServer, broken: dict[str, object]
) -> None:
    """[H1]"""
    reply = await server.device().request("POST", "/api/boards", {**A_DAY, **broken})

    answer = reply.json()
    assert reply.status == 422
    assert answer["code"]
    assert answer["message"]
    assert answer["instead"]["text"]


async def test_null_is_as_good_as_leaving_out_what_need_not_be_said(server: RunningServer) -> None:
    """[H1]"""
    slot = {**A_DAY["slots"][0], "kind": None, "label": None}
    device = server.device()

    made = await device.make_board(theme=None, language=None, timezone=None, slots=[slot])

    await device.join(made.code)
    board = (await device.board(made.code))["board"]
    assert board["gathering"]["gathering"]["timezone"] == "UTC"
    assert [slot["kind"] for slot in board["slots"].values()] == ["sessions"]


async def test_times_may_leave_out_the_seconds(server: RunningServer) -> None:
    """[H1]"""
    device = server.device()
    made = await device.make_board(slots=[{"starts": "2030-05-20T10:00+02:00", "ends": "2030-05-20T11:00+02"}])
    facilitator = server.device(made.key("facilitator"))

    command = {"type": "add_slot", "command_id": "c", "starts": "2030-05-20T09:00Z", "ends": "20300520T100000Z"}
    reply = await facilitator.request("POST", f"/api/boards/{made.code}/commands", command)

    assert reply.status == 200, reply
    slots = (await facilitator.board(made.code))["board"]["slots"].values()
    assert sorted(slot["starts"] for slot in slots) == ["2030-05-20T10:00:00+02:00", "2030-05-20T11:00:00+02:00"]


async def test_overlapping_slots_are_refused(server: RunningServer) -> None:
    """[V5]"""
    slot = {"starts": "2030-05-20T10:00:00+02:00", "ends": "2030-05-20T11:00:00+02:00"}

    reply = await server.device().request("POST", "/api/boards", {**A_DAY, "slots": [slot, slot]})

    assert 400 <= reply.status < 500
    assert reply.json()["code"] == "slots_overlap"


# Joining


async def test_joining_gives_a_person_a_token_and_a_cookie(server: RunningServer) -> None:
    """[H2]"""
    device = server.device()
    made = await device.make_board()

    reply = await device.request("POST", f"/api/boards/{made.code}/people", {"name": "Anna", "language": "sv"})

    assert reply.status == 201
    assert set(reply.json()) == {"person", "token"}
    (cookie,) = reply.set_cookies
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie


async def test_nothing_has_to_be_said_to_join(server: RunningServer) -> None:
    """[H2]"""
    made = await server.device().make_board()

    reply = await server.device().request("POST", f"/api/boards/{made.code}/people", b"")

    assert reply.status == 201


async def test_whoever_has_the_cookie_is_the_same_person(server: RunningServer) -> None:
    """[H2]"""
    device = server.device()
    made = await device.make_board()

    first = await device.join(made.code, "Anna")

    assert await device.join(made.code, "Anna") == first
    assert await server.device(device.token).join(made.code) == first


async def test_somebody_else_on_the_same_phone_is_another_person(server: RunningServer) -> None:
    """[H2]"""
    device = server.device()
    made = await device.make_board()
    first = await device.join(made.code, "Anna")

    reply = await device.request("POST", f"/api/boards/{made.code}/people", {"name": "Bo", "somebody_else": True})

    assert reply.json()["person"] != first
    assert await device.join(made.code) == reply.json()["person"]


async def test_a_wall_does_not_join(server: RunningServer) -> None:
    """[P1]"""
    made = await server.device().make_board()

    reply = await server.device(made.key("wall")).request("POST", f"/api/boards/{made.code}/people", {})

    assert reply.status == 403


# Reading


async def test_the_board_is_given_with_epoch_seq_and_presence(server: RunningServer) -> None:
    """[H3]"""
    device = server.device()
    made = await device.make_board()
    await device.join(made.code)

    whole = await device.board(made.code)

    assert set(whole) == {"epoch", "seq", "board", "presence"}
    assert {room["name"] for room in whole["board"]["rooms"].values()} == {"Atriet", "Biblioteket"}
    assert whole["presence"]["heads"] == {"lobby": 1}


async def test_the_board_is_compressed_for_who_takes_it_so(server: RunningServer) -> None:
    """[H3]"""
    device = server.device()
    made = await device.make_board()
    await device.join(made.code)

    packed = await device.request("GET", f"/api/boards/{made.code}", headers={"Accept-Encoding": "gzip"})
    plain = await device.request("GET", f"/api/boards/{made.code}")

    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert json.loads(gzip.decompress(packed.body)) == plain.json()


async def test_a_board_that_has_not_changed_is_not_sent_again(server: RunningServer) -> None:
    """[H3]"""
    device = server.device()
    made = await device.make_board()
    await device.join(made.code)
    first = await device.request("GET", f"/api/boards/{made.code}")
    known = {"If-None-Match": first.headers["etag"]}

    again = await device.request("GET", f"/api/boards/{made.code}", headers=known)
    await device.command(made.code, "propose_topic", title="Bostäder")
    changed = await device.request("GET", f"/api/boards/{made.code}", headers=known)

    assert (again.status, again.body) == (304, b"")
    assert changed.status == 200
    assert changed.headers["etag"] != first.headers["etag"]


async def test_what_was_accepted_before_is_in_the_board(server: RunningServer) -> None:
    """[H3]"""
    device = server.device()
    made = await device.make_board()
    await device.join(made.code, "Anna")

    for number in range(5):
        topic = (await device.command(made.code, "propose_topic", title=f"Ämne {number}")).json()["made"]["topic"]
        assert topic in (await device.board(made.code))["board"]["topics"]


# Acting


async def test_a_command_gets_the_sockets_answer(server: RunningServer) -> None:
    """[H4]"""
    device = server.device()
    made = await device.make_board()
    await device.join(made.code, "Anna")

    reply = await device.command(made.code, "propose_topic", title="Bostäder", command_id="c-1")

    answer = reply.json()
    assert reply.status == 200
    assert (answer["type"], answer["command_id"]) == ("accepted", "c-1")
    assert answer["seq"] == (await device.board(made.code))["seq"]
    assert set(answer["made"]) == {"topic"}


async def test_a_command_sent_again_is_done_once(server: RunningServer) -> None:
    """[S7]"""
    device = server.device()
    made = await device.make_board()
    await device.join(made.code, "Anna")

    first = await device.command(made.code, "propose_topic", title="Bostäder", command_id="once")
    again = await device.command(made.code, "propose_topic", title="Bostäder", command_id="once")

    assert again.json() == first.json()
    assert len((await device.board(made.code))["board"]["topics"]) == 1


async def test_a_refused_command_is_a_conflict_with_a_way_out(server: RunningServer) -> None:
    """[H4]"""
    device = server.device()
    made = await device.make_board()
    await device.join(made.code, "Anna")

    reply = await device.command(made.code, "withdraw_topic", topic="nowhere", command_id="c-2")

    answer = reply.json()
    assert reply.status == 409
    assert (answer["type"], answer["command_id"], answer["code"]) == ("refused", "c-2", "unknown")
    assert answer["message"]
    assert answer["instead"]["text"]


async def test_a_refusal_speaks_the_callers_language(server: RunningServer) -> None:
    """[H4]"""
    made = await server.device().make_board()
    told = {}

    for language in ("sv", "en"):
        device = server.device()
        await device.request("POST", f"/api/boards/{made.code}/people", {"language": language})
        told[language] = (await device.command(made.code, "withdraw_topic", topic="nowhere")).json()["message"]

    assert told["en"] == "There is no such topic on this board."
    assert told["sv"] != told["en"]


async def test_an_unknown_command_is_refused_as_such(server: RunningServer) -> None:
    """[S8]"""
    device = server.device()
    made = await device.make_board()
    await device.join(made.code)

    reply = await device.command(made.code, "dance")

    assert (reply.status, reply.json()["code"]) == (409, "unknown_command")


async def test_unknown_fields_are_ignored(server: RunningServer) -> None:
    """[H4]"""
    device = server.device()
    made = await device.make_board(mood="good")
    await device.join(made.code)

    assert (await device.command(made.code, "propose_topic", title="Bostäder", mood="good")).status == 200


async def test_times_without_offset_are_unprocessable_in_commands_too(server: RunningServer) -> None:
    """[H1]"""
    made = await server.device().make_board()
    facilitator = server.device(made.key("facilitator"))

    reply = await facilitator.command(
        made.code, "add_slot", starts="2030-05-20T15:00:00", ends="2030-05-20T16:00:00"
    )  # fmt: skip

    assert reply.status == 422


async def test_the_short_code_is_tolerant(server: RunningServer) -> None:
    """[H8]"""
    device = server.device()
    made = await device.make_board()
    await device.join(made.code)

    arabic = made.code.translate({ord(str(digit)): 0x0660 + digit for digit in range(10)})

    for typed in (made.code.lower(), f"{made.code[:4]}-{made.code[4:]}", f" {made.code[:4]} {made.code[4:]}", arabic):
        assert (await device.request("GET", f"/api/boards/{quote(typed)}")).status == 200


# Health


async def test_a_healthy_server_says_so(server: RunningServer) -> None:
    """[H9]"""
    reply = await server.device().request("GET", "/healthz")

    assert (reply.status, reply.json()) == (200, {"status": "ok"})
