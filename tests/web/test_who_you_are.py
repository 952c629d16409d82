"""Link keys, cookies, Bearer tokens and the Origin."""

import itertools

import pytest

from tests.client import Device, Made
from tests.web.conftest import RunningServer, StartServer

FOREIGN = {"Origin": "https://evil.example"}


async def entered(device: Device, made: Made, role: str) -> Device:
    """The device after it opened that role's link."""
    await device.request("GET", f"/k/{made.key(role)}")
    return device


async def role_of(device: Device, code: str) -> tuple[str | None, str]:
    async with device.screen(code) as screen:
        return screen.me["person"], screen.me["role"]


# Links


@pytest.mark.parametrize(("role", "page"), [("facilitator", "desk"), ("scribe", "scribe"), ("wall", "wall")])
async def test_a_link_sets_the_cookie_and_leads_on(server: RunningServer, made: Made, role: str, page: str) -> None:
    """[H5]"""
    device = server.device()

    reply = await device.request("GET", f"/k/{made.key(role)}")

    assert (reply.status, reply.headers["location"]) == (303, f"/b/{made.code}/{page}")
    assert (await role_of(device, made.code))[1] == role


async def test_a_link_adds_its_role_to_who_one_is(server: RunningServer, made: Made) -> None:
    """[H5]"""
    device = server.device()
    person = await device.join(made.code, "Anna")

    await entered(device, made, "facilitator")

    assert await role_of(device, made.code) == (person, "facilitator")


async def test_a_weaker_link_takes_no_role_away(server: RunningServer, made: Made) -> None:
    """[H5]"""
    device = await entered(server.device(), made, "facilitator")

    for role in ("scribe", "wall"):
        await entered(device, made, role)

    assert (await role_of(device, made.code))[1] == "facilitator"


async def test_a_projector_laptop_that_somebody_joined_on_is_still_a_wall(server: RunningServer, made: Made) -> None:
    """[P1]"""
    device = await entered(server.device(), made, "wall")
    person = await device.join(made.code)

    async with device.screen(made.code, screen="wall", wall="left") as wall, device.screen(made.code) as phone:
        assert (wall.me["person"], wall.me["role"]) == (None, "wall")
        assert (phone.me["person"], phone.me["role"]) == (person, "participant")


async def test_a_wrong_key_opens_nothing(server: RunningServer) -> None:
    """[H5]"""
    for key in ("x", "A" * 32, "A" * 4_000, "%00%ff"):
        reply = await server.device().request("GET", f"/k/{key}")

        assert (reply.status, reply.set_cookies) == (404, [])


async def test_a_personal_link_makes_another_phone_the_same_person(server: RunningServer, made: Made) -> None:
    """[H5]"""
    old, new = server.device(), server.device()
    person = await old.join(made.code, "Anna")

    reply = await new.request("GET", f"/k/{old.token}")

    assert (reply.status, reply.headers["location"]) == (303, f"/b/{made.code}")
    assert await new.join(made.code) == person


async def test_a_personal_link_leaves_a_laptop_its_desk(server: RunningServer, made: Made) -> None:
    """[H5]"""
    phone, laptop = server.device(), await entered(server.device(), made, "facilitator")
    person = await phone.join(made.code, "Anna")

    await laptop.request("GET", f"/k/{phone.token}")

    assert await role_of(laptop, made.code) == (person, "facilitator")
    assert await role_of(phone, made.code) == (person, "participant")


# Bearer


async def test_a_token_or_a_key_is_enough_on_every_route(server: RunningServer, made: Made) -> None:
    """[H6]"""
    joined = server.device()
    person = await joined.join(made.code, "Anna")

    for bearer, role in ((joined.token, "participant"), (made.key("facilitator"), "facilitator")):
        device = server.device(bearer)
        assert (await device.board(made.code))["seq"] >= 1
        assert (await device.command(made.code, "propose_topic", title="Hej")).status == 200
        assert (await role_of(device, made.code))[1] == role
    assert (await role_of(server.device(joined.token), made.code))[0] == person


async def test_a_key_acts_as_one_and_the_same_person(server: RunningServer, made: Made) -> None:
    """[H6]"""
    scribes = [await role_of(server.device(made.key("scribe")), made.code) for _ in range(2)]

    assert scribes[0] == scribes[1]
    assert scribes[0][0] is not None
    assert await server.device(made.key("scribe")).join(made.code) == scribes[0][0]


async def test_bearer_beats_cookie(server: RunningServer, made: Made) -> None:
    """[H6]"""
    anna, bo = server.device(), server.device()
    await anna.join(made.code, "Anna")
    person = await bo.join(made.code, "Bo")
    anna.bearer = bo.token

    assert (await role_of(anna, made.code))[0] == person


