"""One request for a page of a board: whose, of which board, in which language.

Every page handler takes a `Visit`. A refusal it does not answer itself becomes a page that says why (`sorry`).
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from openspace.domain.board import Board
from openspace.domain.context import Actor
from openspace.domain.entities import Role
from openspace.domain.errors import Refused
from openspace.live.board import LiveBoard
from openspace.locales import best_language
from openspace.locales.pseudo import PSEUDO
from openspace.web import admission, links, problems
from openspace.web.answers import LANGUAGE_COOKIE, NOT_KEPT, has_already, reader_language, takes_gzip
from openspace.web.assets import compressed
from openspace.web.gaps import GappedPage
from openspace.web.kept_pages import PackedPage
from openspace.web.people import Badge
from openspace.web.problems import MayNot, WhoAreYou
from openspace.web.site import Site, site_of

LANGUAGE_MAX_AGE_S = 365 * 24 * 3600


class Visit(Struct, frozen=True, kw_only=True):
    """`badge` is None for somebody who has not joined."""

    request: Request
    site: Site
    live: LiveBoard
    badge: Badge | None
    language: str

    @property
    def board(self) -> Board:
        return self.live.durable

    @property
    def code(self) -> str:
        return self.live.code

    @property
    def person(self) -> str | None:
        return self.badge.person if self.badge else None

    @property
    def now(self) -> datetime:
        return self.site.clock.now()

    @property
    def actor(self) -> Actor:
        """Raises WhoAreYou for somebody who has not joined."""
        if self.badge is None:
            raise WhoAreYou
        return self.badge.actor(self.language)

    @property
    def base_url(self) -> str:
        """Where other devices find this server."""
        return links.base_url(self.request)

    @property
    def join_url(self) -> str:
        return links.join_url(self.base_url, self.code)

    def door_url(self, room: str) -> str:
        """What the sign on a room's door leads to."""
        return f"{self.base_url}{self.path(f'/here/{room}')}"

    @property
    def is_plain(self) -> bool:
        """`?plain`: the page as it stands without a script."""
        return bool(self.request.scope["query_string"]) and "plain" in self.request.query_params

    def in_board_language(self) -> "Visit":
        """For what hangs on a wall: everybody reads it."""
        return replace(self, language=self.site.languages.best("", self.board.frame.language))

    def in_language_of(self, screen: str) -> "Visit":
        """For a screen not all of which is in every language: half of it would be set the wrong way round."""
        spoken = self.site.assets.languages(screen)
        if self.language in spoken or self.language == PSEUDO:
            return self
        asked = self.request.headers.get("accept-language", "")
        return replace(self, language=best_language(asked, self.board.frame.language, spoken))

    def path(self, below: str = "") -> str:
        """A page of this board: `/b/LUND482/agenda`."""
        return f"/b/{self.code}{below}"

    def has_role(self, *roles: Role) -> bool:
        return self.badge is not None and not set(self.badge.roles).isdisjoint(roles)

    def require_role(self, *roles: Role) -> None:
        """
        Raises:
            WhoAreYou: Nobody known.
            MayNot: Known, without any of these roles.
        """
        if self.badge is None:
            raise WhoAreYou
        if not self.has_role(*roles):
            raise MayNot

    def render(self, template: str, **values: Any) -> str:
        """The template with what every page of a board knows."""
        if self.is_plain:
            values.pop("boot", None)
        common = {"code": self.code, "board": self.board, "gathering": self.board.frame, "path": self.path}
        return self.site.templates.render(template, self.language, **common, **values)

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        return HTMLResponse(self.render(template, **values), status, headers=NOT_KEPT)


VisitHandler = Callable[[Visit], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]


def of_board(handler: VisitHandler) -> Endpoint:
    """The endpoint of a page below `/b/{code}`."""

    async def endpoint(request: Request) -> Response:
        if switched := language_switch(request):
            return switched
        return await handler(await visit_of(request))

    return endpoint


async def visit_of(request: Request) -> Visit:
    """
    Raises:
        NoSuchBoard: No board has the code.
    """
    live = await admission.board_of(request)
    badge = await admission.badge_of(request, live)
    language = reader_language(request, live.durable, badge.person if badge else None)
    return Visit(request=request, site=site_of(request), live=live, badge=badge, language=language)


def language_switch(request: Request) -> Response | None:
    """`?lang=sv`: the same page again, in that language from now on."""
    chosen = request.query_params.get("lang") if request.scope["query_string"] else None
    if chosen is None:
        return None
    response = RedirectResponse(str(request.url.remove_query_params("lang").replace(scheme="", netloc="")), 303)
    if site_of(request).languages.has(chosen):
        is_secure = request.url.scheme == "https"
        response.set_cookie(
            LANGUAGE_COOKIE, chosen, max_age=LANGUAGE_MAX_AGE_S, samesite="lax", httponly=True, secure=is_secure
        )
    return response


async def sorry(connection: HTTPConnection, refused: Refused) -> Response:
    """A page that says what is the case and what to do instead."""
    site = site_of(connection)
    connection.state.rejected = refused.code  # for the log's line
    language = reader_language(connection)
    told = problems.body_of(refused, site.languages.catalog_for(language).gettext)
    # Back to a board that is not there would say the same again.
    code = "" if isinstance(refused, problems.NoSuchBoard) else connection.path_params.get("code", "")
    html = site.templates.render("sorry.html", language, told=told, code=code)
    return HTMLResponse(html, problems.status_of(refused), headers=NOT_KEPT)


def send(request: Request, page: PackedPage) -> Response:
    """A page that many get alike; nothing but that to who has it already."""
    headers = {"cache-control": "no-cache", "vary": "accept-encoding, accept-language, cookie", "etag": page.etag}
    if has_already(request, page.etag):
        return Response(status_code=304, headers=headers)
    if not takes_gzip(request):
        return HTMLResponse(page.html, headers=headers)
    return gzipped(page.gzipped, headers)


def send_own(request: Request, html: str, status: int = 200) -> Response:
    """A page for one reader, compressed as quickly as can be."""
    if not takes_gzip(request):
        return HTMLResponse(html, status, headers=NOT_KEPT)
    return gzipped(compressed(html.encode(), level=1), {**NOT_KEPT, "vary": "accept-encoding"}, status)


def send_filled(request: Request, page: GappedPage, fillings: Sequence[str]) -> Response:
    """A page with a few lines for one reader: a thousand may ask in a second."""
    if not takes_gzip(request):
        return HTMLResponse(page.html(fillings), headers=NOT_KEPT)
    return gzipped(page.gzipped(fillings), {**NOT_KEPT, "vary": "accept-encoding"})


def gzipped(body: bytes, headers: Mapping[str, str], status: int = 200) -> Response:
    return Response(body, status, {**headers, "content-encoding": "gzip"}, media_type="text/html")
