"""The clock slips: rules C1-C5."""

from datetime import datetime

import pytest

from openspace.domain.commands import EndSlot, ExtendSlot, ShiftDay, StartSlot
from openspace.domain.errors import NotNow, SlotsOverlap
from openspace.domain.insight import sorted_slots
from tests.domain.day import Day, a_day, at


def times(day: Day) -> list[str]:
    return [f"{slot.starts:%H:%M}-{slot.ends:%H:%M}" for slot in sorted_slots(day.board)]


def test_a_slot_that_starts_late_still_ends_when_it_was_to() -> None:
    """[C1]"""
    day = a_day(slots=("10:00", "11:00"))
    day.now = at("09:53")

    day.act(StartSlot(command_id="c", slot=day.slot("10:00").id))

    assert times(day) == ["09:53-10:45", "11:00-11:45"]


def test_starting_the_next_slot_ends_the_one_under_way() -> None:
    """[C1]"""
    day = a_day(slots=("10:00", "11:00"))
    day.now = at("10:40")

    day.act(StartSlot(command_id="c", slot=day.slot("11:00").id))

    assert times(day) == ["10:00-10:40", "10:40-11:45"]


def test_ending_now_leaves_the_rest_of_the_day() -> None:
    """[C2]"""
    day = a_day(slots=("10:00", "11:00"))
    day.now = at("10:30")

    day.act(EndSlot(command_id="c", slot=day.slot("10:00").id))

    assert times(day) == ["10:00-10:30", "11:00-11:45"]


def test_what_is_not_under_way_cannot_end() -> None:
    """[C2]"""
    day = a_day()

    with pytest.raises(NotNow):
        day.act(EndSlot(command_id="c", slot=day.slot("10:00").id))


def test_five_minutes_more_push_what_follows_too_closely_and_keep_its_length() -> None:
    """[C3]"""
    day = a_day(slots=("10:00", "10:45", "12:00"))

    day.act(ExtendSlot(command_id="c", slot=day.slot("10:00").id))

    assert times(day) == ["10:00-10:50", "10:50-11:35", "12:00-12:45"]


def test_shifting_moves_every_slot_of_the_day_that_has_not_begun() -> None:
    """[C4]"""
    day = a_day(slots=("10:00", "11:00", "13:00"))
    day.now = at("10:10")

    day.act(ShiftDay(command_id="c", minutes=15))

    assert times(day) == ["10:00-10:45", "11:15-12:00", "13:15-14:00"]


def test_shifting_back_into_the_slot_before_is_refused() -> None:
    """[C4, V5]"""
    day = a_day(slots=("10:00", "11:00"))
    day.now = at("10:10")

    with pytest.raises(SlotsOverlap):
        day.act(ShiftDay(command_id="c", minutes=-30))


def test_a_shift_is_taken_back_in_one_act() -> None:
    """[C5]"""
    day = a_day(slots=("10:00", "11:00", "13:00"))
    before = times(day)
    day.act(ShiftDay(command_id="c", minutes=15))

    day.undo()

    assert times(day) == before


def test_the_slots_keep_the_boards_zone() -> None:
    """[V4]"""
    day = a_day()

    starts: datetime = day.slot("10:00").starts

    assert starts.utcoffset() is not None
