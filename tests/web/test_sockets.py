"""The board's socket, as a stranger's client meets it."""

import json
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from tests.client import Device, Made, Screen
from tests.web.conftest import RunningServer, StartServer


@pytest.fixture
async def screen(anna: Device, made: Made) -> AsyncIterator[Screen]:
    async with anna.screen(made.code) as screen:
        yield screen


# Hello


async def test_the_welcome_says_who_one_is_and_shows_the_board_of_get(anna: Device, made: Made) -> None:
    """[S1, S2]"""
    async with anna.screen(made.code) as screen:
        whole = await anna.board(made.code)

        (welcome,) = [frame for frame in screen.frames if frame["type"] == "welcome"]
        assert screen.frames[0] is welcome
        assert welcome["me"] == {"person": anna.person, "role": "participant", "name": "Anna", "language": "sv"}
        assert welcome["snapshot"] == whole["board"]
        assert (welcome["epoch"], welcome["seq"]) == (whole["epoch"], whole["seq"])
        assert "events" not in welcome


async def test_who_was_away_gets_what_it_missed(anna: Device, made: Made, screen: Screen) -> None:
    """[S2]"""
    async with anna.screen(made.code) as away:
        before, epoch = away.seq, away.epoch
    topic = (await screen.act("propose_topic", title="Bostäder"))["made"]["topic"]

    async with anna.screen(made.code, epoch=epoch, since=before) as back:
        welcome = back.frames[0]
        assert "snapshot" not in welcome
        assert [event["seq"] for event in welcome["events"]] == [before + 1]
        assert topic in welcome["events"][0]["changes"]["topics"]


@pytest.mark.parametrize("hello", [{"epoch": None}, {"epoch": "another", "since": 1}, {"since": 10_000}])
async def test_who_has_another_history_gets_a_snapshot(
    anna: Device, made: Made, screen: Screen, hello: dict[str, object]
) -> None:
    """[S2]"""
    async with anna.screen(made.code, **{"epoch": screen.epoch, "since": 1, **hello}) as back:  # type: ignore[arg-type]
        assert "snapshot" in back.frames[0]


async def test_a_second_hello_gets_a_second_welcome(screen: Screen) -> None:
    """[S1]"""
    await screen.say({"type": "hello", "protocol": 1, "epoch": None, "since": 0})

    await screen.until(lambda: [frame["type"] for frame in screen.frames].count("welcome") == 2)


async def test_a_command_before_hello_is_rubbish(anna: Device, made: Made) -> None:
    """[S9]"""
    command = json.dumps({"type": "propose_topic", "command_id": "c", "title": "Hej"})

    assert await anna.closed_with(made.code, command) == 4000


# Acting


async def test_the_event_comes_before_the_answer(screen: Screen) -> None:
    """[S4]"""
    answer = await screen.act("propose_topic", title="Bostäder")

    kinds = [frame["type"] for frame in screen.frames if frame["type"] in ("events", "accepted")]
    assert kinds == ["events", "accepted"]
    assert screen.seq == answer["seq"]


