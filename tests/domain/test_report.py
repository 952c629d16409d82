"""Who writes a report: rules R1 and R2."""

from typing import Any

import pytest

from openspace.domain.commands import ProposeTopic, RemoveAction, SilencePerson, WithdrawTopic
from openspace.domain.context import Actor
from openspace.domain.entities import Writers
from openspace.domain.errors import NotYours, Refused, Silenced, Unknown
from openspace.domain.rules.report import may_write
from tests.domain.day import Day, a_day
from tests.domain.reports import add, edit, only_topic, report, taken_on


@pytest.mark.parametrize(
    ("writers", "allowed"),
    [
        ("everyone", {"ada", "bo", "cy", "scribe", "facilitator"}),
        ("convener", {"ada", "bo"}),
        ("scribes", {"ada", "bo", "scribe", "facilitator"}),
    ],
)
def test_the_convener_chooses_who_writes_and_always_may(writers: Writers, allowed: set[str]) -> None:
    """[R1] Ada convenes, and has handed the pen to Bo."""
    day = a_day()
    topic, _ = day.topic("Bees", by="ada"), day.topic("Ants", by="bo")

    day.act(report(topic, writers=writers, pen="bo"), "ada")

    found = day.board.topics[topic]
    actors = [Actor(name) for name in ("ada", "bo", "cy")] + [
        Actor("scribe", "scribe"), Actor("facilitator", "facilitator"), Actor(None, "wall"), Actor("nobody"),
    ]  # fmt: skip
    assert {actor.person for actor in actors if may_write(day.board, found, actor)} == allowed


def test_who_may_not_write_adds_no_action_either() -> None:
    """[R1]"""
    day = a_day()
    topic = day.topic("Bees", by="ada")
    day.act(report(topic, writers="convener"), "ada")

    with pytest.raises(NotYours):
        day.act(add(topic), "bo")


def test_a_silenced_device_writes_nothing() -> None:
    """[R1, P6]"""
    day = a_day()
    topic = day.topic("Bees", by="ada")
    action = taken_on(day, topic, by="bo", person="bo")
    day.act(SilencePerson(command_id="c", person="bo", why="Shouting"))

    for command in (add(topic), edit(action, news="Done"), RemoveAction(command_id="c", action=action), report(topic)):
        with pytest.raises(Silenced):
            day.act(command, "bo")
    assert not may_write(day.board, day.board.topics[topic], Actor("bo"))


@pytest.mark.parametrize("by", ["bo", "scribe", "facilitator"])
def test_only_convener_and_pen_say_who_writes(by: str) -> None:
    """[R2]"""
    day = a_day()
    topic = day.topic("Bees", by="ada")

    for change in ({"writers": "scribes"}, {"is_on_walls": False}, {"pen": None}):
        with pytest.raises(NotYours):
            day.act(report(topic, **change), by)


def test_the_report_of_somebody_without_a_phone_is_in_the_helpers_hands() -> None:
    """[R2, P4]"""
    day = a_day()
    day.act(ProposeTopic(command_id="c", title="Bees", convener="Gunhild"), "scribe")

    day.act(report(only_topic(day).id, writers="scribes", is_on_walls=False), "scribe")

    assert (only_topic(day).writers, only_topic(day).is_on_walls) == ("scribes", False)


def test_the_pen_is_handed_to_a_convener_and_on() -> None:
    """[R2]"""
    day = a_day()
    topic, _, last = day.topic("Bees", by="ada"), day.topic("Ants", by="bo"), day.topic("Wasps", by="cy")
    day.act(report(topic, pen="bo"), "ada")

    day.act(report(topic, pen="cy"), "bo")

    assert day.board.topics[topic].pen == "cy"
    with pytest.raises(NotYours):
        day.act(report(topic, is_ready=True), "bo")
    day.act(WithdrawTopic(command_id="c", topic=last), "cy")
    day.act(report(topic, pen="cy", is_ready=True), "cy")  # still theirs, though they convene nothing now
    assert day.board.topics[topic].is_ready
    day.act(report(topic, pen="ada"), "ada")
    assert day.board.topics[topic].pen == ""


def test_the_pen_goes_to_nobody_who_is_not_public() -> None:
    """[R2]"""
    day = a_day()
    topic = day.topic("Bees", by="ada")

    with pytest.raises(Unknown):
        day.act(report(topic, pen="bo"), "ada")


@pytest.mark.parametrize(("by", "may"), [("ada", True), ("scribe", True), ("facilitator", True), ("cy", False)])
def test_helpers_too_may_say_that_a_report_is_ready(by: str, may: bool) -> None:
    """[R2]"""
    day = a_day()
    topic = day.topic("Bees", by="ada")

    outcome = outcome_of(day, report(topic, is_ready=True), by)

    assert (outcome == "report_edited") == may
    assert day.board.topics[topic].is_ready == may


def outcome_of(day: Day, command: Any, by: str) -> str:
    try:
        return day.act(command, by).type
    except Refused as refused:
        return refused.code