async def test_a_bad_bearer_is_never_a_fallback_to_the_cookie(server: RunningServer, made: Made) -> None:
    """[H6]"""
    device = server.device()
    await device.join(made.code)
    routes = [
        ("GET", "/"), ("GET", "/healthz"), ("POST", "/api/boards"), ("GET", f"/b/{made.code}"),
        ("GET", f"/api/boards/{made.code}"), ("POST", f"/api/boards/{made.code}/people"),
        ("POST", f"/api/boards/{made.code}/commands"),
    ]  # fmt: skip

    for bearer, (method, path) in itertools.product(("wrong", "", "A" * 32, device.token[:-1]), routes):
        reply = await device.request(method, path, b"{}", {"Authorization": f"Bearer {bearer}"})
        assert (reply.status, reply.json()["code"]) == (401, "bad_token"), path


async def test_a_token_of_another_board_may_not(server: RunningServer, made: Made) -> None:
    """[H6]"""
    other = await server.device().make_board()

    reply = await server.device(other.key("facilitator")).request("GET", f"/api/boards/{made.code}")

    assert reply.status == 403


async def test_who_is_nobody_reads_and_does_nothing(server: RunningServer, made: Made) -> None:
    """[H6]"""
    stranger = server.device()

    assert (await stranger.request("GET", f"/api/boards/{made.code}")).status == 401
    assert (await stranger.command(made.code, "propose_topic", title="Hej")).status == 401


async def test_a_wall_reads_and_does_nothing(server: RunningServer, made: Made) -> None:
    """[P1]"""
    wall = server.device(made.key("wall"))

    assert (await wall.request("GET", f"/api/boards/{made.code}")).status == 200
    asked = {"propose_topic": {"title": "Hej"}, "move": {"to": "cafe"}, "set_state": {"state": "quiet"}}
    for command, fields in asked.items():
        reply = await wall.command(made.code, command, **fields)
        assert (reply.status, reply.json()["code"]) == (409, "not_yours")


# The cookie


async def test_who_you_are_survives_a_restart(
    start_server: StartServer, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """[H2]"""
    data = tmp_path_factory.mktemp("restart") / "openspace.db"
    with start_server(data) as first:
        device = first.device()
        made = await device.make_board()
        person = await device.join(made.code, "Anna")

    with start_server(data) as second:
        device.base = second.base
        assert await device.join(made.code) == person


async def test_a_forged_cookie_is_nobodys(server: RunningServer, made: Made) -> None:
    """[H2]"""
    device = server.device()
    await device.join(made.code)
    for name, value in device.cookies.items():
        device.cookies[name] = value[:-2] + ("AA" if value[-2:] != "AA" else "BB")

    assert (await device.request("GET", f"/api/boards/{made.code}")).status == 401


async def test_two_boards_in_one_browser_do_not_mix(server: RunningServer, made: Made) -> None:
    """[H2]"""
    device = server.device()
    other = await device.make_board()
    here, there = await device.join(made.code), await device.join(other.code)

    assert here != there
    assert (await device.join(made.code), await device.join(other.code)) == (here, there)


async def test_a_browser_carries_the_cookies_of_twenty_boards_at_most(server: RunningServer) -> None:
    """[H2]"""
    device = server.device()

    for _ in range(22):
        await device.join((await device.make_board()).code)

    assert len(device.cookies) == 20


# Origin


async def test_a_page_of_another_site_gets_nothing(server: RunningServer, made: Made) -> None:
    """[H7]"""
    device = server.device(made.key("facilitator"))

    for method, path in (
        ("POST", "/api/boards"),
        ("GET", f"/api/boards/{made.code}"),
        ("GET", "/"),
        ("GET", "/healthz"),
    ):
        reply = await device.request(method, path, {}, FOREIGN)
        assert (reply.status, reply.json()["code"]) == (403, "foreign_origin")


@pytest.mark.parametrize("origin", ["null", "http://127.0.0.1", "https://127.0.0.1:{port}", "http://localhost:{port}"])
async def test_near_the_own_origin_is_not_the_own_origin(server: RunningServer, origin: str) -> None:
    """[H7]"""
    reply = await server.device().request("GET", "/healthz", headers={"Origin": origin.format(port=server.port)})

    assert reply.status == 403


async def test_the_own_origin_is_welcome(server: RunningServer) -> None:
    """[H7]"""
    reply = await server.device().request("GET", "/healthz", headers={"Origin": server.base})

    assert reply.status == 200
