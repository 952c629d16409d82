"""The composition root: the only place that makes store, boards and clock, and puts the gates before the handlers."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, Final

from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from openspace.domain.errors import Refused
from openspace.live.boards import Boards
from openspace.live.chronicles import Chronicles
from openspace.live.system import SystemClock, SystemIds
from openspace.locales import Languages
from openspace.ports import Clock, NotRead, Store
from openspace.ports import NotSaved as StoreNotSaved
from openspace.settings import Settings
from openspace.storage import sqlite
from openspace.web import answers, burden, quick, shelf
from openspace.web.addresses import LOOK_EVERY_S, Addresses
from openspace.web.admission import BearerGate
from openspace.web.assets import Assets
from openspace.web.darkroom import Darkroom
from openspace.web.dispatch import Dispatcher
from openspace.web.health import Health
from openspace.web.logs import AccessLog
from openspace.web.metrics import Metrics
from openspace.web.metrics_listener import listen_for_metrics
from openspace.web.pages.visit import sorry
from openspace.web.passes import Passes
from openspace.web.patience import InPieces
from openspace.web.people import Badges
from openspace.web.problems import BY_STATUS, Bug, NotSaved, Unreadable
from openspace.web.rejections import STATE, Rejections
from openspace.web.routes import ROUTES
from openspace.web.security import BodyLimit, BrowserRules, OriginGate, TrustedProxy
from openspace.web.site import STATE as SITE
from openspace.web.site import Site
from openspace.web.templates import Templates

logger = logging.getLogger(__name__)

FOR_PROGRAMS: Final = ("/api/", "/healthz")

OpenStore = Callable[[Path], AbstractAsyncContextManager[Store]]


class Ground(Struct, frozen=True, kw_only=True):
    """What the server stands on; a demo has a faster clock, a test a smaller disk."""

    open_store: OpenStore = sqlite.open_store
    clock: Clock = SystemClock()
    metrics: socket.socket | None = None  # listening, for Prometheus


def make_app(settings: Settings, port: int, ground: Ground) -> Dispatcher:
    """The whole server. `port`: the one it listens on, for links."""
    rejections, load = Rejections(), burden.Burden()

    @asynccontextmanager
    async def lifespan(app: Dispatcher) -> AsyncIterator[dict[str, Any]]:
        async with open_site(settings, Addresses(settings, port), ground, rejections, load) as site:
            yield {SITE: site, quick.STATE_KEY: shelf.Shelf(site.assets), STATE: rejections, burden.STATE: load}

    return Dispatcher(
        routes=ROUTES,
        lifespan=lifespan,
        middleware=[
            Middleware(TrustedProxy, public_url=settings.public_url),
            Middleware(AccessLog, rejections=rejections),
            Middleware(InPieces),
            Middleware(BrowserRules),
            Middleware(OriginGate, public_url=settings.public_url),
            Middleware(BodyLimit),
            Middleware(BearerGate),
        ],
        exception_handlers={
            Refused: answer_refused,
            StoreNotSaved: answer_not_saved,
            NotRead: answer_not_saved,
            ClientDisconnect: answer_nobody,
            HTTPException: answer_http_exception,
            Exception: answer_bug,
        },
    )


@asynccontextmanager
async def open_site(
    settings: Settings, addresses: Addresses, ground: Ground, rejections: Rejections, load: burden.Burden
) -> AsyncIterator[Site]:
    """Everything handlers use, from the data file upwards."""
    clock, ids = ground.clock, SystemIds()
    languages = Languages()
    assets = Assets(languages=languages)
    async with (
        ground.open_store(settings.data) as store,
        Boards(store, clock, ids, assets.release) as boards,
        Darkroom() as darkroom,
    ):
        boards.set_address(addresses.current)
        secret = await store.secret()
        site = Site(
            settings=settings,
            store=store,
            boards=boards,
            badges=Badges(secret),
            passes=Passes(secret),
            chronicles=Chronicles(store),
            addresses=addresses,
            health=Health(store, clock),
            languages=languages,
            assets=assets,
            templates=Templates(languages, assets),
            darkroom=darkroom,
            clock=clock,
            ids=ids,
        )
        async with asyncio.TaskGroup() as tasks:
            beside = [tasks.create_task(watch_addresses(site)), tasks.create_task(load.watch(clock))]
            if ground.metrics is not None:
                metrics = Metrics(boards, rejections)
                beside.append(tasks.create_task(listen_for_metrics(ground.metrics, clock, metrics.text)))
            yield site
            for task in beside:
                task.cancel()


async def watch_addresses(site: Site) -> None:
    """Tell the boards when this machine's address changes."""
    while True:
        await site.clock.sleep(LOOK_EVERY_S)
        try:
            is_news = site.addresses.look_again()
        except OSError:  # no descriptor left to ask with; what was found last stands
            continue
        if is_news:
            logger.info("phones find the board at %s now", site.addresses.url)
            site.boards.set_address(site.addresses.current)


async def answer_refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return await answer(request, error)


async def answer_http_exception(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return await answer(request, BY_STATUS.get(error.status_code, Bug)())


async def answer(request: Request, refused: Refused) -> Response:
    """A page for who reads pages, JSON for programs."""
    is_for_people = "text/html" in request.headers.get("accept", "") and not request.url.path.startswith(FOR_PROGRAMS)
    return await sorry(request, refused) if is_for_people else answers.problem(request, refused)


async def answer_not_saved(request: Request, error: Exception) -> Response:
    logger.warning("the data file cannot be used: %s", error)
    return await answer(request, NotSaved())


async def answer_nobody(request: Request, error: Exception) -> Response:
    """The other side hung up while it was still sending, or took too long over it."""
    return answers.problem(request, Unreadable(why="the body did not come"))


async def answer_bug(request: Request, error: Exception) -> Response:
    """The server below logs the traceback, once."""
    return await answer(request, Bug())
