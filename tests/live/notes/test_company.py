"""Who is there: names and carets, told to everybody, never stored."""

import json

from openspace.domain.commands import EditReport
from openspace.live.notes.company import CLIENTS_MAX
from openspace.yjs import frames
from tests.live.notes.pens import Pen, Scene

STATE = '{"user":{"name":"Writer 1"}}'


def said(messages: list[frames.Message]) -> list[tuple[int, str | None]]:
    """Client and state of all awareness."""
    words = [message.peers for message in messages if isinstance(message, frames.Awareness)]
    return [(peer.client, peer.state) for peers in words for peer in peers]


async def test_a_caret_is_told_to_all_and_to_who_sent_it(scene: Scene) -> None:
    """[Y7]"""
    anna, bo = await scene.pen(scene.anna), await scene.pen()

    await anna.point(STATE)

    expected = [(anna.doc.client_id, STATE)]
    assert said(await anna.settle()) == expected
    assert said(await bo.read()) == expected


async def test_nobody_points_under_the_id_of_somebody_else(scene: Scene) -> None:
    """[Y7]"""
    anna, bo = await scene.pen(scene.anna), await scene.pen()
    as_anna = json.dumps({"user": {"person": scene.anna.person}})

    await bo.point(as_anna)
    await anna.point(as_anna)

    assert said(await anna.settle()) == [(anna.doc.client_id, as_anna)]


async def test_many_words_of_one_moment_are_one_frame(scene: Scene) -> None:
    """[Y7]"""
    anna, bo = await scene.pen(scene.anna), await scene.pen()
    await scene.day.clock.advance(1)

    await anna.point('{"at":1}')
    await anna.point('{"at":2}')
    await bo.point('{"at":3}')

    assert said(await anna.settle()) == [(anna.doc.client_id, '{"at":2}'), (bo.doc.client_id, '{"at":3}')]
    assert len(await bo.read()) == 1


async def test_who_comes_hears_who_is_there(scene: Scene) -> None:
    """[Y7]"""
    anna = await scene.pen(scene.anna)
    await anna.point(STATE)
    await anna.settle()

    bo = Pen(scene.day, scene.bo, scene.topic)
    bo.document = await scene.day.board.notes.join(scene.topic, bo.peer)

    assert said(await bo.read()) == [(anna.doc.client_id, STATE)]


async def test_who_asks_is_told_who_is_there(scene: Scene) -> None:
    anna, bo = await scene.pen(scene.anna), await scene.pen()
    await anna.point(STATE)
    await anna.settle()
    await bo.read()

    await bo.say(frames.QueryAwareness())

    assert said(await bo.read()) == [(anna.doc.client_id, STATE)]


async def test_a_word_for_somebody_elses_client_is_dropped(scene: Scene) -> None:
    """[Y7]"""
    anna, bo = await scene.pen(scene.anna), await scene.pen()
    await anna.point(STATE)
    await anna.settle()
    await bo.read()

    await bo.say(frames.Awareness((frames.Peer(anna.doc.client_id, 99, '{"user":{"name":"Fake"}}'),)))
    await bo.say(frames.Awareness((frames.Peer(anna.doc.client_id, 100, None),)))

    assert said(await anna.settle() + await bo.read()) == []


async def test_who_goes_is_gone_for_the_others(scene: Scene) -> None:
    """[Y7]"""
    anna, bo = await scene.pen(scene.anna), await scene.pen()
    await anna.point(STATE)
    await anna.settle()
    await bo.read()

    anna.document.leave(anna.peer)

    assert said(await bo.settle()) == [(anna.doc.client_id, None)]


async def test_an_echo_of_who_left_makes_no_ghost(scene: Scene) -> None:
    """[Y7]"""
    anna, bo = await scene.pen(scene.anna), await scene.pen()
    await bo.point(STATE)
    await anna.point(STATE)
    await anna.settle()
    await bo.read()
    anna.document.leave(anna.peer)
    await bo.settle()

    await bo.say(frames.Awareness((frames.Peer(anna.doc.client_id, anna.clock, STATE),)))

    assert said(await bo.settle()) == []


async def test_who_comes_back_with_the_same_clock_is_heard(scene: Scene) -> None:
    anna, bo = await scene.pen(scene.anna), await scene.pen()
    await anna.point(STATE)
    await anna.settle()
    anna.document.leave(anna.peer)
    await bo.settle()

    anna.clock -= 1
    await anna.open()
    await anna.point(STATE)

    assert said(await anna.settle()) == [(anna.doc.client_id, STATE)]


async def test_a_connection_speaks_for_a_few_clients_only(scene: Scene) -> None:
    """[Y7]"""
    bo = await scene.pen()

    for client in range(100, 100 + 2 * CLIENTS_MAX):
        await bo.point(STATE, client)

    assert [client for client, _ in said(await bo.settle())] == list(range(100, 100 + CLIENTS_MAX))


async def test_a_readers_word_comes_back_to_them_alone(scene: Scene) -> None:
    """[Y5, Y7]"""
    anna, bo = await scene.pen(scene.anna), await scene.pen()
    await scene.day.act(EditReport(command_id="only-me", topic=scene.topic, writers="convener"), scene.anna)

    await bo.point(STATE)

    assert said(await bo.settle()) == [(bo.doc.client_id, STATE)]
    assert said(await anna.read()) == []


async def test_a_client_that_says_goodbye_may_be_another_connections_next(scene: Scene) -> None:
    anna, bo = await scene.pen(scene.anna), await scene.pen()
    await anna.point(STATE, 7)
    await anna.say(frames.Awareness((frames.Peer(7, 2, None),)))
    await anna.settle()

    bo.clock = 2
    await bo.point(STATE, 7)

    assert said(await bo.settle())[-1] == (7, STATE)
