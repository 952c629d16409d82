"""What every answer has in common."""

import io
import logging

import pytest
from starlette.requests import HTTPConnection

from openspace.web import logs
from openspace.web.answers import takes_gzip


def asking(encoding: str) -> HTTPConnection:
    return HTTPConnection({"type": "http", "headers": [(b"accept-encoding", encoding.encode())]})


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("gzip", True),
        ("gzip, deflate, br", True),
        ("br;q=1, gzip;q=0.5", True),
        ("", False),
        ("identity", False),
        ("gzip;q=0", False),
        ("gzip; q=0.0, br", False),
        ("gzip;q=0.01", True),
    ],
)
def test_only_who_takes_gzip_gets_it(encoding: str, expected: bool) -> None:
    assert takes_gzip(asking(encoding)) is expected


def test_a_refused_handshake_is_no_error_of_ours() -> None:
    lines = io.StringIO()
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        logs.set_up(lines)
        logging.getLogger("uvicorn.error").error("ASGI callable returned without completing handshake.")
        logging.getLogger("uvicorn.error").error("something else")
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)

    assert [line.split(" ", 1)[1] for line in lines.getvalue().splitlines()] == ['level=error event="something else"']
