"""How documents are kept: opened, compacted, let go, put on the time line."""

from datetime import timedelta

from openspace.domain.markup import template
from openspace.live.notes.document import COMPACT_AFTER
from openspace.live.notes.notes import IDLE_MAX_S
from tests.fakes import MORNING
from tests.live.live_day import reopened
from tests.live.notes.pens import Pen, Scene

TEMPLATE = template(str)


async def writes(pen: Pen, text: str) -> None:
    await pen.type(text)
    await pen.settle()


async def revisions(scene: Scene) -> list[str]:
    return [revision.text for revision in await scene.store.revisions(scene.day.board.code, scene.topic)]


# Opening and compaction


async def test_many_edits_are_kept_as_one_update_and_a_few(scene: Scene) -> None:
    pen = await scene.pen()
    for _ in range(COMPACT_AFTER + 10):
        await writes(pen, "a")

    stored = await scene.stored()

    assert scene.store.compacted == 1
    assert 1 < len(stored) < 20
    assert stored[-1][0] == COMPACT_AFTER + 11
    boards, board = await reopened(scene.day)
    assert await board.notes.text(scene.topic) == TEMPLATE + "a" * (COMPACT_AFTER + 10)
    await boards.__aexit__(None, None, None)


async def test_a_document_nobody_has_open_leaves_memory_and_comes_back(scene: Scene) -> None:
    pen = await scene.pen()
    await writes(pen, "kept")
    first = pen.document
    pen.document.leave(pen.peer)

    await scene.day.clock.advance(IDLE_MAX_S - 5)
    assert (await scene.day.board.notes.open(scene.topic)) is first
    await scene.day.clock.advance(IDLE_MAX_S + 2)
    await pen.open()

    assert pen.document is not first
    assert first.is_over
    assert pen.shown == TEMPLATE + "kept"


async def test_a_document_somebody_reads_stays(scene: Scene) -> None:
    pen = await scene.pen()

    await scene.day.clock.advance(3 * IDLE_MAX_S)

    assert not pen.document.is_over
    assert pen.sink.is_open


async def test_texts_are_those_of_every_topic_with_a_document(scene: Scene) -> None:
    other = await scene.day.topic(scene.anna, "Another")
    await scene.day.topic(scene.anna, "Without notes")
    await writes(await scene.pen(), "here")
    await Pen(scene.day, scene.bo, other).open()

    notes = scene.day.board.notes

    assert await notes.texts() == {scene.topic: TEMPLATE + "here", other: TEMPLATE}
    assert await notes.text("nowhere") == ""
    assert await notes.read("nowhere") == (0, "")


async def test_a_large_document_is_read_beside_the_loop_and_written_on(scene: Scene) -> None:
    pen = await scene.pen()
    await writes(pen, "Ett stycke till. " * 2_000)
    pen.document.leave(pen.peer)
    await scene.day.clock.advance(IDLE_MAX_S + 2)

    again = Pen(scene.day, scene.bo, scene.topic)
    await again.open()
    await writes(again, "on")

    assert again.shown == await scene.day.board.notes.text(scene.topic)
    assert again.shown.endswith("till. on")


# The time line


async def test_a_revision_is_written_after_half_a_minute_of_rest(scene: Scene) -> None:
    """[Y8]"""
    anna, bo = await scene.pen(scene.anna), await scene.pen()
    await writes(anna, "a")
    await bo.read()
    await writes(bo, "b")
    await scene.day.clock.advance(28)
    assert await revisions(scene) == []

    await scene.day.clock.advance(4)

    (revision,) = await scene.store.revisions(scene.day.board.code, scene.topic)
    assert (revision.text, revision.authors) == (TEMPLATE + "ab", 2)
    assert revision.seq == scene.day.board.durable.seq
    assert timedelta(seconds=28) < revision.at - MORNING < timedelta(seconds=36)


async def test_who_never_rests_gets_one_every_two_minutes(scene: Scene) -> None:
    """[Y8]"""
    pen = await scene.pen()

    for _ in range(25):
        await writes(pen, "a")
        await scene.day.clock.advance(10)

    assert len(await revisions(scene)) == 2


async def test_the_last_words_are_written_when_the_server_stops(scene: Scene) -> None:
    """[Y8]"""
    pen = await scene.pen()
    await writes(pen, "a")

    await scene.day.board.close()

    assert await revisions(scene) == [TEMPLATE + "a"]


async def test_the_same_text_is_not_written_twice(scene: Scene) -> None:
    """[Y8]"""
    pen = await scene.pen()
    await writes(pen, "a")
    await scene.day.clock.advance(40)
    await writes(pen, "b")
    end = len(pen.text)
    await pen.send(pen.cut(end - 1, end))
    await scene.day.clock.advance(40)

    assert await revisions(scene) == [TEMPLATE + "a"]


async def test_a_revision_that_could_not_be_stored_is_written_later(scene: Scene) -> None:
    """[Y8]"""
    pen = await scene.pen()
    await writes(pen, "a")
    scene.store.is_full = True
    await scene.day.clock.advance(35)
    assert await revisions(scene) == []

    scene.store.is_full = False
    await scene.day.clock.advance(35)

    assert await revisions(scene) == [TEMPLATE + "a"]


async def test_the_last_word_of_somebody_who_leaves_at_once_is_stored(scene: Scene) -> None:
    """[Y4] A lid that is closed: nobody comes back to bring it again."""
    anna, bo = await scene.pen(scene.anna), await scene.pen()

    await anna.type("the last word")
    anna.document.leave(anna.peer)
    await bo.settle()

    assert bo.shown.endswith("the last word")
    assert await scene.day.board.notes.text(scene.topic) == bo.shown


async def test_what_builds_on_a_word_that_never_came_is_not_taken_from_who_has_left(scene: Scene) -> None:
    """[Y21]"""
    anna, bo = await scene.pen(scene.anna), await scene.pen()
    anna.change("never sent ")
    await anna.type("sent")
    anna.document.leave(anna.peer)
    anna.sink.close(1001, "gone")

    await bo.settle()

    assert bo.sink.is_open
    assert bo.shown == TEMPLATE


async def test_nothing_more_is_taken_from_who_was_turned_away(scene: Scene) -> None:
    """[Y2]"""
    anna, bo = await scene.pen(scene.anna), await scene.pen()

    await anna.type("with rubbish")
    await anna.document.hear(anna.peer, b"\x09")
    await bo.settle()

    assert bo.shown == TEMPLATE
