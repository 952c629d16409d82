"""What was answered is answered again, from the log, and nothing is done twice."""

import pytest

from openspace.domain.commands import ProposeTopic
from openspace.domain.errors import Refused
from openspace.live.answers import Answers
from openspace.ports import Stored
from tests.fakes import flush
from tests.live.live_day import AwkwardStore, LiveDay, a_live_day
from tests.storage.examples import a_row


class Alike(str):
    """A command id that has its hash in common with every other."""

    def __hash__(self) -> int:
        return 1


class SlowToRead(AwkwardStore):
    """Others get on meanwhile."""

    async def read(self, code: str, after: int = 0, limit: int | None = None) -> list[Stored]:
        await flush()
        return await super().read(code, after, limit)


async def test_an_act_of_long_ago_gets_its_answer_from_the_log(day: LiveDay) -> None:
    """[S7]"""
    old = ProposeTopic(command_id="old", title="Housing")
    first = await day.act(old, day.facilitator)
    for _ in range(5):
        await day.act(day.propose(), day.facilitator)
    last = day.board.durable.seq

    again = await day.board.submit(old, day.facilitator)
    told = await day.board.answered("old", day.facilitator)

    assert again == told == first
    assert day.board.durable.seq == last


async def test_what_was_never_done_has_no_answer(day: LiveDay) -> None:
    """[S7]"""
    assert await day.board.answered("new", day.facilitator) is None


async def test_an_act_of_long_ago_is_refused_and_not_done_again_while_the_log_cannot_be_read(day: LiveDay) -> None:
    """[S7, L4]"""
    for number in range(5):
        await day.act(ProposeTopic(command_id=f"old{number}", title="Housing"), day.facilitator)
    last = day.board.durable.seq
    day.store.is_unreadable = True

    with pytest.raises(Refused) as refused:
        await day.board.submit(ProposeTopic(command_id="old0", title="Housing"), day.facilitator)

    assert refused.value.code == "not_saved"
    assert day.board.durable.seq == last


async def test_commands_of_one_hash_are_done_once_each_and_have_answers_of_their_own(day: LiveDay) -> None:
    """[S7]"""
    ada, bo = await day.join("ada"), await day.join("bo")
    commands = [
        (ProposeTopic(command_id=Alike(name), title=name), who) for name in ("a", "b", "c") for who in (ada, bo)
    ]

    first = [await day.act(*command) for command in commands]
    again = [await day.act(*command) for command in commands]

    assert [taken.seq for taken in first] == list(range(4, 10))
    assert again == first
    assert day.board.durable.seq == 9


async def test_a_command_with_anothers_hash_is_done_once_though_two_screens_send_it_at_once() -> None:
    """[S7]"""
    async with a_live_day(store=SlowToRead()) as day:
        ada = await day.join("ada")
        await day.act(ProposeTopic(command_id=Alike("a"), title="a"), ada)
        other = ProposeTopic(command_id=Alike("b"), title="b")

        answers = [day.send(other, ada), day.send(other, ada)]

        assert [(await answer).seq for answer in answers] == [4, 4]
        assert day.board.durable.seq == 4


def test_where_in_the_log_an_act_is() -> None:
    known = Answers([a_row(seq) for seq in range(1, 6)])

    assert [known.seq(("p1", f"c{n}")) for n in range(1, 7)] == [1, 2, 3, 4, 5, None]
    assert known.seq(("p2", "c1")) is None
    assert known.seq((None, "c1")) is None
