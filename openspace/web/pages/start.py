"""The start: make a board in two steps of one form, or join one by its code.

The first step asks for the frame and proposes rooms × slots, with the reason; the second is the proposal, to be edited.
"""

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from openspace.domain.errors import Refused
from openspace.domain.planning import Proposal, propose
from openspace.web import admission, links
from openspace.web.answers import NOT_KEPT, reader_language
from openspace.web.codes import canonical
from openspace.web.pages.forms import fields_of
from openspace.web.pages.plan import KINDS, SPARE_ROWS, Plan, new_board, plan_from, planned
from openspace.web.pages.visit import language_switch
from openspace.web.pages.wishes import BadField, Wishes, blank_wishes, wishes_from
from openspace.web.problems import NoSuchBoard, body_of, status_of
from openspace.web.site import Site, site_of
from openspace.web.welcome import tell_links


async def start(request: Request) -> Response:
    """`GET /`; with `?code=` on to that board."""
    if switched := language_switch(request):
        return switched
    typed = request.query_params.get("code")
    return await by_code(request, typed) if typed else page(request, own_wishes(request))


async def by_code(request: Request, typed: str) -> Response:
    """To the board of a code, however it is written; an unknown one comes back to be mended."""
    try:
        live = await admission.board(request, canonical(typed))
    except NoSuchBoard:
        return page(request, own_wishes(request), refused=NoSuchBoard(code=typed[:20]), typed=typed[:20])
    return RedirectResponse(f"/b/{live.code}", 303)


async def made(request: Request) -> Response:
    """`POST /`: `step` is "plan", "more" (empty lines) or "make"."""
    fields = await fields_of(request)
    wishes = wishes_from(fields, own_wishes(request))
    plan = plan_from(fields)
    try:
        if fields.get("step") == "make":
            return await make(request, wishes, plan)
        proposal = proposal_for(wishes)
        if fields.get("step") == "more":
            return page(request, wishes, plan, proposal)
        translate = site_of(request).languages.catalog_for(wishes.language).gettext
        return page(request, wishes, planned(proposal, wishes, translate), proposal)
    except Refused as refused:
        return page(request, wishes, plan if plan.slots else None, refused=refused)


async def make(request: Request, wishes: Wishes, plan: Plan) -> Response:
    """The board, and on to its desk by the facilitator's own link."""
    live, keys = await site_of(request).boards.make(new_board(wishes, plan))
    tell_links(request, live.code, keys)
    return RedirectResponse(links.links_of("", live.code, keys)["facilitator"], 303, headers=NOT_KEPT)


def proposal_for(wishes: Wishes) -> Proposal:
    """Raises `Refused` for what cannot be read or planned."""
    return propose(wishes.head_count, wishes.hours, wishes.zone, len(wishes.named_rooms) or None)


def own_wishes(request: Request) -> Wishes:
    return blank_wishes(reader_language(request), site_of(request).clock.now().date())


def page(
    request: Request,
    wishes: Wishes,
    plan: Plan | None = None,
    proposal: Proposal | None = None,
    refused: Refused | None = None,
    typed: str = "",
) -> Response:
    """The form as it was filled in; with a plan, its second step."""
    site = site_of(request)
    language = reader_language(request)
    html = site.templates.render(
        "start.html",
        language,
        screen="start",
        wishes=wishes,
        plan=plan,
        proposal=proposal,
        told=told(site, language, refused),
        typed=typed,
        kinds=KINDS,
        spare=SPARE_ROWS,
        board_languages=site.languages.offered(),
        boot=boot(site, language),
    )
    return HTMLResponse(html, status_of(refused) if refused else 200, headers=NOT_KEPT)


def boot(site: Site, language: str) -> dict[str, Any]:
    return {"screen": "start", "language": language, "release": site.assets.release}


def told(site: Site, language: str, refused: Refused | None) -> dict[str, Any] | None:
    if refused is None:
        return None
    field = refused.field if isinstance(refused, BadField) else ""
    return {**body_of(refused, site.languages.catalog_for(language).gettext), "field": field}
