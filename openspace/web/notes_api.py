"""A topic's notes over HTTP, for whoever may see the board: how they stand, and their time line.

A wall gets the text without what is internal. Rules Y7 and Y8 of docs/PROTOCOL.md.
"""

from starlette.requests import Request
from starlette.responses import Response

from openspace.domain.entities import Topic
from openspace.domain.markup import without_internal
from openspace.domain.rules.report import may_write
from openspace.live.board import LiveBoard
from openspace.ports import Revision
from openspace.web import admission, answers
from openspace.web.people import Badge
from openspace.web.problems import NoSuchPage
from openspace.web.site import site_of
from openspace.wire import NOTES_MAX_BYTES


async def read_notes(request: Request) -> Response:
    """`GET /api/boards/{code}/topics/{topic}/notes`"""
    board, badge, topic = await visit(request)
    version, text = await board.notes.read(topic.id)
    content = {
        "version": version,
        "text": shown_to(badge, text),
        "is_empty": board.notes.is_empty(text),
        "size": len(text.encode()),
        "limit": NOTES_MAX_BYTES,
        "may_write": may_write(board.durable, topic, admission.actor_of(request, board, badge)),
    }
    return answers.json(content)


async def list_revisions(request: Request) -> Response:
    """`GET /api/boards/{code}/topics/{topic}/revisions`: oldest first, without their texts."""
    _, badge, revisions = await revisions_of(request)
    listed = [
        {
            "number": number,
            "at": revision.at,
            "seq": revision.seq,
            "authors": revision.authors,
            "size": len(shown_to(badge, revision.text).encode()),
        }
        for number, revision in enumerate(revisions, 1)
    ]
    return answers.json({"revisions": listed})


async def read_revision(request: Request) -> Response:
    """`GET /api/boards/{code}/topics/{topic}/revisions/{number}`"""
    _, badge, revisions = await revisions_of(request)
    number = request.path_params["number"]
    if not 1 <= number <= len(revisions):
        raise NoSuchPage
    revision = revisions[number - 1]
    content = {
        "number": number,
        "at": revision.at,
        "seq": revision.seq,
        "authors": revision.authors,
        "text": shown_to(badge, revision.text),
    }
    return answers.json(content)


async def visit(request: Request) -> tuple[LiveBoard, Badge, Topic]:
    """Raises a `Problem` for who may not see the board, and for a topic that is not on it."""
    board = await admission.board_of(request)
    badge = await admission.required_badge(request, board)
    topic = board.durable.topics.get(request.path_params["topic"])
    if topic is None:
        raise NoSuchPage
    return board, badge, topic


async def revisions_of(request: Request) -> tuple[LiveBoard, Badge, list[Revision]]:
    board, badge, topic = await visit(request)
    return board, badge, await site_of(request).store.revisions(board.code, topic.id)


def shown_to(badge: Badge, text: str) -> str:
    return without_internal(text) if badge.role == "wall" else text
