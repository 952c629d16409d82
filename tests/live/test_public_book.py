"""The public book of a live board: editions that are frozen, withdrawn from and erased."""

import pytest

from openspace.domain.commands import EditProfile, Undo, UnpublishBook
from openspace.domain.context import Actor
from openspace.domain.entities import Edition
from openspace.domain.errors import NoBook, NotYours, Unknown
from openspace.ports import NotSaved
from tests.live.live_day import LiveDay, reopened
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
        await press.public.publish(ada)
    assert (editions(day), await day.store.blob_sizes(day.board.code)) == ([], {})

    await press.public.publish(day.facilitator)

    book = await press.proceedings("public")
    assert (book.number, book.edition, book.reports[0].convener.name) == (1, "public", "Ada")
    assert (await press.proceedings("internal")).number == 0


async def test_an_edition_says_what_it_said_when_it_was_published(day: LiveDay, ada: Actor) -> None:
    await day.board.press.public.publish(day.facilitator)
    first = await day.board.press.proceedings("public")

    await day.topic(ada, "One more")

    assert await day.board.press.proceedings("public") == first
    await day.board.press.public.publish(day.facilitator)
    assert (await day.board.press.proceedings("public")).numbers.topics == 2
    assert [(one.number, one.is_current) for one in editions(day)] == [(1, False), (2, True)]
    assert await kept(day) == [False, True]


async def test_who_takes_back_the_tick_is_gone_before_it_is_answered(
    day: LiveDay, ada: Actor, printer: Printer
) -> None:
    """[B3]"""
    press = day.board.press
    await press.public.publish(day.facilitator)
    assert b"Ada" in (await press.make(printer.order())).content

    await tick(day, ada, may=False)

    assert await kept(day) == [False, True]
    assert (await press.proceedings("public")).reports[0].convener.is_hidden
    assert b"Ada" not in (await press.make(printer.order())).content


async def test_a_tick_that_was_undone_counts_as_taken_back(day: LiveDay, ada: Actor) -> None:
    await tick(day, ada, may=False)
    seq = (await day.act(EditProfile(command_id=day.command_id(), may_publish=True), ada)).seq
    await day.board.press.public.publish(day.facilitator)

    await day.act(Undo(command_id=day.command_id(), seq=seq), ada)

    assert (await day.board.press.proceedings("public")).reports[0].convener.is_hidden


async def test_a_name_that_could_not_be_taken_out_at_once_is_out_before_anything_is_served(
    day: LiveDay, ada: Actor
) -> None:
    press = day.board.press
    await press.public.publish(day.facilitator)
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
        await press.public.withdraw("ada", day.facilitator)
    bo = await day.join("bo")
    await press.public.publish(day.facilitator)

    with pytest.raises(NotYours):
        await press.public.withdraw("ada", bo)
    with pytest.raises(Unknown):
        await press.public.withdraw("nobody", day.facilitator)
    await press.public.withdraw("ada", day.facilitator)

    assert (await press.proceedings("public")).reports[0].convener.is_hidden
    assert not day.board.durable.profiles["ada"].may_publish
    assert sum(await kept(day)) == 1


async def test_unpublishing_leaves_nothing(day: LiveDay, ada: Actor, printer: Printer) -> None:
    """[B4]"""
    press = day.board.press
    await press.public.publish(day.facilitator)
    await press.make(printer.order())

    seq = (await press.public.unpublish(day.facilitator)).seq

    assert await kept(day) == [False]
    with pytest.raises(NoBook):
        await press.make(printer.order())
    with pytest.raises(Unknown):
        await day.act(Undo(command_id=day.command_id(), seq=seq), day.facilitator)
    await press.public.publish(day.facilitator)
    assert (await press.proceedings("public")).number == 2


async def test_unpublishing_by_a_command_leaves_nothing_either(day: LiveDay, ada: Actor) -> None:
    await day.board.press.public.publish(day.facilitator)

    await day.act(UnpublishBook(command_id=day.command_id()), day.facilitator)

    assert await kept(day) == [False]


async def test_what_a_stopped_server_left_is_erased_when_the_board_opens(day: LiveDay, ada: Actor) -> None:
    """It stopped between the new edition and the old one's erasing."""
    press, code = day.board.press, day.board.code
    await press.public.publish(day.facilitator)
    old = await day.store.blob(code, editions(day)[0].digest)
    assert old is not None
    await press.public.publish(day.facilitator)
    await day.store.save_blob(code, old)
    await day.board.close()

    boards, board = await reopened(day)

    assert await day.store.blob(code, editions(day)[0].digest) is None
    assert (await board.press.proceedings("public")).number == 2
    await boards.__aexit__(None, None, None)


async def test_a_full_disk_does_not_refuse_what_has_been_accepted(day: LiveDay, ada: Actor) -> None:
    await day.board.press.public.publish(day.facilitator)
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
