"""Notes on a bad day: the disk is full, somebody sends rubbish, somebody sends too much, the topic goes away."""

import asyncio
import math

import pytest

from openspace.domain.commands import PutAside, SilencePerson, WithdrawTopic
from openspace.domain.errors import Unknown
from openspace.domain.markup import template
from openspace.live.frame import BACKLOG_MAX_BYTES
from openspace.live.notes import crdt
from openspace.live.notes.document import MERGE_S
from openspace.live.notes.limits import STORED_MAX_BYTES
from openspace.live.notes.waiting import WAITING_MAX_BYTES
from openspace.ports import NotRead, NotSaved
from openspace.wire import NOTES_MAX_BYTES
from openspace.yjs import frames
from openspace.yjs.writer import uint
from tests.client import WAIT_MAX_S
from tests.fakes import FakeSink
from tests.live.live_day import reopened
from tests.live.notes.pens import Pen, Scene

TEMPLATE = template(str)
FORGED = 2_000  # clients in one update


def closed_with(pen: Pen) -> int | None:
    return pen.sink.closed[0] if pen.sink.closed else None


# The store


async def test_what_cannot_be_stored_reaches_nobody_and_comes_back_with_its_writer(scene: Scene) -> None:
    """[Y4]"""
    anna, bo = await scene.pen(scene.anna), await scene.pen()
    scene.store.is_full = True

    await anna.type("kept here ")
    await anna.settle()
    assert await bo.read() == []
    assert (closed_with(anna), closed_with(bo)) == (1013, 1013)

    scene.store.is_full = False
    await bo.open()
    await anna.open()
    await anna.settle()
    await bo.read()
    assert bo.shown == anna.shown == TEMPLATE + "kept here "
    assert await scene.day.board.notes.text(scene.topic) == anna.shown


async def test_a_store_that_wrote_but_said_no_keeps_everything_once(scene: Scene) -> None:
    """[Y4]"""
    anna, bo = await scene.pen(scene.anna), await scene.pen()
    scene.store.loses_word = True
    await anna.type("once ")
    await anna.settle()
    scene.store.loses_word = False

    await bo.open()
    await anna.open()
    await anna.settle()

    assert bo.shown == anna.shown == TEMPLATE + "once "


async def test_a_document_that_cannot_be_read_is_refused_and_opens_later(scene: Scene) -> None:
    scene.store.is_unreadable = True
    with pytest.raises(NotRead):
        await scene.pen()

    scene.store.is_unreadable = False

    assert (await scene.pen()).shown == TEMPLATE


async def test_a_document_that_cannot_be_seeded_is_refused(scene: Scene) -> None:
    """[Y3]"""
    scene.store.is_full = True

    with pytest.raises(NotSaved):
        await scene.pen()

    assert await scene.stored() == []


async def test_a_server_that_stops_stores_what_came_and_says_goodbye(scene: Scene) -> None:
    """[Y2]"""
    anna = await scene.pen(scene.anna)
    await anna.type("the last word")

    await scene.day.board.close()

    assert closed_with(anna) == 1012
    boards, board = await reopened(scene.day)
    assert await board.notes.text(scene.topic) == TEMPLATE + "the last word"
    await boards.__aexit__(None, None, None)


# Hostile


@pytest.mark.parametrize(
    "message",
    [b"", b"\x00", b"\x00\x02\xff", b"\x09", b"\x00\x02\x03\x01\x01\x01", b"\x00\x00\x02\xff\xff", b"\x01\x02\x01\x01"],
)
async def test_rubbish_closes_its_sender_alone(scene: Scene, message: bytes) -> None:
    """[Y2]"""
    anna, bo = await scene.pen(scene.anna), await scene.pen()

    await anna.document.hear(anna.peer, message)
    await bo.type("still here")
    await bo.settle()

    assert closed_with(anna) == 4000
    assert bo.sink.is_open
    assert await scene.day.board.notes.text(scene.topic) == TEMPLATE + "still here"


async def test_a_change_that_builds_on_a_missing_one_is_asked_for_and_nothing_is_called_stored_before(
    scene: Scene,
) -> None:
    """[Y4, Y21]"""
    anna, bo = await scene.pen(scene.anna), await scene.pen()
    anna.change("first ")
    await anna.send(anna.change("second"))
    await anna.say(frames.SyncStep1(anna.doc.get_state()))

    await scene.day.clock.advance(MERGE_S)
    (asked,) = [frames.decode_message(payload) for payload in anna.sink.payloads]
    assert isinstance(asked, frames.SyncStep1)
    assert await bo.read() == []
    await anna.read()
    answers = await anna.settle()

    assert [type(answer) for answer in answers] == [frames.SyncStep2]
    assert await scene.day.board.notes.text(scene.topic) == TEMPLATE + "first second"


