"""One writer a board: batches, one append each, and what happens when it fails."""

import asyncio
import logging
from datetime import timedelta

import pytest

from openspace.domain.commands import EditTopic, PlaceTopic, Undo
from openspace.domain.context import Actor
from openspace.domain.errors import Refused
from openspace.live import broadcast, writer
from openspace.live.answers import Taken
from openspace.live.presence import Presence
from tests.client import WAIT_MAX_S
from tests.fakes import SeededIds, flush
from tests.live.live_day import LiveDay, a_live_day, code_of


async def test_a_command_alone_is_a_batch_of_its_own(day: LiveDay) -> None:
    ada = await day.join("ada")
    day.store.batches.clear()

    first = await day.act(day.propose(), ada)
    second = await day.act(day.propose(), ada)

    assert day.store.batches == [[first.seq], [second.seq]]


async def test_all_that_waits_during_an_append_is_the_next_batch_and_one_frame(day: LiveDay) -> None:
    ada = await day.join("ada")
    viewer = day.view(ada)
    day.store.batches.clear()
    viewer.sink.take()

    day.store.gate.clear()
    answers = [day.send(day.propose(f"Topic {number}"), ada) for number in range(1)]
    await flush()
    answers += [day.send(day.propose(f"Topic {number}"), ada) for number in range(1, 40)]
    await flush()
    day.store.gate.set()
    taken = [(await answer).seq for answer in answers]

    assert taken == list(range(3, 43))
    assert day.store.batches == [[3], list(range(4, 43))]
    assert [[event["seq"] for event in frame["events"]] for frame in viewer.sink.of("events")] == day.store.batches


async def test_each_command_sees_what_those_before_it_in_the_batch_did(day: LiveDay) -> None:
    """[A3]"""
    ada = await day.join("ada")
    bo = await day.join("bo")
    topics = [await day.topic(ada), await day.topic(bo)]
    places = [
        PlaceTopic(command_id=day.command_id(), topic=topic, room=day.room(0), slot=day.slot(0)) for topic in topics
    ]

    answers = [day.send(place, actor) for place, actor in zip(places, (ada, bo), strict=True)]
    codes = [await code_of(answer) for answer in answers]

    assert codes == ["accepted", "room_taken"]
    assert len(day.board.durable.sessions) == 1


async def test_nothing_is_told_or_answered_before_it_is_durable(day: LiveDay) -> None:
    """[S4]"""
    ada = await day.join("ada")
    viewer = day.view(ada)
    day.store.gate.clear()

    answer = day.send(day.propose(), ada)
    await day.clock.advance(1)

    assert not answer.done()
    assert viewer.sink.of("events") == []
    assert day.board.durable.topics == {}
    day.store.gate.set()
    assert (await answer).seq == 3
    assert viewer.seqs() == [3]


async def test_nobody_is_told_that_a_cell_was_taken_by_what_could_not_be_saved(day: LiveDay) -> None:
    """[S4, L4]"""
    ada = await day.join("ada")
    bo = await day.join("bo")
    topics = [await day.topic(ada), await day.topic(bo)]
    places = [
        PlaceTopic(command_id=day.command_id(), topic=topic, room=day.room(0), slot=day.slot(0)) for topic in topics
    ]
    day.store.is_full = True

    answers = [day.send(place, actor) for place, actor in zip(places, (ada, bo), strict=True)]
    codes = [await code_of(answer) for answer in answers]

    assert codes == ["not_saved", "not_saved"]


async def test_the_log_says_once_that_a_board_cannot_be_written_and_once_that_it_can_again(
    day: LiveDay, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "openspace")
    ada = await day.join("ada")
    code = day.board.code
    day.store.is_full = True
    for _ in range(3):
        assert await code_of(day.send(day.propose(), ada)) == "not_saved"
    assert await code_of(day.send(PlaceTopic(command_id="c", topic="?", room="?", slot="?"), ada)) == "unknown"
    assert await code_of(day.send(day.propose(), ada)) == "not_saved"
    day.store.is_full = False

    await day.topic(ada)
    await day.topic(ada)

    told = [record.getMessage() for record in caplog.records if code in record.getMessage()]
    assert [line.partition(":")[0] for line in told] == [
        f"board {code} cannot be written",
        f"board {code} can be written again",
    ]


