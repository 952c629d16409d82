"""The wall as a page: now and next, how to join; readable with JavaScript off."""

from starlette.responses import Response

from openspace.web.pages.shells import boot_of
from openspace.web.pages.visit import Visit


async def wall(visit: Visit) -> Response:
    """`GET /b/{code}/wall`"""
    visit.require_role("wall", "facilitator", "scribe", "participant")
    return visit.page("wall.html", screen="wall", boot=boot_of(visit, "wall"))
