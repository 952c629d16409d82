"""Photos over HTTP: a picture comes in as it is, and is shown to those who are on the board.

Rules R6-R9 of docs/PROTOCOL.md.
"""

import asyncio
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from openspace.domain.context import Actor, Context
from openspace.domain.rules.permission import topic_of
from openspace.domain.rules.report import require_room_for_photo
from openspace.live.answers import Taken
from openspace.live.board import LiveBoard
from openspace.pictures import PICTURE_MAX_BYTES
from openspace.web import admission, answers
from openspace.web.problems import NoSuchPage, PictureTooBig, PictureTooSlow, Unreadable
from openspace.web.site import Site, site_of

COMMAND_ID_MAX_CHARS: Final = 200
WHOLE_BODY_TIMEOUT_S: Final = 180.0  # a megabyte over a very bad line


async def add_photo(request: Request) -> Response:
    """`POST /api/boards/{code}/topics/{topic}/photos`: the picture is the body; `Idempotency-Key` is its command id."""
    live = await admission.board_of(request)
    actor = admission.actor_of(request, live, await admission.required_badge(request, live))
    command_id = command_id_of(request)
    taken = await live.answered(command_id, actor) or await take(request, live, actor, command_id)
    return answers.json({**taken.made, "seq": taken.seq}, 201)


async def take(request: Request, live: LiveBoard, actor: Actor, command_id: str) -> Taken:
    """Rights first, then the bytes, then the picture."""
    site, topic = site_of(request), request.path_params["topic"]
    require_may_add(site, live, actor, topic)
    async with site.darkroom.room_for(size_of(request)):
        picture = await site.darkroom.develop(await body_of(request))
    return await live.pictures.add(picture, topic, request.query_params.get("text", ""), command_id, actor)


async def jpeg(request: Request, live: LiveBoard, digest: str, cache_control: str) -> Response:
    """The picture of that digest, 480 px at most when `small` is asked for. Who may see it is the caller's business.

    Raises:
        NoSuchPage: There are no such bytes (any more).
    """
    is_small = "small" in request.query_params
    etag = f'"{digest}{"-small" if is_small else ""}"'
    headers = {"cache-control": cache_control, "etag": etag}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    content = await live.pictures.read(digest)
    if content is None:
        raise NoSuchPage
    if is_small:
        content = await site_of(request).darkroom.thumbnail(digest, content)
    return Response(content, headers=headers, media_type="image/jpeg")


def require_may_add(site: Site, live: LiveBoard, actor: Actor, topic: str) -> None:
    """Before anything is read. Raises Refused."""
    context = Context(site.clock.now(), actor, site.ids.new_id)
    require_room_for_photo(live.durable, topic_of(live.durable, topic), context)


def command_id_of(request: Request) -> str:
    """The sender's, so that a photo sent again is one photo; a new one for who does not care."""
    command_id = request.headers.get("idempotency-key") or site_of(request).ids.new_id()
    if len(command_id) > COMMAND_ID_MAX_CHARS:
        raise Unreadable(why=f"Idempotency-Key has more than {COMMAND_ID_MAX_CHARS} characters")
    return command_id


def size_of(request: Request) -> int:
    """Bytes the body may take, as far as it says so itself."""
    length = request.headers.get("content-length", "")
    return min(int(length), PICTURE_MAX_BYTES) if length.isascii() and length.isdigit() else PICTURE_MAX_BYTES


async def body_of(request: Request) -> bytes:
    """
    Raises:
        PictureTooSlow: It did not come within three minutes.
        PictureTooBig: It is more than a picture may have.
    """
    try:
        async with asyncio.timeout(WHOLE_BODY_TIMEOUT_S):
            content = await request.body()
    except TimeoutError:
        raise PictureTooSlow from None
    if len(content) > PICTURE_MAX_BYTES:
        raise PictureTooBig
    return content
