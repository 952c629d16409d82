"""The book over HTTP: published by an act, frozen, withdrawn in one step, and handed out to many."""

import asyncio
import io
import zipfile
from typing import Any
from urllib.parse import quote

import pytest
from msgspec import Struct

from openspace.web import book, qr
from tests.client import WAIT_MAX_S, Device, Made, Reply
from tests.pictures import picture
from tests.web.conftest import RunningServer


class House(Struct):
    """A board with two topics: Anna's, who may be named, and Bo's, who has not said so."""

    server: RunningServer
    made: Made
    desk: Device
    anna: Device
    bo: Device
    topics: dict[str, str]

    async def get(self, path: str, by: Device | None = None, headers: dict[str, str] | None = None) -> Reply:
        return await (by or self.server.device()).request("GET", f"/b/{self.made.code}{path}", headers=headers)

    async def api(self, what: str, by: Device | None = None, body: Any = None) -> Reply:
        method = "GET" if what in ("", "/review") else "POST"
        return await (by or self.desk).request(method, f"/api/boards/{self.made.code}/book{what}", body)

    async def page(self) -> str:
        reply = await self.get("/proceedings")
        assert reply.status == 200, reply
        return reply.body.decode()


@pytest.fixture
async def house(server: RunningServer) -> House:
    made = await server.device().make_board(language="en")
    desk, anna, bo = server.device(made.key("facilitator")), server.device(), server.device()
    await anna.join(made.code, "Anna Lind")
    await bo.join(made.code, "Bo Ek")
    await anna.command(made.code, "edit_profile", may_publish=True)
    topics = {}
    for person, title in ((anna, "Housing"), (bo, "Schools")):
        reply = await person.command(made.code, "propose_topic", title=title, about="Ask Anna Lind")
        topics[title] = reply.json()["made"]["topic"]
    return House(server, made, desk, anna, bo, topics)


async def test_there_is_no_public_book_until_it_is_published(house: House) -> None:
    """[B1]"""
    for path in ("/proceedings", "/export/html", "/export/html?edition=public"):
        assert (await house.get(path)).status == 404
        assert (await house.get(path, house.desk)).status == 404

    published = await house.api("/publish")

    assert published.status == 200, published
    assert (published.json()["edition"]["number"], published.json()["edition"]["is_current"]) == (1, True)
    assert "Public edition 1" in await house.page()
    assert (await house.get("/export/html")).status == 200


@pytest.mark.parametrize("act", ["/publish", "/unpublish", "/review"])
async def test_only_a_facilitator_publishes_and_looks_through(house: House, act: str) -> None:
    assert (await house.api(act, house.anna)).status == 403
    assert (await house.api(act, house.server.device())).status == 401
    assert (await house.get("/proceedings")).status == 404


async def test_an_edition_is_frozen_until_the_next(house: House) -> None:
    """[B2]"""
    await house.api("/publish")
    await house.bo.command(house.made.code, "propose_topic", title="A late thought")

    assert "A late thought" not in await house.page()
    assert (await house.api("/publish")).json()["edition"]["number"] == 2

    assert "A late thought" in await house.page()


async def test_who_has_not_ticked_is_not_named(house: House) -> None:
    await house.api("/publish")

    page = await house.page()

    assert "<bdi>Anna Lind</bdi>" in page
    assert "Bo Ek" not in page
    assert "named in the internal edition" in page


async def test_taking_back_the_tick_takes_the_name_out_at_once(house: House) -> None:
    """[B3]"""
    await house.api("/publish")
    assert "Anna Lind" in (await house.get("/export/html")).body.decode()

    await house.anna.command(house.made.code, "edit_profile", may_publish=False)

    assert "Anna Lind" not in await house.page()
    assert "Anna Lind" not in (await house.get("/export/html")).body.decode()
    editions = (await house.desk.board(house.made.code))["board"]["editions"]
    assert [(one["number"], one["is_current"]) for one in editions.values()] == [(1, False), (2, True)]


async def test_a_facilitator_withdraws_a_name_for_somebody(house: House) -> None:
    await house.api("/publish")
    (named,) = (await house.api("")).json()["named"]
    assert named["name"] == "Anna Lind"

    assert (await house.api("/withdraw", body={"person": named["person"]})).status == 200

    assert "Anna Lind" not in await house.page()
    assert (await house.api("")).json()["named"] == []
    await house.api("/publish")
    assert "<bdi>Anna Lind</bdi>" not in await house.page()


