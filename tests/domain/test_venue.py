"""Rooms and slots while the day runs: rules V1-V7."""

from datetime import UTC, datetime, timedelta

import pytest

from openspace.domain.commands import AddRoom, AddSlot, EditRoom, EditSlot, RemoveRoom, RemoveSlot
from openspace.domain.errors import Invalid, NotYours, SlotsOverlap, TooMany
from tests.domain.day import a_day, at


def test_a_new_room_gets_the_first_colour_nobody_has_and_its_symbol() -> None:
    """[V1]"""
    day = a_day(rooms=("oak", "elm", "ash"))
    day.act(RemoveRoom(command_id="c", room=day.room("elm").id))

    day.act(AddRoom(command_id="c", name="yew"))

    assert (day.room("yew").colour, day.room("yew").symbol) == (2, "square")


def test_nine_rooms_have_nine_colours_and_share_eight_symbols() -> None:
    """[V1]"""
    day = a_day(rooms=tuple(f"room {n}" for n in range(9)))

    rooms = list(day.board.rooms.values())

    assert [room.colour for room in rooms] == list(range(1, 10))
    assert rooms[8].symbol == rooms[0].symbol


def test_the_venue_is_the_facilitators() -> None:
    """[P2]"""
    day = a_day()

    with pytest.raises(NotYours):
        day.act(AddRoom(command_id="c", name="yew"), "ada")


@pytest.mark.parametrize("seats", [0, 2_001, -3])
def test_seats_are_between_1_and_2000(seats: int) -> None:
    """[V2]"""
    day = a_day()

    with pytest.raises(Invalid):
        day.act(AddRoom(command_id="c", name="yew", seats=seats))


def test_closing_a_room_takes_away_the_places_to_come_and_leaves_what_was() -> None:
    """[V3]"""
    day = a_day()
    past = day.topic("Ants", at=("oak", "10:00"))
    to_come = day.topic("Bees", at=("oak", "11:00"))
    day.now = at("10:50")

    day.act(EditRoom(command_id="c", room=day.room("oak").id, is_open=False))

    assert (day.spot(past), day.spot(to_come)) == (("oak", "10:00"), None)
    assert set(day.board.topics) == {past, to_come}


def test_an_edit_changes_only_what_it_names() -> None:
    """[V3]"""
    day = a_day()
    before = day.room("oak")

    day.act(EditRoom(command_id="c", room=before.id, directions="Up the stairs"))

    after = day.room("oak")
    assert (after.name, after.colour, after.directions) == (before.name, before.colour, "Up the stairs")


def test_a_slot_ends_after_it_starts() -> None:
    """[V4]"""
    day = a_day()

    with pytest.raises(Invalid):
        day.act(AddSlot(command_id="c", starts=at("14:00"), ends=at("14:00")))


@pytest.mark.parametrize(
    "starts", ["0001-01-01T00:00+05:00", "1899-12-31T00:00Z", "2200-01-02T00:00Z", "9999-12-31T23:00-12:00"]
)
def test_a_slot_lies_in_a_year_that_no_zone_or_shift_leads_out_of(starts: str) -> None:
    """[V4]"""
    day = a_day()
    instant = datetime.fromisoformat(starts)

    with pytest.raises(Invalid):
        day.act(AddSlot(command_id="c", starts=instant, ends=instant + timedelta(minutes=45)))
    with pytest.raises(Invalid):
        day.act(EditSlot(command_id="c", slot=day.slot("10:00").id, starts=instant))


def test_slots_never_overlap_but_may_touch() -> None:
    """[V5]"""
    day = a_day()

    with pytest.raises(SlotsOverlap):
        day.act(AddSlot(command_id="c", starts=at("10:30"), ends=at("10:50")))
    day.act(AddSlot(command_id="c", starts=at("10:45"), ends=at("11:00"), kind="break"))

    assert day.slot("10:45").kind == "break"


def test_a_slot_that_becomes_a_break_leaves_its_topics_waiting() -> None:
    """[V6]"""
    day = a_day()
    topic = day.topic("Bees", at=("oak", "10:00"))

    day.act(EditSlot(command_id="c", slot=day.slot("10:00").id, kind="break", label="Fika"))

    assert (day.spot(topic), topic in day.board.topics) == (None, True)


def test_what_stood_in_a_removed_room_or_slot_waits() -> None:
    """[V7]"""
    day = a_day()
    ants = day.topic("Ants", by="bo", at=("oak", "10:00"))
    bees = day.topic("Bees", by="ada", at=("elm", "11:00"))

    day.act(RemoveRoom(command_id="c", room=day.room("oak").id))
    day.act(RemoveSlot(command_id="c", slot=day.slot("11:00").id))

    assert (day.spot(ants), day.spot(bees)) == (None, None)
    assert set(day.board.topics) == {ants, bees}


def test_a_board_has_at_most_forty_rooms() -> None:
    """[V1]"""
    day = a_day(rooms=tuple(f"room {n}" for n in range(40)))

    with pytest.raises(TooMany):
        day.act(AddRoom(command_id="c", name="one more"))


def test_times_are_kept_in_the_boards_zone() -> None:
    """[V4]"""
    day = a_day()

    day.act(AddSlot(command_id="c", starts=datetime(2027, 4, 14, 14, 0, tzinfo=UTC), ends=at("15:00")))

    assert f"{day.slot('14:00').starts:%z}" == "+0000"
