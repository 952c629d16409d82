"""People who walk in a load: everybody goes somewhere new, and a scout's step can be told from all others."""

import json
from collections import Counter

from bench.walking import SCOUTS_EACH, Scouts, Walkers


def test_walkers_go_where_they_are_not_yet_at_an_even_pace() -> None:
    acts = list(Walkers(3, ["a", "b", "c"]).moves(per_s=100, seconds=1))

    last: dict[int, str] = {}
    for act in acts:
        to = json.loads(act.text)["to"]
        assert last.get(act.client) != to
        last[act.client] = to
    assert [act.at_s for act in acts] == [nth / 100 for nth in range(100)]
    assert set(last) == {0, 1, 2}


def test_no_two_steps_of_scouts_have_the_same_mark_going_in_or_out() -> None:
    scouts = Scouts(10, 18, ["x", "y"])

    going_in, coming_out = scouts.moves(10, 2), scouts.moves(10, 2)

    for acts in (going_in, coming_out):
        assert Counter(act.mark for act in acts).most_common(1)[0][1] == 1
        assert {act.client for act in acts} == set(range(10, 28))
    assert going_in[2].mark == b'"x":2'
    assert coming_out[-1].mark == b'"y":0'


def test_a_session_has_never_more_scouts_than_one_digit_says() -> None:
    acts = Scouts(0, 100, ["x", "y"]).moves(1_000, 1)

    assert len(acts) == 2 * SCOUTS_EACH
    assert max(act.mark for act in acts) == b'"y":9'