async def test_no_frame_waits_until_the_one_before_it_is_confirmed(server: RunningServer, screen: Screen) -> None:
    """[S4] The answer follows its event at once, and not after the round trip that Nagle's algorithm waits for."""
    connections = list(server.server.server_state.connections)

    settings = []
    for connection in connections:
        with suppress(OSError):  # who has gone meanwhile
            line = connection.transport.get_extra_info("socket")
            settings.append(line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
    assert {*settings} == {1}


async def test_every_screen_hears_the_same_events(server: RunningServer, made: Made, screen: Screen) -> None:
    """[S3]"""
    async with server.device(made.key("wall")).screen(made.code) as wall:
        for number in range(5):
            await screen.act("propose_topic", title=f"Ämne {number}")

        await wall.until(lambda: wall.seq == screen.seq)
        assert wall.board == screen.board


async def test_two_tabs_of_one_person_both_know_what_is_private(anna: Device, made: Made, screen: Screen) -> None:
    """[S5]"""
    topic = (await screen.act("propose_topic", title="Bostäder"))["made"]["topic"]

    async with anna.screen(made.code) as tab:
        await screen.act("set_interest", topic=topic, on=True)

        await tab.until(lambda: "interests" in tab.mine)
        assert tab.mine["interests"][tab.me["person"]]["topics"] == [topic]


async def test_interest_is_private_and_reaches_others_as_a_number(
    server: RunningServer, made: Made, screen: Screen
) -> None:
    """[S5, S6]"""
    topic = (await screen.act("propose_topic", title="Bostäder"))["made"]["topic"]

    async with server.device(made.key("wall")).screen(made.code) as wall:
        await screen.act("set_interest", topic=topic, on=True)

        await wall.until(lambda: wall.presence["interest"].get(topic) == 1)
        assert "interests" not in wall.mine
        assert screen.me["person"] not in json.dumps([f for f in wall.frames if f["type"] == "presence"])


async def test_a_screen_watches_the_planes_it_asks_for(anna: Device, made: Made, screen: Screen) -> None:
    """[S6]"""
    async with anna.screen(made.code) as other:
        await other.say({"type": "watch", "planes": ["flows", "dreams"]})
        await other.act("withdraw_topic", topic="nowhere")  # answered: the one before is done
        await screen.act("move", to="cafe")

        flows = await other.heard(lambda frame: frame["type"] == "presence" and "flows" in frame)
        assert flows["flows"] == [["lobby", "cafe", 1]]
        assert "heads" not in flows


async def test_a_wall_may_only_look(server: RunningServer, made: Made) -> None:
    """[P1]"""
    async with server.device(made.key("wall")).screen(made.code) as wall:
        answer = await wall.act("propose_topic", title="Hej")

        assert (answer["type"], answer["code"]) == ("refused", "not_yours")


async def test_a_flood_is_read_slowly_and_nothing_of_it_is_refused(
    server: RunningServer, made: Made, screen: Screen
) -> None:
    """[S12]"""
    async with server.device(made.key("wall")).screen(made.code):
        flood = [await screen.send("move", to="cafe" if number % 2 else "lobby") for number in range(150)]

        answers = [await screen.answer(command_id) for command_id in flood]

    assert {answer["type"] for answer in answers} == {"accepted"}


# Unknown and unreadable


async def test_an_unknown_command_is_refused_and_an_unknown_message_ignored(screen: Screen) -> None:
    """[S8]"""
    await screen.say({"type": "wave"})

    assert (await screen.act("dance"))["code"] == "unknown_command"
    assert (await screen.act("propose_topic", title="Hej"))["type"] == "accepted"


async def test_a_command_over_eight_kib_is_too_large(screen: Screen) -> None:
    """[S8]"""
    answer = await screen.act("propose_topic", title="Hej", about="å" * 5_000)

    assert (answer["type"], answer["code"]) == ("refused", "too_large")


# Closing


async def test_a_server_that_stops_tells_every_screen_to_come_back(start_server: StartServer, tmp_path: Path) -> None:
    """[S10]"""
    with start_server(tmp_path / "openspace.db") as server:
        device = server.device()
        made = await device.make_board()
        await device.join(made.code)
        async with device.screen(made.code) as screen:
            server.server.should_exit = True

            assert await screen.closed() == 1012


async def test_nobody_is_turned_away_with_4401(server: RunningServer, made: Made) -> None:
    """[S10]"""
    assert await server.device().closed_with(made.code) == 4401


async def test_a_bad_token_is_turned_away_with_4401_whatever_the_cookie(anna: Device, made: Made) -> None:
    """[S10, H6]"""
    anna.bearer = "wrong"

    assert await anna.closed_with(made.code) == 4401


async def test_a_token_of_another_board_is_turned_away_with_4403(server: RunningServer, anna: Device) -> None:
    """[S10]"""
    other = await server.device().make_board()

    assert await server.device(anna.token).closed_with(other.code) == 4403


async def test_an_unknown_board_is_turned_away_with_4404(server: RunningServer, anna: Device) -> None:
    """[S10]"""
    assert await anna.closed_with("NONE000") == 4404
    assert await server.device().closed_with("NONE000") == 4404


async def test_a_page_of_another_site_does_not_get_a_socket(anna: Device, made: Made) -> None:
    """[H7]"""
    with pytest.raises(InvalidStatus) as refused:
        await anna.closed_with(made.code, "rubbish", headers={"Origin": "https://evil.example"})

    assert refused.value.response.status_code == 403


async def test_the_own_page_gets_a_socket(anna: Device, made: Made) -> None:
    """[H7]"""
    assert await anna.closed_with(made.code, "rubbish", headers={"Origin": anna.base}) == 4000


async def test_what_is_sent_without_waiting_is_done_and_answered_in_that_order(screen: Screen) -> None:
    """[S4]"""
    ids = [await screen.send("propose_topic", title=f"Topic {number}") for number in range(60)]
    await screen.answer(ids[-1])

    answers = [frame for frame in screen.frames if frame["type"] == "accepted"]
    told = [event["seq"] for frame in screen.frames if frame["type"] == "events" for event in frame["events"]]
    assert [answer["command_id"] for answer in answers] == ids
    assert [answer["seq"] for answer in answers] == told
