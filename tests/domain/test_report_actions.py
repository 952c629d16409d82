"""Who writes a report, and what people take on: rules R1-R5, R10 and R11."""

from datetime import date
from typing import Any

import pytest

from openspace.domain.commands import (
    AddAction,
    EditAction,
    EditProfile,
    EditReport,
    Logged,
    ProposeTopic,
    PutAside,
    RemoveAction,
    RestoreTopic,
    SilencePerson,
    UnsilencePerson,
    WithdrawTopic,
)
from openspace.domain.context import Actor
from openspace.domain.entities import ACTIONS_MAX, Action, Topic, Writers
from openspace.domain.errors import ChangedSince, Invalid, NotYours, Refused, Silenced, TooMany, Unknown
from openspace.domain.rules.report import may_write
from tests.domain.day import Day, a_day

APRIL = date(2027, 4, 15)


def report(topic: str, **more: Any) -> EditReport:
    return EditReport(command_id="c", topic=topic, **more)


def add(topic: str, what: str = "Write two pages", **more: Any) -> AddAction:
    return AddAction(command_id="c", topic=topic, what=what, **more)


def edit(action: str, **more: Any) -> EditAction:
    return EditAction(command_id="c", action=action, **more)


def taken_on(day: Day, topic: str, by: str = "bo", **more: Any) -> str:
    """An action of that topic; its id."""
    return day.act(add(topic, **more), by).made["action"]


def only_action(day: Day) -> Action:
    (action,) = day.board.actions.values()
    return action


def only_topic(day: Day) -> Topic:
    (topic,) = day.board.topics.values()
    return topic


# Who writes


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


# What people take on


def test_an_action_says_who_does_what_by_when() -> None:
    """[R3]"""
    day = a_day()
    topic = day.topic("Bees", by="ada")

    taken_on(day, topic, what=" Ask\tRegion Skåne ", who="Farah K.", due=APRIL, first_step="Call on Monday")

    action = only_action(day)
    assert (action.topic, action.what, action.who, action.person) == (topic, "Ask Region Skåne", "Farah K.", "")
    assert (action.due, action.first_step, action.progress) == (APRIL, "Call on Monday", "open")


@pytest.mark.parametrize(
    "wrong",
    [{"what": " "}, {"what": "x" * 201}, {"who": "x" * 61}, {"first_step": "x" * 201}, {"due": date(1, 1, 1)},
     {"due": date(9999, 12, 31)}],
)  # fmt: skip
def test_what_is_out_of_bounds_is_refused_in_words(wrong: dict[str, Any]) -> None:
    """[R3]"""
    day = a_day()
    topic = day.topic("Bees")
    action = taken_on(day, topic)

    with pytest.raises(Invalid):
        day.act(add(topic, **{"what": "Do", **wrong}), "bo")
    with pytest.raises(Invalid):
        day.act(edit(action, **wrong), "bo")


def test_a_board_holds_no_end_of_actions() -> None:
    """[R3]"""
    day = a_day()
    topic = day.topic("Bees")
    for _ in range(ACTIONS_MAX):
        taken_on(day, topic)

    with pytest.raises(TooMany):
        taken_on(day, topic)


def test_an_action_of_no_topic_is_refused() -> None:
    """[R3]"""
    day = a_day()

    for command in (add("nowhere"), edit("nowhere"), RemoveAction(command_id="c", action="nowhere")):
        with pytest.raises(Unknown):
            day.act(command, "bo")


def test_one_names_oneself_or_who_is_public_already() -> None:
    """[R4] Cy has only joined: nobody but Cy may say so."""
    day = a_day()
    topic = day.topic("Bees", by="ada")

    day.act(add(topic, person="ada"), "bo")
    day.act(add(topic, person="bo", who="Bo from Lund"), "bo")

    assert [(action.who, action.person) for action in day.board.actions.values()] == [
        ("Ada", "ada"), ("Bo from Lund", "bo"),
    ]  # fmt: skip
    for person in ("cy", "nobody"):
        with pytest.raises(Unknown):
            day.act(add(topic, person=person), "bo")


def test_an_organisation_may_be_ticked_a_person_and_nobody_not() -> None:
    """[R4]"""
    day = a_day()
    topic = day.topic("Bees", by="ada")

    for more in ({"who": "Region Skåne"}, {"person": "ada"}, {}):
        day.act(add(topic, is_role=True, **more), "bo")

    assert [action.is_role for action in day.board.actions.values()] == [True, False, False]


