"""How answers look on the wire: JSON by msgspec, problems in the caller's language."""

import re
from typing import Any

import msgspec
from starlette.requests import HTTPConnection
from starlette.responses import Response

from openspace import wire
from openspace.domain.board import Board
from openspace.domain.errors import Refused
from openspace.web import problems
from openspace.web.site import site_of

LANGUAGE_COOKIE = "language"  # what somebody chose on this device, on whatever board
GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")
NOT_KEPT = {"cache-control": "no-store"}  # answers that depend on who asks


def json(content: Any, status: int = 200) -> Response:
    """UTF-8 as it is, no escapes."""
    return Response(msgspec.json.encode(content), status, headers=NOT_KEPT, media_type="application/json")


def problem(connection: HTTPConnection, refused: Refused, board: Board | None = None) -> Response:
    """`{code, message, instead}`; `board` is the one asked about, if there is one."""
    status = problems.status_of(refused)
    connection.state.rejected = refused.code  # for the log's line
    response = json(problems.body_of(refused, translator(reader_language(connection, board), connection)), status)
    if status == problems.BadToken.status:
        response.headers["www-authenticate"] = "Bearer"
    return response


def refused(connection: HTTPConnection, command_id: str | None, why: Refused, language: str) -> Response:
    """What the board refuses, as the socket sends it."""
    return json(wire.refusal(command_id, why, translator(language, connection)), 409)


def unreadable(connection: HTTPConnection, unread: wire.Unreadable, language: str) -> Response:
    """What never reached the board, as the socket sends it; the status says what is wrong with it."""
    told = wire.refusal(unread.command_id, unread.refused, translator(language, connection))
    return json(told, problems.status_of(unread.refused))


def reader_language(connection: HTTPConnection, board: Board | None = None, person: str | None = None) -> str:
    """What was chosen on this device, else by this person, else what the device asks for, else the board's own."""
    profile = board.profiles.get(person or "") if board else None
    languages = site_of(connection).languages
    chosen = connection.cookies.get(LANGUAGE_COOKIE, "")
    if languages.has(chosen):
        return chosen
    if profile and languages.has(profile.language):
        return profile.language
    return languages.best(connection.headers.get("accept-language", ""), board.frame.language if board else "")


def translator(language: str, connection: HTTPConnection) -> wire.Translate:
    return site_of(connection).languages.catalog_for(language).gettext


def takes_gzip(connection: HTTPConnection) -> bool:
    """RFC 9110 section 12.5.3; `q=0` is a no."""
    return GZIP.search(connection.headers.get("accept-encoding", "")) is not None


def has_already(connection: HTTPConnection, etag: str) -> bool:
    """Whether the device asks only if it has changed (RFC 9110 section 13.1.2)."""
    known = connection.headers.get("if-none-match", "")
    return etag in (tag.strip() for tag in known.split(","))
