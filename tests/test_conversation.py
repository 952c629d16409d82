"""One screen's socket without a network: what is done about each frame."""

import json

import pytest

from openspace import wire
from openspace.conversation import Answer, Close, Conversation, Greet, Step, Submit, WatchPlanes
from openspace.domain.commands import Move, ProposeTopic

HELLO = '{"type":"hello","protocol":1,"epoch":null,"since":0}'


def said(*frames: str | bytes) -> list[Step]:
    """Everything a fresh conversation answers to these frames."""
    conversation = Conversation()
    return [step for frame in frames for step in conversation.receive(frame)]


def command(type: str, **fields: object) -> str:
    return json.dumps({"type": type, "command_id": "c1", **fields})


def test_hello_comes_first_and_again_is_greeted_again() -> None:
    """[S1]"""
    steps = said(HELLO, HELLO)

    assert [type(step) for step in steps] == [Greet, Greet]


def test_a_command_is_submitted() -> None:
    """[S1]"""
    (_, step) = said(HELLO, command("propose_topic", title="Bees"))

    assert step == Submit(ProposeTopic(command_id="c1", title="Bees"))


def test_unknown_fields_are_ignored() -> None:
    """[S8]"""
    (_, step) = said(HELLO, command("move", to="cafe", mood="happy"))

    assert step == Submit(Move(command_id="c1", to="cafe"))


def test_watch_takes_the_planes_it_knows() -> None:
    """[S6]"""
    (_, step) = said(HELLO, '{"type":"watch","planes":["flows","heads","weather"]}')

    assert step == WatchPlanes(frozenset({"flows", "heads"}))


def test_an_unknown_command_is_refused_and_an_unknown_message_ignored() -> None:
    """[S8]"""
    steps = said(HELLO, command("fly"), '{"type":"weather"}')

    (_, refused) = steps
    assert isinstance(refused, Answer)
    assert (refused.unreadable.command_id, refused.unreadable.refused.code) == ("c1", "unknown_command")


@pytest.mark.parametrize(
    "fields",
    [{"title": 7}, {}, {"title": ["x"]}, {"title": None}, {"title": "x", "about": {"a": 1}}],
)
def test_a_command_of_the_wrong_shape_is_refused(fields: dict[str, object]) -> None:
    """[S8]"""
    (_, refused) = said(HELLO, command("propose_topic", **fields))

    assert isinstance(refused, Answer)
    assert (refused.unreadable.command_id, refused.unreadable.refused.code) == ("c1", "invalid")


def test_a_time_without_offset_is_refused() -> None:
    """[S8]"""
    (_, refused) = said(HELLO, command("add_slot", starts="2027-04-14T10:00:00", ends="2027-04-14T11:00:00"))

    assert isinstance(refused, Answer)
    assert refused.unreadable.refused.code == "invalid"


def test_what_only_the_server_may_say_is_unknown() -> None:
    """[S8]"""
    (_, refused) = said(HELLO, command("join_board", person="me"))

    assert isinstance(refused, Answer)
    assert refused.unreadable.refused.code == "unknown_command"


def test_a_command_over_8_kib_is_refused() -> None:
    """[S8]"""
    (_, refused) = said(HELLO, command("propose_topic", title="å" * 5_000))

    assert isinstance(refused, Answer)
    assert refused.unreadable.refused.code == "too_large"


def test_a_command_without_an_id_is_refused_to_nobody_in_particular() -> None:
    """[S8]"""
    (_, refused) = said(HELLO, '{"type":"propose_topic","title":"Bees"}')

    assert isinstance(refused, Answer)
    assert (refused.unreadable.command_id, refused.unreadable.refused.code) == (None, "invalid")


@pytest.mark.parametrize(
    "rubbish",
    [
        "",
        "not json",
        "[]",
        "7",
        "null",
        '{"no":"type"}',
        '{"type":7}',
        "[" * 30_000,
        '{"type":"x","command_id":' + "[" * 20_000,
        b"\x00\x01",
        '{"type":"hello","protocol":"one"}',
        '{"type":"watch","planes":7}',
    ],
)
def test_rubbish_closes_the_socket(rubbish: str | bytes) -> None:
    """[S9]"""
    steps = said(HELLO, rubbish, HELLO)

    assert isinstance(steps[1], Close)
    assert (steps[1].code, len(steps)) == (wire.CLOSE_RUBBISH, 2)


def test_a_command_before_hello_closes_the_socket() -> None:
    """[S9]"""
    (step,) = said(command("move", to="cafe"))

    assert isinstance(step, Close)
    assert step.code == wire.CLOSE_RUBBISH


def test_a_frame_over_64_kib_closes_the_socket() -> None:
    """[S9]"""
    (_, step) = said(HELLO, command("propose_topic", title="x" * 70_000))

    assert isinstance(step, Close)
    assert step.code == wire.CLOSE_TOO_BIG


def test_lone_surrogates_do_no_harm() -> None:
    """[S9]"""
    steps = said(HELLO, '{"type":"propose_topic","command_id":"c1","title":"\\ud800"}', "\ud800")

    assert all(isinstance(step, Close | Answer | Greet | Submit) for step in steps)
