"""The wall as a page: how to join, what is on, what comes next; readable with JavaScript off."""

from starlette.responses import Response

from openspace.web import qr
from openspace.web.pages.market import periods
from openspace.web.pages.shells import boot_of
from openspace.web.pages.visit import Visit

PERIODS_SHOWN = 2


async def wall(visit: Visit) -> Response:
    """`GET /b/{code}/wall`: for whoever is on the board; a wall's own link also shows the network's password."""
    visit.require_role("wall", "facilitator", "scribe", "participant")
    visit = visit.in_language_of("wall")
    coming = [period for period in periods(visit.board, visit.now) if not period.is_over]
    return visit.page(
        "wall.html",
        screen="wall",
        boot=boot_of(visit, "wall"),
        periods=coming[:PERIODS_SHOWN],
        join_url=visit.join_url,
        join_qr=qr.svg(visit.join_url),
    )
