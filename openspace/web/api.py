"""The HTTP interface: make a board, join it, read it, act on it.

Rules H1-H9 of docs/PROTOCOL.md.
"""

from typing import TypeVar

import msgspec
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from openspace import instants, wire
from openspace.domain.commands import AnyCommand
from openspace.domain.errors import Refused
from openspace.domain.new_board import NewBoard
from openspace.web import admission, answers, links, people
from openspace.web.problems import NoSuchLink, Unreadable
from openspace.web.site import site_of
from openspace.web.welcome import tell_links

Shape = TypeVar("Shape")

# Where a link's key leads.
SCREENS = {"facilitator": "/desk", "scribe": "/scribe", "wall": "/wall"}


class NewPerson(Struct, frozen=True):
    """The body of `POST people`. `somebody_else`: leave who the browser was and join anew."""

    name: str | None = None
    language: str | None = None
    somebody_else: bool = False


async def make_board(request: Request) -> Response:
    """`POST /api/boards`"""
    plan = await read(request, NewBoard)
    board, keys = await site_of(request).boards.make(plan)
    tell_links(request, board.code, keys)
    shown = links.links_of(links.base_url(request), board.code, keys)
    return answers.json({"code": board.code, "links": shown}, 201)


async def join(request: Request) -> Response:
    """`POST /api/boards/{code}/people`: whoever is somebody already stays that."""
    board = await admission.board_of(request)
    wish = await read(request, NewPerson, when_empty=NewPerson())
    badge = await admission.badge_of(request, board)
    if badge is None or badge.person is None or wish.somebody_else:
        badge = await admission.join(request, board, wish.name or "", wish.language or "")
    badges = site_of(request).badges
    response = answers.json({"person": badge.person, "token": badges.sign(badge)}, 201)
    people.set_cookie(response, request, badges, badge)
    return response


async def read_board(request: Request) -> Response:
    """`GET /api/boards/{code}`: shared bytes, compressed for who takes them so, none for who has them."""
    board = await admission.board_of(request)
    await admission.required_badge(request, board)
    body = await board.body()
    etag = f'W/"{board.epoch}.{body.version}"'
    headers = {"cache-control": "no-store", "vary": "accept-encoding", "etag": etag}
    if answers.has_already(request, etag):
        return Response(status_code=304, headers=headers)
    if not answers.takes_gzip(request):
        return Response(body.plain, headers=headers, media_type="application/json")
    return Response(body.gzip, headers={**headers, "content-encoding": "gzip"}, media_type="application/json")


async def submit_command(request: Request) -> Response:
    """`POST /api/boards/{code}/commands`: the socket's answer over HTTP."""
    board = await admission.board_of(request)
    actor = admission.actor_of(request, board, await admission.required_badge(request, board))
    command = decoded(await request.body())
    if isinstance(command, wire.Unreadable):
        return answers.unreadable(request, command, actor.language)
    try:
        taken = await board.submit(command, actor)
    except Refused as refused:
        return answers.refused(request, command.command_id, refused, actor.language)
    return answers.json(wire.Accepted(command_id=command.command_id, seq=taken.seq, made=taken.made))


async def enter_by_key(request: Request) -> Response:
    """`GET /k/{key}`: a link's key adds its role to who the browser is; a person's token makes it that person."""
    badge, screen = await badge_and_screen(request, request.path_params["key"])
    response = RedirectResponse(f"/b/{badge.code}{screen}", 303, headers=answers.NOT_KEPT)
    people.set_cookie(response, request, site_of(request).badges, badge)
    return response


async def badge_and_screen(request: Request, key: str) -> tuple[people.Badge, str]:
    """What the browser is from now on, and the page it goes to.

    Raises:
        NoSuchLink: No board (still) has that key or person.
    """
    link = await admission.link_of(site_of(request), key)
    if link is not None:
        board = await admission.board(request, link.code)
        return people.with_link(admission.worn_badge(request, board), link), SCREENS.get(link.role, "")
    personal = site_of(request).badges.read(key)
    if personal is None:
        raise NoSuchLink
    board = await admission.board(request, personal.code)
    if not people.is_known(personal, board.durable):
        raise NoSuchLink
    return people.with_roles_of(personal, admission.worn_badge(request, board)), ""


async def health(request: Request) -> Response:
    """`GET /healthz`"""
    is_well = await site_of(request).health.is_well()
    return answers.json({"status": "ok" if is_well else "cannot write"}, 200 if is_well else 503)


async def read(request: Request, shape: type[Shape], when_empty: Shape | None = None) -> Shape:
    """The body as a struct.

    Raises:
        Unreadable: Not JSON, or not that shape.
    """
    body = await request.body()
    if not body and when_empty is not None:
        return when_empty
    try:
        return instants.read(msgspec.json.Decoder(shape).decode, body)
    except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
        raise Unreadable(why=str(error)[:200]) from None


def decoded(body: bytes) -> AnyCommand | wire.Unreadable:
    """One command; raises `Unreadable` for what is none."""
    try:
        message = wire.decode(body)
    except wire.Rubbish as error:
        raise Unreadable(why=str(error)[:200]) from None
    match message:
        case wire.Hello() | wire.Watch():
            raise Unreadable(why="only commands are taken here")
        case wire.UnknownMessage():
            return wire.Unreadable(None, wire.UnknownCommand(type="?"))
        case _:
            return message
