"""The press of a live board: editions that are frozen, withdrawn from and erased; photos by their tick."""

import pytest

from openspace.domain.commands import AddPhoto, EditPhoto, EditProfile, RemovePhoto, Undo, UnpublishBook
from openspace.domain.context import Actor
from openspace.domain.entities import Edition
from openspace.domain.errors import NoBook, NotYours, Unknown
from openspace.exports.formats import PAGE
from openspace.live.workshop import Order
from openspace.ports import NotSaved
from tests.exports.sample import picture
from tests.live.live_day import LiveDay, reopened
from tests.live.notes.pens import Pen
from tests.live.printer import Printer, tick


def editions(day: LiveDay) -> list[Edition]:
    return list(day.board.durable.editions.values())


async def kept(day: LiveDay) -> list[bool]:
    """Whether the store has each edition."""
    return [await day.store.blob(day.board.code, edition.digest) is not None for edition in editions(day)]


async def test_nothing_is_public_until_a_facilitator_publishes(day: LiveDay, ada: Actor, printer: Printer) -> None:
    press = day.board.press
    with pytest.raises(NoBook):
        await press.proceedings("public")
    with pytest.raises(NoBook):
        await press.make(printer.order())
    with pytest.raises(NotYours):
        await press.publish(ada)
    assert (editions(day), await day.store.blob_sizes(day.board.code)) == ([], {})

    await press.publish(day.facilitator)

    book = await press.proceedings("public")
    assert (book.number, book.edition, book.reports[0].convener.name) == (1, "public", "Ada")
    assert (await press.proceedings("internal")).number == 0


async def test_an_edition_says_what_it_said_when_it_was_published(day: LiveDay, ada: Actor) -> None:
    await day.board.press.publish(day.facilitator)
    first = await day.board.press.proceedings("public")

    await day.topic(ada, "One more")

    assert await day.board.press.proceedings("public") == first
    await day.board.press.publish(day.facilitator)
    assert (await day.board.press.proceedings("public")).numbers.topics == 2
    assert [(one.number, one.is_current) for one in editions(day)] == [(1, False), (2, True)]
    assert await kept(day) == [False, True]


async def test_the_book_holds_the_notes_and_the_public_one_nothing_internal(day: LiveDay, ada: Actor) -> None:
    """[B7]"""
    topic = next(iter(day.board.durable.topics))
    await day.board.notes.open(topic)
    assert (await day.board.press.proceedings("internal")).reports[0].notes == ""

    pen = await Pen(day, ada, topic).open()
    await pen.type("\nÖppet\n\n:::intern\nHemligt\n:::\n")
    await pen.settle()
    await day.board.press.publish(day.facilitator)

    internal = (await day.board.press.proceedings("internal")).reports[0].notes
    public = (await day.board.press.proceedings("public")).reports[0].notes
    assert "Hemligt" in internal
    assert "Öppet" in public
    assert "Hemligt" not in public


async def test_who_takes_back_the_tick_is_gone_before_it_is_answered(
    day: LiveDay, ada: Actor, printer: Printer
) -> None:
    """[B3]"""
    press = day.board.press
    await press.publish(day.facilitator)
    assert b"Ada" in (await press.make(printer.order())).content

    await tick(day, ada, may=False)

    assert await kept(day) == [False, True]
    assert (await press.proceedings("public")).reports[0].convener.is_hidden
    assert b"Ada" not in (await press.make(printer.order())).content


async def test_a_tick_that_was_undone_counts_as_taken_back(day: LiveDay, ada: Actor) -> None:
    await tick(day, ada, may=False)
    seq = (await day.act(EditProfile(command_id=day.command_id(), may_publish=True), ada)).seq
    await day.board.press.publish(day.facilitator)

    await day.act(Undo(command_id=day.command_id(), seq=seq), ada)

    assert (await day.board.press.proceedings("public")).reports[0].convener.is_hidden