def test_the_tick_stays_with_the_name_it_was_set_for() -> None:
    """[R4] A role may be published; the person who comes after it has not said so."""
    day = a_day()
    action = taken_on(day, day.topic("Bees"), who="Region Skåne", is_role=True)

    day.act(edit(action, what="Ask again", who="Region Skåne"), "bo")
    assert only_action(day).is_role
    day.act(edit(action, who="Anna Svensson"), "bo")

    assert not only_action(day).is_role


def test_a_person_is_no_role_however_it_is_ticked() -> None:
    """[R4]"""
    day = a_day()
    action = taken_on(day, day.topic("Bees", by="ada"), person="ada")

    day.act(edit(action, is_role=True), "bo")

    assert not only_action(day).is_role


def test_another_name_alone_is_somebody_else() -> None:
    """[R4]"""
    day = a_day()
    action = taken_on(day, day.topic("Bees", by="ada"), person="ada")

    day.act(edit(action, who="The library"), "bo")

    assert (only_action(day).who, only_action(day).person) == ("The library", "")


def test_the_same_name_keeps_the_person_and_null_takes_each_away() -> None:
    """[R4]"""
    day = a_day()
    action = taken_on(day, day.topic("Bees", by="ada"), by="cy", person="cy")

    day.act(edit(action, who="Cy", person="cy", due=APRIL), "bo")  # unchanged, though Cy is not public
    assert (only_action(day).who, only_action(day).person, only_action(day).due) == ("Cy", "cy", APRIL)
    day.act(edit(action, person=None), "bo")
    assert (only_action(day).who, only_action(day).person) == ("Cy", "")
    day.act(edit(action, person="ada"), "bo")
    assert (only_action(day).who, only_action(day).person) == ("Ada", "ada")
    day.act(edit(action, who=None, due=None), "bo")
    assert (only_action(day).who, only_action(day).person, only_action(day).due) == ("", "", None)


def test_what_is_left_out_stays() -> None:
    """[R5]"""
    day = a_day()
    action = taken_on(day, day.topic("Bees"), who="Region Skåne", is_role=True, due=APRIL, first_step="Call")
    before = only_action(day)

    draft = day.act(edit(action), "bo")

    assert (only_action(day), draft.changes.actions) == (before, {})


def test_the_owner_says_how_it_goes_whoever_writes_the_report() -> None:
    """[R5]"""
    day = a_day()
    topic = day.topic("Bees", by="ada")
    action = taken_on(day, topic, by="bo", person="bo")
    day.act(report(topic, writers="convener"), "ada")

    day.act(edit(action, progress="doing", news="Half of it", first_step="Ring Per"), "bo")

    assert (only_action(day).progress, only_action(day).news, only_action(day).first_step) == (
        "doing", "Half of it", "Ring Per",
    )  # fmt: skip
    for more in ({"what": "Something else"}, {"due": APRIL}, {"person": "ada"}, {"who": "Cy"}):
        with pytest.raises(NotYours):
            day.act(edit(action, **more), "bo")


def test_who_was_named_may_step_back() -> None:
    """[R5]"""
    day = a_day()
    topic = day.topic("Bees", by="ada")
    day.topic("Ants", by="bo")
    action = taken_on(day, topic, by="cy", person="bo")
    day.act(report(topic, writers="convener"), "ada")

    day.act(edit(action, who=None, person=None), "bo")

    assert (only_action(day).who, only_action(day).person) == ("", "")


@pytest.mark.parametrize("by", ["scribe", "facilitator"])
def test_helpers_say_how_it_goes_and_no_more(by: str) -> None:
    """[R5] The follow-up page acts as the scribe's link."""
    day = a_day()
    topic = day.topic("Bees", by="ada")
    action = taken_on(day, topic, by="bo")
    day.act(report(topic, writers="convener"), "ada")

    day.act(edit(action, progress="done", news="At last"), by)

    assert (only_action(day).progress, only_action(day).news) == ("done", "At last")
    for command in (edit(action, what="Else"), RemoveAction(command_id="c", action=action)):
        with pytest.raises(NotYours):
            day.act(command, by)


def test_a_stranger_to_it_changes_nothing_of_a_report_that_is_closed_to_them() -> None:
    """[R5]"""
    day = a_day()
    topic = day.topic("Bees", by="ada")
    action = taken_on(day, topic, by="ada")
    day.act(report(topic, writers="convener"), "ada")

    for command in (edit(action, progress="done"), RemoveAction(command_id="c", action=action)):
        with pytest.raises(NotYours):
            day.act(command, "bo")


def test_who_may_write_takes_an_action_away_and_back() -> None:
    """[R5, U1]"""
    day = a_day()
    taken_on(day, day.topic("Bees"))
    before = only_action(day)

    day.act(RemoveAction(command_id="c", action=before.id), "cy")
    assert day.board.actions == {}
    day.undo(by="cy")

    assert only_action(day) == before


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