async def test_half_an_emoji_harms_nobody(scene: Scene) -> None:
    anna, bo = await scene.pen(scene.anna), await scene.pen()
    await anna.type("🙂")
    await anna.settle()
    client = anna.doc.client_id
    # Deletes the second half only: Yjs shows U+FFFD for each, and so does everybody else from here on.
    half = b"\x00\x01" + uint(client) + b"\x01\x01\x01"

    await bo.send(half)
    await bo.settle()
    fresh = await scene.pen()
    await fresh.type(" fine")
    await fresh.settle()

    assert bo.sink.is_open
    assert fresh.shown == TEMPLATE + "\ufffd fine"
    assert await scene.day.board.notes.text(scene.topic) == fresh.shown


# Too much


async def test_a_text_that_would_be_too_long_is_not_taken_and_may_be_shortened(scene: Scene) -> None:
    """[Y6]"""
    anna, bo = await scene.pen(scene.anna), await scene.pen()
    await anna.type("x" * (NOTES_MAX_BYTES - len(TEMPLATE)))
    await anna.settle()
    assert anna.sink.is_open
    await bo.read()

    await anna.type("one too many")
    await anna.settle()
    assert closed_with(anna) == 4413
    assert await bo.read() == []
    await bo.send(bo.cut(0, 20))
    await bo.settle()
    anna.cut(0, 10)
    await anna.open()
    await anna.settle()

    assert anna.sink.is_open
    assert (await scene.day.board.notes.text(scene.topic)).endswith("xone too many")


