"""Which address phones can use, and whether one has.

No link or QR holds localhost while another address leads here. `--public-url` overrides; a server bound to one
address offers that one only. The network may change while the day runs: `look_again` is called every few seconds.
"""

from collections.abc import Callable
from typing import Final

from openspace.live.presence import Address
from openspace.settings import EVERY_INTERFACE, Settings, origin_of
from openspace.web import interfaces
from openspace.web.interfaces import is_loopback, without_mapping

LOOK_EVERY_S: Final = 5.0


class Addresses:
    """`port`: the one the server listens on. `find`: this machine's addresses, likeliest first."""

    def __init__(self, settings: Settings, port: int, find: Callable[[], list[str]] = interfaces.addresses) -> None:
        self._settings = settings
        self._port = port
        self._find = find
        self._is_reached = False
        self._own: list[str] = []
        self._urls: list[str] = []
        self.look_again()

    @property
    def current(self) -> Address:
        """As the walls and the desk show it."""
        return Address(url=self.url, others=tuple(self._urls[1:]), is_reached=self._is_reached)

    @property
    def url(self) -> str:
        """Scheme, host and port without a trailing slash."""
        return self._urls[0]

    @property
    def is_only_local(self) -> bool:
        """Whether no other device can come, so that links hold 127.0.0.1 after all."""
        host = self.url.partition("://")[2].rpartition(":")[0] or self.url.partition("://")[2]
        return host == "localhost" or is_loopback(host.strip("[]"))

    def look_again(self) -> bool:
        """Ask the machine anew; whether phones should use another address from now on."""
        self._own = self._find()
        urls = self._offered()
        has_changed = urls != self._urls
        if has_changed and self._urls and urls[0] != self._urls[0]:
            self._is_reached = False
        self._urls = urls
        return has_changed

    def saw(self, client: str) -> bool:
        """A page was asked for from that address; whether it is the first phone that came through."""
        is_own = not client or is_loopback(client) or without_mapping(client) in self._own
        is_first = not is_own and not self._is_reached
        self._is_reached = self._is_reached or is_first
        return is_first

    def _offered(self) -> list[str]:
        bound = self._settings.host
        hosts = self._own if bound in (EVERY_INTERFACE, "::", "") else [bound]
        offered = [origin_of("http", f"{bracketed(host)}:{self._port}") for host in hosts or ["127.0.0.1"]]
        public = self._settings.public_url
        return [public, *(url for url in offered if url != public and hosts)] if public else offered


def bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
