"""Where people are, without JavaScript: one press, or the code on a room's door."""

from tests.web.conftest import RunningServer
from tests.web.gathering import a_board, a_session_now, joined
from tests.web.reader import Reader


async def test_i_am_here_is_one_press(server: RunningServer) -> None:
    made = await a_board(server)
    await a_session_now(server, made)
    reader = await joined(server, made, "Ada")

    page = await reader.send("/move")

    assert "You are in Atriet: “Housing”." in page.lines


async def test_the_code_on_the_door_moves_and_a_reload_moves_nobody_again(server: RunningServer) -> None:
    made = await a_board(server)
    room = await a_session_now(server, made)
    reader = await joined(server, made, "Ada")

    page = await reader.open(f"/b/{made.code}/here/{room}")

    assert "You are in Atriet: “Housing”." in page.lines
    assert reader.path == f"/b/{made.code}"


async def test_a_stranger_at_the_door_joins_and_is_in(server: RunningServer) -> None:
    made = await a_board(server)
    room = await a_session_now(server, made)
    reader = Reader(server.device())
    await reader.open(f"/b/{made.code}/here/{room}")

    page = await reader.send("/join", name="Ada")

    assert "You are in Atriet: “Housing”." in page.lines


async def test_a_browser_that_looks_ahead_moves_nobody(server: RunningServer) -> None:
    made = await a_board(server)
    room = await a_session_now(server, made)
    reader = await joined(server, made, "Ada")

    reply = await reader.device.request("GET", f"/b/{made.code}/here/{room}", None, {"Sec-Purpose": "prefetch"})

    assert reply.status == 200
    assert "You are in the lobby: you have not said where you are." in (await reader.open(f"/b/{made.code}")).lines


async def test_an_empty_room_says_what_comes_there(server: RunningServer) -> None:
    made = await a_board(server)
    desk = server.device(made.key("facilitator"))
    board = (await desk.board(made.code))["board"]
    room, later = next(iter(board["rooms"])), list(board["slots"])[2]
    topic = (await desk.command(made.code, "propose_topic", title="Later", convener="Bo")).json()["made"]["topic"]
    await desk.command(made.code, "place_topic", topic=topic, room=room, slot=later)
    reader = await joined(server, made, "Ada")

    page = await reader.open(f"/b/{made.code}/here/{room}")

    assert "Nothing meets here now." in page.lines
    assert "Later" in page.lines
