"""A board comes to be: a free code, its links, its first event, in one transaction."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from openspace.domain.board import Board, Draft, Event, values_before
from openspace.domain.entities import Role
from openspace.ports import BoardRecord, Conflict, Ids, Link, NotSaved, Restored, Store, Stored

LINK_ROLES: Final[tuple[Role, ...]] = ("facilitator", "scribe", "wall")
CODE_TRIES: Final = 50

LinkPeople = dict[Role, str]  # whom a bare key of the role acts as; walls are nobody


def new_link_people(ids: Ids) -> LinkPeople:
    return {"facilitator": ids.new_id(), "scribe": ids.new_id()}


async def create_board(
    store: Store,
    ids: Ids,
    now: datetime,
    draft: Draft,
    people: LinkPeople,
    *,
    code: str | None = None,
    restored: Restored | None = None,
) -> tuple[BoardRecord, list[Link]]:
    """Under `code` if it is given and free, else under a new one; its links as `LINK_ROLES`.

    Raises:
        NotSaved: The store cannot write now.
    """
    event = Event(seq=1, at=now, type=draft.type, changes=draft.changes)
    row = Stored(event=event, command_id=ids.new_id(), before=values_before(Board(), draft.changes))
    for tried in codes(ids, code):
        record = BoardRecord(code=tried, epoch=ids.new_id(), created_at=now)
        links = [Link(key=ids.new_key(), code=tried, role=role, person=people.get(role)) for role in LINK_ROLES]
        try:
            await store.create(record, links, [row], restored)
        except Conflict:
            continue
        return record, links
    raise NotSaved("no free code was found")


def codes(ids: Ids, first: str | None) -> Iterator[str]:
    if first is not None:
        yield first
    for _ in range(CODE_TRIES):
        yield ids.new_code()
