"""A whole board into a file and out of one: what `export --format json` writes and `import` reads."""

import asyncio
import hashlib
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

import msgspec
from msgspec.structs import replace

from openspace.domain.board import Board, Changes, Draft, apply_changes
from openspace.domain.entities import GATHERING, Gathering, Photo, Profile
from openspace.domain.insight import is_due_for_erasing
from openspace.domain.proceedings import Proceedings
from openspace.domain.rules.restore import Unsound, require_sound
from openspace.exports.archive import Archive, BadArchive, whole_of
from openspace.live.creation import create_board, new_link_people
from openspace.live.notes.seed import document_of
from openspace.ports import BoardRecord, Clock, Ids, Link, Restored, Store
from openspace.wire import NOTES_MAX_BYTES

JPEG: Final = b"\xff\xd8\xff"
CODE: Final = re.compile(r"[A-Z0-9]{1,40}")  # what a typed code can become; no other board would ever be found


async def archive_of(store: Store, code: str, board: Board, texts: Mapping[str, str]) -> Archive:
    """Everything the store has of a board. `texts`: the notes as they stand, by topic; empty ones are begun anew."""
    wanted = [photo.digest for photo in photos_of(board)] + [edition.digest for edition in board.editions.values()]
    found = {digest: await store.blob(code, digest) for digest in dict.fromkeys(wanted)}
    return Archive(
        code=code,
        board=whole_of(board),
        notes={topic: text for topic, text in texts.items() if text},
        revisions={topic: await store.revisions(code, topic) for topic in texts},
        movements=await store.movements(code),
        blobs={digest: content for digest, content in found.items() if content is not None},
    )


async def restore(
    store: Store, archive: Archive, clock: Clock, ids: Ids, keep_until: date | None = None
) -> tuple[BoardRecord, list[Link]]:
    """A new board from the archive: under its old code if that is free, with an epoch and links of its own.

    `keep_until`: the day everything is erased, if not the archive's own. All or nothing: it is looked through first
    and stored in one transaction.

    Raises:
        BadArchive: Something in it breaks a rule; says where.
        NotSaved: The store cannot write now.
    """
    restored = await asyncio.to_thread(checked, archive)
    gathering = kept_long_enough(archive, clock.now(), keep_until)
    people = new_link_people(ids)
    # Whom the new links' bare keys act as; the people of the old ones stay what they were: authors.
    profiles: dict[str, Profile | None] = {person: Profile(id=person) for person in people.values()}
    changes = archive.board.merged(Changes(profiles=profiles, gathering={GATHERING: gathering}))
    draft = Draft(type="board_imported", changes=changes)
    return await create_board(store, ids, clock.now(), draft, people, code=archive.code, restored=restored)


def kept_long_enough(archive: Archive, now: datetime, keep_until: date | None) -> Gathering:
    """Its frame, with a day of erasing to come: a board past it would be gone at the next start. Raises BadArchive."""
    board = apply_changes(Board(), archive.board)
    gathering = replace(board.frame, keep_until=keep_until or board.frame.keep_until)
    if is_due_for_erasing(apply_changes(board, Changes(gathering={GATHERING: gathering})), now):
        raise BadArchive(
            f"everything was to be erased after {gathering.keep_until}; choose a day to come with --keep-until",
            "$.board.gathering.gathering.keep_until",
        )
    return gathering


def checked(archive: Archive) -> Restored:
    """What it brings beside the log. Raises BadArchive."""
    if not CODE.fullmatch(archive.code):
        raise BadArchive("a board's code has capitals and digits only, at most 40", "$.code")
    try:
        require_sound(archive.board)
    except Unsound as unsound:
        raise BadArchive(unsound.why, unsound.where) from None
    require_texts(archive)
    require_bytes(archive)
    return Restored(
        movements=archive.movements,
        notes={topic: document_of(text) for topic, text in archive.notes.items()},
        revisions=archive.revisions,
        blobs=archive.blobs,
    )


def require_texts(archive: Archive) -> None:
    """Notes and their versions are of topics that are there, and not too long."""
    topics = archive.board.topics.keys() | archive.board.shelf.keys()
    for where, texts in (
        ("notes", {topic: [text] for topic, text in archive.notes.items()}),
        ("revisions", {topic: [one.text for one in made] for topic, made in archive.revisions.items()}),
    ):
        for topic, several in texts.items():
            if topic not in topics:
                raise BadArchive("of a topic that is not there", f"$.{where}.{topic[:64]}")
            if any(len(text.encode("utf-8", "replace")) > NOTES_MAX_BYTES for text in several):
                raise BadArchive(f"longer than {NOTES_MAX_BYTES} bytes", f"$.{where}.{topic}")
    for number, walk in enumerate(archive.movements):
        if walk.minute.tzinfo is None or walk.people < 0:
            raise BadArchive("a time without an offset, or fewer than nobody", f"$.movements[{number}]")


def require_bytes(archive: Archive) -> None:
    """Every photo is a JPEG, the public edition is there, and each is what its digest says."""
    for digest, content in archive.blobs.items():
        if hashlib.sha256(content).hexdigest() != digest:
            raise BadArchive("the bytes are not those of the digest", f"$.blobs.{digest[:64]}")
    board = apply_changes(Board(), archive.board)
    for photo in photos_of(board):
        if not archive.blobs.get(photo.digest, b"").startswith(JPEG):
            raise BadArchive("its picture is missing, or no JPEG", f"$.board.photos.{photo.id}")
    for edition in board.editions.values():
        if edition.is_current and not is_book(archive.blobs.get(edition.digest, b"")):
            raise BadArchive("its bytes are missing, or no book", f"$.board.editions.{edition.id}")


def is_book(content: bytes) -> bool:
    try:
        return msgspec.json.decode(content, type=Proceedings).edition == "public"
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return False


def photos_of(board: Board) -> list[Photo]:
    """Those on the board and those of topics on the shelf."""
    return [*board.photos.values(), *(photo for shelved in board.shelf.values() for photo in shelved.photos)]
