"""The press of a live board: what the book says now, and what its files are made from; photos by their tick."""

import pytest

from openspace.domain.commands import AddPhoto, EditPhoto, RemovePhoto
from openspace.domain.context import Actor
from openspace.exports.formats import PAGE
from openspace.live.workshop import Order
from tests.exports.sample import picture
from tests.live.live_day import LiveDay
from tests.live.notes.pens import Pen
from tests.live.printer import Printer


async def test_the_book_holds_the_notes_and_the_public_one_nothing_internal(day: LiveDay, ada: Actor) -> None:
    """[B7]"""
    topic = next(iter(day.board.durable.topics))
    await day.board.notes.open(topic)
    assert (await day.board.press.proceedings("internal")).reports[0].notes == ""

    pen = await Pen(day, ada, topic).open()
    await pen.type("\nÖppet\n\n:::intern\nHemligt\n:::\n")
    await pen.settle()
    await day.board.press.public.publish(day.facilitator)

    internal = (await day.board.press.proceedings("internal")).reports[0].notes
    public = (await day.board.press.proceedings("public")).reports[0].notes
    assert "Hemligt" in internal
    assert "Öppet" in public
    assert "Hemligt" not in public


async def test_a_photo_is_in_the_public_files_while_it_may_be(day: LiveDay, ada: Actor, printer: Printer) -> None:
    """[B9]"""
    press, code = day.board.press, day.board.code
    topic = next(iter(day.board.durable.topics))
    digest = await day.store.save_blob(code, b"picture")
    photo = AddPhoto(command_id=day.command_id(), topic=topic, digest=digest, width=4, height=3, size=7)
    added = (await day.act(photo, ada)).made["photo"]
    await day.act(EditPhoto(command_id=day.command_id(), photo=added, may_publish=True), ada)
    await press.public.publish(day.facilitator)
    assert b"picture" in (await press.make(printer.order())).content
    assert await press.photo("public", digest) == b"picture"

    await day.act(EditPhoto(command_id=day.command_id(), photo=added, may_publish=False), ada)

    assert b"picture" not in (await press.make(printer.order())).content
    assert await press.photo("public", digest) is None
    assert await press.photo("internal", digest) == b"picture"
    await day.act(RemovePhoto(command_id=day.command_id(), photo=added), ada)
    assert await press.photo("internal", digest) is None


async def test_the_page_asks_for_pictures_by_address(day: LiveDay, ada: Actor) -> None:
    topic = next(iter(day.board.durable.topics))
    digest = await day.store.save_blob(day.board.code, b"picture")
    await day.act(
        AddPhoto(command_id=day.command_id(), topic=topic, digest=digest, width=4, height=3, size=7, text="A plan"), ada
    )

    page = (await day.board.press.make(Order(format=PAGE, edition="internal", language="en"))).content.decode()

    assert f'src="/b/{day.board.code}/proceedings/{digest}.jpg?edition=internal" alt="A plan"' in page


async def test_photos_that_would_fill_the_memory_are_made_smaller_one_by_one(
    day: LiveDay, ada: Actor, printer: Printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openspace.live.press.PHOTOS_MAX_BYTES", 20_000)
    (topic,) = day.board.durable.topics
    sent = [picture(2048, 1536, colour) for colour in ("#fde3d3", "#d3e3fd")]
    for content in sent:
        digest = await day.store.save_blob(day.board.code, content)
        photo = AddPhoto(command_id=day.command_id(), topic=topic, digest=digest, width=8, height=6, size=len(content))
        await day.act(photo, ada)

    copy = await day.board.press.make(printer.order("internal"))

    assert copy.content.count(b"JFIF") == 2
    assert 0 < len(copy.content) < sum(map(len, sent)) // 2
