"""Files of the book: made one at a time, off the loop, shared, kept, and refused in words."""

import asyncio

import pytest
from msgspec.structs import replace

from openspace.domain.context import Actor
from openspace.domain.errors import Refused
from openspace.exports.formats import format_of
from openspace.exports.worker import Work
from openspace.live import workshop
from openspace.live.press import Press
from openspace.live.workshop import NotMade, Order, made_apart
from tests.client import WAIT_MAX_S
from tests.fakes import flush
from tests.live.live_day import LiveDay
from tests.live.printer import Printer


async def test_all_who_want_the_same_file_share_one_making(day: LiveDay, ada: Actor, printer: Printer) -> None:
    await day.board.press.public.publish(day.facilitator)

    copies = await asyncio.gather(*(day.board.press.make(printer.order()) for _ in range(80)))

    assert printer.made == ["public"]
    assert len({id(copy.content) for copy in copies}) == 1


async def test_a_file_is_made_anew_when_what_it_says_has_changed(day: LiveDay, ada: Actor, printer: Printer) -> None:
    press = day.board.press
    first = await press.make(printer.order("internal"))
    await day.clock.advance(60)
    assert await press.make(printer.order("internal")) == first

    await day.topic(ada, "One more")

    assert (await press.make(printer.order("internal"))).content == b"en ['Ada', 'Ada'] []"
    assert (await press.make(printer.order("internal", "sv"))).content.startswith(b"sv")
    assert len(printer.made) == 3


async def test_one_file_is_made_at_a_time(day: LiveDay, ada: Actor, printer: Printer) -> None:
    printer.gate.clear()
    press = day.board.press
    orders = [printer.order("internal", name=name) for name in ("one", "two")]
    making = [asyncio.create_task(press.make(orders[0]))]
    await printer.begins()
    making.append(asyncio.create_task(press.make(orders[1])))
    async with asyncio.timeout(WAIT_MAX_S):
        while press.workshop.progress(orders[1])[0] is None:
            await flush()

    assert [press.workshop.progress(order)[0] for order in orders] == ["making", "queued"]
    await day.topic(ada, "The board goes on meanwhile")
    printer.gate.set()
    await asyncio.gather(*making)

    assert printer.most_at_once == 1
    assert [press.workshop.progress(order)[0] for order in orders] == ["ready", "ready"]


async def test_a_file_that_waits_to_be_made_anew_is_still_on_its_way(
    day: LiveDay, ada: Actor, printer: Printer
) -> None:
    workshop, order, slow = day.board.press.workshop, printer.order("internal"), Printer()
    slow.gate.clear()
    work = await a_work(day.board.press, "test")

    async def gathered() -> Work:
        return work

    makings = ((order, "one"), (slow.order("internal", name="slow"), "one"), (order, "two"))
    first, *others = [asyncio.create_task(workshop.make(wanted, key, gathered)) for wanted, key in makings]
    await first
    await slow.begins()

    assert workshop.progress(order)[0] == "queued"
    slow.gate.set()
    await asyncio.gather(*others)
    assert workshop.progress(order)[0] == "ready"


async def test_so_many_may_wait_and_no_more(day: LiveDay, ada: Actor, printer: Printer) -> None:
    printer.gate.clear()
    press = day.board.press
    orders = [printer.order("internal", name=str(number)) for number in range(workshop.QUEUE_MAX + 1)]
    making = [asyncio.create_task(press.make(order)) for order in orders]
    done, _ = await asyncio.wait(making, return_when=asyncio.FIRST_COMPLETED)

    (refused,) = done
    assert isinstance(refused.exception(), NotMade)
    printer.gate.set()
    answers = await asyncio.gather(*making, return_exceptions=True)

    assert sum(isinstance(answer, NotMade) for answer in answers) == 1


async def test_who_hangs_up_does_not_stop_the_making(day: LiveDay, ada: Actor, printer: Printer) -> None:
    printer.gate.clear()
    order = printer.order("internal")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await day.board.press.make(order)

    printer.gate.set()
    await day.board.press.make(order)

    assert printer.made == ["internal"]
    assert day.board.press.workshop.progress(order)[0] == "ready"


async def test_a_board_that_closes_waits_for_no_file(day: LiveDay, ada: Actor, printer: Printer) -> None:
    printer.gate.clear()
    press = day.board.press
    making = [asyncio.create_task(press.make(printer.order("internal", name=name))) for name in ("one", "two")]
    await printer.begins()

    await day.board.close()

    async with asyncio.timeout(WAIT_MAX_S):
        answers = await asyncio.gather(*making, return_exceptions=True)
    printer.gate.set()
    assert [type(answer) for answer in answers] == [NotMade, NotMade]
    with pytest.raises(NotMade):
        await press.make(printer.order("internal"))


async def test_a_file_that_fails_is_refused_in_words_and_not_tried_at_every_refresh(
    day: LiveDay, ada: Actor, printer: Printer
) -> None:
    """[E13]"""
    printer.fails = True
    press, order = day.board.press, printer.order("internal")

    for _ in range(3):
        with pytest.raises(NotMade):
            await press.make(order)

    assert (len(printer.made), press.workshop.has_failed(order)) == (1, True)
    printer.fails = False
    await day.clock.advance(workshop.FAILED_FOR_S + 1)
    assert (await press.make(order)).content != b""


async def test_copies_are_kept_within_bounds_and_the_last_one_always(
    day: LiveDay, ada: Actor, printer: Printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workshop, "KEPT_MAX_BYTES", 10)
    press = day.board.press
    one, two = printer.order("internal", name="one"), printer.order("internal", name="two")

    await press.make(one)
    await press.make(two)

    assert [press.workshop.progress(order)[0] for order in (one, two)] == [None, "ready"]


async def a_work(press: Press, format: str) -> Work:
    return Work(format=format, language="sv", book=await press.proceedings("internal"), photos={})


async def test_a_slow_format_comes_out_of_a_process_of_its_own_as_it_would_here(day: LiveDay, ada: Actor) -> None:
    html = format_of("html")
    assert html is not None
    work = await a_work(day.board.press, "html")

    made = await made_apart(work)

    assert made.startswith(b'<!doctype html>\n<html lang="sv"')
    slow = Order(format=replace(html, is_slow=True), edition="internal", language="sv")
    assert (await day.board.press.make(slow)).content.count(b"Housing") == made.count(b"Housing")


@pytest.mark.parametrize(("format", "limit_s"), [("no such format", 10.0), ("html", 0.001)])
async def test_a_process_that_crashes_or_hangs_harms_nobody(
    day: LiveDay, ada: Actor, format: str, limit_s: float
) -> None:
    with pytest.raises(Refused) as refused:
        await made_apart(await a_work(day.board.press, format), limit_s)

    assert refused.value.code == "not_made"
