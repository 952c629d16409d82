"""What fails, is sent again, or was written by somebody else."""

import asyncio
import random
from pathlib import Path

import pytest

from openspace.domain.commands import PlaceTopic, ProposeTopic, SetInterest
from openspace.domain.context import Actor
from openspace.domain.errors import Refused
from openspace.live.system import SystemClock, SystemIds
from openspace.live.ticker import TICK_S
from openspace.storage.sqlite import open_store
from openspace.wire import NotSavedNow
from tests.fakes import flush
from tests.live.live_day import LiveDay, a_plan, code_of, open_boards, reopened


async def test_a_full_disk_refuses_and_the_same_id_may_be_sent_again(day: LiveDay) -> None:
    """[L4]"""
    ada = await day.join("ada")
    viewer = day.view(ada)
    command = day.propose()
    day.store.is_full = True

    with pytest.raises(NotSavedNow):
        await day.act(command, ada)
    assert day.board.durable.topics == {}
    assert viewer.seqs() == []

    day.store.is_full = False
    taken = await day.act(command, ada)

    assert taken.seq == 3
    assert viewer.seqs() == [3]


async def test_a_full_disk_writes_one_line_not_one_a_batch(day: LiveDay, caplog: pytest.LogCaptureFixture) -> None:
    ada = await day.join("ada")
    day.store.is_full = True

    for _ in range(3):
        with pytest.raises(NotSavedNow):
            await day.act(day.propose(), ada)

    assert [record.getMessage() for record in caplog.records if "cannot be written" in record.getMessage()] == [
        f"board {day.board.code} cannot be written: disk full"
    ]


async def test_what_was_stored_though_the_store_said_no_is_accepted(day: LiveDay) -> None:
    ada = await day.join("ada")
    viewer = day.view(ada)
    day.store.loses_word = True

    answers = [day.send(day.propose(f"Topic {number}"), ada) for number in range(3)]
    seqs = [(await answer).seq for answer in answers]

    assert seqs == [3, 4, 5]
    assert viewer.seqs() == [3, 4, 5]
    assert len(day.board.durable.topics) == 3


async def test_what_only_its_owner_sees_is_not_done_again_when_it_was_stored_though_the_store_said_no(
    day: LiveDay,
) -> None:
    """[S7]"""
    ada = await day.join("ada")
    topic = await day.topic(ada)
    day.store.loses_word = True

    stars = [SetInterest(command_id=f"star{number}", topic=topic, on=number == 0) for number in range(2)]
    answers = [day.send(star, ada) for star in stars]
    await day.clock.advance(TICK_S)

    assert [(await answer).seq for answer in answers] == [4, 5]
    assert [row.command_id for row in await day.store.read(day.board.code, after=3)] == ["star0", "star1"]


async def test_when_the_log_cannot_even_be_read_all_is_refused_and_found_later(day: LiveDay) -> None:
    ada = await day.join("ada")
    viewer = day.view(ada)
    lost, later = day.propose("Lost"), day.propose("Later")
    day.store.loses_word = day.store.is_unreadable = True

    with pytest.raises(NotSavedNow):
        await day.act(lost, ada)

    day.store.loses_word = day.store.is_unreadable = False
    assert (await day.act(later, ada)).seq == 4
    assert (await day.act(lost, ada)).seq == 3
    assert viewer.seqs() == [3, 4]


async def test_a_second_writer_makes_it_catch_up_and_decide_again(day: LiveDay) -> None:
    """[L3]"""
    ada = await day.join("ada")
    viewer = day.view(ada)
    others, other_board = await reopened(day)
    theirs = await other_board.submit(ProposeTopic(command_id="theirs", title="Theirs"), ada)

    mine = await day.act(day.propose("Mine"), ada)
    await others.__aexit__(None, None, None)

    assert (theirs.seq, mine.seq) == (3, 4)
    assert viewer.seqs() == [3, 4]
    assert sorted(topic.title for topic in day.board.durable.topics.values()) == ["Mine", "Theirs"]


async def test_what_a_second_writer_took_first_is_refused_on_the_new_board(day: LiveDay) -> None:
    """[L3]"""
    ada, bo = await day.join("ada"), await day.join("bo")
    topics = [await day.topic(ada), await day.topic(bo)]
    others, other_board = await reopened(day)
    cell = {"room": day.room(0), "slot": day.slot(0)}
    await other_board.submit(PlaceTopic(command_id="theirs", topic=topics[0], **cell), ada)

    code = await code_of(day.send(PlaceTopic(command_id="mine", topic=topics[1], **cell), bo))
    await others.__aexit__(None, None, None)

    assert code == "room_taken"


