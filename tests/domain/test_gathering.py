"""The frame of the day: rules G1-G9, and feet: W2, W4."""

from datetime import date, timedelta

import pytest

from openspace.domain.board import audience_of
from openspace.domain.commands import (
    AddPerson,
    Announce,
    CountHeads,
    DismissNotice,
    EditGathering,
    JoinBoard,
    SetScene,
    SetState,
)
from openspace.domain.context import Actor
from openspace.domain.entities import ALL_WALLS, GATHERING
from openspace.domain.errors import Invalid, NotNow, NotYours, SlotsOverlap
from openspace.domain.new_board import NewBoard, SlotPlan
from openspace.domain.rules.gathering import make_board
from openspace.domain.rules.mobility import require_may_move
from tests.domain.day import a_day, at


def test_a_new_board_keeps_its_data_ninety_days_after_the_last_day() -> None:
    """[G1]"""
    day = a_day()

    assert day.board.frame.keep_until == date(2027, 4, 14) + timedelta(days=90)


@pytest.mark.parametrize(
    ("plan", "refusal"),
    [
        (NewBoard(title="", rooms=[], slots=[]), Invalid),
        (NewBoard(title="x", rooms=[], slots=[], timezone="Mars/Olympus"), Invalid),
        (NewBoard(title="x", rooms=[], slots=[], timezone="../../etc/passwd"), Invalid),
        (NewBoard(title="x", rooms=[], slots=[], language="not a language"), Invalid),
        (
            NewBoard(
                title="x",
                rooms=[],
                slots=[SlotPlan(starts=at("10:00"), ends=at("11:00")), SlotPlan(starts=at("10:30"), ends=at("12:00"))],
            ),
            SlotsOverlap,
        ),
    ],
)
def test_a_board_that_cannot_be_is_not_made(plan: NewBoard, refusal: type[Exception]) -> None:
    """[G1]"""
    day = a_day()

    with pytest.raises(refusal):
        make_board(plan, day.context(Actor(None)), ())


def test_leaving_quiet_returns_to_what_was_before() -> None:
    """[G4]"""
    day = a_day(state="gathering")

    day.state("quiet")

    assert (day.board.frame.state, day.board.frame.before_quiet) == ("quiet", "gathering")


def test_only_a_facilitator_sets_the_state() -> None:
    """[P2]"""
    day = a_day()

    with pytest.raises(NotYours):
        day.act(SetState(command_id="c", state="quiet"), "scribe")


def test_people_join_without_a_public_change() -> None:
    """[G5]"""
    day = a_day()

    draft = day.act(JoinBoard(command_id="c", person="di", name="Di"), "di")

    assert [name for name, _ in draft.changes.each()] == ["profiles"]
    assert draft.made == {"person": "di"}


def test_a_helper_adds_a_person_without_a_phone_once() -> None:
    """[G6]"""
    day = a_day()

    first = day.act(AddPerson(command_id="c", name="Per-Olof"), "scribe").made
    again = day.act(AddPerson(command_id="c", name="Per-Olof"), "facilitator").made

    assert first == again
    assert [person.name for person in day.board.people.values()] == ["Per-Olof"]


def test_a_scene_for_all_walls_takes_away_those_of_single_ones() -> None:
    """[G8]"""
    day = a_day()
    day.act(SetScene(command_id="c", scene="agenda", wall="2"))

    day.act(SetScene(command_id="c", scene="floor"))

    assert {wall.id: wall.scene for wall in day.board.walls.values()} == {ALL_WALLS: "floor"}


def test_an_announcement_is_everyones_until_each_says_ok() -> None:
    """[G9]"""
    day = a_day()
    said = day.act(Announce(command_id="c", text="Lunch on the terrace")).made["announcement"]

    day.act(DismissNotice(command_id="c", notice=said), "ada")
    day.act(DismissNotice(command_id="c", notice=said), "ada")

    assert day.board.profiles["ada"].read == (said,)
    assert said in day.board.announcements


def test_the_wifi_is_for_walls_and_facilitators() -> None:
    """[G3]"""
    day = a_day()

    day.act(EditGathering(command_id="c", wifi_name="Forum", wifi_password="fika"))

    audience = audience_of(day.board.wifi[GATHERING])
    assert audience.includes(None, "wall")
    assert not audience.includes("ada", "participant")


def test_a_session_takes_people_from_ten_minutes_before_until_it_ends() -> None:
    """[W2]"""
    day = a_day()
    session = day.session(day.topic("Bees", at=("oak", "10:00"))).id

    day.now = at("09:49")
    with pytest.raises(NotNow) as early:
        require_may_move(day.board, session, day.context(Actor("bo")))
    day.now = at("09:50")
    allowed = require_may_move(day.board, session, day.context(Actor("bo")))
    day.now = at("10:45")
    with pytest.raises(NotNow):
        require_may_move(day.board, session, day.context(Actor("bo")))

    assert early.value.values["time"] == "09:50"
    assert allowed == "bo"


def test_a_wall_goes_nowhere() -> None:
    """[P1]"""
    day = a_day()

    with pytest.raises(NotYours):
        require_may_move(day.board, "cafe", day.context(Actor(None, "wall")))


def test_anyone_counts_the_heads_in_a_room_and_a_new_slot_forgets_them() -> None:
    """[W4]"""
    day = a_day()
    topic = day.topic("Bees", at=("oak", "10:00"))
    day.act(CountHeads(command_id="c", session=day.session(topic).id, heads=14), "bo")
    counted = day.session(topic).heads_by_hand

    day.place(topic, "elm", "11:00", by="ada")

    assert (counted, day.session(topic).heads_by_hand) == (14, None)


def test_a_day_already_past_cannot_be_promised() -> None:
    """[G1]"""
    day = a_day()
    day.now = at("12:00")

    with pytest.raises(Invalid):
        day.act(EditGathering(command_id="c", keep_until=date(2027, 4, 13)))
    day.act(EditGathering(command_id="c", keep_until=date(2027, 4, 14)))

    assert day.board.frame.keep_until == date(2027, 4, 14)


def test_a_board_for_a_day_gone_by_is_kept_from_its_making() -> None:
    """[G1]"""
    day = a_day()
    day.now = at("12:00", day=400)

    draft = make_board(
        NewBoard(title="x", rooms=[], slots=[SlotPlan(starts=at("10:00"), ends=at("11:00"))]),
        day.context(Actor(None)),
        (),
    )

    gathering = draft.changes.gathering[GATHERING]
    assert gathering is not None
    assert gathering.keep_until == date(2027, 4, 14) + timedelta(days=490)