async def test_a_name_that_could_not_be_taken_out_at_once_is_out_before_anything_is_served(
    day: LiveDay, ada: Actor
) -> None:
    press = day.board.press
    await press.publish(day.facilitator)
    save, day.store.save_blob = day.store.save_blob, failing  # type: ignore[method-assign]

    await tick(day, ada, may=False)

    with pytest.raises(NotSaved):
        await press.proceedings("public")
    day.store.save_blob = save  # type: ignore[method-assign]
    assert (await press.proceedings("public")).reports[0].convener.is_hidden


async def failing(code: str, content: bytes) -> str:
    raise NotSaved("disk full")


async def test_withdrawing_is_for_facilitators_and_for_who_bears_the_name(day: LiveDay, ada: Actor) -> None:
    press = day.board.press
    with pytest.raises(NoBook):
        await press.withdraw("ada", day.facilitator)
    bo = await day.join("bo")
    await press.publish(day.facilitator)

    with pytest.raises(NotYours):
        await press.withdraw("ada", bo)
    with pytest.raises(Unknown):
        await press.withdraw("nobody", day.facilitator)
    await press.withdraw("ada", day.facilitator)

    assert (await press.proceedings("public")).reports[0].convener.is_hidden
    assert not day.board.durable.profiles["ada"].may_publish
    assert sum(await kept(day)) == 1


async def test_unpublishing_leaves_nothing(day: LiveDay, ada: Actor, printer: Printer) -> None:
    """[B4]"""
    press = day.board.press
    await press.publish(day.facilitator)
    await press.make(printer.order())

    seq = (await press.unpublish(day.facilitator)).seq

    assert await kept(day) == [False]
    with pytest.raises(NoBook):
        await press.make(printer.order())
    with pytest.raises(Unknown):
        await day.act(Undo(command_id=day.command_id(), seq=seq), day.facilitator)
    await press.publish(day.facilitator)
    assert (await press.proceedings("public")).number == 2


async def test_unpublishing_by_a_command_leaves_nothing_either(day: LiveDay, ada: Actor) -> None:
    await day.board.press.publish(day.facilitator)

    await day.act(UnpublishBook(command_id=day.command_id()), day.facilitator)

    assert await kept(day) == [False]


async def test_what_a_stopped_server_left_is_erased_when_the_board_opens(day: LiveDay, ada: Actor) -> None:
    """It stopped between the new edition and the old one's erasing."""
    press, code = day.board.press, day.board.code
    await press.publish(day.facilitator)
    old = await day.store.blob(code, editions(day)[0].digest)
    assert old is not None
    await press.publish(day.facilitator)
    await day.store.save_blob(code, old)
    await day.board.close()

    boards, board = await reopened(day)

    assert await day.store.blob(code, editions(day)[0].digest) is None
    assert (await board.press.proceedings("public")).number == 2
    await boards.__aexit__(None, None, None)


async def test_a_full_disk_does_not_refuse_what_has_been_accepted(day: LiveDay, ada: Actor) -> None:
    await day.board.press.publish(day.facilitator)
    save = day.store.save_blob

    async def then_full(code: str, content: bytes) -> str:
        digest = await save(code, content)
        day.store.is_full = True
        return digest

    day.store.save_blob = then_full  # type: ignore[method-assign]
    await tick(day, ada, may=False)

    assert not day.board.durable.profiles["ada"].may_publish
    day.store.is_full = False
    day.store.save_blob = save  # type: ignore[method-assign]
    assert (await day.board.press.proceedings("public")).reports[0].convener.is_hidden


async def test_a_photo_is_in_the_public_files_while_it_may_be(day: LiveDay, ada: Actor, printer: Printer) -> None:
    """[B9]"""
    press, code = day.board.press, day.board.code
    topic = next(iter(day.board.durable.topics))
    digest = await day.store.save_blob(code, b"picture")
    photo = AddPhoto(command_id=day.command_id(), topic=topic, digest=digest, width=4, height=3, size=7)
    added = (await day.act(photo, ada)).made["photo"]
    await day.act(EditPhoto(command_id=day.command_id(), photo=added, may_publish=True), ada)
    await press.publish(day.facilitator)
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
