"""Taking a card down: rules D1-D3."""

import pytest

from openspace.domain.board import audience_of
from openspace.domain.commands import (
    EditTopic,
    ProposeTopic,
    PutAside,
    RestoreTopic,
    SetInterest,
    SilencePerson,
    UnsilencePerson,
)
from openspace.domain.errors import Invalid, NotYours, Silenced
from tests.domain.day import a_day


def test_a_topic_put_aside_is_gone_and_only_its_author_and_facilitators_see_it() -> None:
    """[D1]"""
    day = a_day()
    topic = day.topic("Bees", at=("oak", "10:00"))

    day.act(PutAside(command_id="c", topic=topic, why="It names a child"))

    assert (dict(day.board.topics), dict(day.board.sessions), dict(day.board.people)) == ({}, {}, {})
    audience = audience_of(day.board.shelf[topic])
    assert audience.includes("ada", "participant")
    assert audience.includes("facilitator", "facilitator")
    assert not audience.includes("bo", "participant")


def test_its_author_cannot_put_it_up_again_and_a_facilitator_can() -> None:
    """[D1]"""
    day = a_day()
    topic = day.topic("Bees")
    day.act(PutAside(command_id="c", topic=topic, why="It names a child"))

    with pytest.raises(NotYours):
        day.act(RestoreTopic(command_id="c", topic=topic), "ada")
    day.act(RestoreTopic(command_id="c", topic=topic))

    assert topic in day.board.topics


def test_a_reason_is_needed() -> None:
    """[D1]"""
    day = a_day()
    topic = day.topic("Bees")

    with pytest.raises(Invalid):
        day.act(PutAside(command_id="c", topic=topic, why=" "))


def test_a_silenced_device_writes_nothing_but_still_stars() -> None:
    """[D2, P6]"""
    day = a_day()
    kept = day.topic("Ants", by="bo")
    topic = day.topic("Bees", by="ada")

    day.act(SilencePerson(command_id="c", person="ada", why="Twelve jokes in a row"))

    assert topic not in day.board.topics
    with pytest.raises(Silenced):
        day.act(ProposeTopic(command_id="c", title="More"), "ada")
    day.act(SetInterest(command_id="c", topic=kept, on=True), "ada")


def test_letting_it_speak_brings_back_what_went_aside_with_it() -> None:
    """[D3]"""
    day = a_day()
    topic = day.topic("Bees", at=("oak", "10:00"))
    day.act(SilencePerson(command_id="c", person="ada", why="Twelve jokes in a row"))

    day.act(UnsilencePerson(command_id="c", person="ada"))

    assert day.spot(topic) == ("oak", "10:00")
    day.act(EditTopic(command_id="c", topic=topic, title="Wasps"), "ada")


def test_taking_down_is_the_facilitators_alone() -> None:
    """[D1, P2]"""
    day = a_day()
    topic = day.topic("Bees")

    with pytest.raises(NotYours):
        day.act(PutAside(command_id="c", topic=topic, why="x"), "scribe")
