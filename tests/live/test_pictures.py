"""Bytes that nobody can bring back are erased; all others stay."""

import itertools
from datetime import timedelta

import pytest

from openspace.domain.commands import EditPhoto, PublishBook, RemovePhoto, WithdrawTopic
from openspace.domain.errors import TooMany
from openspace.domain.proceedings import Band, Numbers, Picture, Proceedings, Report
from openspace.domain.rules.report import PHOTO_KEPT_FOR
from openspace.live import pictures
from openspace.live.boards import ERASE_PAUSE_S
from openspace.pictures import Developed
from tests.fakes import MORNING
from tests.live.live_day import LiveDay, open_boards

A_MOMENT = timedelta(seconds=1)
numbers = itertools.count()


async def a_photo(day: LiveDay, topic: str) -> str:
    """Its id."""
    picture = Developed(content=b"jpeg %d" % next(numbers), width=4, height=3)
    taken = await day.board.pictures.add(picture, topic, "", day.command_id(), day.facilitator)
    return taken.made["photo"]


async def remove(day: LiveDay, photo: str) -> None:
    await day.act(RemovePhoto(command_id=day.command_id(), photo=photo), day.facilitator)


async def kept(day: LiveDay) -> set[str]:
    return set(await day.store.blob_sizes(day.board.code))


async def sweep_after(day: LiveDay, pause: timedelta) -> None:
    await day.board.pictures.sweep(lambda: day.board.durable, day.clock.now() + pause)


async def test_a_removed_photo_is_erased_after_a_day_and_not_before(day: LiveDay) -> None:
    """[R9]"""
    topic = await day.topic(day.facilitator)
    removed, staying = await a_photo(day, topic), await a_photo(day, topic)
    digests = {photo: day.board.durable.photos[photo].digest for photo in (removed, staying)}
    await remove(day, removed)

    await sweep_after(day, PHOTO_KEPT_FOR - A_MOMENT)
    before = await kept(day)
    await sweep_after(day, PHOTO_KEPT_FOR + A_MOMENT)

    assert before == set(digests.values())
    assert await kept(day) == {digests[staying]}


async def test_a_board_that_is_full_of_pictures_says_so(day: LiveDay, monkeypatch: pytest.MonkeyPatch) -> None:
    """[R6]"""
    topic = await day.topic(day.facilitator)
    await a_photo(day, topic)
    monkeypatch.setattr(pictures, "BOARD_MAX_BYTES", 8)

    with pytest.raises(TooMany):
        await a_photo(day, topic)

    assert len(await kept(day)) == 1


async def test_photos_on_the_shelf_stay(day: LiveDay) -> None:
    """[R9]"""
    topic = await day.topic(day.facilitator)
    await a_photo(day, topic)
    await day.act(WithdrawTopic(command_id=day.command_id(), topic=topic), day.facilitator)

    await sweep_after(day, 30 * PHOTO_KEPT_FOR)

    assert len(await kept(day)) == 1


async def test_a_removed_photo_goes_also_when_it_was_in_the_published_book(day: LiveDay) -> None:
    """[R9] The book shows none that is off the board (B9), so nothing of it is kept."""
    photo = await a_photo(day, await day.topic(day.facilitator))
    edition = await day.store.save_blob(day.board.code, b"the words of the book")
    await day.act(PublishBook(command_id=day.command_id(), digest=edition), day.facilitator)
    await remove(day, photo)

    await sweep_after(day, 30 * PHOTO_KEPT_FOR)

    assert await kept(day) == {edition}


async def test_the_same_picture_removed_from_one_topic_stays_for_the_other(day: LiveDay) -> None:
    """[R9]"""
    picture = Developed(content=b"the same", width=4, height=3)
    first, second = await day.topic(day.facilitator), await day.topic(day.facilitator)
    photos = [
        (await day.board.pictures.add(picture, topic, "", day.command_id(), day.facilitator)).made["photo"]
        for topic in (first, second)
    ]
    await remove(day, photos[0])

    await sweep_after(day, 30 * PHOTO_KEPT_FOR)

    assert len(await kept(day)) == 1


async def test_what_changed_of_a_photo_does_not_matter(day: LiveDay) -> None:
    """[R9]"""
    photo = await a_photo(day, await day.topic(day.facilitator))
    await day.act(EditPhoto(command_id=day.command_id(), photo=photo, text="Hives"), day.facilitator)

    await sweep_after(day, 30 * PHOTO_KEPT_FOR)

    assert len(await kept(day)) == 1


async def test_bytes_about_to_be_named_are_not_erased_under_an_open_board(day: LiveDay) -> None:
    """[R9]"""
    edition = await day.store.save_blob(day.board.code, b"an edition whose command comes now")

    await sweep_after(day, 30 * PHOTO_KEPT_FOR)

    assert await kept(day) == {edition}


async def test_every_board_is_swept_also_one_that_nobody_opened(day: LiveDay) -> None:
    """[R9]"""
    removed = await a_photo(day, await day.topic(day.facilitator))
    await remove(day, removed)
    await day.store.save_blob(day.board.code, b"of a photo that was refused")
    await day.board.close()
    day.clock.set_wall_clock(MORNING + 2 * PHOTO_KEPT_FOR)

    async with open_boards(day.store, day.clock):
        await day.clock.advance(ERASE_PAUSE_S)

    assert await kept(day) == set()


def a_book(digest: str) -> Proceedings:
    """A book with one picture."""
    report = Report(
        id="t", number=1, title="Bees", posted_at=MORNING, pictures=(Picture(id="p", digest=digest, width=4, height=3),)
    )
    return Proceedings(
        edition="public",
        made_at=MORNING,
        code="LUND100",
        title="Forum",
        language="sv",
        timezone="Europe/Stockholm",
        numbers=Numbers(topics=1, sessions=0, deeds=0, pictures=1, people=Band(0, 4)),
        reports=(report,),
    )
