"""Who somebody is on this device: their link to another one, being somebody else, and what is kept of them."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from openspace.web import admission, links, people, qr
from openspace.web.answers import NOT_KEPT, reader_language
from openspace.web.pages.forms import see
from openspace.web.pages.visit import Visit, language_switch
from openspace.web.people import Badge
from openspace.web.problems import NoSuchLink
from openspace.web.site import site_of


async def me(visit: Visit) -> Response:
    """`GET /b/{code}/me`"""
    if visit.person is None:
        return see(visit, "")
    # The link makes nobody a facilitator: roles travel by their own links.
    own = Badge(visit.code, visit.person, ("participant",))
    link = f"{links.key_url(visit.base_url, visit.site.badges.sign(own))}/ask"
    profile = visit.board.profiles[visit.person]
    return visit.page("whoami.html", screen="phone", link=link, qr=qr.svg(link), profile=profile)


async def somebody_else(visit: Visit) -> Response:
    """`POST /b/{code}/somebody-else`: this browser is nobody again; the person stays on the board."""
    response = see(visit, "")
    people.drop_cookie(response, visit.code)
    return response


async def privacy(visit: Visit) -> Response:
    """`GET /b/{code}/privacy`"""
    return visit.page("privacy.html", screen="phone")


async def ask(request: Request) -> Response:
    """`GET /k/{key}/ask`: a personal link opened on another device asks before it makes anybody somebody.

    Raises:
        NoSuchLink: Not signed here, too old, or the person is gone.
    """
    if switched := language_switch(request):
        return switched
    site = site_of(request)
    badge = site.badges.read(request.path_params["key"])
    if badge is None or badge.person is None:
        raise NoSuchLink
    live = await admission.board(request, badge.code)
    board = live.durable
    if not people.is_known(badge, board):
        raise NoSuchLink
    worn = admission.worn_badge(request, live)
    html = site.templates.render(
        "ask.html",
        reader_language(request, board),
        screen="phone",
        gathering=board.frame,
        code=badge.code,
        profile=board.profiles[badge.person],
        is_same=worn is not None and worn.person == badge.person,
        is_other=worn is not None and worn.person not in (None, badge.person),
    )
    return HTMLResponse(html, headers=NOT_KEPT)
