"""The judge of histories finds nothing wrong in a sound one, and each kind of wrong in one that has it."""

from collections.abc import Callable

import pytest

from tests.proof.history import Acceptance, Client, Row, Snapshot, flaws

BOARD = {"topics": {"t1": {"title": "Bostäder"}}}


def rows() -> list[Row]:
    return [
        Row(1, None, "made"),
        Row(2, "ada", "a1", {"topic": "t1"}),
        Row(3, "bo", "b1"),
        Row(4, "ada", "a2"),
        Row(5, "bo", "b2"),
    ]


def clients() -> list[Client]:
    """Ada heard all; Bo came at 2, and was cut off before the answer to b2; b3 was refused."""
    ada = Client("Ada's", "ada", ["a1", "a2"], {"a1": Acceptance(2, {"topic": "t1"}), "a2": Acceptance(4)})
    ada.known = {"a1": 0, "a2": 2}
    ada.heard, ada.board = [1, 2, 3, 4, 5], BOARD
    bo = Client("Bo's", "bo", ["b1", "b2", "b3"], {"b1": Acceptance(3)}, {"b3"}, [Snapshot(2), 3, Snapshot(5)], BOARD)
    return [ada, bo]


def test_a_sound_history_has_no_flaw() -> None:
    assert flaws(clients(), rows(), BOARD) == []


Spoil = Callable[[list[Client], list[Row]], object]
WRONGS: list[tuple[str, Spoil]] = [
    ("a2 was acknowledged and is lost", lambda clients, log: log.remove(log[3])),
    ("('ada', 'a2') was done 2 times", lambda clients, log: log.append(Row(6, "ada", "a2"))),
    ("('bo', 'b2') was done 2 times", lambda clients, log: log.append(Row(6, "bo", "b2"))),
    ("a2 was told as Acceptance(seq=5", lambda clients, log: clients[0].accepted.update(a2=Acceptance(5))),
    ("a1 was told as", lambda clients, log: clients[0].accepted.update(a1=Acceptance(2, {"topic": "t2"}))),
    ("was refused and is done", lambda clients, log: clients[1].refused.add("b2")),
    ("was never asked for", lambda clients, log: clients[0].sent.remove("a2")),
    ("acts were done in another order: [4, 2]", lambda clients, log: clients[0].sent.reverse()),
    ("a1 is 2, though 4 was acknowledged", lambda clients, log: clients[0].known.update(a1=4)),
    ("the log's seqs are not 1 to 4", lambda clients, log: log.remove(log[0])),
    ("the log's seqs are not 1 to 5", lambda clients, log: log.reverse()),
    ("Ada's heard 4 after 2", lambda clients, log: clients[0].heard.remove(3)),
    ("Ada's heard 2 after 2", lambda clients, log: clients[0].heard.insert(2, 2)),
    ("Ada's heard 5 after 0", lambda clients, log: clients[0].heard.reverse()),
    ("Bo's was set back from 5 to 2", lambda clients, log: clients[1].heard.append(Snapshot(2))),
    ("Ada's is at 4, the log at 5", lambda clients, log: clients[0].heard.pop()),
    ("Ada's is at 6, the log at 5", lambda clients, log: clients[0].heard.append(6)),
    ("Ada's sees another board", lambda clients, log: setattr(clients[0], "board", {})),
]


@pytest.mark.parametrize(("sentence", "spoil"), WRONGS, ids=[sentence for sentence, _ in WRONGS])
def test_a_wrong_history_is_found(sentence: str, spoil: Spoil) -> None:
    seen, log = clients(), rows()

    spoil(seen, log)

    assert any(sentence in flaw for flaw in flaws(seen, log, BOARD)), flaws(seen, log, BOARD)
