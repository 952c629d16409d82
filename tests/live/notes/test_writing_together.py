"""Several people in one document: what one writes is stored, then seen by the others."""

import asyncio

from openspace.domain.commands import EditReport
from openspace.domain.markup import template
from openspace.live.notes.document import MERGE_S
from openspace.yjs import frames
from openspace.yjs.update import decode_state_vector
from tests.fakes import flush
from tests.live.notes.pens import Pen, Scene

TEMPLATE = template(str)


async def test_a_document_begins_with_the_template_and_has_it_stored_before_anybody_is_asked(scene: Scene) -> None:
    """[Y3]"""
    scene.store.gate.clear()
    pen = Pen(scene.day, scene.bo, scene.topic)
    opening = asyncio.create_task(pen.open())
    await flush()
    assert pen.sink.payloads == []

    scene.store.gate.set()
    await opening

    assert pen.shown == TEMPLATE
    assert len(await scene.stored()) == 1


async def test_two_that_open_at_once_get_one_template(scene: Scene) -> None:
    """[Y3]"""
    pens = await asyncio.gather(scene.pen(), scene.pen(scene.anna))

    assert [pen.shown for pen in pens] == [TEMPLATE, TEMPLATE]
    assert len(await scene.stored()) == 1


async def test_what_one_writes_the_others_see(scene: Scene) -> None:
    """[Y1]"""
    anna, bo = await scene.pen(scene.anna), await scene.pen()

    await anna.type("Vi möts 👩‍👩‍👧‍👦 ")
    await anna.settle()
    await bo.read()
    await bo.type("نعم")
    await bo.settle()
    await anna.read()

    assert anna.shown == bo.shown == TEMPLATE + "Vi möts 👩‍👩‍👧‍👦 نعم"
    assert await scene.day.board.notes.text(scene.topic) == anna.shown


async def test_two_that_write_at_the_same_place_end_with_the_same_text(scene: Scene) -> None:
    anna, bo = await scene.pen(scene.anna), await scene.pen()
    first, second = anna.change("A", 0), bo.change("B", 0)

    await anna.send(first)
    await bo.send(second)
    await anna.settle()
    await bo.read()

    assert anna.shown == bo.shown
    assert sorted(anna.shown[:2]) == ["A", "B"]


async def test_nothing_is_relayed_or_answered_before_it_is_stored(scene: Scene) -> None:
    """[Y4]"""
    anna, bo = await scene.pen(scene.anna), await scene.pen()
    scene.store.gate.clear()

    await anna.type("secret")
    await anna.say(frames.SyncStep1(anna.doc.get_state()))
    await bo.say(frames.SyncStep1(b"\0"))
    heard = await anna.settle() + await bo.read()
    assert heard == []
    assert "secret" not in await scene.day.board.notes.text(scene.topic)

    scene.store.gate.set()
    answers = await anna.settle() + await bo.read()
    assert [type(answer) for answer in answers] == [frames.SyncStep2, frames.Update, frames.SyncStep2]
    assert bo.shown == TEMPLATE + "secret"


async def test_who_comes_while_something_is_stored_is_asked_only_for_what_is_not(scene: Scene) -> None:
    """[Y4]"""
    anna = await scene.pen(scene.anna)
    scene.store.gate.clear()
    await anna.type("later")
    await anna.settle()

    late = Pen(scene.day, scene.bo, scene.topic)
    late.document = await scene.day.board.notes.join(scene.topic, late.peer)

    (step,) = (frames.decode_message(payload) for payload in late.sink.payloads)
    assert isinstance(step, frames.SyncStep1)
    assert anna.doc.client_id not in decode_state_vector(step.state)
    scene.store.gate.set()
    await late.say(frames.SyncStep1(late.doc.get_state()))
    await late.settle()
    assert late.shown == anna.shown == TEMPLATE + "later"


