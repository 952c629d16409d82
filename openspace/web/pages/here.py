"""The code on a room's door: whoever scans it is in the session there now or about to start."""

from starlette.responses import Response

from openspace.domain.commands import Move
from openspace.domain.errors import Refused
from openspace.domain.insight import session_in_room
from openspace.web.pages.forms import see, submit
from openspace.web.pages.phone import HERE, door_page, join_page
from openspace.web.pages.visit import Visit


async def here(visit: Visit) -> Response:
    """`GET /b/{code}/here/{room}`; who has not joined does so first.

    It leads on by redirect, so that a tab that is opened again an hour later moves nobody.
    """
    room = visit.request.path_params["room"]
    session = session_in_room(visit.board, room, visit.now)
    if visit.person is None:
        return join_page(visit)
    if session is None or is_guess(visit):
        return door_page(visit, room)
    try:
        await submit(visit, Move(command_id=visit.site.ids.new_id(), to=session.id))
    except Refused as refused:
        return door_page(visit, room, refused)
    return see(visit, HERE)


def is_guess(visit: Visit) -> bool:
    """A browser that fetches what its owner might open next."""
    return "prefetch" in visit.request.headers.get("sec-purpose", visit.request.headers.get("purpose", ""))
