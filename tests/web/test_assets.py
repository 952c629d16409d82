"""The static files of one release."""

import gzip
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from openspace.web.assets import Assets, join_styles, release_of, without_other_screens, without_unsaid
from tests.web.conftest import RunningServer

SCREENS = ("phone", "wall", "desk", "scribe", "start")


@pytest.fixture(scope="module")
def assets() -> Assets:
    return Assets()


def test_every_script_of_ours_can_be_joined(assets: Assets) -> None:
    assert assets.problems == []
    assert [screen for screen in SCREENS if not assets.has(f"js/{screen}.js")] == []


def test_a_style_sheet_holds_the_layers_in_their_order(assets: Assets) -> None:
    sheet = assets.get("css/phone.css")

    assert sheet is not None
    text = sheet.body.decode()
    marks = ["box-sizing: border-box", "--color-paper:", "color: var(--color-ink)", ".stack {", ".button {",
             ".language-switch {", ".visually-hidden {", ".no-print"]  # fmt: skip
    assert sorted(marks, key=text.index) == marks


def test_comments_go_and_strings_stay() -> None:
    sheets = ["/* a */ b::before {\n  content: '/* c */';\n}\n\n", 'd { background: url("e/*f*/g") } /* h\n */']

    assert join_styles(sheets) == "b::before {\ncontent: '/* c */';\n}\nd { background: url(\"e/*f*/g\") }\n"


def test_a_screen_is_not_sent_the_rules_of_others() -> None:
    own = '[data-screen="phone"] {\na: b;\n}\n'
    shared = '[data-screen="wall"],\n[data-screen="phone"] .x {\na: b;\n}\n.y {\na: b;\n}\n'
    others = '[data-screen="wall"] .x,\n[data-screen="desk"] {\na: b;\n}\n'
    on_paper = "@media print {\n" + others + shared + "}\n@media (pointer: coarse) {\n" + others + "}\n"

    left = without_other_screens(own + others + shared + on_paper, "phone")

    assert left == own + shared + "@media print {" + shared + "}\n"


def test_parts_that_a_screen_does_not_draw_are_left_out() -> None:
    said = ".a .b,\n.x {\nc: d;\n}\n.a:not(.x) {\nc: d;\n}\np {\nc: d;\n}\n"
    unsaid = ".x,\n.a .x {\nc: d;\n}\n@media print {\n.x {\nc: d;\n}\n}\n"

    assert without_unsaid(said + unsaid, frozenset({"a", "b"})) == said


@pytest.mark.parametrize(
    ("screen", "selector"),
    [
        ("phone", ".topic-card {"),  # of its first script
        ("phone", ".photo-tile {"),  # of its second
        ("phone", ".field__hint {"),  # of a template
        ("phone", ".notes-text .book__internal {"),  # of notes, which Python writes
        ("wall", ".join-panel {"),
        ("report", ".photo-add {"),
    ],
)
def test_parts_that_a_screen_draws_are_sent(assets: Assets, screen: str, selector: str) -> None:
    sheet = assets.get(f"css/{screen}.css")

    assert sheet is not None
    assert f"\n{selector}" in sheet.body.decode()


def test_another_byte_or_name_is_another_release() -> None:
    releases = {release_of(bodies) for bodies in ({"a": b"1"}, {"a": b"2"}, {"b": b"1"}, {"a": b"", "b": b"1"})}

    assert len(releases) == 4
    assert release_of({"a": b"1", "b": b"2"}) == release_of({"b": b"2", "a": b"1"})


def test_a_script_that_cannot_be_joined_costs_its_screen_only(tmp_path: Path) -> None:
    for folder in ("css/parts", "css/screens", "js"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "js" / "phone.js").write_text('import { a } from "./missing.js"')
    (tmp_path / "js" / "wall.js").write_text("const a = 1")

    assets = Assets(tmp_path)

    assert assets.problems == ["js/missing.js: there is no such module"]
    assert (assets.has("js/phone.js"), assets.has("js/wall.js")) == (False, True)


async def test_a_file_of_the_release_is_kept_for_ever(server: RunningServer) -> None:
    url = Assets().url("css/phone.css")

    plain = await server.device().request("GET", url)
    packed = await server.device().request("GET", url, headers={"Accept-Encoding": "gzip"})

    assert plain.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert plain.headers["content-type"] == "text/css; charset=utf-8"
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body


async def test_a_file_of_an_older_release_leads_to_this_one(server: RunningServer) -> None:
    reply = await server.device().request("GET", "/static/0123456789ab/css/phone.css")

    assert (reply.status, reply.headers["location"]) == (302, Assets().url("css/phone.css"))


async def test_a_second_script_of_an_older_release_is_not_replaced_by_this_one(server: RunningServer) -> None:
    """It would bring its own first script with it, and two would draw one page."""
    reply = await server.device().request("GET", "/static/0123456789ab/js/phone-more.sv.js")

    assert reply.status == 404


def test_a_small_drawing_can_stand_in_a_page(assets: Assets) -> None:
    drawing = assets.get("images/icon.svg")
    assert drawing is not None

    kind, _, content = assets.within("images/icon.svg").partition(",")

    assert kind == "data:image/svg+xml"
    assert '"' not in content
    assert unquote(content) == drawing.body.decode().strip().replace('"', "'")


async def test_a_page_has_its_icon_in_itself(server: RunningServer) -> None:
    page = (await server.device().request("GET", "/")).body.decode()

    assert re.findall(r'<link rel="icon"[^>]*href="([^"]{18})', page) == ["data:image/svg+xml"]


def test_each_language_has_scripts_of_its_own(assets: Assets) -> None:
    first, second = assets.get(assets.script("phone", "sv")), assets.get(assets.script("phone-more", "sv"))

    assert first is not None
    assert second is not None
    assert 't("Sätt upp det")' in first.body.decode()
    assert 't("Put it up")' not in first.body.decode()
    assert 'from "./phone.sv.js"' in second.body.decode()
    assert [assets.script("phone", tag) for tag in ("en", "fi")] == ["js/phone.js", "js/phone.js"]
    assert assets.script("print", "sv") == ""


@pytest.mark.parametrize("path", ["/static/x/../../pyproject.toml", "/static/x/js/lib/i18n.js", "/static/x/nothing"])
async def test_nothing_else_is_served(server: RunningServer, path: str) -> None:
    assert (await server.device().request("GET", path)).status == 404
