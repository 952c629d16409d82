"""The pages that scripts take over: desk, scribe, and what each screen's script is told at start."""

from typing import Any

from starlette.responses import Response

from openspace import wire
from openspace.web.links import followup_url, links_of
from openspace.web.pages.visit import Visit

SCREENS = ("phone", "wall", "desk", "scribe")


def boot_of(visit: Visit, screen: str) -> dict[str, Any]:
    """The boot JSON of docs/ARCHITECTURE.md, "Front end"."""
    assets, languages = visit.site.assets, visit.site.languages
    return {
        "code": visit.code,
        "screen": screen,
        "language": visit.language,
        "languages": languages.offered(),
        "release": assets.release,
        "joinUrl": visit.join_url,
        "version": wire.PROTOCOL,
        "speed": visit.site.settings.speed,
    }


async def desk(visit: Visit) -> Response:
    """`GET /b/{code}/desk`. The facilitator's script alone is told the keys, to hand them on."""
    visit.require_role("facilitator")
    visit = visit.in_language_of("desk")
    keys = await visit.site.store.links(visit.code)
    given = links_of(visit.base_url, visit.code, keys)
    given["followup"] = followup_url(visit.site, visit.base_url, visit.code)
    return visit.page("desk.html", screen="desk", boot={**boot_of(visit, "desk"), "links": given})


async def scribe(visit: Visit) -> Response:
    """`GET /b/{code}/scribe`"""
    visit.require_role("scribe", "facilitator")
    visit = visit.in_language_of("scribe")
    return visit.page("scribe.html", screen="scribe", boot=boot_of(visit, "scribe"))
