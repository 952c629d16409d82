"""Behind a reverse proxy with TLS: a real one, a real certificate, the real server."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send

from openspace.web.security import TrustedProxy
from tests.client import Device
from tests.conftest import require
from tests.web.conftest import RunningServer, StartServer
from tests.web.tls_proxy import certificate, tls_proxy

NAME = "board.example"
TOLD = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": NAME, "X-Forwarded-For": "203.0.113.9"}
OWN = {"Origin": f"https://{NAME}"}


@pytest.fixture(scope="module")
def pair(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The certificate and its key."""
    return certificate(require(pytestconfig, ("openssl",)), tmp_path_factory.mktemp("tls"), NAME)


@pytest.fixture
def trusted(pair: tuple[Path, Path]) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=pair[0])


@pytest.fixture
def public(start_server: StartServer, tmp_path: Path) -> Iterator[RunningServer]:
    with start_server(tmp_path / "openspace.db", public_url=f"https://{NAME}") as running:
        yield running


async def test_pages_cookies_and_links_are_https(
    server: RunningServer, pair: tuple[Path, Path], trusted: ssl.SSLContext
) -> None:
    """[H10]"""
    async with tls_proxy(*pair, server.port, TOLD) as base:
        device = Device(base, trusted=trusted)
        made = await device.make_board()

        joined = await device.request("POST", f"/api/boards/{made.code}/people", {}, OWN)
        page = await device.request("GET", f"/b/{made.code}")

    assert all(link.startswith(f"https://{NAME}/") for link in made.links.values())
    assert all("Secure" in cookie for cookie in joined.set_cookies)
    assert page.status == 200
    assert f"wss://{NAME}" in page.headers["content-security-policy"]
    assert f'"https://{NAME}/b/{made.code}"'.encode() in page.body


async def test_the_socket_is_wss_and_the_own_origin_gets_it(
    server: RunningServer, pair: tuple[Path, Path], trusted: ssl.SSLContext
) -> None:
    """[H7]"""
    async with tls_proxy(*pair, server.port, TOLD) as base:
        device = Device(base, trusted=trusted)
        made = await device.make_board()
        await device.join(made.code, "Anna")

        async with device.screen(made.code) as screen:
            assert (await screen.act("propose_topic", title="Bostäder"))["type"] == "accepted"
        assert await device.closed_with(made.code, "rubbish", headers=OWN) == 4000


@pytest.mark.parametrize("origin", [f"http://{NAME}", "https://evil.example", "https://127.0.0.1"])
async def test_another_origin_is_still_another(
    server: RunningServer, pair: tuple[Path, Path], trusted: ssl.SSLContext, origin: str
) -> None:
    """[H7]"""
    async with tls_proxy(*pair, server.port, TOLD) as base:
        reply = await Device(base, trusted=trusted).request("GET", "/healthz", headers={"Origin": origin})

    assert reply.status == 403


async def test_a_proxy_that_tells_nothing_needs_the_public_url(
    public: RunningServer, server: RunningServer, pair: tuple[Path, Path], trusted: ssl.SSLContext
) -> None:
    """[H7, H10]"""
    statuses = []
    for behind in (public, server):
        async with tls_proxy(*pair, behind.port, {}) as base:
            reply = await Device(base, trusted=trusted).request("GET", "/healthz", headers=OWN)
            statuses.append(reply.status)

    assert statuses == [200, 403]


async def test_the_public_url_is_in_every_link_whoever_asks(public: RunningServer) -> None:
    """[H10]"""
    made = await public.device().make_board()

    assert all(link.startswith(f"https://{NAME}/") for link in made.links.values())


async def test_a_phone_that_got_through_is_told_to_the_desk(
    start_server: StartServer, tmp_path: Path, pair: tuple[Path, Path], trusted: ssl.SSLContext
) -> None:
    with start_server(tmp_path / "openspace.db") as server:
        laptop = server.device()
        made = await laptop.make_board()
        async with server.device(made.key("facilitator")).screen(made.code) as desk:
            await desk.say({"type": "watch", "planes": ["address"]})
            await laptop.join(made.code)
            assert (await desk.act("withdraw_topic", topic="nowhere"))["type"] == "refused"  # the watch is done
            assert not any(frame.get("address", {}).get("is_reached") for frame in desk.frames)

            async with tls_proxy(*pair, server.port, TOLD) as base:
                await Device(base, trusted=trusted).request("GET", f"/b/{made.code}")

            told = await desk.heard(lambda frame: frame.get("address", {}).get("is_reached"))
            assert told["type"] == "presence"


async def scheme_and_host(client: str, public_url: str | None = None) -> tuple[str, bytes]:
    """What a handler sees of a request with the proxy's headers that comes from this address."""
    seen: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope)

    async def receive() -> Message:
        raise AssertionError("nothing is read")

    async def send(message: Message) -> None:
        raise AssertionError("nothing is sent")

    headers = [(b"host", b"10.0.0.7:8000"), *((n.lower().encode(), v.encode()) for n, v in TOLD.items())]
    scope = {"type": "http", "scheme": "http", "client": (client, 5), "headers": headers}
    await TrustedProxy(app, public_url)(scope, receive, send)
    return seen[0]["scheme"], dict(seen[0]["headers"])[b"host"]


async def test_only_a_proxy_on_this_machine_is_believed() -> None:
    assert await scheme_and_host("127.0.0.1") == ("https", NAME.encode())
    assert await scheme_and_host("::1") == ("https", NAME.encode())
    assert await scheme_and_host("10.0.0.9") == ("http", b"10.0.0.7:8000")


async def test_any_proxy_is_believed_once_the_public_url_says_there_is_one() -> None:
    assert await scheme_and_host("10.0.0.9", "https://board.example") == ("https", NAME.encode())
