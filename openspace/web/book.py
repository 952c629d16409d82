"""The book over HTTP: what is published and how far its files are, the review, and the acts of a facilitator.

Rules B1-B4, B8 and B10 of docs/PROTOCOL.md.
"""

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from typing import Any

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from openspace.domain.errors import NoBook, Refused
from openspace.domain.proceedings import EditionKind
from openspace.domain.review import review_of
from openspace.domain.rules.book import current_edition
from openspace.domain.rules.report import may_write
from openspace.domain.withdrawal import named_in
from openspace.exports.formats import FORMATS, format_of
from openspace.exports.material import Format, Material
from openspace.exports.scripts import missing_scripts
from openspace.live.answers import Taken
from openspace.live.workshop import Order
from openspace.web import answers, links
from openspace.web.api import read
from openspace.web.pages.visit import Visit, visit_of
from openspace.web.problems import NoSuchPage, WhoAreYou

READY_WITHIN_S = 0.02  # what is at hand is told at once


class Wanted(Struct, frozen=True):
    """The body of `POST book/files`."""

    format: str
    edition: EditionKind = "public"


class Withdrawal(Struct, frozen=True):
    """The body of `POST book/withdraw`. `person` left out: oneself."""

    person: str | None = None


async def read_book(request: Request) -> Response:
    """`GET /api/boards/{code}/book`: to everybody; what is internal only to who may have it. `?files`: nothing else."""
    visit = await visit_of(request)
    told: dict[str, Any] = {"edition": current_edition(visit.board), "files": files_of(visit, "public")}
    if visit.has_role("facilitator", "scribe"):
        told["internal"] = files_of(visit, "internal")
    if visit.has_role("facilitator") and "files" not in request.query_params:
        told |= await for_facilitator(visit)
    return answers.json(told)


async def begin_file(request: Request) -> Response:
    """`POST /api/boards/{code}/book/files`: the file is made from here on; 202 until it is there."""
    visit = await visit_of(request)
    wanted = await read(request, Wanted)
    order = order_of(visit, wanted.format, wanted.edition)
    await visit.live.press.begin(order)
    try:
        async with asyncio.timeout(READY_WITHIN_S):
            await visit.live.press.make(order)
    except TimeoutError:
        pass
    told = file_of(visit, order)
    return answers.json(told, 200 if told["state"] == "ready" else 202)


async def review(request: Request) -> Response:
    """`GET /api/boards/{code}/book/review`"""
    visit = await visit_of(request)
    visit.require_role("facilitator")
    book = await visit.live.press.draft("public")
    return answers.json({"findings": await asyncio.to_thread(review_of, visit.board, book)})


async def publish(request: Request) -> Response:
    """`POST /api/boards/{code}/book/publish`"""
    visit = await visit_of(request)
    visit.require_role("facilitator")
    return await act(visit, visit.live.press.public.publish(visit.actor))


async def unpublish(request: Request) -> Response:
    """`POST /api/boards/{code}/book/unpublish`"""
    visit = await visit_of(request)
    visit.require_role("facilitator")
    return await act(visit, visit.live.press.public.unpublish(visit.actor))


async def withdraw(request: Request) -> Response:
    """`POST /api/boards/{code}/book/withdraw`: anybody by a facilitator, oneself by whoever bears the name."""
    visit = await visit_of(request)
    if visit.person is None:
        raise WhoAreYou
    person = (await read(request, Withdrawal, when_empty=Withdrawal())).person or visit.person
    return await act(visit, visit.live.press.public.withdraw(person, visit.actor))


async def act(visit: Visit, doing: Awaitable[Taken]) -> Response:
    """The board's answer, as to a command."""
    try:
        taken = await doing
    except Refused as refused:
        return answers.problem(visit.request, refused, visit.board)
    return answers.json({"seq": taken.seq, "edition": current_edition(visit.board)})


async def for_facilitator(visit: Visit) -> dict[str, Any]:
    """What the desk's sheet says besides: who is named in public, which scripts no font of the PDF has."""
    book = await visit.live.press.draft("internal")
    catalog = visit.site.languages.catalog_for(visit.language)
    scripts = await asyncio.to_thread(missing_scripts, Material(book=book, catalog=catalog))
    named: dict[str, str] = {}
    with suppress(NoBook):
        named = named_in((await visit.live.press.public.current())[1])
    people = [{"person": person, "name": name} for person, name in sorted(named.items(), key=lambda one: one[1])]
    return {"named": people, "missing_scripts": scripts}


def order_of(visit: Visit, name: str, edition: str = "", topic: str = "") -> Order:
    """What somebody asks for, if they may have it (B10). Without an edition: the public one; its writers a topic's own.

    Raises:
        NoSuchPage: No such format or edition, or no such topic.
        WhoAreYou, MayNot: The internal edition is not for everybody.
    """
    wanted = format_of(name)
    if wanted is None or edition not in ("", "internal", "public") or (topic and topic not in visit.board.topics):
        raise NoSuchPage
    is_writer = visit.badge is not None and bool(topic)
    is_writer = is_writer and may_write(visit.board, visit.board.topics[topic], visit.actor)
    kind: EditionKind = "internal" if edition == "internal" or (not edition and is_writer) else "public"
    if kind == "internal" and not is_writer:
        visit.require_role("facilitator", "scribe")
    return order_for(visit, wanted, kind, topic)


def order_for(visit: Visit, wanted: Format, edition: EditionKind, topic: str = "") -> Order:
    """In the reader's language. The whole internal book says where people tell how their actions go.

    Only a facilitator gets everybody's private things with it; a scribe's JSON is the book alone.
    """
    is_followed_up = edition == "internal" and not topic
    return Order(
        format=wanted,
        edition=edition,
        language=visit.language,
        topic=topic,
        base_url=visit.base_url,
        follow_up=links.followup_url(visit.site, visit.base_url, visit.code) if is_followed_up else "",
        has_archive=is_followed_up and wanted.name == "json" and visit.has_role("facilitator"),
    )


def files_of(visit: Visit, edition: EditionKind) -> list[dict[str, Any]]:
    return [file_of(visit, order_for(visit, one, edition)) for one in FORMATS]


def file_of(visit: Visit, order: Order) -> dict[str, Any]:
    """How far a file is. `size`: bytes of the last one made; 0 if nobody knows."""
    workshop = visit.live.press.workshop
    progress, size = workshop.progress(order)
    label = order.format.label
    return {
        "format": order.format.name,
        "label": visit.site.languages.catalog_for(visit.language).gettext(label) if label else order.format.name,
        "url": visit.path(f"/export/{order.format.name}?edition={order.edition}"),
        "is_slow": order.format.is_slow,
        "state": "failed" if workshop.has_failed(order) else progress,
        "size": size,
    }