async def test_nobody_withdraws_anothers_name_but_a_facilitator(house: House) -> None:
    await house.api("/publish")

    reply = await house.api("/withdraw", house.bo, {"person": house.anna.person})

    assert reply.status == 409
    assert "Anna Lind" in await house.page()
    assert (await house.api("/withdraw", house.anna)).status == 200
    assert "Anna Lind" not in await house.page()


async def test_unpublishing_takes_the_book_off_its_address(house: House) -> None:
    """[B4]"""
    await house.api("/publish")
    seq = (await house.api("/unpublish")).json()["seq"]

    assert (await house.get("/proceedings")).status == 404
    assert (await house.get("/export/html")).status == 404
    assert (await house.desk.command(house.made.code, "undo", seq=seq)).status == 409
    assert (await house.api("")).json()["edition"] is None


async def test_an_edition_cannot_be_published_by_a_command(house: House) -> None:
    reply = await house.desk.command(house.made.code, "publish_book", digest="0" * 64)

    assert reply.json()["code"] == "unknown_command"


async def test_the_internal_edition_is_for_facilitators_and_scribes(house: House) -> None:
    """[B10]"""
    scribe = house.server.device(house.made.key("scribe"))

    for by in (house.desk, scribe):
        page = await house.get("/proceedings?edition=internal", by)
        assert (page.status, "Bo Ek" in page.body.decode()) == (200, True)
        assert (await house.get("/export/html?edition=internal", by)).status == 200
    for path in ("/proceedings?edition=internal", "/export/html?edition=internal"):
        assert (await house.get(path, house.anna)).status == 403
        assert (await house.get(path)).status == 401


async def test_who_may_write_a_topics_notes_may_take_that_topic(house: House) -> None:
    topic = house.topics["Schools"]

    reply = await house.get(f"/export/html?topic={topic}", house.bo)

    assert reply.status == 200
    assert "Bo Ek" in reply.body.decode()
    assert "Housing" not in reply.body.decode()
    assert (await house.get(f"/export/html?topic={topic}")).status == 404
    await house.bo.command(house.made.code, "edit_report", topic=topic, writers="convener")
    assert (await house.get(f"/export/html?topic={topic}&edition=internal", house.anna)).status == 403


async def test_a_topic_that_came_after_the_edition_is_not_in_it(house: House) -> None:
    await house.api("/publish")
    made = (await house.bo.command(house.made.code, "propose_topic", title="A late thought")).json()["made"]

    assert (await house.get(f"/export/html?edition=public&topic={made['topic']}")).status == 404
    assert (await house.get(f"/export/html?edition=public&topic={house.topics['Schools']}")).status == 200
    assert (await house.get(f"/export/html?edition=internal&topic={made['topic']}", house.bo)).status == 200


@pytest.mark.parametrize("path", ["/export/exe", "/export/html?edition=secret", "/export/html?topic=none"])
async def test_what_does_not_exist_is_404(house: House, path: str) -> None:
    await house.api("/publish")

    assert (await house.get(path, house.desk)).status == 404


