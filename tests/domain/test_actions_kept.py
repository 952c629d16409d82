"""What becomes of actions when an act is taken back, a topic goes or a name changes: rules R10 and R11, U1-U3."""

import pytest

from openspace.domain.commands import (
    AddAction,
    EditAction,
    EditProfile,
    EditReport,
    Logged,
    PutAside,
    RemoveAction,
    RestoreTopic,
    SilencePerson,
    UnsilencePerson,
    WithdrawTopic,
)
from openspace.domain.errors import ChangedSince
from tests.domain.day import a_day
from tests.domain.reports import add, edit, only_action, report, taken_on

# Taken back


def test_each_act_is_taken_back() -> None:
    """[U1]"""
    day = a_day()
    topic = day.topic("Bees", by="ada")
    before = day.board.topics[topic]
    day.act(report(topic, writers="scribes", is_ready=True), "ada")
    day.undo(by="ada")
    assert day.board.topics[topic] == before

    action = taken_on(day, topic)
    added = only_action(day)
    day.act(edit(action, progress="done", who="Cy"), "cy")
    day.undo(by="cy")
    assert only_action(day) == added
    day.undo(day.board.seq - 2, by="bo")

    assert day.board.actions == {}


def test_an_action_is_not_put_back_where_its_topic_has_gone() -> None:
    """[U3] It went before the topic, so it is not with it on the shelf."""
    day = a_day()
    topic = day.topic("Bees", by="ada")
    action = taken_on(day, topic)
    day.act(RemoveAction(command_id="c", action=action), "bo")
    removed = day.board.seq
    day.act(WithdrawTopic(command_id="c", topic=topic), "ada")

    with pytest.raises(ChangedSince):
        day.undo(removed, by="bo")


def test_a_topic_does_not_go_away_again_from_under_a_new_action() -> None:
    """[U3]"""
    day = a_day()
    topic = day.topic("Bees", by="ada")
    day.act(WithdrawTopic(command_id="c", topic=topic), "ada")
    day.act(RestoreTopic(command_id="c", topic=topic), "ada")
    restored = day.board.seq
    taken_on(day, topic)

    with pytest.raises(ChangedSince):
        day.undo(restored, by="ada")


# With its topic, and with a name


def test_actions_leave_with_their_topic_and_come_back() -> None:
    """[R10]"""
    day = a_day()
    topic, other = day.topic("Bees", by="ada"), day.topic("Ants", by="bo")
    actions = {taken_on(day, topic), taken_on(day, topic)}
    stays = taken_on(day, other)
    ways: list[tuple[Logged, Logged, str]] = [
        (WithdrawTopic(command_id="c", topic=topic), RestoreTopic(command_id="c", topic=topic), "ada"),
        (PutAside(command_id="c", topic=topic, why="Twice"), RestoreTopic(command_id="c", topic=topic), "facilitator"),
        (SilencePerson(command_id="c", person="ada", why="Loud"), UnsilencePerson(command_id="c", person="ada"),
         "facilitator"),
    ]  # fmt: skip
    for down, up, by in ways:
        day.act(down, by)
        assert set(day.board.actions) == {stays}
        day.act(up, by)
        assert set(day.board.actions) == {*actions, stays}


def test_a_new_name_follows_to_what_one_has_taken_on() -> None:
    """[R11, G7] Also on the shelf; not where another name was written, and nobody is told of anything."""
    day = a_day()
    topic, aside = day.topic("Bees", by="ada"), day.topic("Ants", by="cy")
    for where in (topic, aside):
        day.act(add(where, person="bo"), "bo")
        day.act(add(where, person="bo", who="Bo of Lund"), "bo")
    day.act(PutAside(command_id="c", topic=aside, why="Later"))
    told = day.board.notices

    draft = day.act(EditProfile(command_id="c", name="Boel"), "bo")

    assert {action.who for action in day.board.actions.values()} == {"Boel", "Bo of Lund"}
    assert {action.who for action in day.board.shelf[aside].actions} == {"Boel", "Bo of Lund"}
    assert (day.board.notices, draft.changes.notices) == (told, {})
    day.undo(by="bo")
    assert {action.who for action in day.board.shelf[aside].actions} == {"Bo", "Bo of Lund"}


def test_who_chose_no_name_gets_the_first_one_they_choose() -> None:
    """[R11]"""
    day = a_day()
    day.act(EditProfile(command_id="c", name=None), "bo")
    taken_on(day, day.topic("Bees"), person="bo")
    assert only_action(day).who == ""

    day.act(EditProfile(command_id="c", name="Bo"), "bo")

    assert only_action(day).who == "Bo"


def test_who_convenes_nothing_any_more_keeps_what_they_took_on() -> None:
    """[R4]"""
    day = a_day()
    topic, other = day.topic("Bees", by="ada"), day.topic("Ants", by="bo")
    action = taken_on(day, topic, by="cy", person="bo")
    day.act(WithdrawTopic(command_id="c", topic=other), "bo")
    assert "bo" not in day.board.people

    day.act(edit(action, person="bo", who="Bo", what="Write three pages"), "cy")

    assert (only_action(day).what, only_action(day).person) == ("Write three pages", "bo")


def test_who_steps_back_takes_the_name_along() -> None:
    """[R5]"""
    day = a_day()
    topic = day.topic("Bees", by="bo")
    action = day.act(AddAction(command_id="c", topic=topic, what="Plant", person="ada"), "ada").made["action"]
    day.act(EditReport(command_id="c", topic=topic, writers="convener"), "bo")

    day.act(EditAction(command_id="c", action=action, person=None), "ada")

    assert (day.board.actions[action].who, day.board.actions[action].person) == ("", "")
