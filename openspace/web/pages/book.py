"""The book as people meet it: a page to read, its pictures, and the files to take away.

Rules B1 and B10 of docs/PROTOCOL.md. A file that takes a while is announced by a page that looks again by itself.
"""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Final

from markupsafe import Markup
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from openspace.domain.proceedings import EditionKind
from openspace.exports.formats import FORMATS, PAGE
from openspace.live.workshop import Copy, Order
from openspace.web.answers import NOT_KEPT
from openspace.web.book import file_of, files_of, order_for, order_of
from openspace.web.pages.codes import drawn
from openspace.web.pages.visit import Visit, send_own, visit_of
from openspace.web.problems import NoSuchPage

PATIENCE_S: Final = 1.0  # before a page says that the file is on its way
LOOK_AGAIN_S: Final = 2
WAITS_MAX: Final = timedelta(minutes=10)  # what an address was good for when somebody keeps it
SINCE_MAX_DIGITS: Final = 11
CHUNK_BYTES: Final = 256 * 1024
# Asked again each time, as a name may have been withdrawn meanwhile.
ASKED_EACH_TIME: Final = {"cache-control": "no-cache", "vary": "accept-language, cookie"}
# A file of ours that is opened in the browser may do nothing but show itself.
ALONE: Final = "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'"


async def proceedings(visit: Visit) -> Response:
    """`GET /b/{code}/proceedings`: the public book, for everybody; `?edition=internal` for facilitators and scribes."""
    edition = edition_of(visit)
    body = await visit.live.press.make(order_for(visit, PAGE, edition))
    html = visit.render(
        "proceedings.html",
        screen="book",
        edition=edition,
        body=Markup(body.content.decode()),
        files=files_of(visit, edition),
        is_member=visit.badge is not None,
    )
    return send_own(visit.request, html)


async def picture(visit: Visit) -> Response:
    """`GET /b/{code}/proceedings/{digest}.jpg`: to whoever may read the edition it is in."""
    content = await visit.live.press.photo(edition_of(visit), visit.request.path_params["digest"])
    if content is None:
        raise NoSuchPage
    return Response(content, headers=ASKED_EACH_TIME, media_type="image/jpeg")


async def book_code(visit: Visit) -> Response:
    """`GET /b/{code}/qr/book/{format}.svg`: a public file, for a wall; `page`: the page."""
    name = visit.request.path_params["format"]
    if name != PAGE.name and name not in {one.name for one in FORMATS}:
        raise NoSuchPage
    below = "/proceedings" if name == PAGE.name else f"/export/{name}?edition=public"
    return drawn(f"{visit.base_url}{visit.path(below)}")


async def export(request: Request) -> Response:
    """`GET /b/{code}/export/{format}?edition=&topic=&lang=`: `lang` is that of the headings, for this file only."""
    visit = await visit_of(request)
    asked = request.query_params
    if visit.site.languages.has(asked.get("lang", "")):
        visit = replace(visit, language=asked["lang"])
    order = order_of(visit, request.path_params["format"], asked.get("edition", ""), asked.get("topic", ""))
    is_for_people = "text/html" in request.headers.get("accept", "")
    try:
        async with asyncio.timeout(PATIENCE_S if is_for_people and order.format.is_slow else None):
            copy = await visit.live.press.make(order, asked_at(visit))
    except TimeoutError:
        return on_its_way(visit, order)
    return as_file(visit, order, copy)


def on_its_way(visit: Visit, order: Order) -> Response:
    """A page that asks again by itself, with and without a script."""
    url = visit.request.url.include_query_params(since=int((asked_at(visit) or visit.now).timestamp()))
    again = f"{LOOK_AGAIN_S}; url={url.path}?{url.query}"
    response = visit.page("book-wait.html", 202, screen="phone", file=file_of(visit, order), again=again)
    response.headers["refresh"] = again
    return response


def asked_at(visit: Visit) -> datetime | None:
    """When whoever looks again looked first, as that page's own address says; None for others."""
    said = visit.request.query_params.get("since", "")
    if not said.isascii() or not said.isdigit() or len(said) > SINCE_MAX_DIGITS:
        return None
    first = datetime.fromtimestamp(int(said), UTC)
    return first if first > visit.now - WAITS_MAX else None


def as_file(visit: Visit, order: Order, copy: Copy) -> Response:
    """To be kept, under a name that says what it is."""
    tag = f'"{copy.key[:32]}-{order.language}"'
    headers = {**ASKED_EACH_TIME, "etag": tag, "content-security-policy": ALONE}
    if order.edition == "internal":
        headers |= NOT_KEPT
    if visit.request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    many = order.format.suffix_many if not order.topic else ""
    media_type = "application/zip" if many == ".zip" else order.format.media_type
    headers |= {
        "content-disposition": f'attachment; filename="{file_name(visit, order)}{many or order.format.suffix}"',
        "content-length": str(len(copy.content)),
    }
    return StreamingResponse(pieces(copy.content), headers=headers, media_type=media_type)


def file_name(visit: Visit, order: Order) -> str:
    """ "LUND482-public", "LUND482-topic-internal"."""
    return "-".join([visit.code, *(["topic"] if order.topic else []), order.edition])


def edition_of(visit: Visit) -> EditionKind:
    """Raises WhoAreYou, MayNot."""
    if visit.request.query_params.get("edition") != "internal":
        return "public"
    visit.require_role("facilitator", "scribe")
    return "internal"


async def pieces(content: bytes) -> AsyncIterator[memoryview]:
    """A slow phone takes a large file bit by bit; the rest is not copied for it."""
    view = memoryview(content)
    for start in range(0, len(view), CHUNK_BYTES):
        yield view[start : start + CHUNK_BYTES]
