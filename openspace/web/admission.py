"""Finding the board and the caller's badge for a request, and letting people in.

Handlers of pages, JSON and sockets all come through here.
"""

import re
from collections.abc import Awaitable
from typing import Final

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from openspace.domain.commands import JoinBoard
from openspace.domain.context import Actor
from openspace.live.board import LiveBoard
from openspace.live.boards import NoSuchBoard as NotOpened
from openspace.ports import Link, NotRead
from openspace.web import answers
from openspace.web.answers import reader_language
from openspace.web.codes import canonical
from openspace.web.headers import header_of
from openspace.web.people import Badge, badge_in_cookie, badge_of_link, bearer_token, is_known, with_person
from openspace.web.problems import BadToken, MayNot, NoSuchBoard, NotSaved, Problem, WhoAreYou
from openspace.web.site import Site, site_of

_KEY: Final = re.compile(r"[A-Za-z0-9_-]{16,128}")


async def board_of(connection: HTTPConnection) -> LiveBoard:
    """The board of the path's `{code}`. Whoever asks for one from another device shows that phones get through.

    Raises:
        NoSuchBoard: No board has it.
    """
    site = site_of(connection)
    found = await board(connection, canonical(connection.path_params["code"]))
    if site.addresses.saw(connection.client.host if connection.client else ""):
        site.boards.set_address(site.addresses.current)
    return found


async def board(connection: HTTPConnection, code: str) -> LiveBoard:
    """As `board_of`, by its canonical code. Raises `NotSaved` too, when the data file cannot be read just now."""
    try:
        return await site_of(connection).boards.get(code)
    except NotOpened:
        raise NoSuchBoard(code=code) from None
    except NotRead:
        raise NotSaved from None


class BearerGate:
    """Turns away a Bearer that was not made here, on every route; a socket's is closed by its handler."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if scope["type"] != "http" or header_of(scope, b"authorization") is None:
            return self.app(scope, receive, send)
        return self._judge(scope, receive, send)

    async def _judge(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HTTPConnection(scope)
        try:
            await bearer_badge(request)
        except Problem as problem:
            await answers.problem(request, problem)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


async def bearer_badge(connection: HTTPConnection) -> Badge | None:
    """What the Bearer says, a person's token or a link's key; None if there is none. Looked up once a request.

    Raises:
        BadToken: Neither.
    """
    token = bearer_token(connection)
    if token is None:
        return None
    if not hasattr(connection.state, "bearer"):
        site = site_of(connection)
        link = await link_of(site, token)
        connection.state.bearer = site.badges.read(token) if link is None else badge_of_link(link)
    badge: Badge | None = connection.state.bearer
    if badge is None:
        raise BadToken
    return badge


async def link_of(site: Site, key: str) -> Link | None:
    """The link with that key; what cannot be a key is not looked up.

    Raises:
        NotSaved: The data file cannot be read just now.
    """
    try:
        return await site.store.link(key) if _KEY.fullmatch(key) else None
    except NotRead:
        raise NotSaved from None


async def badge_of(connection: HTTPConnection, board: LiveBoard) -> Badge | None:
    """Who calls, as far as this board is concerned: Bearer first, else the cookie, else nobody.

    Raises:
        BadToken: A Bearer that is not valid (any more).
        MayNot: A Bearer of another board.
    """
    badge = await bearer_badge(connection)
    if badge is None:
        return worn_badge(connection, board)
    if badge.code != board.code:
        raise MayNot
    if not is_known(badge, board.durable):
        raise BadToken
    return badge


def worn_badge(connection: HTTPConnection, board: LiveBoard) -> Badge | None:
    """The one in the cookie, while it is valid and the board knows the person."""
    badge = badge_in_cookie(connection, site_of(connection).badges, board.code)
    return badge if badge and is_known(badge, board.durable) else None


async def required_badge(connection: HTTPConnection, board: LiveBoard) -> Badge:
    """As `badge_of`; raises `WhoAreYou` for nobody."""
    badge = await badge_of(connection, board)
    if badge is None:
        raise WhoAreYou
    return badge


def actor_of(connection: HTTPConnection, board: LiveBoard, badge: Badge) -> Actor:
    return badge.actor(reader_language(connection, board.durable, badge.person))


async def join(connection: HTTPConnection, board: LiveBoard, name: str, language: str) -> Badge:
    """Make a new person; a browser that is a wall as well stays one.

    Raises:
        Refused: The board does not take the name or the language.
        MayNot: A wall's key as Bearer, which only reads.
    """
    site = site_of(connection)
    badge = await badge_of(connection, board)
    if badge is not None and bearer_token(connection) is not None:
        raise MayNot
    person = site.ids.new_id()
    command = JoinBoard(command_id=site.ids.new_id(), person=person, name=name, language=language)
    await board.submit(command, Actor(person, "participant", language or reader_language(connection, board.durable)))
    has_person = badge is not None and badge.person is not None
    return with_person(None if has_person else badge, board.code, person)
