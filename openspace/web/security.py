"""What stands before every handler: the proxy's word, the Origin, the headers browsers obey, the size of bodies.

Plain ASGI, as each of them must see sockets too. A gate that waits for nothing hands on what the next one gives to wait
for, and so do the senders: a request is no deeper for them, and a socket keeps none of them.
"""

import asyncio
import re
import secrets
from collections.abc import Awaitable
from typing import Final

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from openspace.pictures import PICTURE_MAX_BYTES
from openspace.settings import origin_of
from openspace.web import answers
from openspace.web.headers import header_of
from openspace.web.interfaces import is_loopback
from openspace.web.problems import ForeignOrigin, PictureTooBig, PictureTooSlow, TooBig, TooSlow
from openspace.web.rejections import rejections_in

BODY_MAX_BYTES: Final = 65_536
BODY_TIMEOUT_S: Final = 20.0  # for all of it, 3 KB/s; of a picture for each piece, and its handler limits the whole
PICTURE_FORM_MAX_BYTES: Final = PICTURE_MAX_BYTES + BODY_MAX_BYTES  # the other fields of a form with a picture

HEADERS_OF_ALL: Final = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
_RAW_HEADERS_OF_ALL: Final = [(name.encode(), value.encode()) for name, value in HEADERS_OF_ALL.items()]
_POLICY: Final = b"content-security-policy"

# The only addresses that take more: photos from programs and scripts, and from a plain form.
_TAKES_PICTURES: Final = re.compile(r"(/api/boards|/b)/[^/]+/topics/[^/]+/photos")

_HOST = re.compile(r"[A-Za-z0-9.\-_]+(:\d+)?|\[[0-9A-Fa-f:.]+\](:\d+)?")


# What a proxy says of those behind it.
_FORWARDED: Final = (b"x-forwarded-proto", b"x-forwarded-host", b"x-forwarded-for")


class TrustedProxy:
    """Takes a reverse proxy at its word about scheme, host and client.

    Only one on this machine, or any once --public-url says that there is one.
    """

    def __init__(self, app: ASGIApp, public_url: str | None) -> None:
        self.app = app
        self.public_url = public_url

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if scope["type"] in ("http", "websocket"):
            scope = self._as_forwarded(scope)
        return self.app(scope, receive, send)

    def _as_forwarded(self, scope: Scope) -> Scope:
        named = dict(scope["headers"])
        said = named.get(b"host", b"").decode("latin-1")
        if self.public_url is None and named.keys().isdisjoint(_FORWARDED) and _HOST.fullmatch(said):
            return scope  # as nearly all are, and nothing to be put right
        is_secure = scope["scheme"] in ("https", "wss")
        host = header_of(scope, b"host") or ""
        client = scope.get("client")
        if self.public_url or is_loopback(client[0] if client else ""):
            is_secure = _last(header_of(scope, b"x-forwarded-proto"), "https" if is_secure else "http") == "https"
            host = _last(header_of(scope, b"x-forwarded-host"), host)
            client = (_last(header_of(scope, b"x-forwarded-for"), client[0] if client else ""), 0)
        if self.public_url and self.public_url == origin_of("https", host):
            is_secure = True
        others = [(name, value) for name, value in scope["headers"] if name != b"host"]
        return {
            **scope,
            "scheme": ("wss" if is_secure else "ws") if scope["type"] == "websocket" else _http(is_secure),
            "client": client,
            "headers": [(b"host", host.encode("latin-1", "replace")), *others] if _HOST.fullmatch(host) else others,
        }


