"""Publishing the book is an act; each edition is frozen, and a name is withdrawn by the next.

Rules B1-B4 of docs/PROTOCOL.md. What an edition says is in `proceedings.py`; its bytes are a blob of the store.
"""

from msgspec.structs import replace

from openspace.domain.board import Board, Changes, Draft
from openspace.domain.commands import PublishBook, UnpublishBook
from openspace.domain.context import Context
from openspace.domain.entities import Edition, Profile
from openspace.domain.errors import N_, NoBook, Unknown
from openspace.domain.rules.permission import require_facilitator, require_somebody


def current_edition(board: Board) -> Edition | None:
    """The public book, if there is one."""
    return next((edition for edition in board.editions.values() if edition.is_current), None)


def publish_book(board: Board, command: PublishBook, context: Context) -> Draft:
    """[B1] The next edition, by a facilitator; one that only leaves out a name, also by whoever bears it (B3)."""
    if command.withdrawn is None or command.withdrawn != require_somebody(board, context.actor):
        require_facilitator(context)
    if command.withdrawn is not None and current_edition(board) is None:
        raise NoBook(instead=N_("There is nothing to withdraw."))
    edition = Edition(
        id=context.new_id(),
        number=max((old.number for old in board.editions.values()), default=0) + 1,
        digest=command.digest,
        published_at=context.now,
    )
    changes = Changes(editions={**replaced(board), edition.id: edition}, profiles=untick(board, command.withdrawn))
    return Draft(type="book_published", changes=changes, made={"edition": edition.id})


def unpublish_book(board: Board, command: UnpublishBook, context: Context) -> Draft:
    """[B4]"""
    require_facilitator(context)
    return Draft(type="book_unpublished", changes=Changes(editions=replaced(board)))


def replaced(board: Board) -> dict[str, Edition | None]:
    """The edition that was current, as one that no longer is."""
    current = current_edition(board)
    return {current.id: replace(current, is_current=False)} if current else {}


def untick(board: Board, person: str | None) -> dict[str, Profile | None]:
    if person is None:
        return {}
    if person not in board.profiles:
        raise Unknown(terms={"what": N_("person")})
    return {person: replace(board.profiles[person], may_publish=False)}
