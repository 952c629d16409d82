"""QR codes by address: to join, to the network, to a room, to the facilitator's desk.

The address in them is the one that other devices can use (`web/addresses.py`), never localhost while there is another.
"""

from starlette.responses import Response

from openspace.domain.entities import GATHERING
from openspace.web import links, qr
from openspace.web.answers import NOT_KEPT
from openspace.web.pages.visit import Visit
from openspace.web.problems import NoSuchPage


async def join(visit: Visit) -> Response:
    """`GET /b/{code}/qr/join.svg`: it holds only what the wall shows everybody."""
    return drawn(visit.join_url)


async def wifi(visit: Visit) -> Response:
    """`GET /b/{code}/qr/wifi.svg`"""
    visit.require_role("facilitator", "wall")
    network = visit.board.wifi.get(GATHERING)
    if network is None:
        raise NoSuchPage
    return drawn(qr.wifi(network.name, network.password))


async def here(visit: Visit) -> Response:
    """`GET /b/{code}/qr/here/{room}.svg`"""
    room = visit.request.path_params["room"]
    if room not in visit.board.rooms:
        raise NoSuchPage
    return drawn(visit.door_url(room))


async def facilitator(visit: Visit) -> Response:
    """`GET /b/{code}/qr/facilitator.svg`: the desk, for a second device."""
    visit.require_role("facilitator")
    keys = await visit.site.store.links(visit.code)
    return drawn(links.links_of(visit.base_url, visit.code, keys)["facilitator"])


async def followup(visit: Visit) -> Response:
    """`GET /b/{code}/qr/followup.svg`: how the actions go, for after the gathering."""
    visit.require_role("facilitator")
    return drawn(links.followup_url(visit.site, visit.base_url, visit.code))


def drawn(text: str) -> Response:
    return Response(qr.svg(text), headers=NOT_KEPT, media_type="image/svg+xml")
