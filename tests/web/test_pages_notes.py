"""The notes' page as the server makes it: to read without a script, and what its script is told."""

import asyncio

import pytest
from pycrdt import Doc, Text, create_update_message

from tests.browser.people import put_up
from tests.client import WAIT_MAX_S, Device, Made
from tests.web.conftest import RunningServer
from tests.web.reader import Reader
from tests.web.test_pages_shells import boot_of

NOTES = """## Vad vi sa

- **Kön** till <script>alert(1)</script> bostad
- [hit](javascript:alert(1))

:::intern
Namnet på hyresvärden
:::
"""


@pytest.fixture
async def topic(anna: Device, made: Made) -> str:
    return await put_up(anna, made, "Bostäder")


async def written(device: Device, made: Made, topic: str, text: str) -> None:
    """As the stock client writes: one update, and then nothing until it is stored."""
    document: Doc[Text] = Doc()
    document["notes"] = Text(text)
    async with device.socket(f"notes/{made.code}/{topic}") as socket, asyncio.timeout(WAIT_MAX_S):
        await socket.send(create_update_message(document.get_update()))
        await socket.send(b"\x00\x00\x01\x00")  # sync step 1 of somebody who has nothing
        while (await socket.recv())[:2] != b"\x00\x01":
            pass


async def test_the_notes_can_be_read_without_a_script(anna: Device, made: Made, topic: str) -> None:
    await written(anna, made, topic, NOTES)

    page = await Reader(anna).open(f"/b/{made.code}/topics/{topic}/notes")

    assert "Bostäder" in page.lines
    assert "Vad vi sa" in page.lines
    assert "Kön till <script>alert(1)</script> bostad" in page.lines
    assert "Namnet på hyresvärden" in page.lines
    assert "Internal: not on walls, not published" in page.lines
    assert "Writing needs JavaScript. The notes can be read without." in page.lines
    assert 'href="javascript:' not in page.html


async def test_notes_that_nobody_has_written_say_so(anna: Device, made: Made, topic: str) -> None:
    page = await Reader(anna).open(f"/b/{made.code}/topics/{topic}/notes")

    assert "Nobody has written anything yet." in page.lines


async def test_its_script_is_told_the_topic_and_may_make_styles(anna: Device, made: Made, topic: str) -> None:
    reply = await anna.request("GET", f"/b/{made.code}/topics/{topic}/notes")

    html = reply.body.decode()
    boot = boot_of(html)
    assert (boot["screen"], boot["topic"]) == ("notes", topic)
    assert f"'nonce-{boot['nonce']}'" in reply.headers["content-security-policy"]
    assert f'src="/static/{boot["release"]}/js/notes.sv.js"' in html
    assert f'href="/static/{boot["release"]}/vendor/codemirror.js"' in html


async def test_who_has_not_joined_joins_first_and_comes_back(server: RunningServer, made: Made, topic: str) -> None:
    reader = Reader(server.device())
    await reader.open(f"/b/{made.code}/topics/{topic}/notes")

    page = await reader.send("/join", name="Bo")

    assert "Nobody has written anything yet." in page.lines
    assert page.attributes["data-screen"] == "notes"


async def test_who_may_only_read_is_not_told_to_get_a_script(
    server: RunningServer, anna: Device, made: Made, topic: str
) -> None:
    await anna.command(made.code, "edit_report", topic=topic, writers="convener")
    bo = server.device()
    await bo.join(made.code, "Bo")

    page = await Reader(bo).open(f"/b/{made.code}/topics/{topic}/notes")

    assert "Writing needs JavaScript. The notes can be read without." not in page.lines


async def test_a_topic_that_is_not_there_is_404(anna: Device, made: Made) -> None:
    reader = Reader(anna)

    await reader.open(f"/b/{made.code}/topics/nothing/notes")

    assert reader.status == 404
