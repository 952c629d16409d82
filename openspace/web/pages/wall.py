"""The wall as a page: how to join, what is on, what comes next; readable with JavaScript off."""

from starlette.responses import Response

from openspace.web import qr
from openspace.web.pages.market import Period, periods
from openspace.web.pages.shells import boot_of
from openspace.web.pages.visit import Visit

CARDS_MAX = 8  # on one picture; what comes next waits until there is room for it


async def wall(visit: Visit) -> Response:
    """`GET /b/{code}/wall`: for whoever is on the board; a wall's own link also shows the network's password."""
    visit.require_role("wall", "facilitator", "scribe", "participant")
    visit = visit.in_language_of("wall")
    return visit.page(
        "wall.html",
        screen="wall",
        boot=boot_of(visit, "wall"),
        periods=on_picture([period for period in periods(visit.board, visit.now) if not period.is_over]),
        join_url=visit.join_url,
        join_qr=qr.svg(visit.join_url),
    )


def on_picture(coming: list[Period]) -> list[Period]:
    """What is on, and what comes next if both can be read at once."""
    first_two = coming[:2]
    return first_two if sum(len(period.meetings) for period in first_two) <= CARDS_MAX else first_two[:1]
