"""The follow-up page, without account or script: rules R12 and R13."""

import re
from pathlib import Path
from typing import Any

import pytest
from itsdangerous import URLSafeSerializer

from openspace.storage import sqlite
from openspace.web.passes import Feed, FollowUp, Passes
from tests.client import Device, Made
from tests.web.conftest import RunningServer, StartServer
from tests.web.reader import Reader


async def link_of(server: RunningServer, made: Made) -> str:
    """As the desk is told it."""
    desk = Reader(server.device())
    await desk.open(f"/k/{made.key('facilitator')}")
    page = await desk.open(f"/b/{made.code}/desk")
    found = re.search(r'"followup":\s*"[^"]*(/f/[^"]+)"', page.html)
    assert found
    return found[1]


async def taken_on(device: Device, made: Made, what: str, topic: str = "", **more: Any) -> str:
    topic = topic or await a_topic(device, made)
    reply = await device.command(made.code, "add_action", topic=topic, what=what, **more)
    assert reply.status == 200, reply
    return str(reply.json()["made"]["action"])


async def a_topic(device: Device, made: Made, title: str = "Bostäder") -> str:
    return str((await device.command(made.code, "propose_topic", title=title)).json()["made"]["topic"])


async def action_of(device: Device, made: Made, action: str) -> dict[str, Any]:
    found: dict[str, Any] = (await device.board(made.code))["board"]["actions"][action]
    return found


async def opened(server: RunningServer, made: Made, language: str = "en") -> Reader:
    """By somebody who has only the link."""
    reader = Reader(server.device(), language)
    await reader.open(await link_of(server, made))
    assert reader.status == 200
    return reader


async def test_everything_that_was_taken_on_is_there_without_an_account(
    server: RunningServer, made: Made, anna: Device
) -> None:
    """[R12]"""
    await taken_on(anna, made, "Beskriva modellen", who="Nadia", due="2030-06-01", first_step="Ringa Lund")
    await taken_on(anna, made, "Fråga regionen", due="2020-05-01", who="Region Skåne", is_role=True)

    page = (await opened(server, made)).page

    for line in ("Beskriva modellen", "Nadia 1 June 2030", "First step: Ringa Lund", "Fråga regionen",
                 "Region Skåne 1 May 2020, overdue", "The date has passed", "To come"):  # fmt: skip
        assert line in page.lines
    assert "30 days after: 19 June 2030" in page.lines
    assert [line for line in page.lines if line.startswith("Kept until ")]
    assert "<script type=" not in page.html


async def test_a_state_and_a_line_are_saved_and_shown(server: RunningServer, made: Made, anna: Device) -> None:
    """[R12]"""
    action = await taken_on(anna, made, "Beskriva modellen")
    reader = await opened(server, made)

    page = await reader.send("?by=date", progress="done", news=" Två sidor\u202e  blev fyra ")

    assert reader.path.partition("?")[2] == "by=date"
    assert "1 of 1 is done. Did you take something on?" in " ".join(page.lines)
    found = await action_of(anna, made, action)
    assert (found["progress"], found["news"], found["what"]) == ("done", "Två sidor  blev fyra", "Beskriva modellen")


async def test_nothing_but_state_and_news_is_changed_through_the_link(
    server: RunningServer, made: Made, anna: Device
) -> None:
    """[R12]"""
    action = await taken_on(anna, made, "Beskriva modellen", who="Nadia", due="2030-06-01")
    before = await action_of(anna, made, action)
    path = await link_of(server, made)

    body = f"action={action}&progress=doing&news=x&what=Else&who=Else&due=2031-01-01&person=p&act=a&topic=t"
    reply = await posted(server, path, body)

    assert reply.status == 303
    assert await action_of(anna, made, action) == {**before, "progress": "doing", "news": "x"}


async def posted(server: RunningServer, path: str, body: str, **headers: str) -> Any:
    form = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html", **headers}
    return await server.device().request("POST", path, body.encode(), form)


async def test_it_works_for_a_report_that_only_its_convener_writes(
    server: RunningServer, made: Made, anna: Device
) -> None:
    """[R12, R5]"""
    topic = await a_topic(anna, made)
    action = await taken_on(anna, made, "Beskriva", topic)
    await anna.command(made.code, "edit_report", topic=topic, writers="convener")
    reader = await opened(server, made)

    await reader.send("?by=date", progress="doing")

    assert (await action_of(anna, made, action))["progress"] == "doing"


async def test_an_old_page_undoes_nobodys_word(server: RunningServer, made: Made, anna: Device) -> None:
    """[R12]"""
    action = await taken_on(anna, made, "Beskriva")
    one, other, third = [await opened(server, made) for _ in range(3)]

    await one.send("?by=date", progress="done")
    await other.send("?by=date", news="Vi hjälps åt")
    await third.send("?by=date", progress="doing")

    found = await action_of(anna, made, action)
    assert (found["progress"], found["news"]) == ("doing", "Vi hjälps åt")


async def test_a_form_sent_twice_is_one_act(server: RunningServer, made: Made, anna: Device) -> None:
    """[R12, S7]"""
    await taken_on(anna, made, "Beskriva")
    reader = await opened(server, made)
    page = reader.page
    await reader.send("?by=date", progress="done", news="Klart")
    seq = (await anna.board(made.code))["seq"]

    reader.page = page  # Back, and the button again
    await reader.send("?by=date", progress="done", news="Klart")

    assert (await anna.board(made.code))["seq"] == seq


