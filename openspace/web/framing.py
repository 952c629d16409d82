"""What h11 reads as a request and we do not take: whatever another server before us could read in another way.

Where two servers disagree about where a request ends, one reader's words end up in another's request (RFC 9112 section
11.2); where they disagree about a header, what one let pass means something else to the other. Rule H13 of
docs/PROTOCOL.md. Everything else that is no HTTP, h11 refuses by itself.
"""

from itertools import chain
from typing import Final

import h11

HEAD_MAX_BYTES: Final = 16_384  # as much as h11 waits for
HEADERS_MAX: Final = 256
VERSIONS: Final = frozenset({b"1.0", b"1.1"})
_NOTHING: Final = (b"", False)  # has come, and the other side has not hung up
_FRAMING: Final = frozenset({b"content-length", b"transfer-encoding", b"upgrade"})
_CONTROLS: Final = bytes({*range(32), 127} - {9})  # all but the tab


class JudgedConnection(h11.Connection):
    """h11's, which also sees without its parser that nothing has come: uvicorn asks after each request and answer."""

    def next_event(self) -> h11.Event | type[h11.NEED_DATA] | type[h11.PAUSED]:
        if self.their_state in (h11.IDLE, h11.DONE) and self.trailing_data == _NOTHING:
            return h11.NEED_DATA
        try:
            event = super().next_event()
        except h11.RemoteProtocolError as error:
            error.with_traceback(None)  # where h11 stood would hold it, it that, and both the connection
            raise
        if isinstance(event, h11.Request):
            require_one_meaning(event)
        return event


def require_one_meaning(request: h11.Request) -> None:
    """Raises `h11.RemoteProtocolError`."""
    said = b"".join(chain.from_iterable(request.headers))
    if len(request.headers) > HEADERS_MAX or len(request.target) + len(said) > HEAD_MAX_BYTES:
        raise h11.RemoteProtocolError("too much before the body")
    if request.http_version not in VERSIONS or said != said.translate(None, _CONTROLS):
        raise h11.RemoteProtocolError("not HTTP/1.1 as it is written")
    framing = {name: value for name, value in request.headers if name in _FRAMING}
    if framing:
        _require_one_end(framing, request.http_version)


def _require_one_end(framing: dict[bytes, bytes], version: bytes) -> None:
    is_chunked = b"transfer-encoding" in framing
    is_upgrade = b"websocket" in framing.get(b"upgrade", b"").lower()
    has_body = is_chunked or framing.get(b"content-length", b"0").strip(b"0") != b""
    if is_chunked and (b"content-length" in framing or version != b"1.1"):
        raise h11.RemoteProtocolError("a body with two ends")
    if is_upgrade and (has_body or version != b"1.1"):
        raise h11.RemoteProtocolError("a body before another protocol")
