"""What handlers share: the one server's parts, made in `app.py`, and how a request finds them."""

from typing import Final

from msgspec import Struct
from starlette.requests import HTTPConnection

from openspace.live.boards import Boards
from openspace.live.chronicles import Chronicles
from openspace.locales import Languages
from openspace.ports import Clock, Ids, Store
from openspace.settings import Settings
from openspace.web.addresses import Addresses
from openspace.web.assets import Assets
from openspace.web.darkroom import Darkroom
from openspace.web.health import Health
from openspace.web.passes import Passes
from openspace.web.people import Badges
from openspace.web.templates import Templates

STATE: Final = "site"  # where the server below hands it on, in every scope's `state`


class Site(Struct, frozen=True, kw_only=True):
    settings: Settings
    store: Store
    boards: Boards
    badges: Badges
    passes: Passes
    chronicles: Chronicles
    addresses: Addresses
    health: Health
    languages: Languages
    assets: Assets
    templates: Templates
    darkroom: Darkroom
    clock: Clock
    ids: Ids


def site_of(connection: HTTPConnection) -> Site:
    """The server that got the request."""
    site: Site = connection.scope["state"][STATE]
    return site
