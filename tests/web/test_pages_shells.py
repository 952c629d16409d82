"""What the script of each screen is told at start, and what its page costs a phone."""

import gzip
import json
import re

import pytest

from openspace.web.assets import Assets
from openspace.web.filters import json_in_html
from tests.client import Made
from tests.web.conftest import RunningServer
from tests.web.reader import Reader

FIRST_LOAD_MAX_BYTES = 60 * 1024
OPENED_BY = {"phone": "facilitator", "wall": "wall", "desk": "facilitator", "scribe": "scribe"}


async def page_of(server: RunningServer, made: Made, screen: str, language: str = "sv") -> str:
    reader = Reader(server.device(), language)
    await reader.open(f"/k/{made.key(OPENED_BY[screen])}")
    page = await reader.open(f"/b/{made.code}{'' if screen == 'phone' else f'/{screen}'}")
    return page.html


def boot_of(html: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json" id="boot">(.*?)</script>', html, re.DOTALL)
    assert found
    boot: dict[str, object] = json.loads(found[1])
    return boot


@pytest.mark.parametrize("screen", OPENED_BY)
async def test_the_script_is_told_what_it_needs(server: RunningServer, screen: str) -> None:
    made = await server.device().make_board()

    html = await page_of(server, made, screen)

    boot = boot_of(html)
    assert f'data-screen="{screen}"' in html
    assert f'src="/static/{boot["release"]}/js/{screen}.sv.js"' in html
    assert {name: boot[name] for name in ("code", "screen", "language", "joinUrl", "version")} == {
        "code": made.code,
        "screen": screen,
        "language": "sv",
        "joinUrl": made.links["join"],
        "version": 1,
    }
    assert ["sv", "Svenska"] in boot["languages"] if isinstance(boot["languages"], list) else False


@pytest.mark.parametrize(
    ("asked", "language"), [("ar", "sv"), ("ar, en;q=0.5", "en"), ("ar-EG, sv;q=0.8, en", "en"), ("sv, ar", "sv")]
)
@pytest.mark.parametrize("screen", ["wall", "desk", "scribe"])
async def test_a_screen_that_lacks_words_of_a_language_is_wholly_in_the_next_one(
    server: RunningServer, screen: str, asked: str, language: str
) -> None:
    made = await server.device().make_board(language="sv")

    html = await page_of(server, made, screen, asked)

    assert f'<html lang="{language}" dir="ltr"' in html
    assert boot_of(html)["language"] == language


def test_nothing_in_the_boot_ends_its_element() -> None:
    text = json_in_html({"a": "</script><!-- & \u2028"})

    assert not re.search("[<>&\u2028]", text)
    assert json.loads(text) == {"a": "</script><!-- & \u2028"}


async def test_the_first_load_of_a_phone_is_small(server: RunningServer) -> None:
    """HTML, CSS and JavaScript, compressed, on a board with forty topics."""
    made = await server.device().make_board()
    desk = server.device(made.key("facilitator"))
    for n in range(40):
        await desk.command(
            made.code, "propose_topic", title=f"{n} Arbetsmarknadsfrågor och kommunens roll", convener="Bo"
        )

    html = await page_of(server, made, "phone")

    assets = Assets()
    paths = re.findall(r'(?:src|href)="/static/[^/]+/([^"]+)"', html)
    sent = {path: assets.get(path) for path in paths if not path.startswith("images/")}
    sizes = {path: len(asset.gzipped or asset.body) for path, asset in sent.items() if asset}
    assert set(sizes) == {"css/phone.css", "js/phone.sv.js", "vendor/preact.js"}
    assert sum(sizes.values()) + len(gzip.compress(html.encode())) <= FIRST_LOAD_MAX_BYTES


async def test_a_page_that_many_get_alike_is_the_same_bytes(server: RunningServer) -> None:
    made = await server.device().make_board()
    packed = {"Accept-Encoding": "gzip", "Accept-Language": "sv"}

    first, second = [await server.device().request("GET", f"/b/{made.code}", None, packed) for _ in range(2)]

    assert first.headers["content-encoding"] == "gzip"
    assert first.body == second.body


async def test_a_page_that_many_get_alike_is_not_sent_again_to_who_has_it(server: RunningServer) -> None:
    made = await server.device().make_board()
    device, page = server.device(), f"/b/{made.code}"
    first = await device.request("GET", page)

    again = await device.request("GET", page, None, {"If-None-Match": first.headers["etag"]})
    await device.join(made.code)
    joined = await device.request("GET", page, None, {"If-None-Match": first.headers["etag"]})

    assert (again.status, again.body, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert joined.status == 200


async def test_the_market_is_alike_for_everybody_but_for_the_lines_about_the_reader(server: RunningServer) -> None:
    made = await server.device().make_board()
    elin, amina = server.device(), server.device()
    await elin.join(made.code, "Elin")
    await amina.join(made.code, "Amina")

    plain = await elin.request("GET", f"/b/{made.code}")
    packed = await elin.request("GET", f"/b/{made.code}", None, {"Accept-Encoding": "gzip"})
    others = await amina.request("GET", f"/b/{made.code}", None, {"Accept-Encoding": "gzip"})

    act = re.compile(r'name="act" value="[\w-]+"')
    whole = [act.sub("", page) for page in (plain.body.decode(), gzip.decompress(packed.body).decode())]
    assert whole[0] == whole[1]
    assert whole[0] == act.sub("", gzip.decompress(others.body).decode()).replace("Amina", "Elin")


@pytest.mark.parametrize(
    ("name", "shown"), [("Åsa <b>", "Åsa &lt;b&gt;"), ("سلمى", "\u2068سلمى\u2069"), ("<!--act-->", "&lt;!--")]
)
async def test_a_name_is_put_into_the_market_as_text_and_in_its_own_direction(
    server: RunningServer, name: str, shown: str
) -> None:
    made = await server.device().make_board()
    elin = server.device()
    await elin.join(made.code, name)

    page = (await elin.request("GET", f"/b/{made.code}", None, {"Accept-Language": "en"})).body.decode()

    assert f"You are {shown}" in page


async def test_the_wall_reads_without_a_script(server: RunningServer) -> None:
    made = await server.device().make_board()

    html = await page_of(server, made, "wall")

    assert re.search(r'<noscript><meta http-equiv="refresh" content="\d+"></noscript>', html)
    assert 'class="qr"' in html