async def test_what_a_second_writer_did_first_is_answered_and_not_done_again(day: LiveDay) -> None:
    """[L3, S7]"""
    ada = await day.join("ada")
    star = SetInterest(command_id="star", topic=await day.topic(ada), on=True)
    others, other_board = await reopened(day)
    answer = asyncio.create_task(other_board.submit(star, ada))
    await day.clock.advance(TICK_S)
    theirs = await answer

    mine = await day.act(star, ada)
    await others.__aexit__(None, None, None)

    assert mine == theirs
    assert [row.command_id for row in await day.store.read(day.board.code, after=3)] == ["star"]


@pytest.mark.parametrize("seed", range(5))
async def test_two_servers_on_one_file_do_no_command_twice(tmp_path: Path, seed: int) -> None:
    """[L3, S7] Whatever one of them has done, the other answers."""
    chance = random.Random(seed)
    async with (
        open_store(tmp_path / "day.db") as one,
        open_store(tmp_path / "day.db") as two,
        open_boards(one, SystemClock(), SystemIds()) as here,
        open_boards(two, SystemClock(), SystemIds()) as there,
    ):
        board, links = await here.make(a_plan())
        rivals, actor = (board, await there.get(board.code)), Actor(links[0].person, "facilitator")
        commands = [ProposeTopic(command_id=f"c{number}", title="Housing") for number in range(30)]
        sent = [(rival, command) for rival in rivals for command in commands]
        chance.shuffle(sent)

        taken = await asyncio.gather(*(rival.submit(command, actor) for rival, command in sent))

        rows = await one.read(board.code, after=1)
    done = {row.command_id: row.event.seq for row in rows}
    assert len(rows) == len(done) == len(commands)
    assert [answer.seq for answer in taken] == [done[command.command_id] for _, command in sent]


async def test_the_same_command_again_gets_the_same_answer_and_is_not_done_again(day: LiveDay) -> None:
    """[S7]"""
    ada = await day.join("ada")
    command = day.propose()

    first = await day.act(command, ada)
    again = await day.act(command, ada)

    assert again == first
    assert len(day.board.durable.topics) == 1


async def test_the_same_id_of_another_person_is_another_command(day: LiveDay) -> None:
    """[S7]"""
    ada, bo = await day.join("ada"), await day.join("bo")
    command = day.propose()

    first, second = await day.act(command, ada), await day.act(command, bo)

    assert second.seq == first.seq + 1


async def test_sent_again_while_the_first_is_under_way_both_get_one_answer(day: LiveDay) -> None:
    """[S7]"""
    ada = await day.join("ada")
    command = day.propose()
    day.store.gate.clear()

    answers = [day.send(command, ada), day.send(command, ada)]
    await flush()
    answers.append(day.send(command, ada))
    await flush()
    day.store.gate.set()
    taken = [await answer for answer in answers]

    assert taken == [taken[0]] * 3
    assert day.store.batches[-1] == [taken[0].seq]


async def test_after_a_restart_a_command_still_has_its_answer(day: LiveDay) -> None:
    """[S7]"""
    ada = await day.join("ada")
    command = day.propose()
    taken = await day.act(command, ada)
    others, other_board = await reopened(day)

    again = await other_board.submit(command, ada)
    await others.__aexit__(None, None, None)

    assert again == taken


async def test_a_refused_command_is_decided_anew(day: LiveDay) -> None:
    """[S7]"""
    ada = await day.join("ada")
    await day.state("gathering")
    command = day.propose()
    with pytest.raises(Refused):
        await day.act(command, ada)
    await day.state("open")

    taken = await day.act(command, ada)

    assert taken.made.keys() == {"topic"}


async def test_of_two_who_wait_for_one_command_one_may_hang_up(day: LiveDay) -> None:
    """[S7]"""
    ada = await day.join("ada")
    command = day.propose()
    day.store.gate.clear()
    impatient, patient = day.send(command, ada), day.send(command, ada)
    await flush()

    impatient.cancel()
    await flush()
    day.store.gate.set()

    assert (await patient).seq == 3
