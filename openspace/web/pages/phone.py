"""The phone's page: a form to join, or the market; readable and usable as it stands.

What is alike for everybody is rendered and compressed once a language and kept until the board changes; the lines
about one person are put into it.
"""

from itertools import groupby

from markupsafe import Markup, escape
from starlette.responses import Response

from openspace.domain.entities import Room, Slot
from openspace.domain.errors import Refused
from openspace.domain.insight import open_cells, session_in_room
from openspace.domain.rules.report import may_write
from openspace.web.gaps import with_gaps
from openspace.web.kept_pages import packed
from openspace.web.pages.market import Meeting, meetings, meetings_of, moment, periods, without_place
from openspace.web.pages.reading import notes_to_read
from openspace.web.pages.shells import boot_of
from openspace.web.pages.visit import Visit, send, send_filled, send_own
from openspace.web.problems import body_of, status_of
from openspace.web.templates import isolate

# Where the lines about one person go, and the id of their next act; nothing that people write can look like these, as
# "<" is escaped.
ME = "<!--me-->"
ACT = "<!--act-->"
NAME = "<!--name-->"
ME_TEMPLATE = "parts/me.html"
HERE = "#here"


async def phone(visit: Visit) -> Response:
    """`GET /b/{code}`"""
    return market_page(visit) if visit.person else join_page(visit)


async def topic(visit: Visit) -> Response:
    """`GET /b/{code}/topics/{topic}`"""
    if visit.person is None:
        return join_page(visit)
    asked_for = visit.request.path_params["topic"]
    notes = await notes_to_read(visit, asked_for) if asked_for in visit.board.topics else None
    return topic_page(visit, asked_for, notes=notes)


def join_page(visit: Visit, refused: Refused | None = None, name: str = "") -> Response:
    """Title, theme, a name or none, and what is kept; leads on to the page that was asked for."""
    onward = visit.request.url.path
    values = {
        "screen": "phone",
        "boot": boot_of(visit, "phone"),
        "onward": onward,
        "told": told(visit, refused),
        "name": name,
        "me": "",
    }
    if refused or onward != visit.path():
        return visit.page("join.html", status_for(refused), **values)
    page = visit.site.templates.kept_pages.kept(
        ("join", visit.code, visit.language, visit.join_url, visit.is_plain),
        (visit.board.gathering,),
        lambda: packed(visit.render("join.html", **values)),
    )
    return send(visit.request, page)


def market_page(visit: Visit, refused: Refused | None = None, draft: dict[str, str] | None = None) -> Response:
    """Everything on the board, what one may do, and first of all what concerns the reader."""
    act = visit.site.ids.new_id()
    if refused or draft:
        html = render_market(visit, me_lines(visit, refused), draft or {}, act)
        return send_own(visit.request, html, status_for(refused))
    board = visit.board
    profile = board.profiles.get(visit.person or "")
    page = visit.site.templates.kept_pages.kept(
        (
            "market",
            visit.code,
            visit.language,
            visit.join_url,
            moment(board, visit.now),
            visit.is_plain,
            bool(profile and profile.name),
        ),
        (
            board.gathering,
            board.rooms,
            board.slots,
            board.topics,
            board.sessions,
            board.people,
            board.announcements,
            board.editions,
        ),
        lambda: with_gaps(render_market(visit, ME, {}, ACT), (ME, ACT)),
    )
    return send_filled(visit.request, page, (me_lines(visit, None), act))


def render_market(visit: Visit, me: str, draft: dict[str, str], act: str) -> str:
    """`me`: the lines about the reader. `draft`: what was typed before, when the board said no."""
    return visit.render(
        "market.html",
        screen="phone",
        boot=boot_of(visit, "phone"),
        me=Markup(me),
        profile=visit.board.profiles.get(visit.person or ""),
        draft=draft,
        act=Markup(act),
        periods=periods(visit.board, visit.now),
        waiting=without_place(visit.board),
    )


