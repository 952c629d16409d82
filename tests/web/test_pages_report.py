"""A topic's notes as pages show them: to read without a script, by the board alone."""

import asyncio

import pytest
from pycrdt import Doc, Text, create_update_message
from websockets.asyncio.client import connect

from tests.client import WAIT_MAX_S, Device, Made
from tests.web.conftest import RunningServer

HOSTILE = """## <b>Rubrik</b>

- [klicka](javascript:alert(1)) <script>alert(1)</script>
- **fett**

:::intern
Namn
:::

"""


async def a_topic(server: RunningServer, made: Made, name: str) -> tuple[Device, str]:
    device = server.device()
    await device.join(made.code, name)
    reply = await device.command(made.code, "propose_topic", title="Bostäder")
    return device, reply.json()["made"]["topic"]


async def written(server: RunningServer, made: Made, topic: str, words: str) -> None:
    """Somebody's client has put the words before what stood there, and they are stored."""
    doc: Doc[Text] = Doc()
    doc["notes"] = text = Text()
    text += words
    facilitator = server.device(made.key("facilitator"))
    url = f"ws{server.base.removeprefix('http')}/ws/notes/{made.code}/{topic}?token={made.key('facilitator')}"
    async with connect(url) as socket, asyncio.timeout(WAIT_MAX_S):
        await socket.send(create_update_message(doc.get_update()))
        stored = ""
        while words not in stored:
            reply = await facilitator.request("GET", f"/api/boards/{made.code}/topics/{topic}/notes")
            stored = reply.json()["text"]


async def test_what_nobody_has_written_in_is_said_to_be_empty(server: RunningServer, made: Made) -> None:
    amina, topic = await a_topic(server, made, "Amina")

    for below in ("", "/report", "/text"):
        page = await amina.request("GET", f"/b/{made.code}/topics/{topic}{below}")
        assert "Ingen har skrivit något än." in page.body.decode() or "Nobody has written" in page.body.decode()


@pytest.mark.parametrize("below", ["", "/report", "/text"])
async def test_notes_are_read_without_a_script_and_nothing_in_them_is_a_tag(
    server: RunningServer, made: Made, below: str
) -> None:
    """[R23]"""
    amina, topic = await a_topic(server, made, "Amina")
    await written(server, made, topic, HOSTILE)

    page = (await amina.request("GET", f"/b/{made.code}/topics/{topic}{below}")).body.decode()

    assert "&lt;b&gt;Rubrik&lt;/b&gt;" in page
    assert "<strong>fett</strong>" in page
    assert "<script>alert" not in page
    assert 'href="javascript:' not in page
    assert '<div class="book__internal">' in page
    assert "<li></li>" not in page


@pytest.mark.parametrize("below", ["", "/report", "/text"])
async def test_notes_keep_their_direction_for_a_reader_of_the_other(
    server: RunningServer, made: Made, below: str
) -> None:
    amina, topic = await a_topic(server, made, "Amina")
    await written(server, made, topic, "- Vad händer år 15?\n- سنتان\n")

    arabic = {"Accept-Language": "ar"}
    page = (await amina.request("GET", f"/b/{made.code}/topics/{topic}{below}", headers=arabic)).body.decode()

    assert '<div class="notes-text" lang="sv" dir="ltr">' in page
    assert '<li dir="rtl">سنتان</li>' in page


async def test_the_notes_are_for_persons_on_the_board_and_no_wall(server: RunningServer, made: Made) -> None:
    """[R23]"""
    _, topic = await a_topic(server, made, "Amina")
    path = f"/b/{made.code}/topics/{topic}/text"

    for stranger in (server.device(), server.device(made.key("wall"))):
        assert (await stranger.request("GET", path)).status in (401, 403)


async def test_a_topic_that_is_not_up_has_no_report(server: RunningServer, made: Made) -> None:
    amina, _ = await a_topic(server, made, "Amina")

    for below in ("/report", "/text"):
        assert (await amina.request("GET", f"/b/{made.code}/topics/nothing{below}")).status == 404


async def test_who_has_not_joined_is_asked_to_and_comes_back_to_the_report(server: RunningServer, made: Made) -> None:
    _, topic = await a_topic(server, made, "Amina")

    page = (await server.device().request("GET", f"/b/{made.code}/topics/{topic}/report")).body.decode()

    assert f'value="/b/{made.code}/topics/{topic}/report"' in page
