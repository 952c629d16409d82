"""Placing topics: rules A1-A9."""

import pytest

from openspace.domain.commands import AddSlot, EditRoom, RepeatTopic, SwapSessions, UnplaceTopic
from openspace.domain.errors import ConvenerBusy, NoSessionsThen, NotYours, RoomClosed, RoomTaken, Unknown, WhichSession
from tests.domain.day import a_day, at


def test_placing_a_topic_makes_its_session() -> None:
    """[A1]"""
    day = a_day()
    topic = day.topic("Bees")

    draft = day.place(topic, "oak", "10:00", by="ada")

    assert draft.made == {"session": day.session(topic).id}
    assert day.spot(topic) == ("oak", "10:00")


def test_placing_it_again_moves_the_same_session() -> None:
    """[A2]"""
    day = a_day()
    topic = day.topic("Bees", at=("oak", "10:00"))
    before = day.session(topic)

    draft = day.place(topic, "elm", "11:00", by="ada")

    assert draft.made == {}
    assert day.session(topic).id == before.id
    assert day.spot(topic) == ("elm", "11:00")


def test_a_taken_room_is_refused_with_who_took_it_and_the_nearest_free_cells() -> None:
    """[A3]"""
    day = a_day(rooms=("oak", "elm"), slots=("10:00", "11:00"))
    holder = day.topic("Ants", by="bo", at=("oak", "10:00"))
    topic = day.topic("Bees")

    with pytest.raises(RoomTaken) as refused:
        day.place(topic, "oak", "10:00", by="ada")

    assert refused.value.by == holder
    assert [cell.label for cell in refused.value.cells] == ["10:00 elm", "11:00 oak", "11:00 elm"]
    assert day.spot(topic) is None


def test_a_convener_holds_one_session_a_slot() -> None:
    """[A4]"""
    day = a_day()
    day.topic("Ants", at=("oak", "10:00"))
    topic = day.topic("Bees")

    with pytest.raises(ConvenerBusy) as refused:
        day.place(topic, "elm", "10:00", by="ada")

    assert [cell.label for cell in refused.value.cells] == ["11:00 elm", "11:00 oak"]


def test_a_break_holds_no_sessions() -> None:
    """[A5]"""
    day = a_day()
    day.act(AddSlot(command_id="c", starts=at("12:00"), ends=at("13:00"), kind="break", label="Lunch"))
    topic = day.topic("Bees")

    with pytest.raises(NoSessionsThen):
        day.place(topic, "oak", "12:00", by="ada")


def test_a_closed_room_takes_nothing() -> None:
    """[A3]"""
    day = a_day()
    topic = day.topic("Bees")
    day.act(EditRoom(command_id="c", room=day.room("oak").id, is_open=False))

    with pytest.raises(RoomClosed):
        day.place(topic, "oak", "10:00", by="ada")


def test_two_sessions_trade_places_in_one_act() -> None:
    """[A6]"""
    day = a_day()
    ants = day.topic("Ants", by="ada", at=("oak", "10:00"))
    bees = day.topic("Bees", by="bo", at=("elm", "11:00"))

    day.act(SwapSessions(command_id="c", a=day.session(ants).id, b=day.session(bees).id))

    assert (day.spot(ants), day.spot(bees)) == (("elm", "11:00"), ("oak", "10:00"))


def test_a_swap_that_puts_a_convener_in_two_rooms_at_once_is_refused() -> None:
    """[A6]"""
    day = a_day()
    ants = day.topic("Ants", by="ada", at=("oak", "10:00"))
    bees = day.topic("Bees", by="bo", at=("elm", "11:00"))
    day.topic("Cats", by="bo", at=("elm", "10:00"))

    with pytest.raises(ConvenerBusy):
        day.act(SwapSessions(command_id="c", a=day.session(ants).id, b=day.session(bees).id))

    assert (day.spot(ants), day.spot(bees)) == (("oak", "10:00"), ("elm", "11:00"))


def test_a_topic_may_meet_twice_and_then_its_sessions_must_be_named() -> None:
    """[A7]"""
    day = a_day()
    topic = day.topic("Bees", at=("oak", "10:00"))
    again = day.act(
        RepeatTopic(command_id="c", topic=topic, room=day.room("oak").id, slot=day.slot("11:00").id), "ada"
    ).made["session"]

    with pytest.raises(WhichSession):
        day.place(topic, "elm", "11:00", by="ada")
    day.place(topic, "elm", "11:00", by="ada", session=again)

    assert day.board.sessions[again].room == day.room("elm").id


def test_a_session_of_another_topic_cannot_be_named() -> None:
    """[A7]"""
    day = a_day()
    ants = day.topic("Ants", by="bo", at=("oak", "10:00"))
    bees = day.topic("Bees", by="ada", at=("elm", "10:00"))

    with pytest.raises(Unknown):
        day.place(bees, "elm", "11:00", by="ada", session=day.session(ants).id)


def test_what_loses_its_place_waits() -> None:
    """[A8]"""
    day = a_day()
    topic = day.topic("Bees", at=("oak", "10:00"))

    day.act(UnplaceTopic(command_id="c", topic=topic), "ada")

    assert day.spot(topic) is None
    assert topic in day.board.topics


def test_time_never_forbids_placing_and_what_is_past_is_suggested_last() -> None:
    """[A9]"""
    day = a_day(rooms=("oak",), slots=("10:00", "11:00", "13:00"))
    day.now = at("12:00")
    ants = day.topic("Ants", by="bo", at=("oak", "11:00"))
    bees = day.topic("Bees", by="ada")

    with pytest.raises(RoomTaken) as refused:
        day.place(bees, "oak", "11:00", by="ada")

    assert day.spot(ants) == ("oak", "11:00")
    assert [cell.label for cell in refused.value.cells] == ["13:00 oak", "10:00 oak"]


def test_only_the_convener_and_facilitators_place_a_topic() -> None:
    """[P5]"""
    day = a_day()
    topic = day.topic("Bees", by="ada")

    with pytest.raises(NotYours):
        day.place(topic, "oak", "10:00", by="bo")
    with pytest.raises(NotYours):
        day.place(topic, "oak", "10:00", by="scribe")
    day.place(topic, "oak", "10:00", by="facilitator")

    assert day.spot(topic) == ("oak", "10:00")


def test_a_full_board_says_that_the_topic_waits() -> None:
    """[A3]"""
    day = a_day(rooms=("oak",), slots=("10:00",))
    day.topic("Ants", by="bo", at=("oak", "10:00"))
    topic = day.topic("Bees")

    with pytest.raises(RoomTaken) as refused:
        day.place(topic, "oak", "10:00", by="ada")

    assert refused.value.cells == ()
    assert "waits" in refused.value.instead
