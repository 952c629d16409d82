"""The links of a board, absolute, with the address that phones can use."""

from collections.abc import Iterable

from starlette.requests import HTTPConnection

from openspace.ports import Link
from openspace.web.interfaces import is_loopback
from openspace.web.passes import Feed
from openspace.web.site import Site, site_of


def base_url(connection: HTTPConnection) -> str:
    """Where this server is for others: --public-url, else what a proxy on this machine was called, else the address."""
    site = site_of(connection)
    if site.settings.public_url is None and connection.scope["scheme"] == "https":
        host = connection.url.hostname or ""
        if host != "localhost" and not is_loopback(host):
            return f"https://{connection.url.netloc}"
    return site.addresses.url


def links_of(base: str, code: str, links: Iterable[Link]) -> dict[str, str]:
    """`join` and one link a role."""
    return {"join": join_url(base, code), **{link.role: key_url(base, link.key) for link in links}}


def join_url(base: str, code: str) -> str:
    return f"{base}/b/{code}"


def key_url(base: str, key: str) -> str:
    """Also for a person's token: the personal link to another device."""
    return f"{base}/k/{key}"


def followup_url(site: Site, base: str, code: str) -> str:
    """The page on which anybody who has it says how the actions go; for the book and for who sends it round."""
    return f"{base}/f/{site.passes.sign_follow_up(code)}"


def feed_url(site: Site, base: str, feed: Feed) -> str:
    """A calendar to subscribe to."""
    return f"{base}/calendar/{site.passes.sign_feed(feed)}.ics"
