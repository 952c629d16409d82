"""What people take on: rules R3-R5."""

from datetime import date
from typing import Any

import pytest

from openspace.domain.commands import RemoveAction
from openspace.domain.entities import ACTIONS_MAX
from openspace.domain.errors import Invalid, NotYours, TooMany, Unknown
from tests.domain.day import a_day
from tests.domain.reports import APRIL, add, edit, only_action, report, taken_on


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
