"""The phone's page without JavaScript: join, propose, place, star, walk, by plain forms."""

import re

import pytest

from tests.web.conftest import RunningServer
from tests.web.gathering import a_board, a_session_now, joined
from tests.web.reader import Page, Reader


def told(page: Page) -> list[str]:
    """The lines of the box that says why not."""
    alert = re.search(r'role="alert".*?</div>', page.html, re.DOTALL)
    return Page(f"<p {alert[0]}").lines if alert else []


async def test_whoever_has_not_joined_sees_the_question_and_who_keeps_what(server: RunningServer) -> None:
    made = await a_board(server, responsible="Karin Holm", keep_until="2031-02-03", theme="What now?")
    reader = Reader(server.device())

    page = await reader.open(f"/b/{made.code}")

    assert "What now?" in page.lines
    assert "Karin Holm is responsible for what is kept here." in page.lines
    assert any("are kept until 3 February 2031" in line for line in page.lines)
    assert [form.action for form in page.forms] == [f"/b/{made.code}/join"]


async def test_joining_with_a_name_or_none_leads_to_the_market(server: RunningServer) -> None:
    made = await a_board(server)

    named = await joined(server, made, "Ada")
    nameless = await joined(server, made)

    assert any(line.startswith("You are Ada") for line in named.page.lines)
    assert any(line.startswith("You have joined without a name") for line in nameless.page.lines)


async def test_a_name_too_long_comes_back_to_be_shortened(server: RunningServer) -> None:
    made = await a_board(server)
    reader = Reader(server.device())
    await reader.open(f"/b/{made.code}")

    page = await reader.send("/join", name="x" * 61)

    assert reader.status == 422
    assert told(page) == ["The name is too long: 61 characters.", "Shorten it to 60 characters."]
    assert page.form("/join").fields["name"] == "x" * 61


async def test_a_topic_goes_up_and_its_convener_places_it(server: RunningServer) -> None:
    made = await a_board(server)
    reader = await joined(server, made, "Ada")

    page = await reader.send("/propose", title="Housing <b>now</b>", about="For whom?")
    assert "Housing <b>now</b>" in page.lines
    assert "It is up, and waits for a place." in page.lines
    page = await reader.send("/place")

    assert any(line.endswith("Atriet") and "waits" not in line for line in page.lines)
    assert "It is up, and waits for a place." not in page.lines


async def test_the_same_form_sent_twice_is_one_topic_and_another_title_is_another(server: RunningServer) -> None:
    made = await a_board(server)
    reader = await joined(server, made, "Ada")
    market = reader.page

    for title in ("Housing", "Housing", "Work"):
        reader.page = market
        await reader.send("/propose", title=title)

    board = (await reader.device.board(made.code))["board"]
    assert [topic["title"] for topic in board["topics"].values()] == ["Housing", "Work"]


async def test_an_empty_title_is_refused_and_nothing_typed_is_lost(server: RunningServer) -> None:
    made = await a_board(server)
    reader = await joined(server, made, "Ada")

    page = await reader.send("/propose", title=" ", about="For whom?")

    assert told(page) == ["The title is empty.", "Write something first."]
    assert page.form("/propose").fields["about"] == "For whom?"


async def test_a_lost_race_offers_the_nearest_free_places(server: RunningServer) -> None:
    made = await a_board(server)
    ada, bo = await joined(server, made, "Ada"), await joined(server, made, "Bo")
    await ada.send("/propose", title="Housing")
    await bo.send("/propose", title="Work")
    before = bo.page
    await ada.send("/place")

    bo.page = before
    page = await bo.send("/place")

    assert bo.status == 409
    assert "is taken by “Housing”, Ada." in told(page)[0]
    offered = page.forms[0].buttons
    assert len(offered) == 3
    page = await bo.send("/place", offered[0])
    assert bo.status == 200
    assert told(page) == []


async def test_a_star_is_set_and_taken_back(server: RunningServer) -> None:
    made = await a_board(server)
    reader = await joined(server, made, "Ada")
    page = await reader.send("/propose", title="Housing")
    assert page.form("/interest").fields["on"] == "yes"

    page = await reader.send("/interest")
    assert page.form("/interest").fields["on"] == "no"
    page = await reader.send("/interest")

    assert page.form("/interest").fields["on"] == "yes"


async def test_the_market_lists_now_before_next_and_what_waits(server: RunningServer) -> None:
    made = await a_board(server)
    await a_session_now(server, made)
    desk = server.device(made.key("facilitator"))
    await desk.command(made.code, "propose_topic", title="Waiting one", convener="Bo")

    page = (await joined(server, made)).page

    order = ["Housing", "Fika", "Waiting one"]
    assert sorted(order, key=page.html.index) == order


@pytest.mark.parametrize(("asked", "heading"), [("sv-SE,sv;q=0.9", "sv"), ("ar", "ar"), ("fi", "en"), ("", "en")])
async def test_the_page_speaks_the_language_of_the_phone(server: RunningServer, asked: str, heading: str) -> None:
    made = await a_board(server)

    page = await Reader(server.device(), asked).open(f"/b/{made.code}")

    assert page.attributes["lang"] == heading
    assert page.attributes["dir"] == ("rtl" if heading == "ar" else "ltr")


async def test_a_language_chosen_by_its_own_name_stays(server: RunningServer) -> None:
    made = await a_board(server)
    reader = await joined(server, made, "Ada")
    assert 'href="?lang=ar" lang="ar"' in reader.page.html

    await reader.open(f"/b/{made.code}?lang=ar")
    page = await reader.open(f"/b/{made.code}")

    assert page.attributes["lang"] == "ar"


async def test_html_in_every_field_is_text(server: RunningServer) -> None:
    evil = "</script><script>x()</script><img src=x onerror=x()>"
    made = await a_board(
        server, title=evil, theme=evil, responsible=evil, rooms=[{"name": evil[:60], "directions": evil}]
    )
    reader = await joined(server, made, evil[:60])

    pages = [reader.page, await reader.send("/propose", title=evil, about=evil)]
    pages += [await reader.send("/place")]
    pages += [
        await reader.open(f"/b/{made.code}{path}") for path in ("", "/agenda", "/me", "/privacy", "/wall", "/topics/x")
    ]

    for page in pages:
        assert "<img" not in page.html
        assert "x()</script>" not in page.html


async def test_a_page_that_is_not_there_says_so_in_words(server: RunningServer) -> None:
    made = await a_board(server)
    reader = await joined(server, made)

    page = await reader.open(f"/b/{made.code}/topics/nothing")

    assert reader.status == 404
    assert "This topic is not on the board any more." in page.lines


async def test_an_unknown_code_leads_back_to_the_start(server: RunningServer) -> None:
    reader = Reader(server.device())

    page = await reader.open("/b/NOPE123")

    assert reader.status == 404
    assert page.lines[:2] == ["No board has the code NOPE123.", "Look at the wall and type the code again."]
    assert page.lines[2] == "Go to the start"


async def test_a_page_is_there_without_its_script(server: RunningServer) -> None:
    """Where a phone's script could not be fetched, its screen leads here."""
    made = await a_board(server)
    reader = await joined(server, made, "Ada")

    usual = await reader.open(f"/b/{made.code}")
    plain = await reader.open(f"/b/{made.code}?plain")

    assert "<script" in usual.html
    assert "<script" not in plain.html
    assert plain.lines == usual.lines
