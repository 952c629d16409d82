"""Photos of flip charts: who may add, describe and remove them, and for how long that can be taken back."""

from datetime import timedelta

import pytest

from openspace.domain.commands import (
    AddPhoto,
    EditPhoto,
    EditReport,
    RemovePhoto,
    RestoreTopic,
    SilencePerson,
    WithdrawTopic,
)
from openspace.domain.entities import PHOTOS_MAX, Photo
from openspace.domain.errors import ChangedSince, Invalid, NotYours, Silenced, TooMany, Unknown
from openspace.domain.rules.report import PHOTO_KEPT_FOR
from tests.domain.day import Day, a_day


def add(day: Day, topic: str, by: str = "ada", text: str = "") -> Photo:
    command = AddPhoto(command_id="c", topic=topic, digest="d", width=40, height=30, size=9, text=text)
    photo = day.act(command, by).made["photo"]
    return day.board.photos[photo]


def edit(day: Day, photo: Photo, by: str = "ada", **changes: str | bool | None) -> Photo:
    day.act(EditPhoto(command_id="c", photo=photo.id, **changes), by)  # type: ignore[arg-type]
    return day.board.photos[photo.id]


def test_a_photo_is_not_for_publishing_until_somebody_says_so() -> None:
    """[R6]"""
    day = a_day()

    photo = add(day, day.topic("Bees"), text=" Hives \r\n and hedges ")

    assert (photo.taken_at, photo.may_publish) == (day.now, False)
    assert "Hives" in photo.text
    assert edit(day, photo, may_publish=True).may_publish


def test_a_topic_holds_forty_photos() -> None:
    """[R6]"""
    day = a_day()
    bees, ants = day.topic("Bees"), day.topic("Ants", by="bo")
    for _ in range(PHOTOS_MAX):
        add(day, bees)

    with pytest.raises(TooMany):
        add(day, bees)
    assert add(day, ants).topic == ants


def test_only_who_may_write_the_report_adds_a_photo() -> None:
    """[R6]"""
    day = a_day()
    bees = day.topic("Bees")
    day.act(EditReport(command_id="c", topic=bees, writers="convener"), "ada")

    with pytest.raises(NotYours):
        add(day, bees, by="bo")
    with pytest.raises(Unknown):
        add(day, "gone")


def test_who_is_silenced_adds_no_photo() -> None:
    """[R6]"""
    day = a_day()
    bees = day.topic("Bees")
    day.act(SilencePerson(command_id="c", person="bo", why="Noise"))

    with pytest.raises(Silenced):
        add(day, bees, by="bo")


def test_whoever_may_write_says_what_it_says() -> None:
    """[R7]"""
    day = a_day()
    photo = add(day, day.topic("Bees"))

    assert edit(day, photo, by="bo", text="Hives\nand hedges").text == "Hives\nand hedges"
    assert edit(day, photo, by="bo", text=None).text == ""


def test_what_it_says_has_two_thousand_characters_at_most() -> None:
    """[R7]"""
    day = a_day()
    photo = add(day, day.topic("Bees"))

    with pytest.raises(Invalid):
        edit(day, photo, text="ب" * 2_001)
    assert len(edit(day, photo, text="ب" * 2_000).text) == 2_000


def test_whoever_sent_a_photo_and_a_facilitator_may_always_remove_it() -> None:
    """[R7]"""
    day = a_day()
    bees = day.topic("Bees")
    first, second, third = (add(day, bees, by="bo") for _ in range(3))
    day.act(EditReport(command_id="c", topic=bees, writers="convener"), "ada")

    day.act(RemovePhoto(command_id="c", photo=first.id), "bo")
    day.act(RemovePhoto(command_id="c", photo=second.id), "facilitator")
    with pytest.raises(NotYours):
        day.act(RemovePhoto(command_id="c", photo=third.id), "cy")

    assert list(day.board.photos) == [third.id]


def test_a_photo_that_is_gone_is_not_changed() -> None:
    """[R7]"""
    day = a_day()
    photo = add(day, day.topic("Bees"))
    day.act(RemovePhoto(command_id="c", photo=photo.id), "ada")

    with pytest.raises(Unknown):
        edit(day, photo, text="Hives")


def test_a_removed_photo_comes_back_within_a_day() -> None:
    """[R9]"""
    day = a_day()
    photo = add(day, day.topic("Bees"))
    day.act(RemovePhoto(command_id="c", photo=photo.id), "ada")
    day.now += PHOTO_KEPT_FOR

    day.undo(by="ada")

    assert day.board.photos == {photo.id: photo}


def test_after_a_day_it_does_not() -> None:
    """[R9]"""
    day = a_day()
    photo = add(day, day.topic("Bees"))
    day.act(RemovePhoto(command_id="c", photo=photo.id), "ada")
    day.now += PHOTO_KEPT_FOR + timedelta(seconds=1)

    with pytest.raises(ChangedSince) as refused:
        day.undo(by="ada")
    assert refused.value.says == "The photo has been erased."


def test_photos_go_with_their_topic_and_come_back_with_it_however_late() -> None:
    """[R9]"""
    day = a_day()
    bees, ants = day.topic("Bees"), day.topic("Ants")
    photos = {photo.id: photo for photo in (add(day, bees), add(day, ants))}
    for topic in (bees, ants):
        day.act(WithdrawTopic(command_id="c", topic=topic), "ada")
    assert day.board.photos == {}
    withdrawn = day.board.seq
    day.now += 3 * PHOTO_KEPT_FOR

    day.undo(withdrawn, by="ada")
    day.act(RestoreTopic(command_id="c", topic=bees), "ada")

    assert day.board.photos == photos


def test_nobody_can_tell_from_a_photo_who_sent_it() -> None:
    """[G5] Not by their id, nor that two photos are by one person."""
    day = a_day()
    topic = day.topic("Bees", by="bo")

    first, second = (add(day, topic, by="ada") for _ in range(2))

    assert "ada" not in (first.by, second.by)
    assert first.by != second.by