async def test_a_refusal_stands_at_the_action_with_what_was_written(
    server: RunningServer, made: Made, anna: Device
) -> None:
    """[R12]"""
    action = await taken_on(anna, made, "Beskriva")
    reader = await opened(server, made)

    page = await reader.send("?by=date", progress="doing", news="x" * 201)

    assert reader.status == 422
    assert "The text is too long: 201 characters." in page.lines
    assert page.html.index(f'id="{action}"') < page.html.index("too long")
    form = page.form("?by=date")
    assert (form.fields["news"], form.fields["progress"]) == ("x" * 201, "doing")
    assert (await action_of(anna, made, action))["progress"] == "open"


async def test_an_action_that_is_gone_is_said_to_be_gone(server: RunningServer, made: Made, anna: Device) -> None:
    """[R12]"""
    action = await taken_on(anna, made, "Beskriva")
    reader = await opened(server, made)
    await anna.command(made.code, "remove_action", action=action)

    page = await reader.send("?by=date", progress="done")

    assert reader.status == 409
    assert "There is no such action on this board." in page.lines


@pytest.mark.parametrize(
    ("by", "headings"),
    [("date", ["To come", "Without a date"]), ("topic", ["Bostäder", "Språk"]), ("owner", ["Nadia", "Nobody yet"])],
)
async def test_it_is_grouped_as_the_reader_likes(
    server: RunningServer, made: Made, anna: Device, by: str, headings: list[str]
) -> None:
    """[R12]"""
    first, second = await a_topic(anna, made, "Bostäder"), await a_topic(anna, made, "Språk")
    await taken_on(anna, made, "Ett", first, who="Nadia", due="2030-06-01")
    await taken_on(anna, made, "Två", second)

    page = await Reader(server.device()).open(f"{await link_of(server, made)}?by={by}")

    assert re.findall(r'<h2 id="group-\d+" dir="auto">([^<]*)</h2>', page.html) == headings


async def test_the_page_speaks_the_readers_language(server: RunningServer, made: Made, anna: Device) -> None:
    await taken_on(anna, made, "Beskriva", due="2030-06-01")

    page = (await opened(server, made, language="ar")).page

    assert (page.attributes["lang"], page.attributes["dir"]) == ("ar", "rtl")
    assert "?lang=sv" in page.html


@pytest.mark.parametrize("how", ["cut", "other salt", "badge", "nonsense", "long"])
async def test_what_was_not_signed_for_it_opens_nothing(
    server: RunningServer, made: Made, anna: Device, how: str
) -> None:
    """[R13]"""
    token = (await link_of(server, made)).rpartition("/")[2]
    wrong = {
        "cut": token[:-1],
        "other salt": URLSafeSerializer(b"x" * 32, salt="openspace follow-up").dumps([made.code]),
        "badge": anna.token,
        "nonsense": "..",
        "long": token + "x" * 600,
    }[how]

    for method, body in (("GET", None), ("POST", b"action=a&progress=done")):
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}
        reply = await server.device().request(method, f"/f/{wrong}", body, headers)
        assert reply.status == 404, (how, method)


async def test_the_link_opens_nothing_else(server: RunningServer, made: Made) -> None:
    """[R13]"""
    token = (await link_of(server, made)).rpartition("/")[2]

    assert (await server.device(token).request("GET", f"/api/boards/{made.code}")).status == 401
    assert (await server.device().request("GET", f"/k/{token}")).status == 404
    assert (await server.device().request("GET", f"/calendar/{token}.ics")).status == 404


def test_a_pass_is_read_as_what_it_was_signed_for_alone() -> None:
    """[R13]"""
    passes, others = Passes(b"a" * 32), Passes(b"b" * 32)
    follow_up, feed = passes.sign_follow_up("LUND482"), passes.sign_feed(Feed("LUND482", "mine", "p1", "sv"))

    assert passes.follow_up(follow_up) == FollowUp("LUND482")
    assert passes.feed(feed) == Feed("LUND482", "mine", "p1", "sv")
    assert (passes.follow_up(feed), passes.feed(follow_up)) == (None, None)
    assert (others.follow_up(follow_up), others.feed(feed)) == (None, None)


async def test_another_sites_page_may_not_send_it(server: RunningServer, made: Made, anna: Device) -> None:
    """[H7]"""
    action = await taken_on(anna, made, "Beskriva")

    reply = await posted(
        server, await link_of(server, made), f"action={action}&progress=done", Origin="https://elsewhere.example"
    )

    assert reply.status == 403
    assert (await action_of(anna, made, action))["progress"] == "open"


async def test_the_link_of_an_erased_board_says_so(start_server: StartServer, tmp_path: Path) -> None:
    """[R13, G10]"""
    data = tmp_path / "openspace.db"
    with start_server(data) as before:
        made = await before.device().make_board()
        path = await link_of(before, made)
    async with sqlite.open_store(data) as store:
        await store.erase(made.code)

    with start_server(data) as after:
        reader = Reader(after.device())
        page = await reader.open(path)

    assert reader.status == 410
    assert "This board has been erased, with everything on it." in page.lines
