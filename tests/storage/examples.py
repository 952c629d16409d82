"""Boards and rows of their logs, made up for the tests of storage."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from openspace.domain.board import Changes, Event
from openspace.domain.entities import GATHERING, Gathering, Interest, Room, Session, Slot, Topic
from openspace.ports import BoardRecord, Link, Store, Stored
from openspace.storage import datafile

CODE = "LUND482"
MORNING = datetime(2026, 5, 5, 9, 0, tzinfo=UTC)


def a_record(code: str = CODE, *, made: datetime = MORNING) -> BoardRecord:
    return BoardRecord(code=code, epoch=f"epoch-of-{code}", created_at=made)


def links_to(code: str = CODE) -> list[Link]:
    """In an order that is neither the alphabet's nor the roles'."""
    return [
        Link(key=f"{code}-wall", code=code, role="wall"),
        Link(key=f"{code}-facilitator", code=code, role="facilitator", person="p1"),
        Link(key=f"{code}-scribe", code=code, role="scribe", person="p2"),
    ]


def a_row(seq: int, *, by: str | None = "p1", command_id: str | None = None) -> Stored:
    """One topic proposed, a minute after the row before."""
    at = MORNING + timedelta(minutes=seq)
    topic = Topic(id=f"t{seq}", title=f"Frågor om bostäder, del {seq}", convener=by or "p0", posted_at=at)
    return Stored(
        event=Event(seq=seq, at=at, type="topic_proposed", by=by, changes=Changes(topics={topic.id: topic})),
        command_id=command_id or f"c{seq}",
        made={"topic": topic.id},
        before=Changes(topics={topic.id: None}),
    )


def some_rows(first: int, last: int) -> list[Stored]:
    """With all seqs from the first to the last."""
    return [a_row(seq) for seq in range(first, last + 1)]


def a_rich_row(seq: int) -> Stored:
    """Public and private, new and gone, several zones, Arabic and emoji."""
    zone = datetime.fromisoformat("2026-05-05T10:00:00+02:00")
    slot = Slot(id="s1", starts=zone, ends=zone + timedelta(minutes=45), label="التوقيت 🕙")
    changes = Changes(
        gathering={GATHERING: Gathering(id=GATHERING, title="Etablering\u2028i “Lund”", timezone="Europe/Stockholm")},
        rooms={"r1": Room(id="r1", name="Atriet", seats=40), "r2": None},
        slots={"s1": slot},
        sessions={"m1": Session(id="m1", topic="t1", room="r1", slot="s1")},
        interests={"p1": Interest(id="p1", topics=("t1", "t2"))},
    )
    before = Changes(rooms={"r1": None, "r2": Room(id="r2", name="Vinden")}, interests={"p1": Interest(id="p1")})
    event = Event(seq=seq, at=zone.astimezone(UTC), type="board_made", changes=changes)
    return Stored(event=event, command_id="c-rich", made={"room": "r1", "session": "m1"}, before=before)


@contextmanager
def in_version(number: int) -> Iterator[None]:
    """Data files are made as by the program that knew so many scripts of the schema."""
    known = datafile.schema_scripts()[:number]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(datafile, "schema_scripts", lambda: known)
        yield


async def begin(store: Store, *, rows: int = 3) -> None:
    """Make the board `CODE`."""
    await store.create(a_record(), links_to(), some_rows(1, rows))


def seqs(rows: list[Stored]) -> list[int]:
    return [row.event.seq for row in rows]


def everything(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Content and time of each file."""
    return {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in folder.iterdir()}
