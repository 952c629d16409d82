"""What a session leaves behind: who may write about it, its photos. What people take on is in `actions.py`.

Rules R1-R2 and R6-R9 of docs/PROTOCOL.md. The text of the notes is a document of its own (`live/notes`).
"""

import hashlib
from datetime import timedelta
from typing import Final

from msgspec import UNSET
from msgspec.structs import replace

from openspace.domain import text
from openspace.domain.board import Board, Changes, Draft
from openspace.domain.commands import AddPhoto, EditPhoto, EditReport, RemovePhoto
from openspace.domain.context import Actor, Context
from openspace.domain.entities import PHOTOS_MAX, Photo, Topic
from openspace.domain.errors import N_, NotYours, TooMany, Unknown
from openspace.domain.rules.permission import HELPERS, require_somebody, require_voice, speaks_for, topic_of

PHOTO_KEPT_FOR: Final = timedelta(days=1)  # after it was removed; then its bytes are erased (R9)


def holds_pen(board: Board, topic: Topic, actor: Actor) -> bool:
    """Whether the report is in this person's hands: the convener's, or whom they handed it to."""
    return speaks_for(board, topic.convener, actor) or (actor.person is not None and actor.person == topic.pen)


def may_write(board: Board, topic: Topic, actor: Actor) -> bool:
    """Whether the actor may write this topic's notes, actions and photos (R1)."""
    profile = board.profiles.get(actor.person or "")
    if profile is None or actor.role == "wall" or profile.silenced is not None:
        return False
    is_scribe = topic.writers == "scribes" and actor.role in HELPERS
    return topic.writers == "everyone" or is_scribe or holds_pen(board, topic, actor)


def require_may_write(board: Board, topic: Topic, context: Context) -> str:
    """The actor's person id. Raises NotYours, Silenced, Unknown."""
    person = require_voice(board, context.actor)
    if not may_write(board, topic, context.actor):
        raise NotYours(
            says=N_("The convener has chosen who writes this report."), instead=N_("Ask the convener to let you write.")
        )
    return person


def edit_report(board: Board, command: EditReport, context: Context) -> Draft:
    """[R2] Whoever holds the pen decides; scribes and facilitators may mark a report as done."""
    old = topic_of(board, command.topic)
    require_voice(board, context.actor)
    only_ready = (command.writers, command.pen, command.is_on_walls) == (UNSET, UNSET, UNSET)
    if not (only_ready and context.actor.role in HELPERS) and not holds_pen(board, old, context.actor):
        raise NotYours(
            says=N_("Only its convener, or who holds the pen, may do that."), instead=N_("Talk to the convener.")
        )
    pen = old.pen if command.pen is UNSET else command.pen or ""
    if pen not in ("", old.pen) and pen not in board.people:
        raise Unknown(terms={"what": N_("person")}, instead=N_("Choose somebody who convenes a topic."))
    topic = replace(
        old,
        writers=old.writers if command.writers is UNSET else command.writers,
        pen="" if pen == old.convener else pen,
        is_on_walls=old.is_on_walls if command.is_on_walls is UNSET else command.is_on_walls,
        is_ready=old.is_ready if command.is_ready is UNSET else command.is_ready,
    )
    return Draft(type="report_edited", changes=Changes(topics={topic.id: topic} if topic != old else {}))


# Photos


def require_room_for_photo(board: Board, topic: Topic, context: Context) -> None:
    """Before the picture is looked at. Raises NotYours, Silenced, TooMany, Unknown."""
    require_may_write(board, topic, context)
    if sum(photo.topic == topic.id for photo in board.photos.values()) >= PHOTOS_MAX:
        raise TooMany(says=N_("This topic holds no more photos ({limit})."), limit=PHOTOS_MAX)


def add_photo(board: Board, command: AddPhoto, context: Context) -> Draft:
    """[R6] Off for publishing until somebody says so."""
    topic = topic_of(board, command.topic)
    require_room_for_photo(board, topic, context)
    key = context.new_id()
    photo = Photo(
        id=key,
        topic=topic.id,
        digest=command.digest,
        width=command.width,
        height=command.height,
        size=command.size,
        text=text.paragraphs(command.text),
        by=sign_of(require_somebody(board, context.actor), key),
        taken_at=context.now,
    )
    return Draft(type="photo_added", changes=Changes(photos={photo.id: photo}), made={"photo": photo.id})


def sign_of(person: str, photo: str) -> str:
    """Whose photo it is, for the rules alone: nobody can tell who it was, nor that two are by one person (G5)."""
    return hashlib.sha256(f"{person} {photo}".encode()).hexdigest()[:32]


def edit_photo(board: Board, command: EditPhoto, context: Context) -> Draft:
    """[R7]"""
    old = photo_of(board, command.photo)
    require_may_touch(board, old, context)
    photo = replace(
        old,
        text=old.text if command.text is UNSET else text.paragraphs(command.text),
        may_publish=old.may_publish if command.may_publish is UNSET else command.may_publish,
    )
    return Draft(type="photo_edited", changes=Changes(photos={photo.id: photo} if photo != old else {}))


def remove_photo(board: Board, command: RemovePhoto, context: Context) -> Draft:
    """By who may write the report, whoever sent it, or a facilitator: somebody may be in the picture."""
    photo = photo_of(board, command.photo)
    require_may_touch(board, photo, context)
    return Draft(type="photo_removed", changes=Changes(photos={photo.id: None}))


def require_may_touch(board: Board, photo: Photo, context: Context) -> None:
    person = require_voice(board, context.actor)
    if sign_of(person, photo.id) != photo.by and context.actor.role != "facilitator":
        require_may_write(board, topic_of(board, photo.topic), context)


def photo_of(board: Board, photo: str) -> Photo:
    if photo not in board.photos:
        raise Unknown(terms={"what": N_("photo")})
    return board.photos[photo]
