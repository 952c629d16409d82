"""Calendars to subscribe to: for members by their cookie, for calendar programs, which have none, by a signed link."""

import asyncio
import hashlib

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from openspace.domain.board import Board
from openspace.domain.entities import Interest
from openspace.domain.errors import N_
from openspace.domain.harvest import proceedings_of
from openspace.exports.calendar import AGENDA, DEADLINES, Part, calendar_of
from openspace.exports.material import Material
from openspace.live.board import LiveBoard
from openspace.web import links
from openspace.web.pages.followup import board_of_pass
from openspace.web.pages.phone import join_page
from openspace.web.pages.visit import Visit
from openspace.web.passes import Feed, FeedPart
from openspace.web.problems import NoSuchLink, WhoAreYou
from openspace.web.site import site_of

MEDIA_TYPE = "text/calendar; charset=utf-8"
# Asked again each time: a moved session shall not wait for a cache. Nothing has changed: 304, a few bytes.
HEADERS = {"cache-control": "private, no-cache", "x-robots-tag": "noindex"}
NAMES: dict[FeedPart, str] = {"agenda": "{title}", "actions": N_("{title}: by when"), "mine": N_("{title}: mine")}


async def calendars(visit: Visit) -> Response:
    """`GET /b/{code}/calendar`: the reader's own links."""
    if visit.person is None:
        return join_page(visit)
    parts: tuple[FeedPart, ...] = ("mine", "agenda", "actions")
    feeds = {part: Feed(visit.code, part, visit.person, visit.language) for part in parts}
    urls = {part: links.feed_url(visit.site, visit.base_url, feed) for part, feed in feeds.items()}
    return visit.page("calendar.html", screen="followup", urls=urls)


async def agenda(visit: Visit) -> Response:
    """`GET /b/{code}/calendar.ics`"""
    return await for_member(visit, "agenda")


async def actions(visit: Visit) -> Response:
    """`GET /b/{code}/calendar/actions.ics`"""
    return await for_member(visit, "actions")


async def for_member(visit: Visit, part: FeedPart) -> Response:
    if visit.badge is None:
        raise WhoAreYou
    return await sent(visit.request, visit.live, Feed(visit.code, part, visit.person or "", visit.language))


async def feed(request: Request) -> Response:
    """`GET /calendar/{token}.ics`

    Raises:
        NoSuchLink: Not signed here for a calendar, or the person is gone.
        Erased: The board is gone.
    """
    wanted = site_of(request).passes.feed(request.path_params["token"])
    if wanted is None:
        raise NoSuchLink
    live = await board_of_pass(request, wanted.code)
    if wanted.part == "mine" and wanted.person not in live.durable.profiles:
        raise NoSuchLink
    return await sent(request, live, wanted)


async def sent(request: Request, live: LiveBoard, feed: Feed) -> Response:
    """The calendar, or that it is as the other side has it: the same board is the same calendar, byte for byte."""
    site = site_of(request)
    board, catalog, base = live.durable, site.languages.catalog_for(feed.language), links.base_url(request)
    said = msgspec.json.encode((live.epoch, board.seq, feed, base, site.assets.release))
    headers = {**HEADERS, "etag": f'"{hashlib.sha256(said).hexdigest()[:32]}"'}
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    chronicle = await site.chronicles.of(live.code, live.epoch)
    now = board.at or site.clock.now()
    name = catalog.gettext(NAMES[feed.part]).format(title=board.frame.title)

    def made() -> bytes:
        book = proceedings_of(board, live.code, {}, [], "internal", now)
        material = Material(book=book, catalog=catalog, base_url=base, chronicle=chronicle)
        return calendar_of(material, part_of(board, feed), name)

    content = await asyncio.to_thread(made)
    headers["content-disposition"] = f'inline; filename="{live.code}-{feed.part}.ics"'
    return Response(content, headers=headers, media_type=MEDIA_TYPE)


def part_of(board: Board, feed: Feed) -> Part:
    """What of the board that link is for; one's own: the topics one has starred or convenes, and what one took on."""
    match feed.part:
        case "agenda":
            return AGENDA
        case "actions":
            return DEADLINES
        case "mine":
            starred = board.interests.get(feed.person, Interest(id=feed.person)).topics
            own = (topic.id for topic in board.topics.values() if topic.convener == feed.person)
            deeds = (action.id for action in board.actions.values() if action.person == feed.person)
            return Part(topics=frozenset((*starred, *own)), deeds=frozenset(deeds), is_busy=True)
