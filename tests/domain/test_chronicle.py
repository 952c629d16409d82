"""What calendars have to know of the past: rule R15."""

from openspace.domain.chronicle import Chronicle, chronicle_of
from openspace.domain.commands import (
    AddAction,
    EditAction,
    EditRoom,
    EditTopic,
    RemoveSlot,
    ShiftDay,
    UnplaceTopic,
    WithdrawTopic,
)
from tests.domain.day import Day, a_day, at


def told(day: Day, before: Chronicle | None = None) -> Chronicle:
    events = [act.event for act in day.acts.values()]
    return chronicle_of(events, before) if before else chronicle_of(events)


def test_whatever_changes_on_its_card_touches_a_session() -> None:
    """[R15]"""
    day = a_day()
    topic, other = day.topic("Bees", at=("oak", "10:00")), day.topic("Ants", by="bo", at=("elm", "11:00"))
    session, untouched = day.session(topic).id, told(day).revisions[day.session(other).id]

    for command in (
        EditTopic(command_id="c", topic=topic, title="Wasps"),
        EditRoom(command_id="c", room=day.room("oak").id, name="ash"),
    ):
        day.act(command, "ada" if isinstance(command, EditTopic) else "facilitator")
        assert told(day).revisions[session].seq == day.board.seq
    day.place(topic, "elm", "10:00")
    assert told(day).revisions[session].seq == day.board.seq
    assert told(day).revisions[day.session(other).id] == untouched

    day.act(ShiftDay(command_id="c", minutes=5))

    assert {told(day).revisions[day.session(each).id].seq for each in (topic, other)} == {day.board.seq}


def test_a_session_that_lost_its_place_is_told_with_where_it_was() -> None:
    """[R15]"""
    day = a_day()
    topic = day.topic("Bees", at=("oak", "10:00"))
    session = day.session(topic).id

    day.act(UnplaceTopic(command_id="c", topic=topic), "ada")

    gone = told(day).gone[session]
    assert (gone.topic, gone.room, gone.starts, gone.revision.seq) == (topic, "oak", at("10:00"), day.board.seq)
    day.undo(by="ada")
    assert told(day).gone == {}
    assert told(day).revisions[session].seq == day.board.seq


def test_what_goes_with_its_slot_or_its_topic_is_told_too() -> None:
    """[R15]"""
    day = a_day()
    topic, other = day.topic("Bees", at=("oak", "10:00")), day.topic("Ants", by="bo", at=("elm", "11:00"))
    sessions = {day.session(topic).id, day.session(other).id}

    day.act(RemoveSlot(command_id="c", slot=day.slot("10:00").id))
    day.act(WithdrawTopic(command_id="c", topic=other), "bo")

    assert set(told(day).gone) == sessions


def test_an_action_has_its_revision() -> None:
    """[R15]"""
    day = a_day()
    action = day.act(AddAction(command_id="c", topic=day.topic("Bees"), what="Write"), "bo").made["action"]
    day.act(EditAction(command_id="c", action=action, progress="done"), "bo")

    assert told(day).revisions[action].seq == day.board.seq


def test_telling_may_be_continued() -> None:
    day = a_day()
    topic = day.topic("Bees", at=("oak", "10:00"))
    first = told(day)
    day.act(UnplaceTopic(command_id="c", topic=topic), "ada")
    day.place(topic, "elm", "11:00", by="ada")

    later = chronicle_of((act.event for seq, act in day.acts.items() if seq > first.seq), first)

    assert later == told(day)