async def test_letters_count_by_their_bytes(scene: Scene) -> None:
    """[Y6]"""
    anna = await scene.pen(scene.anna)

    await anna.type("ن" * (NOTES_MAX_BYTES // 2))
    await anna.settle()

    assert closed_with(anna) == 4413


async def test_a_document_with_too_much_history_takes_only_deletions(scene: Scene) -> None:
    """[Y6]"""
    anna = await scene.pen(scene.anna)
    while anna.sink.is_open and len(anna.doc.get_update()) < 2 * STORED_MAX_BYTES:
        before = anna.doc.get_state()
        for _ in range(400):
            anna.text.insert(0, "ab")
            anna.text.insert(1, "c")
            del anna.text[0:2]
        await anna.send(anna.doc.get_update(before))
        await anna.settle()
    assert closed_with(anna) == 4413

    bo = await scene.pen()
    await bo.send(bo.cut(0, 5))
    await bo.settle()

    assert bo.sink.is_open
    assert len((await scene.stored())[-1][1]) < STORED_MAX_BYTES


async def test_an_update_larger_than_any_document_is_not_even_read(scene: Scene) -> None:
    """[Y6]"""
    anna = await scene.pen(scene.anna)

    await anna.send(b"\xff" * (STORED_MAX_BYTES + 1))

    assert closed_with(anna) == 4413


async def test_who_floods_waits_until_it_is_stored(scene: Scene) -> None:
    anna = await scene.pen(scene.anna)
    scene.store.gate.clear()
    await anna.type("a")
    await anna.settle()
    message = frames.encode_message(frames.Update(anna.change("y" * 50_000)))

    flooding = asyncio.create_task(flood(anna, message))
    await anna.settle()
    assert not flooding.done()
    scene.store.gate.set()
    await scene.day.clock.advance(1)
    async with asyncio.timeout(WAIT_MAX_S):
        await flooding
    await anna.settle()

    assert await scene.day.board.notes.text(scene.topic) == anna.shown


async def flood(pen: Pen, message: bytes) -> None:
    for _ in range(1 + WAITING_MAX_BYTES // len(message)):
        await pen.document.hear(pen.peer, message)


# Slow and gone


async def test_a_screen_that_does_not_read_is_caught_up_later_and_slows_nobody(scene: Scene) -> None:
    anna, bo = await scene.pen(scene.anna), await scene.pen()
    bo.sink.is_reading, bo.sink.unread = False, BACKLOG_MAX_BYTES + 1

    await anna.type("you miss this. ")
    await anna.settle()
    assert await bo.read() == []
    bo.sink.read_on()
    await anna.settle()
    await scene.day.clock.advance(2)
    await bo.read()

    assert bo.shown == anna.shown == TEMPLATE + "you miss this. "


async def test_what_brings_no_text_does_not_fill_a_document_without_end(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[Y6] Letters that were deleted before anybody saw them take room too, forged ones as much as one likes.

    How long the library may search is another rule, and its clock runs as the machine has time.
    """
    monkeypatch.setattr(crdt, "APPLY_MAX_S", math.inf)
    pen = await scene.pen()

    sent = 0
    while closed_with(pen) is None and sent < 100_000:
        clients = range(2**20 + sent, 2**20 + sent + FORGED)
        await pen.send(uint(FORGED) + b"".join(uint(1) + uint(client) + b"\0\0\1" for client in clients) + b"\0")
        await pen.settle()
        sent += FORGED

    assert closed_with(pen) == 4413
    assert len((await Pen(scene.day, scene.bo, scene.topic).open()).doc.get_update()) < 3 * STORED_MAX_BYTES


async def test_who_asks_again_and_again_and_does_not_read_is_not_written_to_without_end(scene: Scene) -> None:
    """[Y4] An answer is the whole document: a few bytes asked must not cost so many each time."""
    anna, bo = await scene.pen(scene.anna), await scene.pen()
    await anna.type("A whole book. " * 4_000)
    await anna.settle()
    await bo.read()
    bo.sink.is_reading = False

    for _ in range(100):
        await bo.say(frames.SyncStep1(b"\x00"))
        await bo.say(frames.QueryAwareness())
    await anna.type("the end")
    await anna.settle()
    assert bo.sink.unread < 2 * BACKLOG_MAX_BYTES

    bo.sink.read_on()
    await scene.day.clock.advance(2)
    answers = [message for message in await bo.read() if isinstance(message, frames.SyncStep2)]
    assert len(answers) == 1 + 100
    assert bo.shown == anna.shown


async def test_a_screen_that_never_reads_again_is_closed(scene: Scene) -> None:
    anna, bo = await scene.pen(scene.anna), await scene.pen()
    bo.sink.is_reading, bo.sink.unread = False, BACKLOG_MAX_BYTES + 1
    await anna.type("a")
    await anna.settle()

    await scene.day.clock.advance(32)

    assert closed_with(bo) == 1013


async def test_a_screen_gets_pings_and_without_a_sign_of_life_it_is_closed(scene: Scene) -> None:
    bo = await scene.pen()
    await scene.day.clock.advance(11)
    assert bo.sink.pings == 1

    bo.sink.silent = 31.0
    await scene.day.clock.advance(10)

    assert closed_with(bo) == 1013


async def test_a_topic_that_leaves_the_board_takes_its_notes_along(scene: Scene) -> None:
    """[Y2]"""
    anna, bo = await scene.pen(scene.anna), await scene.pen()
    await bo.type("in the same second")

    await scene.day.act(WithdrawTopic(command_id="w", topic=scene.topic), scene.anna)
    await scene.day.clock.advance(2)

    assert (closed_with(anna), closed_with(bo)) == (4404, 4404)
    with pytest.raises(Unknown):
        await scene.pen()


async def test_a_topic_put_aside_closes_its_notes(scene: Scene) -> None:
    """[Y2]"""
    bo = await scene.pen()

    await scene.day.act(PutAside(command_id="p", topic=scene.topic, why="rude"), scene.day.facilitator)
    await scene.day.clock.advance(2)

    assert closed_with(bo) == 4404


async def test_a_silenced_person_reads_on_and_writes_no_more(scene: Scene) -> None:
    """[P6, Y5]"""
    bo = await scene.pen()
    await scene.day.act(SilencePerson(command_id="s", person="bo", why="rude"), scene.day.facilitator)
    await scene.day.clock.advance(2)
    assert bo.sink.is_open

    await bo.type("rude")
    await bo.settle()

    assert closed_with(bo) == 4403
    assert await scene.day.board.notes.text(scene.topic) == TEMPLATE


async def test_two_sinks_of_one_person_are_two_peers(scene: Scene) -> None:
    first, second = await scene.pen(), await scene.pen()

    first.document.leave(first.peer)
    first.document.leave(first.peer)
    await second.type("on")
    await second.settle()

    assert isinstance(first.sink, FakeSink)
    assert second.sink.is_open
