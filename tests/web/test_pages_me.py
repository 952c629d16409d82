"""Who somebody is on a device: the personal link to another one, and being somebody else."""

import re

from tests.web.conftest import RunningServer
from tests.web.gathering import a_board, joined
from tests.web.reader import Reader


async def test_a_personal_link_asks_and_makes_another_phone_the_same_person(server: RunningServer) -> None:
    made = await a_board(server)
    first = await joined(server, made, "Ada")
    page = await first.open(f"/b/{made.code}/me")
    link = re.search(r'href="[^"]*(/k/[^"]+/ask)"', page.html)
    assert link

    second = Reader(server.device())
    page = await second.open(link[1])
    assert "Are you Ada?" in page.lines
    page = await second.send("")

    assert any(line.startswith("You are Ada") for line in page.lines)


async def test_a_personal_link_of_a_facilitator_carries_no_power(server: RunningServer) -> None:
    made = await a_board(server)
    desk = Reader(server.device())
    await desk.open(f"/k/{made.key('facilitator')}")
    page = await desk.open(f"/b/{made.code}/me")
    link = re.search(r'href="[^"]*(/k/[^"]+/ask)"', page.html)
    assert link

    second = Reader(server.device())
    await second.open(link[1])
    await second.send("")
    await second.open(f"/b/{made.code}/desk")

    assert second.status == 403


async def test_being_somebody_else_is_a_choice(server: RunningServer) -> None:
    made = await a_board(server)
    reader = await joined(server, made, "Ada")
    await reader.open(f"/b/{made.code}/me")

    page = await reader.send("/somebody-else")

    assert [form.action for form in page.forms] == [f"/b/{made.code}/join"]