def topic_page(visit: Visit, id: str, refused: Refused | None = None, notes: Markup | None = None) -> Response:
    """One topic; its convener may choose a place. `notes`: to read; None: where they are is said."""
    board = visit.board
    found = board.topics.get(id)
    values = {"screen": "phone", "boot": boot_of(visit, "phone"), "me": "", "told": told(visit, refused)}
    if found is None:
        return visit.page("topic-gone.html", 404, **values)
    interest = board.interests.get(visit.person or "")
    return visit.page(
        "topic.html",
        status_for(refused),
        topic=found,
        convener=board.people.get(found.convener),
        meetings=meetings_of(board, id),
        wants=interest is not None and id in interest.topics,
        is_mine=found.convener == visit.person,
        notes=notes,
        notes_language=found.language or board.frame.language,
        photos=[photo for photo in board.photos.values() if photo.topic == id],
        may_send_photos=may_write(board, found, visit.actor),
        free=free_places(visit),
        act=visit.site.ids.new_id(),
        **values,
    )


def door_page(visit: Visit, room: str, refused: Refused | None = None) -> Response:
    """What meets in a room now, or next."""
    board = visit.board
    session = session_in_room(board, room, visit.now)
    coming = [s for s in board.sessions.values() if s.room == room and board.slots[s.slot].starts > visit.now]
    coming.sort(key=lambda session: board.slots[session.slot].starts)
    return visit.page(
        "door.html",
        status_for(refused),
        screen="phone",
        boot=boot_of(visit, "phone"),
        me="",
        told=told(visit, refused),
        room=board.rooms.get(room),
        meeting=next(iter(meetings(board, [session] if session else [])), None),
        coming=list(meetings(board, coming[:3])),
    )


def me_lines(visit: Visit, refused: Refused | None) -> str:
    """Who the reader is, where they are, and what the board answered just now."""
    profile = visit.board.profiles.get(visit.person or "")
    name = profile.name if profile else ""
    own = [topic for topic in visit.board.topics.values() if topic.convener == visit.person]
    place = place_of(visit)
    if own or refused or isinstance(place, Meeting):
        meetings_by_topic = [(topic, meetings_of(visit.board, topic.id)) for topic in own]
        return visit.render(ME_TEMPLATE, name=name, place=place, own=meetings_by_topic, told=told(visit, refused))
    # Those who have just joined differ by their names alone.
    lines = visit.site.templates.kept_pages.kept(
        ("me", visit.code, visit.language, place, bool(name)),
        (),
        lambda: visit.render(ME_TEMPLATE, name=Markup(NAME) if name else "", place=place, own=[], told=None),
    )
    return lines.replace(NAME, escape(isolate(name, visit.site.languages.catalog_for(visit.language).direction)))


def place_of(visit: Visit) -> Meeting | str | None:
    """The session the reader is in, `cafe`, `lobby`, or None: in no count."""
    standing = visit.live.standing(visit.person) if visit.person else None
    place = standing.place if standing else None
    session = visit.board.sessions.get(place or "")
    return next(iter(meetings(visit.board, [session]))) if session else place


def free_places(visit: Visit) -> list[tuple[Slot, list[Room]]]:
    """Slots with the rooms that are free then; what is over comes last."""
    cells = sorted(open_cells(visit.board), key=lambda cell: cell[1].ends <= visit.now)
    return [(slot, [room for room, _ in of_slot]) for slot, of_slot in groupby(cells, key=lambda cell: cell[1])]


def told(visit: Visit, refused: Refused | None) -> object:
    """What the board answered, in the reader's language."""
    if refused is None:
        return None
    cells = [(cell, visit.board.slots[cell.slot], visit.board.rooms[cell.room]) for cell in refused.cells]
    return {**body_of(refused, visit.site.languages.catalog_for(visit.language).gettext), "cells": cells}


def status_for(refused: Refused | None) -> int:
    return status_of(refused) if refused else 200