async def test_the_first_keystroke_goes_at_once_and_the_next_ones_together(scene: Scene) -> None:
    """[Y4]"""
    anna, bo = await scene.pen(scene.anna), await scene.pen()
    await scene.day.clock.advance(1)

    await anna.type("a")
    await flush()
    assert len(await bo.read()) == 1
    for letter in "bcdefgh":
        await anna.type(letter)
    await flush()
    assert await bo.read() == []
    await scene.day.clock.advance(MERGE_S)

    assert len(await bo.read()) == 1
    assert bo.shown == TEMPLATE + "abcdefgh"
    assert len(await scene.stored()) == 3


async def test_writers_of_one_moment_share_an_update_and_all_hear_it(scene: Scene) -> None:
    anna, bo = await scene.pen(scene.anna), await scene.pen()
    await scene.day.clock.advance(1)

    first, second = anna.change("A", 0), bo.change("B", 0)
    await asyncio.gather(anna.send(first), bo.send(second))
    heard = [await anna.settle(), await bo.read()]

    assert [len(messages) for messages in heard] == [1, 1]
    assert len(await scene.stored()) == 2


async def test_a_sole_writer_does_not_hear_the_own_words(scene: Scene) -> None:
    anna = await scene.pen(scene.anna)

    await anna.type("a")

    assert await anna.settle() == []


async def test_what_is_known_already_is_neither_stored_nor_told_again(scene: Scene) -> None:
    anna, bo = await scene.pen(scene.anna), await scene.pen()
    update = anna.change("once")
    await anna.send(update)
    await anna.settle()
    await bo.read()
    before = await scene.stored()

    await anna.send(update)
    await anna.say(frames.SyncStep2(anna.doc.get_update()))
    await anna.settle()

    assert await bo.read() == []
    assert await scene.stored() == before


async def test_who_was_away_brings_what_they_wrote_and_gets_the_rest(scene: Scene) -> None:
    anna, bo = await scene.pen(scene.anna), await scene.pen()
    bo.document.leave(bo.peer)
    offline = bo.change("from the train ")
    await anna.type("meanwhile ")
    await anna.settle()
    assert offline

    await bo.open()
    await bo.settle()
    await anna.read()

    assert anna.shown == bo.shown
    assert "from the train " in anna.shown
    assert "meanwhile " in anna.shown


async def test_a_reader_sees_everything_live_and_a_stock_answer_does_no_harm(scene: Scene) -> None:
    """[Y5]"""
    anna, bo = await scene.pen(scene.anna), await scene.pen()
    await bo.type("mine ")
    await bo.send(bo.cut(0, 3))
    await bo.settle()
    await scene.day.act(EditReport(command_id="only-me", topic=scene.topic, writers="convener"), scene.anna)

    await bo.open()
    await bo.say(frames.SyncStep2(bo.doc.get_update()))
    await anna.read()
    await anna.type("read this")
    await anna.settle()
    await bo.read()

    assert bo.sink.is_open
    assert bo.shown == anna.shown
    assert bo.shown.endswith("read this")


async def test_who_may_not_write_any_more_is_told_so_and_changes_nothing(scene: Scene) -> None:
    """[Y5]"""
    bo = await scene.pen()
    await scene.day.act(EditReport(command_id="only-me", topic=scene.topic, writers="convener"), scene.anna)

    await bo.type("too late")
    await bo.settle()

    assert bo.sink.closed is not None
    assert bo.sink.closed[0] == 4403
    assert await scene.day.board.notes.text(scene.topic) == TEMPLATE


async def test_a_reader_who_only_deletes_is_turned_away_too(scene: Scene) -> None:
    """[Y5]"""
    bo = await scene.pen()
    await scene.day.act(EditReport(command_id="only-me", topic=scene.topic, writers="convener"), scene.anna)

    await bo.send(bo.cut(0, 2))
    await bo.settle()

    assert bo.sink.closed is not None
    assert bo.sink.closed[0] == 4403
    assert await scene.day.board.notes.text(scene.topic) == TEMPLATE
