"""Links that open one thing each, without an account: the follow-up page, and calendars, which have no cookie.

Signed with the data file's secret (HMAC, 160 bits) under a salt of their own, so that none passes for another or for a
badge. Rule R13 of docs/PROTOCOL.md. They have no end of their own: they end with the board.
"""

from typing import Final, Literal, TypeVar

import msgspec
from itsdangerous import BadSignature, URLSafeSerializer
from msgspec import Struct

PASS_MAX_CHARS: Final = 512

FeedPart = Literal["agenda", "actions", "mine"]
Opens = TypeVar("Opens")


class FollowUp(Struct, frozen=True, array_like=True):
    """The follow-up page of one board."""

    code: str


class Feed(Struct, frozen=True, array_like=True):
    """A calendar of one board. `person`: whose stars, sessions and deadlines `mine` has. `language`: BCP 47."""

    code: str
    part: FeedPart
    person: str
    language: str


class Passes:
    """Signs and reads them; None for what was not signed here as that."""

    def __init__(self, secret: bytes) -> None:
        self._follow_ups = URLSafeSerializer(secret, salt="openspace follow-up")
        self._feeds = URLSafeSerializer(secret, salt="openspace calendar")

    def sign_follow_up(self, code: str) -> str:
        return signed(self._follow_ups, FollowUp(code))

    def follow_up(self, token: str) -> FollowUp | None:
        return read(self._follow_ups, token, FollowUp)

    def sign_feed(self, feed: Feed) -> str:
        return signed(self._feeds, feed)

    def feed(self, token: str) -> Feed | None:
        return read(self._feeds, token, Feed)


def signed(serializer: URLSafeSerializer, what: Struct) -> str:
    token: str = serializer.dumps(msgspec.to_builtins(what))
    return token


def read(serializer: URLSafeSerializer, token: str, kind: type[Opens]) -> Opens | None:
    if len(token) > PASS_MAX_CHARS:
        return None
    try:
        return msgspec.convert(serializer.loads(token), kind)
    except (BadSignature, msgspec.ValidationError):
        return None
