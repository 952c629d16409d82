"""Who a request comes from: badges, cookies and Bearer tokens.

A badge says who somebody is on one board and which roles they hold there. Signed, it is the cookie's value and the
person's token alike: one cookie a board, so two boards never overwrite each other. A link's key gives a badge too.
Rules H2, H5 and H6 of docs/PROTOCOL.md.
"""

import time
from typing import Final

import msgspec
from itsdangerous import BadSignature, URLSafeTimedSerializer
from itsdangerous.encoding import base64_encode
from msgspec import Struct
from starlette.requests import HTTPConnection
from starlette.responses import Response

from openspace.domain.board import Board
from openspace.domain.context import Actor
from openspace.domain.entities import Role
from openspace.ports import Link
from openspace.web.headers import header_of

BADGE_MAX_AGE_S: Final = 180 * 24 * 3600
TOKEN_MAX_CHARS: Final = 512
REMEMBERED_MAX: Final = 4_096  # tokens signed or read lately
COOKIES_MAX: Final = 20  # of boards in one browser; the oldest go
COOKIE_PREFIX: Final = "openspace-"

# Strongest first: what somebody with several roles acts as.
RANK: Final[tuple[Role, ...]] = ("facilitator", "scribe", "participant", "wall")


class Badge(Struct, frozen=True, array_like=True):
    """Who somebody is on one board. `person` is None for a wall."""

    code: str
    person: str | None
    roles: tuple[Role, ...]  # strongest first, never empty

    @property
    def role(self) -> Role:
        return self.roles[0]

    def actor(self, language: str) -> Actor:
        return Actor(person=self.person, role=self.role, language=language)


class Badges:
    """Signs and reads badges with the data file's secret, so that they survive a restart."""

    def __init__(self, secret: bytes) -> None:
        self._reader = URLSafeTimedSerializer(secret, salt="openspace badge")
        self._signer = self._reader.make_signer(self._reader.salt)
        # A phone shows the same one with every request, first of all the one that it was given just now.
        self._known: dict[str, tuple[Badge | None, float]] = {}

    def sign(self, badge: Badge) -> str:
        """The token that says so."""
        signed_at = float(int(time.time()))  # as precisely as the token says it
        token: str = self._signer.sign(base64_encode(msgspec.json.encode(badge))).decode()
        self._remember(token, (badge, signed_at))
        return token

    def read(self, token: str) -> Badge | None:
        """The badge, or None if it was not signed here or is too old."""
        return self._read(token)[0]

    def signed_at(self, token: str) -> float:
        """Seconds since 1970; 0 for what was not signed here."""
        return self._read(token)[1]

    def _read(self, token: str) -> tuple[Badge | None, float]:
        if len(token) > TOKEN_MAX_CHARS:
            return None, 0.0
        badge, signed_at = known = self._known.pop(token, None) or self._verified(token)
        self._remember(token, known)
        is_of_age = 0 <= time.time() - signed_at <= BADGE_MAX_AGE_S
        return (badge, signed_at) if is_of_age else (None, 0.0)

    def _remember(self, token: str, known: tuple[Badge | None, float]) -> None:
        self._known[token] = known  # the last one used stands last
        if len(self._known) > REMEMBERED_MAX:
            del self._known[next(iter(self._known))]

    def _verified(self, token: str) -> tuple[Badge | None, float]:
        """Whatever its age."""
        try:
            content, signed = self._reader.loads(token, return_timestamp=True)
            return msgspec.convert(content, Badge), signed.timestamp()
        except (BadSignature, msgspec.ValidationError):
            return None, 0.0


def badge_of_link(link: Link) -> Badge:
    """What whoever shows the link's key is."""
    return Badge(link.code, link.person, (link.role,))


def with_link(badge: Badge | None, link: Link) -> Badge:
    """The same person with the link's role added; whoever was nobody becomes the link's person."""
    if badge is None:
        return badge_of_link(link)
    return Badge(link.code, badge.person or link.person, ranked({*badge.roles, link.role}))


def with_person(badge: Badge | None, code: str, person: str) -> Badge:
    """Somebody who joined just now; a wall's browser stays a wall as well."""
    return Badge(code, person, ranked({*(badge.roles if badge else ()), "participant"}))


def with_roles_of(badge: Badge, worn: Badge | None) -> Badge:
    """That person, on a browser that keeps the roles it has been given."""
    return Badge(badge.code, badge.person, ranked({*badge.roles, *(worn.roles if worn else ())}))


def ranked(roles: set[Role]) -> tuple[Role, ...]:
    return tuple(role for role in RANK if role in roles)


def is_known(badge: Badge, board: Board) -> bool:
    """Whether the board (still) has this person; a wall is nobody and always known."""
    return badge.person in board.profiles if badge.person is not None else "wall" in badge.roles


def bearer_token(connection: HTTPConnection) -> str | None:
    """The token of an `Authorization: Bearer` header, else the one a notes' socket has in its address; else None."""
    scheme, _, token = (header_of(connection.scope, b"authorization") or "").partition(" ")
    if scheme.lower() == "bearer":
        return token.strip()
    in_address: str | None = connection.scope.get("state", {}).get("token")
    return in_address or None


def badge_in_cookie(connection: HTTPConnection, badges: Badges, code: str) -> Badge | None:
    badge = badges.read(connection.cookies.get(cookie_name(code), ""))
    return badge if badge and badge.code == code else None


def set_cookie(response: Response, connection: HTTPConnection, badges: Badges, badge: Badge) -> None:
    """Let the browser wear the badge; Secure when it came by https."""
    is_secure = connection.scope["scheme"] in ("https", "wss")
    name = cookie_name(badge.code)
    worn = f"{name}={badges.sign(badge)}; Max-Age={BADGE_MAX_AGE_S}; Path=/; HttpOnly; SameSite=lax"
    response.headers.append("set-cookie", f"{worn}; Secure" if is_secure else worn)
    others = [other for other in connection.cookies if other.startswith(COOKIE_PREFIX) and other != name]
    others.sort(key=lambda other: badges.signed_at(connection.cookies[other]), reverse=True)
    for oldest in others[COOKIES_MAX - 1 :]:
        response.delete_cookie(oldest)


def drop_cookie(response: Response, code: str) -> None:
    """Let the browser be nobody on the board again."""
    response.delete_cookie(cookie_name(code))


def cookie_name(code: str) -> str:
    return f"{COOKIE_PREFIX}{code}"
