"""The press of a live board: editions that are frozen and erased, files made one at a time and kept."""

import asyncio
import threading
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from openspace.domain.commands import AddPhoto, EditPhoto, EditProfile, RemovePhoto, Undo, UnpublishBook
from openspace.domain.context import Actor
from openspace.domain.entities import Edition
from openspace.domain.errors import NoBook, NotYours, Refused, Unknown
from openspace.domain.proceedings import EditionKind
from openspace.exports.formats import PAGE, format_of
from openspace.exports.material import Format, Material
from openspace.exports.worker import Work
from openspace.live import workshop
from openspace.live.press import Press
from openspace.live.workshop import NotMade, Order, made_apart
from openspace.ports import NotSaved
from tests.live.live_day import LiveDay, reopened

WAIT_MAX_S = 5.0


class Printer:
    """A format that counts how often it is made, can wait, and can fail."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.at_once = 0
        self.most_at_once = 0
        self.gate = threading.Event()
        self.gate.set()
        self.fails = False

    def make(self, material: Material) -> bytes:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        assert self.gate.wait(WAIT_MAX_S)
        self.at_once -= 1
        self.made.append(material.book.edition)
        if self.fails:
            raise ValueError("no ink")
        named = [report.convener.name for report in material.reports]
        return f"{material.catalog.language} {named} {sorted(material.photos.values())}".encode()

    def order(self, edition: EditionKind = "public", language: str = "en", name: str = "test") -> Order:
        made = Format(name=name, suffix=".txt", media_type="text/plain", make=self.make)
        return Order(format=made, edition=edition, language=language)


@pytest.fixture
def printer() -> Printer:
    return Printer()


@pytest.fixture
async def ada(day: LiveDay) -> Actor:
    """Convenes a topic, and may be named."""
    ada = await day.join("ada")
    await day.topic(ada)
    await tick(day, ada)
    return ada


async def tick(day: LiveDay, who: Actor, may: bool = True) -> None:
    await day.act(EditProfile(command_id=day.command_id(), may_publish=may), who)


def editions(day: LiveDay) -> list[Edition]:
    return list(day.board.durable.editions.values())


async def kept(day: LiveDay) -> list[bool]:
    """Whether the store has each edition."""
    return [await day.store.blob(day.board.code, edition.digest) is not None for edition in editions(day)]


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(WAIT_MAX_S):
        while not is_so():  # noqa: ASYNC110 - a thread sets no event of the loop
            await asyncio.sleep(0.005)


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

    await day.board.notes.replace_text(topic, lambda text: f"{text}\nÖppet\n\n:::intern\nHemligt\n:::\n")
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


async def test_all_who_want_the_same_file_share_one_making(day: LiveDay, ada: Actor, printer: Printer) -> None:
    await day.board.press.publish(day.facilitator)

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
    making = [asyncio.create_task(press.make(order)) for order in orders]
    await until(lambda: printer.at_once == 1)
    await until(lambda: press.workshop.progress(orders[1])[0] == "queued")

    assert [press.workshop.progress(order)[0] for order in orders] == ["making", "queued"]
    await day.topic(ada, "The board goes on meanwhile")
    printer.gate.set()
    await asyncio.gather(*making)

    assert printer.most_at_once == 1
    assert [press.workshop.progress(order)[0] for order in orders] == ["ready", "ready"]


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


async def test_who_hangs_up_does_not_stop_the_making(day: LiveDay, ada: Actor, printer: Printer) -> None:
    printer.gate.clear()
    order = printer.order("internal")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await day.board.press.make(order)

    printer.gate.set()
    await until(lambda: day.board.press.workshop.progress(order)[0] == "ready")

    assert printer.made == ["internal"]


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


async def test_the_page_asks_for_pictures_by_address(day: LiveDay, ada: Actor) -> None:
    topic = next(iter(day.board.durable.topics))
    digest = await day.store.save_blob(day.board.code, b"picture")
    await day.act(
        AddPhoto(command_id=day.command_id(), topic=topic, digest=digest, width=4, height=3, size=7, text="A plan"), ada
    )

    page = (await day.board.press.make(Order(format=PAGE, edition="internal", language="en"))).content.decode()

    assert f'src="/b/{day.board.code}/proceedings/{digest}.jpg?edition=internal" alt="A plan"' in page
