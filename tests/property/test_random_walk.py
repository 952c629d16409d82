"""Whatever people ask, in whatever order: the board stays sound, and what was done can be told again and taken back."""

from datetime import timedelta
from random import Random

import pytest

from openspace import wire
from openspace.domain.board import Board, Draft, Event, apply, replay, values_before
from openspace.domain.commands import JoinBoard, Logged, PlaceTopic, RepeatTopic, Undo
from openspace.domain.context import Act, Actor, Context
from openspace.domain.decide import decide
from openspace.domain.errors import Refused
from openspace.domain.rules.gathering import make_board
from tests.fakes import MORNING, SeededIds
from tests.property.acts import CANARY, Acts, a_plan
from tests.property.soundness import flaws

CONVENERS = ("ada", "bo", "cy", "dag")
LURKERS = (f"{CANARY}1", f"{CANARY}2")
FACILITATOR, SCRIBE = Actor("helen", "facilitator"), Actor("sven", "scribe")
ACTORS = (*map(Actor, (*CONVENERS, *LURKERS)), FACILITATOR, FACILITATOR, SCRIBE, Actor(None, "wall"))
STEPS = 400
# What an undo of anything but a proposal puts back; notices are words to people, not part of the act.
PUT_BACK = ("gathering", "rooms", "slots", "topics", "sessions", "people", "walls", "profiles", "interests", "shelf",
            "actions", "photos", "editions")  # fmt: skip

seeds = pytest.mark.parametrize(
    "seed", [*range(10), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(10, 200))]
)


class Walk:
    """A board at random, everything that led to it, and what must never be lost."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)
        self.ids = SeededIds(seed)
        self.now = MORNING
        self.board = Board()
        self.acts: dict[int, Act] = {}
        self.proposed: set[str] = set()
        self.take(make_board(a_plan(MORNING), self.context(FACILITATOR), ("helen", "sven")), None)
        for person in (*CONVENERS, *LURKERS):
            self.take(self.decided(JoinBoard(command_id="j", person=person, name=person), Actor(person)), person)
        self.chance = Acts(self.dice, CONVENERS, LURKERS, MORNING)

    def step(self) -> tuple[Logged, Actor, Draft | Refused]:
        """One command and what became of it."""
        self.now += timedelta(seconds=self.dice.choice((0, 0, 0, 1, 60, 900)))
        actor = self.dice.choice(ACTORS)
        command = self.chance.next(self.board, actor)
        try:
            draft = self.decided(command, actor)
        except Refused as refused:
            return command, actor, refused
        self.take(draft, actor.person)
        return command, actor, draft

    def decided(self, command: Logged, actor: Actor) -> Draft:
        act = self.acts.get(command.seq) if isinstance(command, Undo) else None
        return decide(self.board, command, self.context(actor, act))

    def take(self, draft: Draft, person: str | None) -> None:
        event = Event(seq=self.board.seq + 1, at=self.now, type=draft.type, by=person, changes=draft.changes)
        self.acts[event.seq] = Act(event, values_before(self.board, draft.changes))
        self.board = apply(self.board, event)
        if draft.type == "topic_proposed":
            self.proposed.add(draft.made["topic"])
        if person is not None and event.seq > 1 and draft.type != "person_joined":
            self.chance.own_acts.setdefault(person, []).append(event.seq)

    def context(self, actor: Actor, act: Act | None = None) -> Context:
        return Context(self.now, actor, self.ids.new_id, act)


@seeds
def test_the_board_is_sound_after_every_act_and_no_topic_is_lost(seed: int) -> None:
    """[V5, V6, V7, A3, A4, A5, U3]"""
    walk = Walk(seed)

    for _ in range(STEPS):
        command, actor, _ = walk.step()

        assert flaws(walk.board) == [], f"seed {seed}, after {command} by {actor}"
        assert walk.proposed <= walk.board.topics.keys() | walk.board.shelf.keys(), f"seed {seed}: {command} lost one"


@seeds
def test_a_refusal_changes_nothing_and_says_what_to_do_instead(seed: int) -> None:
    walk = Walk(seed)

    for _ in range(STEPS):
        before = wire.encode(walk.board)
        command, actor, outcome = walk.step()
        if isinstance(outcome, Refused):
            said = wire.refusal(command.command_id, outcome, str)
            assert said.message
            assert said.instead.text
            assert "{" not in said.message + said.instead.text
            assert wire.encode(walk.board) == before, f"seed {seed}: {command} by {actor}"


@seeds
def test_every_place_offered_instead_is_really_free(seed: int) -> None:
    """[A3]"""
    walk = Walk(seed)

    for _ in range(STEPS):
        command, actor, outcome = walk.step()
        if isinstance(outcome, Refused) and isinstance(command, PlaceTopic | RepeatTopic):
            for cell in outcome.cells:
                decide(walk.board, moved_to(command, cell.room, cell.slot), walk.context(actor))


@seeds
def test_the_log_told_again_is_the_same_board(seed: int) -> None:
    walk = Walk(seed)
    for _ in range(STEPS):
        walk.step()

    assert replay(act.event for act in walk.acts.values()) == walk.board


@seeds
def test_an_act_taken_back_at_once_leaves_the_board_as_it_was(seed: int) -> None:
    """[U1, U4]"""
    walk = Walk(seed)

    for _ in range(STEPS):
        before = walk.board
        command, actor, outcome = walk.step()
        if isinstance(outcome, Refused):
            continue
        back = tried_undo(walk, actor)
        if isinstance(back, Refused):
            # Who joined stays; a silenced device writes nothing; a past place in a closed room cannot be had again.
            assert back.code in ("unknown", "silenced", "room_closed"), f"seed {seed}: {command} stays"
            continue
        after = apply(walk.board, Event(seq=walk.board.seq + 1, at=walk.now, type=back.type, changes=back.changes))
        if outcome.type == "topic_proposed":
            assert (after.topics, after.sessions) == (before.topics, before.sessions)
            assert outcome.made["topic"] in after.shelf
        else:
            assert {n: getattr(after, n) for n in PUT_BACK} == {n: getattr(before, n) for n in PUT_BACK}, command


def test_the_walks_do_and_meet_nearly_everything() -> None:
    """Otherwise what the others say would say little."""
    done, met = set(), set()
    for seed in range(10):
        walk = Walk(seed)
        outcomes = [walk.step()[2] for _ in range(STEPS)]
        done |= {outcome.type for outcome in outcomes if isinstance(outcome, Draft)}
        met |= {outcome.code for outcome in outcomes if isinstance(outcome, Refused)}

    assert len(done) >= 34, done
    assert met >= {"room_taken", "room_closed", "convener_busy", "no_sessions_then", "changed_since", "silenced"}


def tried_undo(walk: Walk, actor: Actor) -> Draft | Refused:
    """Of the last act."""
    try:
        return walk.decided(Undo(command_id="back", seq=walk.board.seq), actor)
    except Refused as refused:
        return refused


def moved_to(command: PlaceTopic | RepeatTopic, room: str, slot: str) -> PlaceTopic | RepeatTopic:
    if isinstance(command, RepeatTopic):
        return RepeatTopic(command_id="instead", topic=command.topic, room=room, slot=slot)
    return PlaceTopic(command_id="instead", topic=command.topic, room=room, slot=slot, session=command.session)
