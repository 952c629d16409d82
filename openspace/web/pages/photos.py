"""Photos as pages show them, and as a plain form sends one."""

import asyncio
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from openspace.domain.errors import Refused
from openspace.web import photos
from openspace.web.pages.forms import see
from openspace.web.pages.phone import topic_page
from openspace.web.pages.visit import Visit
from openspace.web.problems import NoSuchPage, PictureTooSlow, Unreadable, WhoAreYou

# An id's picture never changes, so who has seen it may keep it; shared caches may not.
KEPT: Final = "private, max-age=31536000, immutable"


async def photo(visit: Visit) -> Response:
    """`GET /b/{code}/photos/{photo}.jpg`: to whoever is on the board; `?small` for lists."""
    if visit.badge is None:
        raise WhoAreYou
    shown = visit.board.photos.get(visit.request.path_params["photo"])
    if shown is None:
        raise NoSuchPage
    return await photos.jpeg(visit.request, visit.live, shown.digest, KEPT)


async def send_photo(visit: Visit) -> Response:
    """`POST /b/{code}/topics/{topic}/photos`: what a script would send, from a form with one file."""
    topic = visit.request.path_params["topic"]
    try:
        photos.require_may_add(visit.site, visit.live, visit.actor, topic)
        async with visit.site.darkroom.room_for(photos.size_of(visit.request)):
            content, text = await file_and_text(visit.request)
            picture = await visit.site.darkroom.develop(content)
        await visit.live.pictures.add(picture, topic, text, visit.site.ids.new_id(), visit.actor)
    except Refused as refused:
        return topic_page(visit, topic, refused)
    return see(visit, f"/topics/{topic}")


async def file_and_text(request: Request) -> tuple[bytes, str]:
    """The fields `photo` and `text`; empty where they are missing.

    Raises:
        PictureTooSlow: The form did not come within three minutes.
        Unreadable: It is not a form, or not ours.
    """
    try:
        async with asyncio.timeout(photos.WHOLE_BODY_TIMEOUT_S), request.form(max_files=1, max_fields=2) as form:
            photo, text = form.get("photo"), form.get("text")
            content = b"" if photo is None or isinstance(photo, str) else await photo.read()
            return content, text if isinstance(text, str) else ""
    except TimeoutError:
        raise PictureTooSlow from None
    except HTTPException as error:
        raise Unreadable(why=error.detail) from None
