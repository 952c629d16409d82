"""The follow-up page: what people took on, and a line from whoever did it, weeks after the gathering.

Its link is enough, no account and no script. What it changes is carried out as the scribe's link (rule R12): how an
action goes and one line about it, nothing else.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, Literal

from msgspec import UNSET, Struct, UnsetType
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from openspace.domain.board import Board
from openspace.domain.commands import EditAction
from openspace.domain.context import Actor
from openspace.domain.entities import Action, Progress, Topic
from openspace.domain.errors import N_, Refused, Unknown
from openspace.domain.insight import day_of
from openspace.live.board import LiveBoard
from openspace.web import admission
from openspace.web.answers import reader_language
from openspace.web.pages.forms import act_id, fields_of
from openspace.web.pages.visit import Visit, language_switch, send_own
from openspace.web.problems import Erased, MayNot, NoSuchBoard, NoSuchLink, body_of, status_of
from openspace.web.site import site_of

LOOK_AGAIN_DAYS: Final = (30, 60, 90)
PROGRESS: Final[tuple[tuple[Progress, str], ...]] = (
    ("open", N_("Not begun")),
    ("doing", N_("Under way")),
    ("done", N_("Done")),
    ("dropped", N_("Dropped")),
)

LATE: Final = N_("The date has passed")
TO_COME: Final = N_("To come")
NO_DATE: Final = N_("Without a date")
OVER: Final = N_("Over")
NOBODY: Final = N_("Nobody yet")

Grouping = Literal["date", "topic", "owner"]
GROUPINGS: Final[tuple[Grouping, ...]] = ("date", "topic", "owner")


class Item(Struct, frozen=True, kw_only=True):
    """One action as the page lists it."""

    action: Action
    topic: Topic
    is_late: bool
    act: str


class Group(Struct, frozen=True):
    """`heading`: what somebody wrote, or a message id when `is_said`."""

    heading: str
    is_said: bool
    items: tuple[Item, ...]


class Attempt(Struct, frozen=True):
    """What was sent and not taken: shown again where it was written."""

    action: str
    progress: str
    news: str
    refused: Refused


async def followup(request: Request) -> Response:
    """`GET /f/{token}`"""
    if switched := language_switch(request):
        return switched
    return page(await opened(request))


async def said(request: Request) -> Response:
    """`POST /f/{token}`: only what differs from what the page showed, so that an old page undoes nobody's word."""
    visit = await opened(request)
    fields = await fields_of(request)
    action = fields.get("action", "")
    command = EditAction(
        command_id=act_id(fields, "action", "progress", "news"),
        action=action,
        progress=progress_in(fields),
        news=UNSET if fields.get("news") == fields.get("news_shown") else fields.get("news", ""),
    )
    try:
        if action not in visit.board.actions:
            raise Unknown(terms={"what": N_("action")})
        await visit.live.submit(command, await scribe_of(visit))
    except Refused as refused:
        return page(visit, Attempt(action, fields.get("progress", ""), fields.get("news", ""), refused))
    return RedirectResponse(f"{request.url.path}?by={grouping_of(request)}#{action}", 303)


async def opened(request: Request) -> Visit:
    """
    Raises:
        NoSuchLink: Not signed here as the link of a follow-up page.
        Erased: The board is gone.
    """
    site = site_of(request)
    follow_up = site.passes.follow_up(request.path_params["token"])
    if follow_up is None:
        raise NoSuchLink
    live = await board_of_pass(request, follow_up.code)
    language = reader_language(request, live.durable)
    return Visit(request=request, site=site, live=live, badge=None, language=language)


async def board_of_pass(request: Request, code: str) -> LiveBoard:
    """The board a signed link was made for. Raises Erased, NotSaved."""
    try:
        return await admission.board(request, code)
    except NoSuchBoard:
        raise Erased from None


async def scribe_of(visit: Visit) -> Actor:
    """Whom the scribe's bare link acts as. Raises MayNot when the board has no such link."""
    links = await visit.site.store.links(visit.code)
    person = next((link.person for link in links if link.role == "scribe" and link.person), None)
    if person is None:
        raise MayNot
    return Actor(person, "scribe", visit.language)


def progress_in(fields: dict[str, str]) -> Progress | UnsetType:
    chosen: Progress | None = next((one for one, _ in PROGRESS if one == fields.get("progress")), None)
    return UNSET if chosen is None or chosen == fields.get("progress_shown") else chosen


def page(visit: Visit, attempt: Attempt | None = None) -> Response:
    """Everything people took on, whatever it is grouped by."""
    board, by = visit.board, grouping_of(visit.request)
    today = day_of(board, visit.now)
    catalog = visit.site.languages.catalog_for(visit.language)
    html = visit.render(
        "followup.html",
        screen="followup",
        told=body_of(attempt.refused, catalog.gettext) if attempt else None,
        attempt=attempt,
        by=by,
        groups=groups_of([item_of(board, action, today, visit.site.ids.new_id()) for action in in_order(board)], by),
        done=sum(action.progress == "done" for action in board.actions.values()),
        last_day=last_day_of(board),
        today=today,
        look_again=[(days, day, day <= today) for days, day in look_again_on(board)],
        progress=PROGRESS,
    )
    return send_own(visit.request, html, status_of(attempt.refused) if attempt else 200)


def grouping_of(request: Request) -> Grouping:
    wanted = request.query_params.get("by")
    return next((by for by in GROUPINGS if by == wanted), "date")


def in_order(board: Board) -> list[Action]:
    """By date; those without one last."""
    return sorted(board.actions.values(), key=lambda action: (action.due or date.max, action.made_at, action.id))


def item_of(board: Board, action: Action, today: date, act: str) -> Item:
    is_late = action.due is not None and action.due < today and action.progress in ("open", "doing")
    return Item(action=action, topic=board.topics[action.topic], is_late=is_late, act=act)


def groups_of(items: Iterable[Item], by: Grouping) -> list[Group]:
    """In the order in which their first item comes."""
    groups: dict[tuple[str, bool], list[Item]] = {}
    for item in items:
        groups.setdefault(heading_of(item, by), []).append(item)
    if by == "date":
        order = [(heading, True) for heading in (LATE, TO_COME, NO_DATE, OVER)]
        groups = {heading: groups[heading] for heading in order if heading in groups}
    return [Group(heading, is_said, tuple(of_group)) for (heading, is_said), of_group in groups.items()]


def heading_of(item: Item, by: Grouping) -> tuple[str, bool]:
    action = item.action
    if by == "topic":
        return item.topic.title, False
    if by == "owner":
        return (action.who, False) if action.who else (NOBODY, True)
    if action.progress in ("done", "dropped"):
        return OVER, True
    if item.is_late:
        return LATE, True
    return (TO_COME if action.due else NO_DATE), True


def last_day_of(board: Board) -> date | None:
    return max((slot.ends.date() for slot in board.slots.values()), default=None)


def look_again_on(board: Board) -> list[tuple[int, date]]:
    """30, 60 and 90 days after the gathering."""
    last = last_day_of(board)
    return [(days, last + timedelta(days=days)) for days in LOOK_AGAIN_DAYS] if last else []
