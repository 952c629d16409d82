"""Requests read at a glance: what is taken, h11 takes too and understands alike; anything unusual is left to it."""

import h11
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from openspace.web import plain
from openspace.web.framing import JudgedConnection
from tests.web import test_framing

GET = b"GET /b/LUND482?lang=sv HTTP/1.1\r\n"
POST = b"POST /b/LUND482/join HTTP/1.1\r\n"
HOST = b"Host: x\r\n"
SOCKET = (
    b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
)
KEEPING = b"Connection: keep-alive\r\n"


def understood(data: bytes) -> tuple[bytes, bytes, list[tuple[bytes, bytes]], bytes] | None:
    """Method, target, headers and body as h11 reads them, with nothing behind; None if it refuses, or wants more."""
    connection = JudgedConnection(h11.SERVER)
    connection.receive_data(data)
    try:
        request = connection.next_event()
        body = b""
        while isinstance(event := connection.next_event(), h11.Data):
            body += event.data
    except h11.RemoteProtocolError:
        return None
    if not isinstance(request, h11.Request) or not isinstance(event, h11.EndOfMessage) or connection.trailing_data[0]:
        return None
    assert not connection.they_are_waiting_for_100_continue
    return request.method, request.target, list(request.headers), body


def taken(data: bytes) -> tuple[bytes, bytes, list[tuple[bytes, bytes]], bytes] | None:
    request = plain.read(data)
    if request is None:
        return None
    query = b"?" + request.query if request.query else b""
    return request.method, request.raw_path + query, request.headers, request.body


LINES = st.sampled_from(
    [
        b"",
        HOST,
        KEEPING,
        SOCKET,
        b"host:y\r\n",
        b"Connection: close\r\n",
        b"Connection: Upgrade\r\n",
        b"Upgrade: h2c\r\n",
        b"Content-Length: 2\r\n",
        b"content-length: 02\r\n",
        b"Content-Length: 3\r\n",
        b"Content-Length: 0\r\n",
        b"Transfer-Encoding: chunked\r\n",
        b"Expect: 100-continue\r\n",
        b"Sec-WebSocket-Protocol: chat\r\n",
        b"Cookie: a=b; c=d\r\n",
        b"X-A:\r\n",
        b"X-B:  two blanks  \r\n",
        b"X-C: \ta tab\r\n",
        b"X-D : a blank before\r\n",
        b" folded\r\n",
        b"X-E: \xc3\xa9\r\n",
        b"X-F: \x00\r\n",
        b"X-G: bare\rreturn\r\n",
        b"X-H: bare newline\n",
        b"no colon\r\n",
        b": no name\r\n",
        b"X_I: under\r\n",
        b"\r\n",
    ]
)
FIRST = st.sampled_from(
    [
        GET,
        POST,
        b"GET / HTTP/1.0\r\n",
        b"GET  / HTTP/1.1\r\n",
        b"GET http://y/ HTTP/1.1\r\n",
        b"GET /a b HTTP/1.1\r\n",
        b"GET /\x00 HTTP/1.1\r\n",
        b"GET /? HTTP/1.1\n",
        b"HEAD / HTTP/1.1\r\n",
        b"get / HTTP/1.1\r\n",
        b"\r\nGET / HTTP/1.1\r\n",
    ]
)
BODIES = st.sampled_from([b"", b"{}", b"a=b", b"0\r\n\r\n", GET + HOST + b"\r\n"])


@given(first=FIRST, lines=st.lists(LINES, max_size=6), body=BODIES, noise=st.binary(max_size=2), at=st.integers(0, 200))
@example(first=POST, lines=[HOST, b"Content-Length: 2\r\n"], body=b"{}", noise=b"", at=0)
@example(first=GET, lines=[HOST, SOCKET], body=b"", noise=b"", at=0)
def test_what_is_taken_means_the_same_to_h11(
    first: bytes, lines: list[bytes], body: bytes, noise: bytes, at: int
) -> None:
    """[H13]"""
    data = first + b"".join(lines) + b"\r\n" + body
    data = data[:at] + noise + data[at:]

    found = taken(data)

    assert found is None or found == understood(data)


@pytest.mark.parametrize(
    "data",
    [
        GET + HOST + b"\r\n",
        GET + HOST + KEEPING + b"Cookie: a=b\r\nX-Empty:\r\n\r\n",
        POST + HOST + b"Content-Length: 6\r\n\r\nname=P",
        POST + HOST + b"\r\n",
        GET + HOST + SOCKET + b"Origin: http://x\r\n\r\n",
        GET + HOST + SOCKET.replace(b"Upgrade\r\n", b"keep-alive, Upgrade\r\n") + b"\r\n",
    ],
)
def test_what_browsers_write_is_taken(data: bytes) -> None:
    assert taken(data) == understood(data) is not None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        GET + HOST,
        GET + b"\r\n",
        GET + HOST * 2 + b"\r\n",
        GET + HOST + b"Connection: close\r\n\r\n",
        GET + HOST + b"\r\n" + GET + HOST + b"\r\n",
        GET + HOST + b"Content-Length: 2\r\n\r\n{}",
        GET + HOST + SOCKET.replace(b"13", b"12") + b"\r\n",
        GET + HOST + SOCKET.replace(b"AA==", b"A===") + b"\r\n",
        GET + HOST + SOCKET + b"Sec-WebSocket-Protocol: chat\r\n\r\n",
        POST + HOST + SOCKET + b"\r\n",
        POST + HOST + b"Content-Length: 0\r\n\r\n",
        POST + HOST + b"Content-Length: 3\r\n\r\n{}",
        POST + HOST + b"Content-Length: 1\r\n\r\n{}",
        POST + HOST + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        POST + HOST + b"Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}",
        GET + HOST + b"Upgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
        GET + HOST + b"".join(b"X-%d: a\r\n" % number for number in range(plain.HEADERS_MAX)) + b"\r\n",
        GET + HOST + b"Cookie: " + b"a" * plain.REQUEST_MAX_BYTES + b"\r\n\r\n",
        *[sent for group in test_framing.REFUSED.values() for sent in group.values()],
    ],
)
def test_anything_else_is_left_to_h11(data: bytes) -> None:
    """[H13]"""
    assert plain.read(data) is None
