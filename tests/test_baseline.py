"""The browser's side is written for Safari 15.0 and Chrome 95: syntax, names and style sheets."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.css_baseline import problems_in

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"


def javascript_problems(node: Path, sources: dict[str, str]) -> dict[str, list[str]]:
    finished = subprocess.run(
        [node, ROOT / "tests" / "js" / "baseline.js"],
        input=json.dumps(sources),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    found: dict[str, list[str]] = json.loads(finished.stdout)
    return found


@pytest.fixture
def node_with_acorn(node: Path, request: pytest.FixtureRequest) -> Path:
    """Node, when `npm ci` has been run as well."""
    if not (ROOT / "node_modules" / "acorn").exists():
        outcome = pytest.fail if request.config.getoption("--all") else pytest.skip
        outcome("acorn is not installed: npm ci")
    return node


def test_every_script_is_for_old_phones(node_with_acorn: Path) -> None:
    scripts = [*(STATIC / "js").rglob("*.js"), *(STATIC / "vendor").rglob("*.js")]
    sources = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in scripts}

    assert javascript_problems(node_with_acorn, sources) == {}


def test_every_style_sheet_is_for_old_phones() -> None:
    sheets = [*(STATIC / "css").rglob("*.css"), *(STATIC / "vendor").rglob("*.css")]

    found = {str(path.relative_to(ROOT)): problems_in(path.read_text(encoding="utf-8")) for path in sheets}

    assert {name: problems for name, problems in found.items() if problems} == {}


TOO_NEW_SCRIPTS = {
    "class A { static { A.b = 1 } }": "line 1: a static block needs Safari 16.4",
    "const a = /(?<=b)c/": "line 1: a lookbehind in a regular expression needs Safari 16.4",
    "const a = /b/v": "does not parse: Invalid regular expression flag (1:11)",
    "\nlast = items.at(-1)": "line 2: .at() needs Safari 15.4",
    "Object.hasOwn(a, 'b')": "line 1: .hasOwn() needs Safari 15.4",
    "copy = structuredClone(a)": "line 1: structuredClone needs Safari 15.4",
    "id = crypto.randomUUID()": "line 1: .randomUUID() needs Safari 15.4",
    "a = items.toSorted()": "line 1: .toSorted() needs Safari 16",
    "a = rooms.values().map(name)": "line 1: .map() on an iterator needs Safari 18.4",
    "navigator.wakeLock.request('screen')": "line 1: navigator.wakeLock needs Safari 16.4",
    "fetch(url, { signal: AbortSignal.timeout(9) })": "line 1: .timeout() needs Safari 16",
    "requestIdleCallback(draw)": "line 1: no Safari has requestIdleCallback",
}


def test_a_script_too_new_is_found(node_with_acorn: Path) -> None:
    found = javascript_problems(node_with_acorn, {source: source for source in TOO_NEW_SCRIPTS})

    assert found == {source: [problem] for source, problem in TOO_NEW_SCRIPTS.items()}


def test_a_script_for_old_phones_passes(node_with_acorn: Path) -> None:
    sources = [
        "class A { b = 1; #c = 2; static d = 3; e(f) { return #c in f } }",
        "const a = await b?.c ?? 1_000",
        "event.at; items[0]; a = { at: 1, structuredClone: 2 }",
        "a ??= Object.values(b).map(c)",
        "id = crypto.randomUUID?.() ?? ours()",
        "copy = typeof structuredClone === 'function'",
        "navigator.wakeLock?.request('screen')",
        "clock.timeout(9)",
    ]

    assert javascript_problems(node_with_acorn, {source: source for source in sources}) == {}


@pytest.mark.parametrize(
    ("css", "problem"),
    [
        ("@layer base;", "line 1: @layer needs Safari 15.4"),
        ("@layer base { a { top: 0 } }", "line 1: @layer needs Safari 15.4"),
        ("@container (width) { a { top: 0 } }", "line 1: @container needs Safari 16"),
        ("a {\n  &:hover { top: 0 }\n}", "line 2: a nested rule needs Safari 16.5"),
        ("a { @media print { top: 0 } }", "line 1: a nested rule needs Safari 16.5"),
        ("a:has(b) { top: 0 }", "line 1: :has( needs Safari 15.4"),
        ("a:dir(rtl) { top: 0 }", "line 1: :dir( needs Safari 16.4"),
        (
            "a:hover, a:focus-visible { top: 0 }",
            "line 1: :focus-visible in a list takes the whole rule away before Safari 15.4",
        ),
        ("@media (width >= 40rem) { a { top: 0 } }", "line 1: a range in @media needs Safari 16.4"),
        ("a { color: color-mix(in srgb, red, blue) }", "line 1: color-mix() needs Safari 16.2"),
        ("a { --b: oklch(1 0 0) }", "line 1: oklch() needs Safari 15.4"),
        ("a { color: rgb(from red r g b) }", "line 1: a relative colour needs Safari 16.4"),
        ("a { height: 100dvh }", "line 1: dvh without a fallback before it"),
        ("a { height: calc(100svh - 1rem); height: 100vh }", "line 1: svh without a fallback before it"),
        ("a { --b: 100vh; --b: 100dvh }", "line 1: dvh without a fallback before it"),
        ("a { rotate: 3deg }", "line 1: rotate needs Safari 14.1, and Chrome 104"),
    ],
)
def test_a_style_too_new_is_found(css: str, problem: str) -> None:
    assert problems_in(css) == [problem]


def test_a_style_for_old_phones_passes() -> None:
    css = """
        /* @layer, :has( and 100dvh in a comment */
        @media (min-width: 40rem) { a:is(b, c):focus-visible { inset-inline: 0; gap: 1rem; aspect-ratio: 1 } }
        a::before { content: "{ 100dvh }"; color: #5dvb; background: url(a;b.svg) }
        .b { min-height: 100vh; min-height: 100dvh; text-wrap: balance; width: clamp(1ch, 2vw, 3rem) }
        @supports (height: 100dvh) { .c { height: 100dvh } }
        @page { size: A3 landscape; margin: 1cm }
        @keyframes appear { from { opacity: 0 } to { opacity: 1 } }
    """

    assert problems_in(css) == []
