"""Both generators against a small server: what they say came of a load is what came of it."""

from collections.abc import AsyncIterator

import pytest

from bench.load.plan import Act, Count, Crowd, Loop, Phase, Return
from tests.bench.generators import Started
from tests.bench.small_server import LIVE, SmallServer, small_server


@pytest.fixture
async def small() -> AsyncIterator[SmallServer]:
    async with small_server() as server:
        yield server


def crowd(small: SmallServer, size: int, returns: Return | None = None) -> Crowd:
    return Crowd(host="127.0.0.1", port=small.port, clients=(small.client(),) * size, live=LIVE, returns=returns)


async def test_clients_join_with_the_token_they_were_given_and_become_live(
    small: SmallServer, started: Started
) -> None:
    async with started(crowd(small, 5)) as load:
        opening = await load.open()

    assert opening.failed == 0
    assert min(opening.live_s) > 0
    assert min(opening.bytes) > len('{"type":"welcome"}')


async def test_one_that_fetched_the_board_says_how_far_it_is(small: SmallServer, started: Started) -> None:
    asked = small.client().requests[0], f"GET /board HTTP/1.1\r\nHost: 127.0.0.1:{small.port}\r\n\r\n".encode()
    clients = (small.client(requests=asked[::-1]),)

    async with started(Crowd(host="127.0.0.1", port=small.port, clients=clients, live=LIVE)) as load:
        await load.open()

    assert small.heard == ['{"type":"hello","epoch":"e-7","since":41}']


async def test_one_that_is_not_let_in_has_failed(small: SmallServer, started: Started) -> None:
    clients = (small.client(), small.client(requests=()))

    async with started(Crowd(host="127.0.0.1", port=small.port, clients=clients, live=LIVE)) as load:
        opening = await load.open()

    assert opening.failed == 1
    assert opening.live_s[1] == -1.0


async def test_every_act_reaches_every_reader_once(small: SmallServer, started: Started) -> None:
    acts = tuple(Act(at_s=n / 100, client=n, text=f"act {n}.", mark=b"act %d." % n) for n in range(4))

    async with started(crowd(small, 4)) as load:
        await load.open()
        measured = await load.measure(Phase(acts=acts, counted=(b'"seq":', b'"accepted"')))

    assert measured.missing == 0
    assert measured.counts[0] == Count(16, 16, 4)
    assert 0 < measured.delays.p50 <= measured.last.longest
    assert measured.closed == 0


async def test_one_that_does_not_read_is_waited_for_by_nobody(small: SmallServer, started: Started) -> None:
    clients = (small.client(), small.client(reads=False))

    async with started(Crowd(host="127.0.0.1", port=small.port, clients=clients, live=LIVE)) as load:
        await load.open()
        measured = await load.measure(Phase(acts=(Act(at_s=0.0, client=0, text="act", mark=b"act"),)))

    assert measured.missing == 0
    assert measured.last.longest == measured.delays.longest


async def test_what_nobody_shows_is_missing_when_patience_ends(small: SmallServer, started: Started) -> None:
    async with started(crowd(small, 3)) as load:
        await load.open()
        acts = (Act(at_s=0.0, client=0, text="act", mark=b"never said"),)
        measured = await load.measure(Phase(acts=acts, patience_s=0.1))

    assert measured.missing == 3


async def test_a_loop_sends_as_many_as_it_was_told_each_after_the_answer_before(
    small: SmallServer, started: Started
) -> None:
    loop = Loop(texts=("number {n} {id} a", "number {n} {id} b"), acts=20, answer=b"number {n} ")

    async with started(crowd(small, 3)) as load:
        await load.open()
        measured = await load.measure(Phase(loop=loop))

    told = [text for text in small.heard if text.startswith("number")]
    assert measured.answered == 20
    assert sorted(int(text.split()[1]) for text in told) == list(range(20))
    assert len({text.split()[2] for text in told}) == 20
    assert {text.split()[3] for text in told} == {"a", "b"}
    assert measured.waits.p50 > 0


async def test_who_loses_the_connection_comes_back_from_where_it_was(small: SmallServer, started: Started) -> None:
    returns = Return(
        greeting=('{"type":"hello","epoch":"{epoch}","since":{seq},"again":1}',), wait_s=(0, 0), wait_max_s=1
    )

    async with started(crowd(small, 2, returns)) as load:
        await load.open()
        await load.measure(Phase(acts=(Act(at_s=0.0, client=0, text="act", mark=b"act"),)))
        measured = await load.measure(Phase(acts=(Act(at_s=0.0, client=0, text="goodbye", mark=LIVE),)))

    assert measured.closed == 2
    assert len(measured.returned_s) == 2
    assert min(measured.returned_bytes) > 0
    assert small.heard[-2:] == ['{"type":"hello","epoch":"e1","since":1,"again":1}'] * 2
