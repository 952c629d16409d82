"""Taking an act back: rules U1-U4."""

import pytest

from openspace.domain.commands import (
    AddRoom,
    CountHeads,
    DismissNotice,
    EditRoom,
    EditSlot,
    RemoveRoom,
    RestoreTopic,
    SetInterest,
    SetState,
    UnplaceTopic,
    WithdrawTopic,
)
from openspace.domain.errors import ChangedSince, NotYours, RoomTaken, Unknown
from tests.domain.day import a_day, at


def test_a_move_is_taken_back() -> None:
    """[U1]"""
    day = a_day()
    topic = day.topic("Bees", at=("oak", "10:00"))
    day.place(topic, "elm", "11:00", by="ada")

    day.undo(by="ada")

    assert day.spot(topic) == ("oak", "10:00")


def test_only_who_did_it_takes_it_back() -> None:
    """[U1]"""
    day = a_day()
    day.topic("Bees", by="ada")

    with pytest.raises(NotYours):
        day.undo(by="bo")


def test_what_somebody_changed_since_is_not_taken_back() -> None:
    """[U2]"""
    day = a_day()
    topic = day.topic("Bees", at=("oak", "10:00"))
    placed = day.board.seq
    day.place(topic, "elm", "11:00", by="facilitator")

    with pytest.raises(ChangedSince):
        day.undo(placed, by="ada")


def test_undo_says_so_when_the_cell_has_gone() -> None:
    """[U3]"""
    day = a_day()
    topic = day.topic("Bees", at=("oak", "10:00"))
    day.act(UnplaceTopic(command_id="c", topic=topic), "ada")
    taken_back = day.board.seq
    day.topic("Ants", by="bo", at=("oak", "10:00"))

    with pytest.raises(RoomTaken) as refused:
        day.undo(taken_back, by="ada")

    assert refused.value.cells[0].label == "10:00 elm"


def test_an_undo_can_be_undone() -> None:
    """[U1]"""
    day = a_day()
    topic = day.topic("Bees", at=("oak", "10:00"))
    day.act(WithdrawTopic(command_id="c", topic=topic), "ada")
    day.undo(by="ada")
    assert day.spot(topic) == ("oak", "10:00")

    day.undo(by="ada")

    assert topic not in day.board.topics
    assert day.board.shelf[topic].sessions[0].topic == topic


def test_undoing_a_topic_that_just_went_up_withdraws_it() -> None:
    """[U4]"""
    day = a_day()
    topic = day.topic("Bees", by="ada")

    day.undo(by="ada")

    assert topic not in day.board.topics
    assert day.board.shelf[topic].topic.title == "Bees"


def test_a_removed_room_comes_back_with_its_sessions() -> None:
    """[U1]"""
    day = a_day()
    topic = day.topic("Bees", at=("oak", "10:00"))
    day.act(RemoveRoom(command_id="c", room=day.room("oak").id))
    assert day.spot(topic) is None

    day.undo()

    assert day.spot(topic) == ("oak", "10:00")


def test_a_room_that_is_used_by_now_is_not_undone() -> None:
    """[U3]"""
    day = a_day()
    day.act(AddRoom(command_id="c", name="ash"))
    added = day.board.seq
    day.topic("Bees", at=("ash", "10:00"))

    with pytest.raises(ChangedSince):
        day.undo(added)


def test_a_notice_read_meanwhile_does_not_stop_an_undo() -> None:
    """[U2]"""
    day = a_day()
    topic = day.topic("Bees", at=("oak", "10:00"))
    day.place(topic, "elm", "11:00")
    moved = day.board.seq
    (notice,) = day.board.notices
    day.act(DismissNotice(command_id="c", notice=notice), "ada")

    day.undo(moved)

    assert day.spot(topic) == ("oak", "10:00")


def test_a_star_and_a_state_are_taken_back() -> None:
    """[U1]"""
    day = a_day()
    topic = day.topic("Bees")
    day.act(SetInterest(command_id="c", topic=topic, on=True), "bo")
    day.undo(by="bo")
    day.act(SetState(command_id="c", state="quiet"))
    day.undo()

    assert day.board.interests.get("bo") is None
    assert day.board.frame.state == "open"


def test_the_making_of_the_board_and_unknown_acts_cannot_be_taken_back() -> None:
    """[U1]"""
    day = a_day()

    with pytest.raises(Unknown):
        day.undo(1)
    with pytest.raises(Unknown):
        day.undo(99)


def test_a_break_that_holds_a_session_by_now_stays_for_sessions() -> None:
    """[U3, A5]"""
    day = a_day()
    slot = day.slot("10:00").id
    day.act(EditSlot(command_id="c", slot=slot, kind="break"))
    day.act(EditSlot(command_id="c", slot=slot, kind="sessions"))
    opened = day.board.seq
    day.topic("Bees", at=("oak", "10:00"))

    with pytest.raises(ChangedSince):
        day.undo(opened)


def test_who_still_convenes_something_stays_public() -> None:
    """[G5, U3]"""
    day = a_day()
    first, second = day.topic("Bees", by="ada"), day.topic("Wasps", by="ada")
    day.act(WithdrawTopic(command_id="c", topic=first), "ada")
    day.act(WithdrawTopic(command_id="c", topic=second), "ada")
    day.act(RestoreTopic(command_id="c", topic=first), "ada")
    restored = day.board.seq
    day.act(RestoreTopic(command_id="c", topic=second), "ada")

    day.undo(restored, by="ada")

    assert set(day.board.topics) == {second}
    assert set(day.board.people) == {"ada"}


def test_heads_counted_in_a_room_closed_since_are_taken_back() -> None:
    """[U1, V3]"""
    day = a_day()
    topic = day.topic("Bees", at=("oak", "10:00"))
    day.now = at("12:00")
    day.act(EditRoom(command_id="c", room=day.room("oak").id, is_open=False))
    day.act(CountHeads(command_id="c", session=day.session(topic).id, heads=14), "bo")

    day.undo(by="bo")

    assert day.session(topic).heads_by_hand is None


def test_a_room_that_was_opened_and_is_used_by_now_stays_open() -> None:
    """[U3, V3]"""
    day = a_day()
    room = day.room("oak").id
    day.act(EditRoom(command_id="c", room=room, is_open=False))
    day.act(EditRoom(command_id="c", room=room, is_open=True))
    opened = day.board.seq
    day.topic("Bees", at=("oak", "10:00"))

    with pytest.raises(ChangedSince):
        day.undo(opened)