async def test_a_file_says_what_it_is_and_shows_nothing_but_itself(house: House) -> None:
    await house.api("/publish")

    reply = await house.get("/export/html?lang=sv")

    assert reply.headers["content-disposition"] == f'attachment; filename="{house.made.code}-public.html"'
    assert int(reply.headers["content-length"]) == len(reply.body)
    assert reply.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert reply.body.startswith(b'<!doctype html>\n<html lang="sv" dir="ltr"')
    assert reply.set_cookies == []
    again = await house.get("/export/html?lang=sv", headers={"if-none-match": reply.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


async def test_a_file_in_another_language_is_another_file(house: House) -> None:
    await house.api("/publish")
    english = await house.get("/export/html", headers={"accept-language": "en"})

    swedish = await house.get(
        "/export/html", headers={"accept-language": "sv", "if-none-match": english.headers["etag"]}
    )

    assert swedish.status == 200
    assert b'lang="sv"' in swedish.body


async def test_a_hall_that_fetches_the_book_costs_one_making(house: House) -> None:
    await house.api("/publish")

    replies = await asyncio.gather(*(house.get("/export/html") for _ in range(80)))

    assert {reply.status for reply in replies} == {200}
    assert len({reply.headers["etag"] for reply in replies}) == 1
    assert len({reply.body for reply in replies}) == 1


async def test_the_review_lists_what_may_say_too_much(house: House) -> None:
    """[B8]"""
    topic = house.topics["Housing"]
    await house.anna.command(house.made.code, "add_action", topic=topic, what="Ring 070-123 45 67", who="Bo Ek")

    found = (await house.api("/review")).json()["findings"]

    assert [(one["kind"], one["found"]) for one in found if one["topic"] == topic] == [
        ("name", "Anna Lind"), ("owner", "Bo Ek"), ("phone", "070-123 45 67"),
    ]  # fmt: skip


async def test_a_file_can_be_begun_and_looked_after(house: House) -> None:
    """[B11]"""
    await house.api("/publish")

    begun = await house.api("/files", body={"format": "html"})
    while begun.status == 202:
        begun = await house.api("/files", body={"format": "html"})

    assert (begun.json()["state"], begun.json()["size"] > 1_000) == ("ready", True)
    files = (await house.api("", house.anna)).json()["files"]
    assert next(one for one in files if one["format"] == "html") == begun.json()
    assert "internal" not in (await house.api("", house.anna)).json()
    assert (await house.api("/files", house.anna, {"format": "html", "edition": "internal"})).status == 403


async def test_a_file_is_begun_also_when_the_book_is_not_read_in_time(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a page would see that nobody has asked for it, and look no further."""
    monkeypatch.setattr(book, "READY_WITHIN_S", 0)

    begun = await house.api("/files", body={"format": "html", "edition": "internal"})

    assert (begun.status, begun.json()["state"] in ("queued", "making")) == (202, True)


@pytest.mark.parametrize(("name", "below"), [("page", "/proceedings"), ("html", "/export/html?edition=public")])
async def test_the_book_is_found_by_its_square_code(house: House, name: str, below: str) -> None:
    reply = await house.get(f"/qr/book/{name}.svg")

    assert (reply.status, reply.body.decode()) == (200, qr.svg(f"{house.made.links['join']}{below}"))
    assert (await house.get("/qr/book/exe.svg")).status == 404


async def test_scripts_in_texts_stay_texts(house: House) -> None:
    await house.anna.command(
        house.made.code, "propose_topic", title="<script>alert(1)</script>", about="<img src=x onerror=y>"
    )
    await house.api("/publish")

    page, file = await house.page(), (await house.get("/export/html")).body.decode()

    assert "<script>alert" not in page + file
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<img src=x" not in page + file


async def test_a_browser_waits_on_a_page_that_looks_again_by_itself(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openspace.web.pages.book.PATIENCE_S", 0.0)
    await house.api("/publish")

    first = await house.get("/export/pdf", headers={"accept": "text/html"})
    whole = await house.get("/export/pdf")
    again = await house.get("/export/pdf", headers={"accept": "text/html"})

    pause, _, url = first.headers["refresh"].partition("; url=")
    assert (first.status, pause) == (202, "2")
    assert url.startswith(f"/b/{house.made.code}/export/pdf?since=")
    assert f'<meta http-equiv="refresh" content="2; url={url}">' in first.body.decode()
    assert whole.body.startswith(b"%PDF-")
    assert again.status in (200, 202)


async def test_who_waits_for_the_internal_book_gets_it_though_the_board_goes_on(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openspace.web.pages.book.PATIENCE_S", 0.2)
    page, code = {"accept": "text/html"}, house.made.code
    reply = await house.get("/export/pdf?edition=internal", house.desk, page)
    asked = reply

    async with asyncio.timeout(2 * WAIT_MAX_S):
        while reply.status == 202:
            await house.anna.command(code, "set_interest", topic=house.topics["Schools"], on=reply is asked)
            _, _, url = reply.headers["refresh"].partition("; url=")
            reply = await house.get(url.removeprefix(f"/b/{code}"), house.desk, page)

    assert reply.body.startswith(b"%PDF-")


@pytest.mark.parametrize("since", ["", "x", "-1", "9" * 400, "\u0663", "0"])
async def test_no_other_word_of_since_is_listened_to(house: House, since: str) -> None:
    reply = await house.get(f"/export/html?edition=internal&since={quote(since)}", house.desk)

    assert reply.status == 200


async def test_pictures_of_the_public_book_need_no_account_and_others_are_not_shown(house: House) -> None:
    topic, made = house.topics["Housing"], house.made
    digests = {}
    for shown in (True, False):
        content = picture(size=(60, 40) if shown else (40, 60))
        reply = await house.anna.request("POST", f"/api/boards/{made.code}/topics/{topic}/photos", content)
        photo = reply.json()["photo"]
        await house.anna.command(made.code, "edit_photo", photo=photo, may_publish=shown, text="The plan")
        board = (await house.desk.board(made.code))["board"]
        digests[shown] = board["photos"][photo]["digest"]
    await house.api("/publish")

    public = await house.get(f"/proceedings/{digests[True]}.jpg")

    assert (public.status, public.headers["content-type"]) == (200, "image/jpeg")
    assert f"/proceedings/{digests[True]}.jpg" in await house.page()
    assert (await house.get(f"/proceedings/{digests[False]}.jpg")).status == 404
    assert (await house.get(f"/proceedings/{digests[False]}.jpg?edition=internal")).status == 401
    assert (await house.get(f"/proceedings/{digests[False]}.jpg?edition=internal", house.desk)).status == 200
    assert (await house.get(f"/proceedings/{digests[True]}.jpg", house.server.device())).status == 200


async def test_only_the_internal_book_says_where_to_tell_how_actions_go(house: House) -> None:
    """[R12]"""
    await house.anna.command(house.made.code, "add_action", topic=house.topics["Housing"], what="Ask the region")
    await house.api("/publish")

    for path in ("/proceedings", "/export/html", "/export/md"):
        internal = (await house.get(f"{path}?edition=internal", house.desk)).body
        public = (await house.get(f"{path}?edition=public", house.desk)).body
        assert b"/f/" in unzipped(internal)
        assert b"/f/" not in unzipped(public)


def unzipped(content: bytes) -> bytes:
    if not content.startswith(b"PK"):
        return content
    bundle = zipfile.ZipFile(io.BytesIO(content))
    return b"".join(bundle.read(name) for name in bundle.namelist())


async def test_the_public_data_has_names_but_no_ids_of_people(house: House) -> None:
    """[B6]"""
    await house.api("/publish")

    data = (await house.get("/export/json?edition=public")).json()

    assert {report["title"]: report.get("convener") for report in data["reports"]} == {
        "Housing": {"name": "Anna Lind"},
        "Schools": {"is_hidden": True},
    }
    assert str(house.anna.person) not in (await house.get("/export/json?edition=public")).body.decode()


async def test_what_a_photo_says_goes_from_the_public_book_with_its_tick(house: House) -> None:
    """[B9]"""
    topic = house.topics["Housing"]
    photo = await a_public_photo(house, topic, "Written on the flip chart")
    await house.api("/publish")
    assert "Written on the flip chart" in await house.page()

    await house.anna.command(house.made.code, "edit_photo", photo=photo, may_publish=False)

    assert "Written on the flip chart" not in await house.page()
    for name in ("html", "md", "json"):
        content = unzipped((await house.get(f"/export/{name}")).body)
        assert b"Written on the flip chart" not in content
        assert b"Housing" in content


async def a_public_photo(house: House, topic: str, text: str) -> str:
    path = f"/api/boards/{house.made.code}/topics/{topic}/photos"
    reply = await house.anna.request("POST", path, picture(), headers={"content-type": "image/jpeg"})
    photo: str = reply.json()["photo"]
    await house.anna.command(house.made.code, "edit_photo", photo=photo, text=text, may_publish=True)
    return photo


async def test_a_topic_a_facilitator_takes_down_leaves_the_public_book_at_once(house: House) -> None:
    """[B9]"""
    await house.api("/publish")
    assert "Schools" in await house.page()

    await house.desk.command(house.made.code, "put_aside", topic=house.topics["Schools"], why="Unkind")

    assert "Schools" not in await house.page()
    assert "Housing" in await house.page()
    assert b"Schools" not in (await house.get("/export/csv")).body


async def test_only_a_facilitator_takes_everybodys_private_things_along(house: House) -> None:
    """[E9]"""
    scribe = house.server.device(house.made.key("scribe"))

    whole = (await house.get("/export/json?edition=internal", house.desk)).json()
    book = (await house.get("/export/json?edition=internal", scribe)).json()

    assert "profiles" in whole["board"]
    assert {report["title"] for report in book["reports"]} == {"Housing", "Schools"}
    assert "board" not in book
