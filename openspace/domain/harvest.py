"""The book of one edition, made from the board, the notes and the counts of who walked where.

Rules B5-B9 of docs/PROTOCOL.md: nothing raised is cut; who is named in public said so; people are counted in bands.
"""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, Protocol, TypeVar

from msgspec import Struct

from openspace.domain import markup
from openspace.domain.board import Board
from openspace.domain.entities import Action, Photo, Session, Topic
from openspace.domain.insight import convener_name, sorted_slots
from openspace.domain.proceedings import (
    Band,
    Deed,
    EditionKind,
    Meeting,
    Named,
    Numbers,
    Picture,
    Place,
    Proceedings,
    Report,
    Said,
    Time,
)

BANDS: Final = (Band(0, 4), Band(5, 9), Band(10, 19), Band(20, 49), Band(50, 99), Band(100, None))


class Left(Struct, frozen=True, kw_only=True):
    """What people left with the topics, by topic; `arrivals`: how many went to a place in all."""

    sessions: Mapping[str, Sequence[Session]]
    actions: Mapping[str, Sequence[Action]]
    photos: Mapping[str, Sequence[Photo]]
    interest: Counter[str]
    arrivals: Mapping[str, int]


class OfTopic(Protocol):
    @property
    def topic(self) -> str: ...


Thing = TypeVar("Thing", bound=OfTopic)


class Walk(Protocol):
    """So many people went to a place; `ports.Movement` is one."""

    @property
    def target(self) -> str: ...

    @property
    def people(self) -> int: ...


def proceedings_of(
    board: Board,
    code: str,
    texts: Mapping[str, str],
    movements: Iterable[Walk],
    edition: EditionKind,
    now: datetime,
    headings: Container[str] = (),
) -> Proceedings:
    """The whole book as it stands.

    `texts`: notes as Markdown, by topic. `headings`: lines the notes began with, in any language: alone they are none.
    """
    left = Left(
        sessions=by_topic(board.sessions.values()),
        actions=by_topic(board.actions.values()),
        photos=by_topic(board.photos.values()),
        interest=Counter(topic for interest in board.interests.values() for topic in interest.topics),
        arrivals=arrivals_of(movements),
    )
    reports = tuple(
        report_of(board, topic, number, texts.get(topic.id, ""), left, edition, headings)
        for number, topic in enumerate(in_order(board), 1)
    )
    frame = board.frame
    return Proceedings(
        edition=edition,
        made_at=now,
        code=code,
        title=frame.title,
        theme=frame.theme,
        language=frame.language,
        timezone=frame.timezone,
        responsible=frame.responsible,
        numbers=numbers_of(reports, band_of(sum(each.joined_at is not None for each in board.profiles.values()))),
        places=tuple(Place(id=r.id, name=r.name, directions=r.directions) for r in board.rooms.values()),
        times=times_of(board),
        reports=reports,
        said=tuple(Said(text=one.text, at=one.at) for one in sorted(board.announcements.values(), key=lambda a: a.at)),
    )


def times_of(board: Board) -> tuple[Time, ...]:
    """The day's frame, in order."""
    return tuple(
        Time(id=slot.id, starts=slot.starts, ends=slot.ends, kind=slot.kind, label=slot.label)
        for slot in sorted_slots(board)
    )


def numbers_of(reports: Sequence[Report], people: Band) -> Numbers:
    """What these reports come to."""
    return Numbers(
        topics=len(reports),
        sessions=sum(len(report.meetings) for report in reports),
        deeds=sum(len(report.deeds) for report in reports),
        pictures=sum(len(report.pictures) for report in reports),
        people=people,
    )


def in_order(board: Board) -> list[Topic]:
    """By first session, as the agenda reads; then those that never had a place, oldest first."""
    rooms = {room: number for number, room in enumerate(board.rooms)}
    firsts: dict[str, tuple[datetime, int]] = {}
    for session in board.sessions.values():
        begins = (board.slots[session.slot].starts, rooms[session.room])
        firsts[session.topic] = min(begins, firsts.get(session.topic, begins))
    placed = sorted((topic for topic in board.topics.values() if topic.id in firsts), key=lambda t: firsts[t.id])
    waiting = sorted((t for t in board.topics.values() if t.id not in firsts), key=lambda topic: topic.posted_at)
    return [*placed, *waiting]


def report_of(
    board: Board,
    topic: Topic,
    number: int,
    text: str,
    left: Left,
    edition: EditionKind,
    headings: Container[str],
) -> Report:
    sessions = sorted(left.sessions.get(topic.id, ()), key=lambda session: board.slots[session.slot].starts)
    actions = sorted(left.actions.get(topic.id, ()), key=lambda action: action.made_at)
    photos = sorted(left.photos.get(topic.id, ()), key=lambda photo: photo.taken_at)
    notes = text if edition == "internal" else markup.without_internal(text)
    return Report(
        id=topic.id,
        number=number,
        title=topic.title,
        about=topic.about,
        language=topic.language,
        convener=named(board, topic.convener, convener_name(board, topic), edition),
        posted_at=topic.posted_at,
        is_ready=topic.is_ready,
        meetings=tuple(
            Meeting(id=session.id, room=session.room, slot=session.slot, came=came(session, left.arrivals))
            for session in sessions
        ),
        notes="" if markup.is_empty_report(notes, headings) else notes.strip(),
        deeds=tuple(deed_of(board, action, edition) for action in actions),
        pictures=tuple(picture_of(photo) for photo in photos if edition == "internal" or photo.may_publish),
        interest=left.interest[topic.id],
    )


def deed_of(board: Board, action: Action, edition: EditionKind) -> Deed:
    return Deed(
        id=action.id,
        topic=action.topic,
        what=action.what,
        who=owner_of(board, action, edition),
        is_role=action.is_role,
        due=action.due,
        first_step=action.first_step,
        progress=action.progress,
        news=action.news,
    )


def owner_of(board: Board, action: Action, edition: EditionKind) -> Named:
    """An organisation or a role is printed; a person by their tick; a name somebody wrote down, never in public."""
    if action.is_role:
        return Named(name=action.who)
    return named(board, action.person, action.who, edition)


def picture_of(photo: Photo) -> Picture:
    return Picture(id=photo.id, digest=photo.digest, width=photo.width, height=photo.height, text=photo.text)


def named(board: Board, person: str, name: str, edition: EditionKind) -> Named:
    """Somebody as the edition may name them (B6): in public a name needs its bearer's tick."""
    if not name:
        return Named()
    if edition == "internal":
        return Named(name=name, person=person)
    profile = board.profiles.get(person)
    return Named(name=name, person=person) if profile and profile.may_publish else Named(is_hidden=True)


def came(session: Session, arrivals: Mapping[str, int]) -> Band | None:
    """Who came, whether they stayed or went: those who said so, or as many as somebody counted by hand, if more."""
    counted = [n for n in (session.heads_by_hand, arrivals.get(session.id)) if n is not None]
    return band_of(max(counted)) if counted else None


def by_topic(things: Iterable[Thing]) -> dict[str, list[Thing]]:
    grouped: dict[str, list[Thing]] = {}
    for thing in things:
        grouped.setdefault(thing.topic, []).append(thing)
    return grouped


def arrivals_of(movements: Iterable[Walk]) -> dict[str, int]:
    """How many went to each place in all."""
    arrivals: dict[str, int] = {}
    for walk in movements:
        arrivals[walk.target] = arrivals.get(walk.target, 0) + walk.people
    return arrivals


def band_of(people: int) -> Band:
    return next(band for band in BANDS if band.high is None or people <= band.high)
