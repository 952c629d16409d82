"""Files that lie ready as whole answers, given to a connection without waking the application.

A phone's first load is six of them, and a thousand phones come in the same second: through parser, gates and routes
each file costs some twenty times as much as writing it (docs/PERFORMANCE.md). Only the plainest request is answered
here: a GET, whole in one piece, of a file of this release, with headers that change nothing about the answer, on a
connection with nothing else under way that has read what it was given. Any other goes the usual way and gets the same
answer (`tests/web/test_shelf.py` holds them together).
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from openspace.web.answers import GZIP
from openspace.web.assets import Assets
from openspace.web.pages.static import headers_of
from openspace.web.security import HEADERS_OF_ALL

_GET: Final = b"GET /static/"
_END: Final = b"\r\n\r\n"
_REQUEST_MAX_BYTES: Final = 8_192
REMEMBERED_MAX: Final = 256  # a browser says the same for file after file, and phones of one make say the same

# What browsers and proxies send and no file depends on. One that is not here, as Range, Authorization, Origin,
# If-None-Match or a length, is looked at by the application.
_HARMLESS: Final = frozenset(
    b"host user-agent accept accept-language accept-encoding connection referer cookie cache-control pragma dnt "
    b"priority save-data sec-gpc sec-fetch-dest sec-fetch-mode sec-fetch-site sec-fetch-user sec-purpose sec-ch-ua "
    b"sec-ch-ua-mobile sec-ch-ua-platform x-forwarded-for x-forwarded-proto x-forwarded-host x-real-ip".split()
)


class Shelf:
    """Every file of the release as it stands on the wire, compressed where that gains anything, but for its date."""

    def __init__(self, assets: Assets) -> None:
        self._answers: dict[bytes, bytes] = {}
        for path in assets.paths():
            if asset := assets.get(path):
                body = asset.body if asset.gzipped is None else asset.gzipped
                headers = {
                    "content-length": str(len(body)),
                    **headers_of(asset, is_packed=asset.gzipped is not None),
                    **HEADERS_OF_ALL,
                }
                self._answers[assets.url(path).encode()] = _head(headers) + body

    def answer(self, request: bytes) -> bytes | None:
        """What follows the date in the answer to these bytes; None: the application must look at them."""
        if not request.startswith(_GET) or len(request) > _REQUEST_MAX_BYTES or request.find(_END) != len(request) - 4:
            return None
        asked, _, headers = request[:-4].partition(b"\r\n")
        target, _, version = asked[4:].partition(b" ")
        return self._answers.get(target) if version == b"HTTP/1.1" and _is_plain(headers) else None


def _head(headers: Mapping[str, str]) -> bytes:
    return "".join([*(f"{name}: {value}\r\n" for name, value in headers.items()), "\r\n"]).encode()


@lru_cache(REMEMBERED_MAX)
def _is_plain(headers: bytes) -> bool:
    """Headers that every browser sends, from one that takes gzip and stays."""
    sent: dict[bytes, bytes] = {}
    for line in headers.split(b"\r\n"):
        name, _, value = line.partition(b":")
        name = name.lower()
        if name not in _HARMLESS or name in sent:
            return False
        sent[name] = value.strip()
    stays = sent.get(b"connection", b"keep-alive").lower() == b"keep-alive"
    return stays and b"host" in sent and GZIP.search(sent.get(b"accept-encoding", b"").decode("latin-1")) is not None
