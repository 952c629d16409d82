"""A request as every browser writes it, read at a glance; whatever is written in any other way is h11's to read.

To read and to answer one, h11 takes as long as all our gates and pages. So the plainest are read here: GET or POST of a
path, whole in one piece, with headers of printable ASCII, each of them once. `read` takes nothing that h11 refuses, and
understands what it takes as h11 does (rule H13; `tests/web/test_plain.py` holds them together).
"""

import re
from typing import Final

from msgspec import Struct

from openspace.web.burden import LIGHT_BYTES

REQUEST_MAX_BYTES: Final = LIGHT_BYTES  # it is not counted among what connections hold
HEADERS_MAX: Final = 64

_HEAD: Final = re.compile(rb"(GET|POST) (/[!-~]*) HTTP/1\.1\r\n((?:[A-Za-z0-9-]+:[ -~]*\r\n)+)\r\n")
# They say where a body ends, or ask to be told to go on.
_NOT_PLAIN: Final = (b"transfer-encoding", b"expect")
# Whether the connection is to be a WebSocket.
_CONNECTION: Final = {b"keep-alive": False, b"upgrade": True, b"keep-alive, upgrade": True}
_KEY: Final = re.compile(rb"[A-Za-z0-9+/]{22}==")  # 16 bytes in base 64 (RFC 6455 section 4.1)

Headers = list[tuple[bytes, bytes]]


class PlainRequest(Struct, frozen=True, gc=False):
    """`headers`: their names in small letters. `socket_key`: of one that asks for a WebSocket; it has no body."""

    method: bytes
    raw_path: bytes
    query: bytes
    headers: Headers
    body: bytes
    socket_key: str


def read(data: bytes) -> PlainRequest | None:
    """The request that these bytes are, no more and no less; None: h11 has to look at them."""
    if len(data) > REQUEST_MAX_BYTES or (head := _HEAD.match(data)) is None:
        return None
    method, target, lines = head.groups()
    fields: dict[bytes, bytes] = {}
    for line in lines[:-2].split(b"\r\n"):
        name, _, value = line.partition(b":")
        name = name.lower()
        if name in fields or name in _NOT_PLAIN:
            return None
        fields[name] = value.strip(b" ")
    body = data[head.end() :]
    is_socket = _CONNECTION.get(fields.get(b"connection", b"keep-alive").lower())
    if b"host" not in fields or len(fields) > HEADERS_MAX or is_socket is None:
        return None
    if not (_asks_for_socket(fields) if is_socket else b"upgrade" not in fields):
        return None
    if fields.get(b"content-length") != (b"%d" % len(body) if body else None):
        return None
    if (method == b"GET" and body) or (method == b"POST" and is_socket):
        return None
    raw_path, _, query = target.partition(b"?")
    key = fields[b"sec-websocket-key"].decode() if is_socket else ""
    return PlainRequest(method, raw_path, query, list(fields.items()), body, key)


def _asks_for_socket(fields: dict[bytes, bytes]) -> bool:
    return (
        fields.get(b"upgrade") == b"websocket"
        and fields.get(b"sec-websocket-version") == b"13"
        and b"sec-websocket-protocol" not in fields
        and _KEY.fullmatch(fields.get(b"sec-websocket-key", b"")) is not None
    )


def header_lines(headers: Headers) -> bytes:
    """As they stand on the wire."""
    return b"".join([b"%b: %b\r\n" % header for header in headers])
