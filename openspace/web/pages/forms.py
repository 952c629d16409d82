"""What people do without JavaScript: plain forms, the same commands, the same rules.

A form that went through leads on by redirect; one that did not comes back with the reason and what to do instead.
"""

import hashlib
from typing import Final
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from openspace.domain.commands import AnyCommand, EditProfile, Move, PlaceTopic, ProposeTopic, SetInterest
from openspace.domain.errors import Refused
from openspace.live.answers import Taken
from openspace.web import admission, people
from openspace.web.pages.phone import HERE, join_page, market_page, topic_page
from openspace.web.pages.visit import Visit
from openspace.web.problems import Unreadable

FIELD_MAX_CHARS = 4_000
FIELDS_MAX = 400
PLAIN_FORM: Final = "application/x-www-form-urlencoded"


async def fields_of(request: Request) -> dict[str, str]:
    """The form's texts; files and what is too long are left out.

    Raises:
        Unreadable: Not a form, or with more fields than any of ours.
    """
    if request.headers.get("content-type", "").partition(";")[0] == PLAIN_FORM:
        return short(plain_fields(await request.body()))
    try:
        async with request.form(max_files=0, max_fields=FIELDS_MAX) as form:
            texts = {name: value for name, value in form.items() if isinstance(value, str)}
    except HTTPException as error:
        raise Unreadable(why=error.detail) from None
    return short(texts)


def plain_fields(body: bytes) -> dict[str, str]:
    """Of a form without files; the last of each name. Raises `Unreadable`."""
    try:
        return dict(parse_qsl(body.decode("latin-1"), keep_blank_values=True, max_num_fields=FIELDS_MAX))
    except ValueError as error:
        raise Unreadable(why=str(error)) from None


def short(texts: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in texts.items() if len(value) <= FIELD_MAX_CHARS}


async def join(visit: Visit) -> Response:
    """`POST /b/{code}/join`: whoever is somebody already stays that."""
    fields = await fields_of(visit.request)
    badge = visit.badge
    if badge is None or badge.person is None:
        try:
            badge = await admission.join(visit.request, visit.live, fields.get("name", ""), visit.language)
        except Refused as refused:
            return join_page(visit, refused, fields.get("name", ""))
    response = see(visit, onward(visit, fields))
    people.set_cookie(response, visit.request, visit.site.badges, badge)
    return response


async def propose(visit: Visit) -> Response:
    """`POST /b/{code}/propose`: up at once; the next page offers it a place."""
    fields = await fields_of(visit.request)
    try:
        if fields.get("name", "").strip():
            await submit(visit, EditProfile(command_id=act_id(fields, "name"), name=fields["name"]))
        command = ProposeTopic(
            command_id=act_id(fields, "title", "about"),
            title=fields.get("title", ""),
            about=fields.get("about") or None,
            language=visit.language,
        )
        taken = await submit(visit, command)
    except Refused as refused:
        return market_page(visit, refused, fields)
    return see(visit, f"/topics/{taken.made['topic']}")


async def place(visit: Visit) -> Response:
    """`POST /b/{code}/place`: `cell` is "room slot"."""
    fields = await fields_of(visit.request)
    room, _, slot = fields.get("cell", "").partition(" ")
    topic = fields.get("topic", "")
    command = PlaceTopic(
        command_id=act_id(fields, "topic", "cell"),
        topic=topic,
        room=room,
        slot=slot,
        session=fields.get("session") or None,
    )
    try:
        await submit(visit, command)
    except Refused as refused:
        return topic_page(visit, topic, refused)
    return see(visit, f"/topics/{topic}")


async def interest(visit: Visit) -> Response:
    """`POST /b/{code}/interest`"""
    fields = await fields_of(visit.request)
    topic = fields.get("topic", "")
    try:
        await submit(visit, SetInterest(command_id=visit.site.ids.new_id(), topic=topic, on=fields.get("on") == "yes"))
    except Refused as refused:
        return topic_page(visit, topic, refused)
    return see(visit, f"/topics/{topic}")


async def move(visit: Visit) -> Response:
    """`POST /b/{code}/move`: `to` is a session, `cafe`, `lobby`, or empty: in no count."""
    fields = await fields_of(visit.request)
    try:
        await submit(visit, Move(command_id=visit.site.ids.new_id(), to=fields.get("to") or None))
    except Refused as refused:
        return market_page(visit, refused)
    return see(visit, HERE)


async def submit(visit: Visit, command: AnyCommand) -> Taken:
    """The one door of every command. Raises `Refused`."""
    return await visit.live.submit(command, visit.actor)


def act_id(fields: dict[str, str], *names: str) -> str:
    """The same form sent twice is one act; the same page filled in anew, after Back, is another."""
    written = "\0".join(fields.get(name, "") for name in names)
    return f"{fields.get('act', '')[:40]}-{hashlib.sha256(written.encode()).hexdigest()[:16]}"


def see(visit: Visit, below: str) -> Response:
    """On to a page of the board, by GET."""
    return RedirectResponse(visit.path(below), 303)


def onward(visit: Visit, fields: dict[str, str]) -> str:
    """The page of this board that somebody wanted before they joined."""
    wanted = fields.get("onward", "")
    below = wanted.removeprefix(visit.path())
    is_ours = wanted.startswith(visit.path("/")) and below.replace("/", "").replace("-", "").replace("_", "").isalnum()
    return below if is_ours else ""
