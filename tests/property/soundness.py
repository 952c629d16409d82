"""What is true of every board, whatever people did to get there."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from openspace.domain.board import COLLECTIONS, Board
from openspace.domain.insight import sorted_slots


def flaws(board: Board) -> list[str]:
    """A sentence for each thing that must never be; empty for a sound board."""
    return [*flawed_keys(board), *flawed_sessions(board), *flawed_slots(board), *flawed_people(board),
            *flawed_reports(board)]  # fmt: skip


def flawed_keys(board: Board) -> Iterator[str]:
    for name in COLLECTIONS:
        for key, entity in getattr(board, name).items():
            if entity.id != key:
                yield f"{name}[{key}] is called {entity.id}"


def flawed_sessions(board: Board) -> Iterator[str]:
    """[A3, A4, A5, V6, V7]"""
    for session in board.sessions.values():
        if session.topic not in board.topics:
            yield f"{session.id} is of a topic that is not up"
        if session.room not in board.rooms:
            yield f"{session.id} is in a room that is gone"
        if session.slot not in board.slots or board.slots[session.slot].kind != "sessions":
            yield f"{session.id} is in a slot that holds no sessions"
    cells = Counter((session.room, session.slot) for session in board.sessions.values())
    yield from (f"{cell} holds {number} sessions" for cell, number in cells.items() if number > 1)
    up = (session for session in board.sessions.values() if session.topic in board.topics)
    held = Counter((board.topics[session.topic].convener, session.slot) for session in up)
    yield from (f"{who} holds {number} sessions at {slot}" for (who, slot), number in held.items() if number > 1)


def flawed_slots(board: Board) -> Iterator[str]:
    """[V4, V5]"""
    slots = sorted_slots(board)
    yield from (f"{slot.id} ends before it starts" for slot in slots if slot.ends <= slot.starts)
    yield from (f"{a.id} overlaps {b.id}" for a, b in pairwise(slots) if a.ends > b.starts)


def flawed_people(board: Board) -> Iterator[str]:
    """[G5, G7, M5] Who convenes is public, and nobody else with a phone."""
    conveners = {topic.convener for topic in board.topics.values()}
    yield from (f"{person} convenes and is not public" for person in conveners - board.people.keys())
    yield from (f"{person} is of no board" for person in board.people.keys() - board.profiles.keys())
    for person in board.people.values():
        if person.has_phone and person.id not in conveners:
            yield f"{person.id} is public and convenes nothing"
        if person.id in board.profiles and person.name != board.profiles[person.id].name:
            yield f"{person.id} is called something else on their cards"
    yield from (f"{topic} is up and on the shelf" for topic in board.topics.keys() & board.shelf.keys())


def flawed_reports(board: Board) -> Iterator[str]:
    """[R4, R10]"""
    adrift = (photo.id for photo in board.photos.values() if photo.topic not in board.topics)
    yield from (f"{photo} is of a topic that is not up" for photo in adrift)
    for action in board.actions.values():
        if action.topic not in board.topics:
            yield f"{action.id} is of a topic that is not up"
        if action.person and action.person not in board.profiles:
            yield f"{action.id} is taken on by nobody the board knows"
        if action.is_role and (action.person or not action.who):
            yield f"{action.id} is a role, and a person or nobody"