class OriginGate:
    """Turns away what another site's page sends. No Origin: not a page of another site."""

    def __init__(self, app: ASGIApp, public_url: str | None) -> None:
        self.app = app
        self.public_url = public_url

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if scope["type"] in ("http", "websocket") and not self._is_own(scope):
            if scope["type"] == "websocket":
                rejections_in(scope.get("state", {})).tell("socket", ForeignOrigin.code)
            return answers.problem(HTTPConnection(scope), ForeignOrigin())(scope, receive, send)
        return self.app(scope, receive, send)

    def _is_own(self, scope: Scope) -> bool:
        origin = header_of(scope, b"origin")
        if origin is None:
            return True
        own = origin_of(_http(scope["scheme"] in ("https", "wss")), header_of(scope, b"host") or "")
        return origin in (own, self.public_url)


class BrowserRules:
    """Headers that forbid browsers what no page of ours does. `request.state.nonce` marks our own inline tags."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if scope["type"] != "http":
            return self.app(scope, receive, send)
        nonce = secrets.token_urlsafe(16)
        scope.setdefault("state", {})["nonce"] = nonce
        policy = content_policy(nonce, header_of(scope, b"host") or "").encode("latin-1")

        def send_with_rules(message: Message) -> Awaitable[None]:
            if message["type"] == "http.response.start":
                headers = message["headers"]
                is_ruled = any(name == _POLICY for name, _ in headers)
                message["headers"] = [*headers, *([] if is_ruled else [(_POLICY, policy)]), *_RAW_HEADERS_OF_ALL]
            return send(message)

        return self.app(scope, receive, send_with_rules)


class BodyLimit:
    """Reads at most `BODY_MAX_BYTES`, of a picture `PICTURE_MAX_BYTES`, and not longer than `BODY_TIMEOUT_S`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if scope["type"] != "http":
            return self.app(scope, receive, send)
        length = header_of(scope, b"content-length")
        if length is None and scope["method"] in ("GET", "HEAD"):
            return self.app(scope, receive, send)
        is_picture = _TAKES_PICTURES.fullmatch(scope["path"]) is not None
        limit = PICTURE_FORM_MAX_BYTES if is_picture else BODY_MAX_BYTES
        promised = int(_digits(length))
        if promised > limit and not is_picture:
            return answers.problem(HTTPConnection(scope), TooBig())(scope, receive, send)
        if scope["method"] in ("GET", "HEAD"):
            return self.app(scope, receive, send)  # nobody reads a body there
        # Who sends a picture by a form gets the form back: its handler is told before a byte is read.
        return self.app(scope, _limited(receive, limit, promised, is_picture), send)


def _limited(receive: Receive, limit: int, promised: int, is_picture: bool) -> Receive:
    too_big, too_slow = (PictureTooBig, PictureTooSlow) if is_picture else (TooBig, TooSlow)
    taken = 0
    is_whole = False
    ends: float | None = None  # by the loop's clock; None before the first byte is waited for

    async def receive_limited() -> Message:
        nonlocal taken, is_whole, ends
        if promised > limit:
            raise too_big
        if is_whole:
            return await receive()
        try:
            if is_picture or ends is None:
                ends = asyncio.get_running_loop().time() + BODY_TIMEOUT_S
            async with asyncio.timeout_at(ends):
                message = await receive()
        except TimeoutError:
            raise too_slow from None
        taken += len(message.get("body", b""))
        is_whole = not message.get("more_body", False)
        if taken > limit:
            raise too_big
        return message

    return receive_limited


def content_policy(nonce: str, host: str) -> str:
    """Only what this server sends, only scripts and styles we named.

    A photo is drawn on the phone before it is sent, from a blob of the page's own.
    Safari before 15.4 does not count sockets to the own host as 'self', so they are named.
    """
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
        f"img-src 'self' data: blob:; font-src 'self'; connect-src 'self'{sockets}; manifest-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def _http(is_secure: bool) -> str:
    return "https" if is_secure else "http"


def _last(header: str | None, otherwise: str) -> str:
    """What the nearest proxy added to the list."""
    return header.rpartition(",")[2].strip() if header else otherwise


def _digits(length: str | None) -> str:
    return length if length and length.isascii() and length.isdigit() else "0"
