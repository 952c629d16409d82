"""Told means told: rules N1-N4."""

from openspace.domain.board import audience_of
from openspace.domain.commands import DismissNotice, EditRoom, ProposeTopic, PutAside, RemoveSlot, RestoreTopic
from openspace.domain.entities import Spot
from tests.domain.day import Day, a_day


def spot(day: Day, room: str, slot: str) -> Spot:
    return Spot(day.room(room).id, day.slot(slot).id)


def test_a_facilitators_move_tells_the_convener_from_to_and_why() -> None:
    """[N1]"""
    day = a_day()
    topic = day.topic("Bees", at=("oak", "10:00"))

    day.place(topic, "elm", "11:00", why="The projector broke")

    (notice,) = day.board.notices.values()
    assert (notice.to, notice.why) == ("ada", "The projector broke")
    assert (notice.origin, notice.place) == (spot(day, "oak", "10:00"), spot(day, "elm", "11:00"))
    assert audience_of(notice).people == {"ada"}


def test_a_conveners_own_move_needs_no_word() -> None:
    """[N2]"""
    day = a_day()
    topic = day.topic("Bees", at=("oak", "10:00"))

    day.place(topic, "elm", "11:00", by="ada")

    assert day.board.notices == {}


def test_moved_twice_is_one_word_with_the_first_origin_and_moved_back_is_none() -> None:
    """[N3]"""
    day = a_day()
    topic = day.topic("Bees", at=("oak", "10:00"))

    day.place(topic, "elm", "11:00")
    day.place(topic, "elm", "10:00")
    (notice,) = day.board.notices.values()
    day.place(topic, "oak", "10:00")

    assert (notice.origin, notice.place) == (spot(day, "oak", "10:00"), spot(day, "elm", "10:00"))
    assert day.board.notices == {}


def test_closing_a_room_tells_every_convener_who_loses_a_place() -> None:
    """[V3, N1]"""
    day = a_day()
    day.topic("Bees", by="ada", at=("oak", "10:00"))
    day.topic("Ants", by="bo", at=("oak", "11:00"))

    day.act(EditRoom(command_id="c", room=day.room("oak").id, is_open=False))

    assert {notice.to for notice in day.board.notices.values()} == {"ada", "bo"}
    assert all(notice.place is None for notice in day.board.notices.values())


def test_who_has_no_phone_is_told_by_mouth_by_facilitator_or_scribe() -> None:
    """[N2]"""
    day = a_day()
    topic = day.act(ProposeTopic(command_id="c", title="Bees", convener="Per-Olof"), "scribe").made["topic"]
    day.place(topic, "oak", "10:00", by="scribe")
    assert day.board.notices == {}

    day.place(topic, "elm", "10:00")

    (notice,) = day.board.notices.values()
    assert notice.by_mouth
    assert audience_of(notice).includes("scribe", "scribe")
    day.act(DismissNotice(command_id="c", notice=notice.id), "facilitator")
    assert day.board.notices == {}


def test_a_removed_slot_tells_who_waits_now() -> None:
    """[V7, N1]"""
    day = a_day()
    topic = day.topic("Bees", at=("oak", "10:00"))

    day.act(RemoveSlot(command_id="c", slot=day.slot("10:00").id))

    (notice,) = day.board.notices.values()
    assert (notice.topic, notice.place) == (topic, None)


def test_the_author_of_what_was_put_aside_is_told_why_and_when_it_is_back() -> None:
    """[N4, D1]"""
    day = a_day()
    topic = day.topic("Bees", at=("oak", "10:00"))

    day.act(PutAside(command_id="c", topic=topic, why="It names a child"))
    (aside,) = day.board.notices.values()
    day.act(RestoreTopic(command_id="c", topic=topic))
    (restored,) = day.board.notices.values()

    assert (aside.kind, aside.why) == ("aside", "It names a child")
    assert restored.kind == "restored"
    assert day.spot(topic) == ("oak", "10:00")
