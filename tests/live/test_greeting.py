"""Hello and welcome: whole, or from where the screen left off."""

from msgspec import json

from openspace.domain.commands import SetInterest
from openspace.live.tail import TAIL_MAX_EVENTS
from openspace.live.ticker import TICK_S
from openspace.wire import Hello
from tests.fakes import flush
from tests.live.live_day import LiveDay, reopened


async def test_a_hello_gets_a_welcome_with_everything(day: LiveDay) -> None:
    """[S1, S2]"""
    ada = await day.join("ada")
    topic = await day.topic(ada)
    await day.star(topic, ada)

    viewer = day.view(ada)

    (welcome,) = viewer.heard
    assert welcome["type"] == "welcome"
    assert welcome["me"] == {"person": "ada", "role": "participant", "name": "Ada", "language": "en"}
    assert (welcome["version"], welcome["epoch"], welcome["seq"]) == (1, day.board.epoch, 4)
    assert welcome["now"] == round(day.clock.now().timestamp() * 1000)
    assert "events" not in welcome
    assert list(welcome["snapshot"]["topics"]) == [topic]
    assert "profiles" not in welcome["snapshot"]
    assert welcome["presence"] == {"heads": {"lobby": 1}, "interest": {topic: 1}}
    assert welcome["mine"]["interests"] == {"ada": {"id": "ada", "topics": [topic]}}
    assert welcome["mine"]["profiles"]["ada"]["name"] == "Ada"
    assert welcome["mine"]["whereabouts"] == {"ada": {"id": "ada", "place": "lobby"}}


async def test_the_snapshot_is_exactly_the_board_of_get(day: LiveDay) -> None:
    """[H3, S2]"""
    ada = await day.join("ada")
    await day.topic(ada)

    snapshot = day.view(ada).heard[0]["snapshot"]

    assert snapshot == json.decode((await day.board.body()).plain)["board"]


async def test_a_welcome_has_nothing_private_of_others(day: LiveDay) -> None:
    """[S5, M8]"""
    ada, bo = await day.join("ada"), await day.join("bo")
    topic = await day.topic(ada)
    await day.star(topic, ada)

    mine = day.view(bo).heard[0]["mine"]

    assert mine.keys() == {"profiles", "whereabouts"}
    assert mine["profiles"].keys() == mine["whereabouts"].keys() == {"bo"}


async def test_a_screen_that_knows_the_epoch_gets_what_it_missed(day: LiveDay) -> None:
    """[S2]"""
    ada = await day.join("ada")
    await day.topic(ada)
    await day.topic(ada)

    viewer = day.view(ada, Hello(epoch=day.board.epoch, since=3))

    (welcome,) = viewer.heard
    assert "snapshot" not in welcome
    assert [event["seq"] for event in welcome["events"]] == [4]
    assert welcome["mine"]["profiles"].keys() == {"ada"}


async def test_a_screen_that_missed_nothing_gets_an_empty_tail(day: LiveDay) -> None:
    """[S2]"""
    ada = await day.join("ada")

    (welcome,) = day.view(ada, Hello(epoch=day.board.epoch, since=2)).heard

    assert welcome["events"] == []


async def test_an_epoch_null_or_foreign_or_a_since_that_never_was_gets_a_snapshot(day: LiveDay) -> None:
    """[S2]"""
    ada = await day.join("ada")
    epoch = day.board.epoch

    hellos = [Hello(since=2), Hello(epoch="x", since=2), Hello(epoch=epoch, since=3), Hello(epoch=epoch, since=-1)]

    assert ["snapshot" in day.view(ada, hello).heard[0] for hello in hellos] == [True] * 4


async def test_a_screen_too_far_behind_gets_a_snapshot(day: LiveDay) -> None:
    """[S2]"""
    ada = await day.join("ada")
    answers = [day.send(day.propose(f"Topic {number}"), ada) for number in range(TAIL_MAX_EVENTS + 1)]
    for answer in answers:
        await answer
    last = day.board.durable.seq

    just = day.view(ada, Hello(epoch=day.board.epoch, since=last - TAIL_MAX_EVENTS)).heard[0]
    too_far = day.view(ada, Hello(epoch=day.board.epoch, since=last - TAIL_MAX_EVENTS - 1)).heard[0]

    assert [event["seq"] for event in just["events"]] == list(range(last - TAIL_MAX_EVENTS + 1, last + 1))
    assert "snapshot" in too_far


async def test_after_a_restart_the_tail_is_there_and_the_same(day: LiveDay) -> None:
    """[S2]"""
    ada = await day.join("ada")
    topic = await day.topic(ada)
    await day.star(topic, ada)
    hello = Hello(epoch=day.board.epoch, since=0)
    others, other_board = await reopened(day)

    before = day.view(ada, hello).heard[0]["events"]
    day.board = other_board
    after = day.view(ada, hello).heard[0]["events"]
    await others.__aexit__(None, None, None)

    assert [event["seq"] for event in before] == [1, 2, 3, 4]
    assert after == before


async def test_a_second_hello_gets_a_second_welcome_and_every_event_still_once(day: LiveDay) -> None:
    """[S1, S3]"""
    ada = await day.join("ada")
    viewer = day.view(ada)

    day.board.greet(viewer.screen, Hello())
    await day.topic(ada)

    assert [name for name in viewer.types() if name != "presence"] == ["welcome", "welcome", "events"]
    assert viewer.seqs() == [3]


async def test_greeting_while_events_are_held_leaves_neither_gap_nor_double(day: LiveDay) -> None:
    """[S3]"""
    ada, bo = await day.join("ada"), await day.join("bo")
    topic = await day.topic(ada)
    await day.star(topic, ada)
    early = day.view(bo)
    await day.move(ada, "cafe")
    held = day.send(SetInterest(command_id="held", topic=topic, on=False), ada)
    await flush()

    late = day.view(bo)
    assert not held.done()
    await day.clock.advance(TICK_S)
    await day.topic(bo)

    assert early.heard[0]["seq"] == late.heard[0]["seq"] == 5
    assert early.seqs() == late.seqs() == [6, 7]


async def test_the_release_is_told_so_that_an_open_screen_knows_of_new_scripts(day: LiveDay) -> None:
    assert day.view(await day.join("ada")).heard[0]["release"] == ""
