"""A phone that comes to a board: what a real browser asks for at its first visit, by the byte, and how it comes back.

`tests/browser/test_first_visit.py` watches a real one and holds this list to it.
"""

import gzip
import json
import re
from pathlib import Path
from typing import Final
from urllib.parse import quote

from bench.load.plan import Client, Return
from bench.venue import Venue, request
from tests.client import Device

AGENT: Final = (
    "User-Agent: Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 "
    "Mobile Safari/537.36"
)
LANGUAGE: Final = "Accept-Language: sv-SE,sv;q=0.9,en;q=0.8"
USUAL: Final = (AGENT, "Accept: */*", "Accept-Encoding: gzip, deflate", LANGUAGE)
COOKIE: Final = "Cookie: {cookie}"
FORM: Final = "Content-Type: application/x-www-form-urlencoded"

# What it says once its socket is open: as static/js/wire.js does, from the board that it has fetched.
GREETING: Final = (
    '{"type":"hello","protocol":1,"epoch":"{epoch}","since":{seq},"screen":"phone","wall":""}',
    '{"type":"watch","planes":["heads","interest"]}',
)
CONNECTION: Final = Path(__file__).resolve().parents[1] / "static" / "js" / "connection.js"
_FILE: Final = re.compile(rb'(?:href|src)="(/static/[^"]+)"')
_FONT: Final = re.compile(rb'url\("\.\./(vendor/fonts/atkinson-[^"]*latin-wght[^"]+)"\)')


async def files_of(device: Device, code: str) -> tuple[str, ...]:
    """What the page to join leads to: styles, scripts; then what comes after the first paint.

    That is letters, and the screens that nobody needs in the first seconds.
    """
    page = (await device.request("GET", f"/b/{code}", headers=dict([LANGUAGE.split(": ")]))).body
    named = list(dict.fromkeys(found.decode() for found in _FILE.findall(page)))
    styles = next(path for path in named if path.endswith("/css/phone.css")).replace("phone.css", "fonts.css")
    fonts = (await device.request("GET", styles)).body
    letters = [styles.replace("css/fonts.css", found.decode()) for found in _FONT.findall(fonts)]
    second = next(path for path in named if "/js/phone." in path).replace("/phone.", "/phone-more.")
    return (*named, styles, *letters, second)


def first_visit(venue: Venue, files: tuple[str, ...], name: str) -> Client:
    """Page, files, the form with a name, the market, the board, the socket."""
    page, board = f"/b/{venue.code}", f"/api/boards/{venue.code}"
    joining = request(venue, "POST", f"{page}/join", *USUAL, FORM, body=f"name={quote(name)}&onward={quote(page)}")
    return Client(
        requests=(
            request(venue, "GET", page, *USUAL),
            *(request(venue, "GET", file, *USUAL) for file in files),
            joining,
            request(venue, "GET", page, *USUAL, COOKIE),
            request(venue, "GET", board, *USUAL, COOKIE),
        ),
        upgrade=socket_request(venue, COOKIE),
        greeting=GREETING,
    )


def socket_request(venue: Venue, who: str) -> bytes:
    """`who`: the header that says it."""
    wish = ("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", f"Origin: {venue.base}")
    return request(venue, "GET", f"/ws/{venue.code}", *USUAL, *wish, who)


async def state_of(device: Device, code: str) -> tuple[str, int, int]:
    """Epoch, seq, and how many bytes the board has as it is sent, compressed."""
    reply = await device.request("GET", f"/api/boards/{code}", headers={"Accept-Encoding": "gzip"})
    board = json.loads(gzip.decompress(reply.body))
    return board["epoch"], board["seq"], len(reply.body)


def returning() -> Return:
    """How a screen that lost its server comes back: by the constants of static/js/connection.js."""
    first_s, longest_s = (milliseconds(name) / 1e3 for name in ("BACKOFF_FIRST_MS", "BACKOFF_MAX_MS"))
    return Return(greeting=GREETING, wait_s=(first_s, first_s * 2), wait_max_s=longest_s)


def milliseconds(name: str) -> int:
    """A constant of connection.js."""
    found = re.search(rf"^const {name} = ([\d_]+)", CONNECTION.read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        raise LookupError(name)
    return int(found[1].replace("_", ""))
