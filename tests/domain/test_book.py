"""Publishing as an act: by whom, numbered, one edition at a time, and not to be undone."""

import pytest

from openspace.domain.commands import EditProfile, PublishBook, UnpublishBook
from openspace.domain.errors import NoBook, NotYours, Unknown
from openspace.domain.rules.book import current_edition
from tests.domain.day import Day, a_day


def publish(day: Day, digest: str, by: str = "facilitator", withdrawn: str | None = None) -> None:
    day.act(PublishBook(command_id="c", digest=digest, withdrawn=withdrawn), by)


def test_editions_are_numbered_dated_and_one_is_current() -> None:
    """[B1]"""
    day = a_day()

    publish(day, "first")
    publish(day, "second")

    editions = list(day.board.editions.values())
    assert [(one.number, one.digest, one.is_current) for one in editions] == [(1, "first", False), (2, "second", True)]
    assert editions[1].published_at == day.now


@pytest.mark.parametrize("by", ["ada", "scribe"])
def test_only_a_facilitator_publishes_and_unpublishes(by: str) -> None:
    day = a_day()

    with pytest.raises(NotYours):
        publish(day, "first", by)
    with pytest.raises(NotYours):
        day.act(UnpublishBook(command_id="c"), by)


def test_a_name_is_withdrawn_by_a_facilitator_or_by_who_bears_it() -> None:
    """[B3]"""
    day = a_day()
    day.act(EditProfile(command_id="c", may_publish=True), "ada")
    with pytest.raises(NoBook):
        publish(day, "without", "ada", withdrawn="ada")
    publish(day, "first")

    with pytest.raises(NotYours):
        publish(day, "without", "bo", withdrawn="ada")
    with pytest.raises(Unknown):
        publish(day, "without", withdrawn="nobody")
    publish(day, "without", "ada", withdrawn="ada")

    edition = current_edition(day.board)
    assert edition is not None
    assert (edition.digest, day.board.profiles["ada"].may_publish) == ("without", False)


def test_an_unpublished_book_is_nobodys_and_its_number_is_not_used_again() -> None:
    """[B4]"""
    day = a_day()
    publish(day, "first")

    day.act(UnpublishBook(command_id="c"))

    assert current_edition(day.board) is None
    publish(day, "second")
    assert [one.number for one in day.board.editions.values()] == [1, 2]


def test_publishing_and_unpublishing_are_not_undone() -> None:
    """[B4]"""
    day = a_day()

    publish(day, "first")
    with pytest.raises(Unknown):
        day.undo()
    day.act(UnpublishBook(command_id="c"))
    with pytest.raises(Unknown):
        day.undo()
