"""What was answered is answered again: the last from memory, what is older from the log."""

import pytest

from openspace.domain.commands import ProposeTopic
from openspace.domain.errors import Refused
from openspace.live import answers
from openspace.live.answers import Answers, Taken
from tests.live.live_day import LiveDay
from tests.storage.examples import a_row


async def test_an_act_of_long_ago_gets_its_answer_from_the_log(day: LiveDay, monkeypatch: pytest.MonkeyPatch) -> None:
    """[S7]"""
    monkeypatch.setattr(answers, "KEPT_MAX", 3)
    old = ProposeTopic(command_id="old", title="Housing")
    first = await day.act(old, day.facilitator)
    for _ in range(5):
        await day.act(day.propose(), day.facilitator)
    last = day.board.durable.seq

    again = await day.board.submit(old, day.facilitator)
    told = await day.board.answered("old", day.facilitator)

    assert again == told == first
    assert day.board.durable.seq == last


async def test_an_act_of_long_ago_is_refused_and_not_done_again_while_the_log_cannot_be_read(
    day: LiveDay, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[S7, L4]"""
    monkeypatch.setattr(answers, "KEPT_MAX", 3)
    for number in range(5):
        await day.act(ProposeTopic(command_id=f"old{number}", title="Housing"), day.facilitator)
    day.store.is_unreadable = True

    with pytest.raises(Refused) as refused:
        await day.board.submit(ProposeTopic(command_id="old0", title="Housing"), day.facilitator)

    assert refused.value.code == "not_saved"


def test_only_the_last_answers_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "KEPT_MAX", 2)
    kept = Answers([a_row(seq) for seq in range(1, 6)])

    assert [kept.taken(("p1", f"c{n}")) for n in range(1, 6)] == [
        *[None] * 3,
        Taken(4, {"topic": "t4"}),
        Taken(5, {"topic": "t5"}),
    ]
    assert [kept.may_be_forgotten(("p1", f"c{n}")) for n in range(1, 7)] == [True] * 3 + [False] * 3
