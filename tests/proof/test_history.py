"""The judge of histories finds nothing wrong in a sound one, and each kind of wrong in one that has it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from tests.client import Json
from tests.proof.history import Acceptance, Act, Client, Refusal, Row, Sending, Snapshot, flaws, never


def topic(number: int) -> Json:
    """The public part of an event that puts up a topic."""
    return {"seq": number, "changes": {"topics": {f"t{number}": {"title": f"Ämne {number}"}}}}


def board(*numbers: int) -> Json:
    return {"gathering": {}, "topics": {f"t{number}": {"title": f"Ämne {number}"} for number in numbers}}


@dataclass
class Told:
    """A history: what two clients saw, and what the log holds.

    Ada sent a1 and a2 and heard all. Bo came at 2. b1 was refused on his first connection, the second went down with
    b2 and b3 unanswered; b2 was done at 5 all the same, b3 was sent again and is 6, b4 never went through.
    """

    ada: Client = field(default_factory=lambda: a_client("Ada"))
    bo: Client = field(default_factory=lambda: a_client("Bo"))
    rows: list[Row] = field(default_factory=list)
    board: Json = field(default_factory=lambda: board(1, 2, 3, 4, 6))


def a_client(name: str) -> Client:
    return Client(name, name.lower(), clock=lambda: 0.0, board=board(1, 2, 3, 4, 6))


def sending(connection: int, sent_at: float, known: int, answer: Acceptance | Refusal | None = None) -> Sending:
    return Sending(connection, sent_at, known, answer, sent_at + 1 if answer else float("inf"))


def a_history() -> Told:
    told = Told()
    told.rows = [
        Row(1, None, "made", at=1, public=topic(1)),
        Row(2, "ada", "a1", {"topic": "t2"}, 2, topic(2)),
        Row(3, "bo", "b0", {}, 3, topic(3)),
        Row(4, "ada", "a2", {}, 4, topic(4)),
        Row(5, "bo", "b2", {}, 5, {"seq": 5}),
        Row(6, "bo", "b3", {}, 6, topic(6)),
    ]
    told.ada.acts = {
        "a1": Act("a1", [sending(1, 10, 1, Acceptance(2, {"topic": "t2"}))]),
        "a2": Act("a2", [sending(1, 12, 2, Acceptance(4))]),
    }
    told.ada.heard = [row.public for row in told.rows]
    told.bo.acts = {
        "b0": Act("b0", [sending(1, 10.5, 2, Acceptance(3))]),
        "b1": Act("b1", [sending(1, 12.5, 3, Refusal("room_taken"))]),
        "b2": Act("b2", [sending(2, 14, 4)]),
        "b3": Act("b3", [sending(2, 14.5, 4), sending(3, 16, 5, Acceptance(6))]),
        "b4": Act("b4", [sending(3, 16.5, 5)]),
    }
    told.bo.heard = [Snapshot(2, board(1, 2)), topic(3), Snapshot(5, board(1, 2, 3, 4)), topic(6)]
    return told


def test_a_sound_history_has_no_flaw() -> None:
    told = a_history()

    assert flaws([told.ada, told.bo], told.rows, told.board) == []


def redo(told: Told, seq: int, as_seq: int) -> None:
    """One act is in the log twice."""
    told.rows.append(replace(told.rows[seq - 1], seq=as_seq, public={"seq": as_seq}))


def put(told: Told, seq: int, **other: object) -> None:
    told.rows[seq - 1] = replace(told.rows[seq - 1], **other)  # type: ignore[arg-type]


def overtaken(told: Told, *b2: Sending) -> None:
    """b2 stands in the log after b3, which was sent later."""
    told.rows[4] = replace(told.rows[4], command_id="b3")
    told.rows[5] = replace(told.rows[5], command_id="b2")
    told.bo.acts["b2"].sendings[:] = b2
    told.bo.acts["b3"].sendings[:] = [sending(2, 14.5, 4)]


ANSWERED = sending(3, 16, 5, Acceptance(6))

Spoil = Callable[[Told], object]
WRONGS: dict[str, Spoil] = {
    "Ada's a2 was acknowledged and is lost": lambda told: put(told, 4, command_id="other"),
    "('ada', 'a2') was done 2 times": lambda told: redo(told, 4, 7),
    "('bo', 'b2') was done 2 times": lambda told: redo(told, 5, 7),  # nobody told him that it was done at all
    "Ada's a2 was told as Acceptance(seq=5": lambda told: answer(told.ada, "a2", Acceptance(5)),
    "Ada's a1 was told as": lambda told: put(told, 2, made={"topic": "other"}),
    "Bo's b3 was told as Acceptance(seq=5": lambda told: answer(told.bo, "b3", Acceptance(5)),  # another than the last
    "Bo's b1 was refused and is done as 5": lambda told: put(told, 5, command_id="b1"),
    "ada's a9 was never asked for and is done as 1": lambda told: put(told, 1, person="ada", command_id="a9"),
    "Bo's b2 is 5, though 6 was acknowledged before it was sent": lambda told: send(told.bo, "b2", 18, 4),
    "Ada's a2 is 4, though 5 was heard of before it was sent": lambda told: send(told.ada, "a2", 12, 5),
    "Bo's b2 is 6, after 5, which it sent later": lambda told: overtaken(told, sending(2, 14, 4)),
    "Bo's b2 is 6, after 5, which": lambda told: overtaken(
        told, sending(2, 14, 4), ANSWERED
    ),  # refused? nobody says so
    "the log's seqs are not 1 to 5": lambda told: told.rows.pop(0),
    "the log's seqs are not 1 to 6": lambda told: told.rows.reverse(),
    "the log's 5 is earlier than 4": lambda told: put(told, 5, at=3.5),
    "Ada heard 4 after 2": lambda told: told.ada.heard.remove(topic(3)),
    "Ada heard 2 after 2": lambda told: told.ada.heard.insert(2, topic(2)),
    "Ada heard 6 after 0": lambda told: told.ada.heard.reverse(),
    "Ada heard another 3 than the log has": lambda told: told.ada.heard.__setitem__(2, {"seq": 3}),
    "Bo was set back from 6 to 2": lambda told: told.bo.heard.append(Snapshot(2, board(1, 2))),
    "Bo was shown another board at 5": lambda told: told.bo.heard.__setitem__(2, Snapshot(5, board(1, 2, 3))),
    "Ada is at 5, the log at 6": lambda told: told.ada.heard.pop(),
    "Ada is at 7, the log at 6": lambda told: told.ada.heard.append(topic(7)),
    "Bo sees another board": lambda told: setattr(told.bo, "board", {}),
    "GET shows another board than the log's": lambda told: setattr(told, "board", board(1, 2, 3)),
    "Bo was answered b4, which it had not asked on that connection": lambda told: told.bo.is_told("b4", Acceptance(6)),
}


def answer(client: Client, command_id: str, other: Acceptance) -> None:
    client.acts[command_id].sendings[0].answer = other


def send(client: Client, command_id: str, sent_at: float, known: int) -> None:
    client.acts[command_id].sendings[0].sent_at = sent_at
    client.acts[command_id].sendings[0].known = known


@pytest.mark.parametrize("sentence", WRONGS)
def test_a_wrong_history_is_found(sentence: str) -> None:
    told = a_history()

    WRONGS[sentence](told)

    found = flaws([told.ada, told.bo], told.rows, told.board)
    assert any(sentence in flaw for flaw in found), found


def test_an_act_that_was_refused_and_sent_again_may_be_overtaken() -> None:
    told = a_history()
    overtaken(told, sending(2, 14, 4, Refusal("not_saved")), ANSWERED)

    assert flaws([told.ada, told.bo], told.rows, told.board) == []


def test_an_act_whose_refusal_was_lost_may_be_overtaken_if_the_log_shows_that_it_was_refused() -> None:
    told = a_history()
    overtaken(told, sending(2, 14, 4), ANSWERED)
    asked: list[tuple[str, str, int, int]] = []

    def may_be_refused(client: Client, act: Act, low: int, high: int) -> bool:
        asked.append((client.name, act.command_id, low, high))
        return True

    assert flaws([told.ada, told.bo], told.rows, told.board, may_be_refused) == []
    assert asked == [("Bo", "b2", 4, 4)]


def test_an_act_answered_at_its_first_sending_has_no_excuse() -> None:
    told = a_history()
    overtaken(told, ANSWERED)

    found = flaws([told.ada, told.bo], told.rows, told.board, lambda *_: True)

    assert found == ["Bo's b2 is 6, after 5, which it sent later"]


def test_a_client_records_what_it_sends_and_is_told_on_which_connection() -> None:
    times = iter(range(100))
    phone = Client("Cy", "cy", clock=lambda: next(times))
    phone.connects()
    phone.sees(3, board(1))
    phone.sends("c1")
    phone.connects()
    phone.hears(topic(4))
    phone.sends("c1")

    phone.is_told("c1", Acceptance(5))

    assert phone.acts["c1"].sendings == [Sending(1, 0, 3), Sending(2, 1, 4, Acceptance(5), 2)]
    assert (phone.acts["c1"].acknowledged_at, phone.witnessed) == (2, [])


def test_what_a_screen_was_shown_does_not_change_with_its_board() -> None:
    phone, shown = Client("Cy", "cy"), board(1)

    phone.sees(1, shown)
    shown["topics"].clear()

    assert phone.heard == [Snapshot(1, board(1))]


def test_nobody_asked_excuses_nothing() -> None:
    assert not never(Client("Cy", "cy"), Act("c1"), 1, 2)