async def test_a_bug_met_by_one_command_fails_that_one_alone_and_is_logged_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class BrokenIds(SeededIds):
        is_broken = False

        def new_id(self) -> str:
            if self.is_broken:
                raise RuntimeError("no more ids")
            return super().new_id()

    ids = BrokenIds()
    async with a_live_day(ids=ids) as day:
        ada = await day.join("ada")
        topic = await day.topic(ada)
        day.store.batches.clear()
        ids.is_broken = True
        answers = [
            day.send(day.propose(), ada),
            day.send(EditTopic(command_id="edit", topic=topic, title="Homes"), ada),
            day.send(day.propose(), ada),
        ]
        codes = [await code_of(answer) for answer in answers]

        assert codes == ["failed", "accepted", "failed"]
        assert day.store.batches == [[4]]
        assert [record.exc_text is None for record in caplog.records if record.levelno >= logging.ERROR] == [False] * 2


async def test_a_clock_set_back_does_not_take_the_log_along(day: LiveDay) -> None:
    """[L1]"""
    ada = await day.join("ada")
    await day.act(day.propose(), ada)
    before = day.clock.now()
    day.clock.set_wall_clock(before - timedelta(hours=1))

    await day.act(day.propose(), ada)

    times = [row.event.at for row in await day.store.read(day.board.code)]
    assert times == sorted(times)


async def test_an_undo_finds_the_act_in_the_log(day: LiveDay) -> None:
    ada = await day.join("ada")
    taken = await day.act(day.propose(), ada)

    await day.act(Undo(command_id="u", seq=taken.seq), ada)

    assert day.board.durable.topics == {}


async def test_an_undo_finds_the_act_in_its_own_batch(day: LiveDay) -> None:
    ada = await day.join("ada")
    day.store.batches.clear()

    answers = [day.send(day.propose(), ada), day.send(Undo(command_id="u", seq=3), ada)]
    taken = [await answer for answer in answers]

    assert [one.seq for one in taken] == [3, 4]
    assert day.store.batches == [[3, 4]]
    assert day.board.durable.topics == {}


@pytest.mark.parametrize("seq", [-1, 0, 99, 2**70])
async def test_an_undo_of_what_never_was_is_refused(day: LiveDay, seq: int) -> None:
    ada = await day.join("ada")

    with pytest.raises(Refused) as refused:
        await day.act(Undo(command_id="u", seq=seq), ada)

    assert refused.value.code == "unknown"


async def test_a_sender_that_hangs_up_loses_only_its_answer(day: LiveDay) -> None:
    ada = await day.join("ada")
    day.store.gate.clear()
    command = day.propose()
    answer = day.send(command, ada)
    await flush()

    answer.cancel()
    day.store.gate.set()
    await flush()

    assert len(day.board.durable.topics) == 1
    assert (await day.act(command, ada)).seq == 3


async def held_up(day: LiveDay, actor: Actor) -> list[asyncio.Task[Taken]]:
    """One act whose append does not end, and three that wait behind it."""
    day.store.gate.clear()
    answers = [day.send(day.propose(), actor)]
    await flush()
    answers += [day.send(day.propose(), actor) for _ in range(3)]
    await flush()
    return answers


async def test_stopping_finishes_what_was_taken_and_takes_no_more() -> None:
    async with a_live_day() as day:
        answers = await held_up(day, ada := await day.join("ada"))
        closing = asyncio.create_task(day.board.close())
        await flush()
        late = day.send(day.propose(), ada)
        await flush()
        day.store.gate.set()

        seqs = [(await answer).seq for answer in answers]
        await closing

        assert seqs == [3, 4, 5, 6]
        assert await code_of(late) == "not_saved"
        assert len(await day.store.read(day.board.code)) == 6


async def test_a_stop_that_takes_too_long_leaves_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "STOP_MAX_S", 0.0)
    async with a_live_day() as day:
        answers = await held_up(day, await day.join("ada"))

    async with asyncio.timeout(WAIT_MAX_S):
        assert [await code_of(answer) for answer in answers] == ["not_saved"] * 4


@pytest.mark.parametrize("where", [(Presence, "follow"), (broadcast, "for_owners")])
async def test_a_bug_met_in_telling_costs_neither_the_event_nor_its_answer(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, where: tuple[object, str]
) -> None:
    def bug(*_: object) -> None:
        raise RuntimeError("a bug")

    async with a_live_day() as day:
        ada = await day.join("ada")
        viewer = day.view(ada)
        with monkeypatch.context() as patched:
            patched.setattr(*where, bug)
            async with asyncio.timeout(WAIT_MAX_S):
                first = await day.act(day.propose(), ada)
        second = await day.act(day.propose(), ada)
        await flush()

    assert viewer.seqs() == [first.seq, second.seq]
    assert [record.name for record in caplog.records if record.exc_info] == ["openspace.live.broadcast"]
